"""The outer products whose sum is AB, one for each column of A and row of B."""

import numpy as np

from utils.checks.engine import Exercise, edits
from utils.checks.mistakes import loops
from utils.checks.warm_up.matrices import matrix_pairs


def outer_products(A, B):
    """T[d] is column d of A times row d of B: T (D, N, H), and Σ_d T[d] = AB."""
    T = []
    for d in range(A.shape[1]):
        T.append(np.outer(A[:, d], B[d]))
    return np.array(T)


PAIR = "What of A meets what of B: `A[d]` is a row, `A[:, d]` a column. Which are wanted?"
HOW_MANY = "How many matrices are there: one for each what of A, and of B?"
APART = "The matrices stand in one large one. How does each of them get an index of its own?"
EVERY = (
    "Every entry of the column meets *every* entry of the row. Which function is called like that?"
)

MISTAKES = edits(outer_products)(
    ("a row of A with a row of B", "A[:, d], B[d]", "A[d], B[d]", PAIR),
    ("a column of A with a column of B", "A[:, d], B[d]", "A[:, d], B[:, d]", PAIR),
    ("a row of A with a column of B", "A[:, d], B[d]", "A[d], B[:, d]", PAIR),
    ("running sums", "np.array(T)", "np.cumsum(T, axis=0)",
     "Each matrix contains those before it. Where does each of them start?"),
    ("the whole matrices multiplied", "np.array(T)", "np.outer(A, B)",
     "`np.outer` of two matrices flattens both. What does it take?"),
    ("every column with every row", "np.outer(A[:, d], B[d])",
     "[np.outer(A[:, d], row) for row in B]",
     "Every column of A is paired with every row of B. Which row belongs to column d?"),
    ("all with the first row of B", "B[d]", "B[0]", "Which row of B belongs to column d of A?"),
    ("an inner product", "np.outer(A[:, d], B[d])", "A[:, d] @ B[d]", EVERY),
    ("multiplied entry by entry", "np.outer(A[:, d], B[d])", "A[:, d] * B[d]", EVERY),
    ("as many as rows of A", "A.shape[1]", "len(A)", HOW_MANY),
    ("as many as columns of B", "A.shape[1]", "B.shape[1]", HOW_MANY),
    ("the last one missing", "A.shape[1]", "A.shape[1] - 1",
     "The last matrix is missing. Where does `range` stop?"),
    ("only the first one", "        T.append(np.outer(A[:, d], B[d]))",
     "        return np.outer(A[:, d], B[d])", loops.RETURN_INSIDE),
    ("only the last one", "np.array(T)", "T[-1]",
     "One matrix comes back, the last one. Where are those of the turns before it kept?"),
    ("side by side", "np.array(T)", "np.hstack(T)", APART),
)  # fmt: skip

exercise = Exercise(
    title="A sum of outer products",
    minutes=6,
    difficulty="easy",
    reference=outer_products,
    cases=matrix_pairs(),
    returns="T (D, N, H)",
    mistakes=MISTAKES,
    hints=(
        "One matrix for each d: every entry of column d of A times every entry of row d of B. "
        "NumPy has a function for it, called like this exercise.",
        "`np.outer(A[:, d], B[d])` is one of the matrices. Put them into an array of zeros of the "
        "shape (D, N, H), or collect them in a list and make an array of it.",
    ),
)
