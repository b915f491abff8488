"""Exercise 2: the matrix product, column by column: mixtures of the columns of A."""

import numpy as np

from utils.checks.engine import Exercise, Mistake
from utils.checks.warm_up import wrong
from utils.checks.warm_up.wrong import each_column, matrix_pairs
from utils.numpy_impl import warm_up as ref


def mixed(pick, weight):
    """Make the sum over d of weight(B, d, h) · pick(A, d), with a loop over d, for column h."""

    def column(A, B, h):
        total = np.zeros(A.shape[0])
        for d in range(A.shape[1]):
            total = total + weight(B, d, h) * pick(A, d)
        return total

    return each_column(column)


def first_column_only(A, B):
    """The return stands in the loop over the columns."""
    C = np.zeros((A.shape[0], B.shape[1]))
    C[:, 0] = A @ B[:, 0]
    return C


def one_long_row(A, B):
    """The columns are put one after the other."""
    return np.concatenate([A @ B[:, h] for h in range(B.shape[1])])


def as_many_columns_as_A(A, B):
    """The result has the shape of A and is filled for the columns of A."""
    C = np.zeros(A.shape)
    for h in range(A.shape[1]):
        C[:, h] = A @ B[:, h]
    return C


def into_rows(A, B):
    """Each mixture is written to a row."""
    C = np.zeros((A.shape[0], B.shape[1]))
    for h in range(B.shape[1]):
        C[h] = A @ B[:, h]
    return C


def to_column_d(A, B):
    """What belongs to column h is added to column d."""
    C = np.zeros((A.shape[0], B.shape[1]))
    for h in range(B.shape[1]):
        for d in range(A.shape[1]):
            C[:, d] += B[d, h] * A[:, d]
    return C


def from_column_h(A, B):
    """Column h of A is added again and again."""
    C = np.zeros((A.shape[0], B.shape[1]))
    for h in range(B.shape[1]):
        for d in range(A.shape[1]):
            C[:, h] += B[d, h] * A[:, h]
    return C


MISTAKES = (
    Mistake("multiplied element by element", lambda A, B: A * B, wrong.ELEMENTWISE),
    Mistake("the factors in the other order", lambda A, B: B @ A, wrong.OTHER_ORDER),
    Mistake(
        "columns stacked as rows",
        lambda A, B: (A @ B).T,
        "`np.array` of a list of columns makes each of them a *row*. Every number is right; put "
        "them side by side.",
    ),
    Mistake(
        "columns put one after the other",
        one_long_row,
        "The columns stand in one long row, one after the other. They belong side by side, in an "
        "array with two axes.",
    ),
    Mistake(
        "rows of A mixed instead of columns",
        mixed(lambda A, d: A[d], lambda B, d, h: B[d, h]),
        "`A[d]` is row d of A. The columns are to be mixed: `A[:, …]`.",
    ),
    Mistake(
        "weights from a row of B",
        mixed(lambda A, d: A[:, d], lambda B, d, h: B[h, d]),
        "The weights come from row h of B. Column h of the result takes those in *column* h.",
    ),
    Mistake(
        "B transposed",
        lambda A, B: A @ B.T,
        "B is transposed: column h of the result takes its weights from column h of B, not from "
        "row h.",
    ),
    Mistake(
        "the columns of A without weights",
        mixed(lambda A, d: A[:, d], lambda B, d, h: 1),
        "The columns of A are added as they are. Each has a weight, and B holds it.",
    ),
    Mistake(
        "one weight for all columns of A",
        each_column(lambda A, B, h: B[0, h] * A.sum(axis=1)),
        "Every column of A gets the weight in the first row of B. Column d has its own, in row d.",
    ),
    Mistake(
        "the same weights for every column",
        each_column(lambda A, B, h: A @ B[:, 0]),
        "All columns of the result are the same: each uses the weights in the first column of B.",
    ),
    Mistake(
        "only the last column of A",
        each_column(lambda A, B, h: B[-1, h] * A[:, -1]),
        wrong.LAST_ONLY,
    ),
    Mistake(
        "only the first column of A",
        each_column(lambda A, B, h: B[0, h] * A[:, 0]),
        "Only the first column of A is in the mixture. All of them belong there.",
    ),
    Mistake("one column of A too few", lambda A, B: A[:, :-1] @ B[:-1], wrong.ONE_TERM_SHORT),
    Mistake(
        "each column added to those before it",
        lambda A, B: np.cumsum(A @ B, axis=1),
        "The second column contains the first, and so on: the mixture has to start from zero for "
        "each column.",
    ),
    Mistake("the mean instead of the sum", lambda A, B: A @ B / len(B), wrong.MEAN),
    Mistake(
        "columns weighted, not added up",
        each_column(lambda A, B, h: A * B[:, h]),
        "`A * B[:, h]` is still a whole matrix, A with weighted columns. Which axis has to be "
        "summed over to make one column of it?",
    ),
    Mistake(
        "added up over the wrong axis",
        each_column(lambda A, B, h: (A * B[:, h]).sum(axis=0)),
        "The columns are weighted rightly, and then the sum runs down each of them. It should run "
        "across, over d.",
    ),
    Mistake(
        "weights along the rows",
        each_column(lambda A, B, h: (A * B[:, h][:, None]).sum(axis=1)),
        "The weights multiply the rows of A. `A * weights` with weights of shape (D,) multiplies "
        "the columns.",
    ),
    Mistake(
        "written into rows",
        into_rows,
        "`C[h]` is row h of the result. The mixture is a column: `C[:, …]`.",
    ),
    Mistake(
        "added to column d of the result",
        to_column_d,
        "You add to column d of the result. All terms of one mixture go into the same column, h.",
    ),
    Mistake(
        "column h of A in every term",
        from_column_h,
        "Every term of the mixture has column h of A. Each d has its own: column d.",
    ),
    Mistake("a shape without brackets", wrong.brackets_forgotten, wrong.BRACKETS),
    Mistake("only the first column", first_column_only, wrong.RETURN_IN_THE_LOOP),
    Mistake(
        "as many columns as A",
        as_many_columns_as_A,
        "You make one column for each column of A. The result has as many as B, and A's are what "
        "they are mixed from.",
    ),
    Mistake("a result made like A", wrong.into_zeros_like_A, wrong.ZEROS_LIKE),
)

exercise = Exercise(
    name="matmul_columns",
    title="Mixtures of columns",
    minutes=5,
    difficulty="easy",
    reference=ref.matmul_columns,
    cases=matrix_pairs(),
    returns="AB (N, H)",
    mistakes=MISTAKES,
    hints=(
        "For one column h of the result: begin with zeros, go through the columns of A, and "
        "add each with its weight. What is the weight of column d?",
        "Column d of A is `A[:, d]`, its weight is `B[d, h]`. The mixture is an array of N "
        "numbers; `C[:, h] = …` puts it into a column.",
    ),
)
