"""What the mistakes of several exercises share: words, the pairs of matrices, small helpers."""

import numpy as np

from utils.checks.engine import Case

ELEMENTWISE = (
    "`A * B` multiplies numbers that stand at the same place. In the matrix product, a row of A "
    "meets a column of B."
)
OTHER_ORDER = (
    "This is BA. The order of the factors matters: which matrix gives the result its rows, and "
    "which its columns?"
)
LAST_ONLY = (
    "Only the last term of each sum is there: every turn overwrites what the turns before it "
    "made. Start from zero, and add."
)
NOT_RESET = (
    "A sum is carried over from one place of the result to the next. Where does your total go "
    "back to zero?"
)
MEAN = "You divide by the number of terms, as for a mean. A matrix product only adds them up."
ONE_TERM_SHORT = (
    "The last term of every sum is missing: your loop ends one turn too early. `range(D)` already "
    "stops before D."
)
ZEROS_LIKE = (
    "The result is made like A, with A's shape and kind of number. Its shape is another one, and "
    "whole numbers would lose what comes after the point: `np.zeros((…, …))`."
)
BRACKETS = "`np.zeros` takes the shape as *one* thing, in brackets of its own: `np.zeros((N, H))`."
RETURN_IN_THE_LOOP = "Is the `return` inside a loop? Then the function ends in the first turn."


def a(*numbers):
    """Write an array of numbers in one short word, for the cases."""
    return np.array(numbers)


def matrix_pairs():
    """Return the cases of exercises on a product AB: A (N, D), B (D, H)."""
    rng = np.random.default_rng(3)
    return [
        Case("the example", A=a([1.0, 2, 0], [0, 1, -1]), B=a([1.0, 2], [3, 0], [4, 1])),
        Case(
            "fractions, a wide result",
            A=rng.normal(size=(2, 3)).round(2),
            B=rng.normal(size=(3, 5)).round(2),
        ),
        Case("a tall result", A=rng.normal(size=(5, 3)), B=rng.normal(size=(3, 2))),
        Case("square matrices", A=rng.normal(size=(3, 3)), B=rng.normal(size=(3, 3))),
        Case("one row times one column", A=a([1.0, -2.0, 0.5, 3.0]), B=a([2.0], [1.0], [4], [-1])),
        Case("one column times one row", A=a([1.0], [-2.0], [0.5]), B=a([3.0, -1.0])),
        Case("the identity first", A=np.eye(2), B=a([0.5, -1.0, 2.0], [4.0, 0.0, 1.5])),
        Case("a column of zeros", A=a([0.0, 2.0], [0.0, -3.0], [0.0, 1.0]), B=a([1.5], [2.5])),
        Case("whole numbers times fractions", A=a([1, 2], [3, 4]), B=a([0.5, 0.25], [1.5, -0.75])),
    ]


def each_entry(entry):
    """Make a loop over rows n and columns h that sets C[n, h] = entry(A, B, n, h)."""

    def product(A, B):
        C = np.zeros((A.shape[0], B.shape[1]))
        for n in range(A.shape[0]):
            for h in range(B.shape[1]):
                C[n, h] = entry(A, B, n, h)
        return C

    return product


def each_column(column):
    """Make a loop over columns h that sets C[:, h] = column(A, B, h)."""

    def product(A, B):
        C = np.zeros((A.shape[0], B.shape[1]))
        for h in range(B.shape[1]):
            C[:, h] = column(A, B, h)
        return C

    return product


def brackets_forgotten(A, B):
    """The shape is given to `np.zeros` as two numbers."""
    return np.zeros(A.shape[0], B.shape[1])


def into_zeros_like_A(A, B):
    """The result has the shape and the kind of number of A."""
    C = np.zeros_like(A)
    for n in range(A.shape[0]):
        for h in range(B.shape[1]):
            C[n, h] = A[n] @ B[:, h]
    return C
