"""The pairs of matrices that the exercises on products are tried on, and what goes wrong there."""

import numpy as np

from utils.checks.engine import Case


def matrix_pairs():
    """Return the cases of exercises on a product AB: A (N, D), B (D, H)."""
    rng = np.random.default_rng(3)
    fractions = [rng.normal(size=shape).round(2) for shape in ((2, 3), (3, 5))]
    tall = [rng.normal(size=shape) for shape in ((5, 3), (3, 2))]
    square = [rng.normal(size=(3, 3)) for _ in range(2)]
    rows = (
        ("the example", [[1.0, 2, 0], [0, 1, -1]], [[1.0, 2], [3, 0], [4, 1]]),
        ("fractions, a wide result", *fractions),
        ("a tall result", *tall),
        ("square matrices", *square),
        ("one row times one column", [[1.0, -2.0, 0.5, 3.0]], [[2.0], [1.0], [4], [-1]]),
        ("one column times one row", [[1.0], [-2.0], [0.5]], [[3.0, -1.0]]),
        ("the identity first", np.eye(2), [[0.5, -1.0, 2.0], [4.0, 0.0, 1.5]]),
        ("a column of zeros", [[0.0, 2.0], [0.0, -3.0], [0.0, 1.0]], [[1.5], [2.5]]),
        ("whole numbers times fractions", [[1, 2], [3, 4]], [[0.5, 0.25], [1.5, -0.75]]),
    )
    return [Case(title, A=np.array(A), B=np.array(B)) for title, A, B in rows]


ELEMENTWISE = (
    "`A * B` multiplies numbers that stand at the same place. What meets what in a matrix product?"
)
OTHER_ORDER = (
    "This is BA. Which matrix gives the result its rows, and which its columns? The order matters."
)
NOT_RESET = (
    "A sum is carried over from one place of the result to the next. Where does your total go back "
    "to zero?"
)
ONE_SHORT = (
    "A term of every sum is missing. With which index does a loop begin, and where does it stop?"
)
LIKE_A = (
    "The result is made like A, with A's shape and dtype. Which shape has AB, and what would whole "
    "numbers lose?"
)
ONE_ROW = "Every number is right, in one long row. How many axes has the result?"
