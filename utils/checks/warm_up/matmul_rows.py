"""Exercise 1: the matrix product, entry by entry: row times column."""

import numpy as np

from utils.checks.engine import Exercise, Mistake
from utils.checks.warm_up import wrong
from utils.checks.warm_up.wrong import each_entry, matrix_pairs
from utils.numpy_impl import warm_up as ref


def never_reset(A, B):
    """One total for the whole result."""
    return np.cumsum(A @ B).reshape(len(A), -1)


def reset_for_each_row(A, B):
    """The total goes back to zero at the start of a row only."""
    return np.cumsum(A @ B, axis=1)


def as_if_square(A, B):
    """Both loops run over the rows of A."""
    C = np.zeros((A.shape[0], B.shape[1]))
    for n in range(len(A)):
        for h in range(len(A)):
            C[n, h] = A[n] @ B[:, h]
    return C


def indices_exchanged(A, B):
    """Row n and column h are written to C[h, n]."""
    C = np.zeros((A.shape[0], B.shape[1]))
    for n in range(A.shape[0]):
        for h in range(B.shape[1]):
            C[h, n] = A[n] @ B[:, h]
    return C


def first_row_only(A, B):
    """The return stands in the outer loop."""
    C = np.zeros((A.shape[0], B.shape[1]))
    C[0] = A[0] @ B
    return C


def first_entry_only(A, B):
    """The return stands in the inner loop."""
    C = np.zeros((A.shape[0], B.shape[1]))
    C[0, 0] = A[0] @ B[:, 0]
    return C


MISTAKES = (
    Mistake("multiplied element by element", lambda A, B: A * B, wrong.ELEMENTWISE),
    Mistake("the factors in the other order", lambda A, B: B @ A, wrong.OTHER_ORDER),
    Mistake(
        "rows of B instead of columns",
        each_entry(lambda A, B, n, h: A[n] @ B[h]),
        "Rows of A meet rows of B: `B[h]` is a row, and `B.T` makes rows of columns. How do you "
        "write column h of B?",
    ),
    Mistake(
        "columns of A instead of rows",
        each_entry(lambda A, B, n, h: A[:, n] @ B[:, h]),
        "Columns of A meet columns of B: `A[:, n]` is a column. How do you write row n of A?",
    ),
    Mistake(
        "only the last product of each sum",
        each_entry(lambda A, B, n, h: A[n, -1] * B[-1, h]),
        wrong.LAST_ONLY,
    ),
    Mistake(
        "only the first product of each sum",
        each_entry(lambda A, B, n, h: A[n, 0] * B[0, h]),
        "Only the first term of each sum is there. Does something end your innermost loop early?",
    ),
    Mistake("one term too few", lambda A, B: A[:, :-1] @ B[:-1], wrong.ONE_TERM_SHORT),
    Mistake(
        "the first term left out",
        lambda A, B: A[:, 1:] @ B[1:],
        "The first term of every sum is missing: indices start at 0.",
    ),
    Mistake("the mean instead of the sum", lambda A, B: A @ B / len(B), wrong.MEAN),
    Mistake(
        "products not added up",
        each_entry(lambda A, B, n, h: A[n] * B[:, h]),
        "`A[n] * B[:, h]` is still a whole array of products. One entry of the result is one "
        "number: what has to be done with them?",
    ),
    Mistake("the total is never set back", never_reset, wrong.NOT_RESET),
    Mistake(
        "the total is set back once a row",
        reset_for_each_row,
        f"{wrong.NOT_RESET} Once for each row is not often enough.",
    ),
    Mistake(
        "sums multiplied",
        each_entry(lambda A, B, n, h: A[n].sum() * B[:, h].sum()),
        "You add up the row and the column first, and multiply the two sums. First multiply pair "
        "by pair, then add.",
    ),
    Mistake(
        "added instead of multiplied",
        each_entry(lambda A, B, n, h: (A[n] + B[:, h]).sum()),
        "Every pair of numbers is added. A row and a column are *multiplied* pair by pair, and "
        "the products are added.",
    ),
    Mistake(
        "both loops run over the rows",
        as_if_square,
        "Your loops take the result to be square. It has as many rows as A and as many columns "
        "as B.",
    ),
    Mistake(
        "row and column exchanged when writing",
        indices_exchanged,
        "The number is computed from row n and column h and written to row h, column n.",
    ),
    Mistake(
        "the result transposed",
        lambda A, B: (A @ B).T,
        "Every number is right, but the result is transposed: its rows belong to the rows of A.",
    ),
    Mistake(
        "one long row",
        lambda A, B: (A @ B).ravel(),
        "Every number is right, and they stand in one long row. They belong in rows and columns: "
        "an array of zeros with two axes, or a list for each row.",
    ),
    Mistake("a shape without brackets", wrong.brackets_forgotten, wrong.BRACKETS),
    Mistake("only the first row", first_row_only, wrong.RETURN_IN_THE_LOOP),
    Mistake("only the first entry", first_entry_only, wrong.RETURN_IN_THE_LOOP),
    Mistake("a result made like A", wrong.into_zeros_like_A, wrong.ZEROS_LIKE),
)

exercise = Exercise(
    name="matmul_rows",
    title="Row times column",
    minutes=5,
    difficulty="easy",
    reference=ref.matmul_rows,
    cases=matrix_pairs(),
    returns="AB (N, H)",
    mistakes=MISTAKES,
    hints=(
        "Two loops, one over the rows of A and one over the columns of B. What is in each turn is "
        "one number: multiply pair by pair, then add.",
        "Start with `C = np.zeros((N, H))`, where `N, D = A.shape` and `H = B.shape[1]`. Row n "
        "of A is `A[n]`, column h of B is `B[:, h]`.",
    ),
)
