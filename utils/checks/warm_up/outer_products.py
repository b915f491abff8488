"""Exercise 3: the outer products whose sum is AB, one for each column of A and row of B."""

import numpy as np

from utils.checks.engine import Exercise, Mistake
from utils.checks.warm_up.wrong import RETURN_IN_THE_LOOP, matrix_pairs


def outer_products(A, B):
    """T[d] is column d of A times row d of B: T (D, N, H), and Σ_d T[d] = AB."""
    return A.T[:, :, None] * B[:, None, :]


def with_loop(part, many=lambda A, B: A.shape[1]):
    """Make a loop that sets T[d] = part(A, B, d), for as many d as `many(A, B)`."""

    def products(A, B):
        T = np.zeros((A.shape[1], A.shape[0], B.shape[1]))
        for d in range(many(A, B)):
            T[d] = part(A, B, d)
        return T

    return products


def in_a_list(part, many=lambda A, B: A.shape[1]):
    """The same with `np.array` of a list, which takes whatever shape the parts have."""
    return lambda A, B: np.array([part(A, B, d) for d in range(many(A, B))])


MISTAKES = (
    Mistake(
        "already added up",
        lambda A, B: A @ B,
        "This is the product AB. The D matrices that it is the sum of are wanted here, one by one.",
    ),
    Mistake(
        "the row first",
        in_a_list(lambda A, B, d: np.outer(B[d], A[:, d])),
        "Each matrix is transposed: the column of A comes first, since its entries belong to the "
        "rows of the result.",
    ),
    Mistake(
        "a row of A with a row of B",
        in_a_list(lambda A, B, d: np.outer(A[d], B[d])),
        "`A[d]` is row d of A. From A the columns are wanted, from B the rows.",
    ),
    Mistake(
        "a column of A with a column of B",
        in_a_list(lambda A, B, d: np.outer(A[:, d], B[:, d])),
        "`B[:, d]` is column d of B. From A the columns are wanted, from B the rows.",
    ),
    Mistake(
        "a row of A with a column of B",
        in_a_list(lambda A, B, d: np.outer(A[d], B[:, d])),
        "Here a *column* of A meets a *row* of B, the other way round than in Exercise 1.",
    ),
    Mistake(
        "running sums",
        lambda A, B: np.cumsum(outer_products(A, B), axis=0),
        "Each matrix contains those before it. Leave them apart: the sum comes later.",
    ),
    Mistake(
        "d as the last axis",
        lambda A, B: np.stack(list(outer_products(A, B)), axis=-1),
        "The numbers are right, but d runs along the last axis. It comes first: `T[d]` should be "
        "one matrix.",
    ),
    Mistake(
        "d as the middle axis",
        lambda A, B: np.stack(list(outer_products(A, B)), axis=1),
        "The numbers are right, but d runs along the middle axis. It comes first: `T[d]` should "
        "be one matrix.",
    ),
    Mistake(
        "the whole matrices multiplied",
        lambda A, B: np.outer(A, B),
        "`np.outer` of two matrices flattens both. Give it one column and one row.",
    ),
    Mistake(
        "every column with every row",
        lambda A, B: np.array([[np.outer(col, row) for row in B] for col in A.T]),
        "Every column of A is paired with every row of B. Column d belongs to row d alone.",
    ),
    Mistake(
        "all with the first row of B",
        with_loop(lambda A, B, d: np.outer(A[:, d], B[0])),
        "Every column of A is multiplied with the first row of B. Column d has its own, row d.",
    ),
    Mistake(
        "an inner product",
        in_a_list(lambda A, B, d: A[:, d] @ B[d]),
        "`@` of two one-dimensional arrays adds up to one number. Every entry of the column with "
        "every entry of the row is wanted: which function of NumPy is called like this exercise?",
    ),
    Mistake(
        "multiplied entry by entry",
        in_a_list(lambda A, B, d: A[:, d] * B[d]),
        "`*` pairs entries at the same place. Every entry of the column is to be multiplied with "
        "*every* entry of the row: `np.outer`, or axes of length 1 with `[:, None]`.",
    ),
    Mistake(
        "as many as rows of A",
        in_a_list(lambda A, B, d: np.outer(A[:, d], B[d]), lambda A, B: len(A)),
        "`len(A)` is the number of its rows. There is one matrix for each *column* of A.",
    ),
    Mistake(
        "as many as columns of B",
        in_a_list(lambda A, B, d: np.outer(A[:, d], B[d]), lambda A, B: B.shape[1]),
        "There is one matrix for each *row* of B, and you count its columns.",
    ),
    Mistake(
        "only the first one, the others zero",
        with_loop(lambda A, B, d: np.outer(A[:, d], B[d]), lambda A, B: 1),
        RETURN_IN_THE_LOOP,
    ),
    Mistake(
        "only the first one",
        lambda A, B: np.outer(A[:, 0], B[0]),
        f"One matrix comes back where D are wanted. {RETURN_IN_THE_LOOP}",
    ),
    Mistake(
        "only the last one",
        lambda A, B: np.outer(A[:, -1], B[-1]),
        "One matrix comes back, the last one: each turn of your loop replaces the one before. "
        "Keep them all.",
    ),
    Mistake(
        "the last one missing",
        in_a_list(lambda A, B, d: np.outer(A[:, d], B[d]), lambda A, B: A.shape[1] - 1),
        "The last matrix is missing. `range(D)` already stops before D.",
    ),
    Mistake(
        "divided by D",
        lambda A, B: outer_products(A, B) / len(B),
        "You divide by D. Their *sum* is to be AB, not their mean.",
    ),
    Mistake(
        "stacked on top of each other",
        lambda A, B: np.concatenate(list(outer_products(A, B))),
        "The matrices stand below each other in one tall matrix. They need an axis of their own: "
        "`np.stack`, `np.array` of a list, or an array of zeros with three axes.",
    ),
    Mistake(
        "side by side",
        lambda A, B: np.hstack(list(outer_products(A, B))),
        "The matrices stand side by side in one wide matrix. They need an axis of their own: "
        "`np.stack`, `np.array` of a list, or an array of zeros with three axes.",
    ),
)

exercise = Exercise(
    name="outer_products",
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
