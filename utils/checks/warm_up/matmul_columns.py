"""The matrix product, column by column: mixtures of the columns of A."""

import numpy as np

from utils.checks.engine import Exercise, edits
from utils.checks.mistakes import loops, sums
from utils.checks.warm_up import matrices


def matmul_columns(A, B):
    """Column h of AB is Σ_d B_dh · (column d of A)."""
    (N, D), H = A.shape, B.shape[1]
    C = np.zeros((N, H))
    for h in range(H):
        mixture = np.zeros(N)
        for d in range(D):
            mixture = mixture + B[d, h] * A[:, d]
        C[:, h] = mixture
    return C


def by_weighted_columns(A, B):
    """The same with all columns of A weighted at once."""
    C = np.zeros((A.shape[0], B.shape[1]))
    for h in range(B.shape[1]):
        weights = B[:, h]
        C[:, h] = (A * weights).sum(axis=1)
    return C


COLUMNS = "`A[d]` is a row of A. What is mixed, and how do you write it?"
WEIGHTS = "Which numbers weight the columns of A for column h of the result? They stand in B."
TARGET = "All terms of one mixture go into one column of the result. Into which?"

MISTAKES = (
    *edits(matmul_columns)(
        ("multiplied element by element", "return C", "return A * B", matrices.ELEMENTWISE),
        ("the factors in the other order", "return C", "return B @ A", matrices.OTHER_ORDER),
        ("columns put one after the other", "return C", "return C.T.ravel()", matrices.ONE_ROW),
        ("rows of A mixed instead of columns", "A[:, d]", "A[d]", COLUMNS),
        ("weights from a row of B", "B[d, h]", "B[h, d]", WEIGHTS),
        ("B transposed", "return C", "return A @ B.T", WEIGHTS),
        ("the columns of A without weights", "B[d, h] * ", "", WEIGHTS),
        ("one weight for all columns of A", "B[d, h]", "B[0, h]", WEIGHTS),
        ("the same weights for every column", "B[d, h]", "B[d, 0]", WEIGHTS),
        ("only the last column of A", "mixture + B", "B", sums.LAST_ONLY),
        ("only the first column of A", "range(D)", "range(1)",
         "Only the first column of A is in the mixture. Which belong there?"),
        ("one column of A too few", "range(D)", "range(D - 1)", matrices.ONE_SHORT),
        ("each column added to those before it", "        mixture = np.zeros(N)\n", "",
         "    for h in", "    mixture = np.zeros(N)\n    for h in", matrices.NOT_RESET),
        ("added to column d of the result", "mixture = mixture + B[d, h] * A[:, d]",
         "C[:, d] += B[d, h] * A[:, d]", "        C[:, h] = mixture\n", "", TARGET),
        ("column h of A in every term", "A[:, d]", "A[:, h]",
         "Every term of the mixture has the same column of A. Which one belongs to d?"),
        loops.returned_inside("\n    return C", "only the first column"),
        ("as many columns as A", "zeros((N, H))", "zeros((N, D))", "range(H)", "range(D)",
         "You make one column for each column of A. How many has the result?"),
        ("a result made like A", "np.zeros((N, H))", "np.zeros_like(A)", matrices.LIKE_A),
    ),
    *edits(by_weighted_columns)(
        ("columns weighted, not added up", ".sum(axis=1)", "",
         "`A * B[:, h]` is still a whole matrix. Which sum makes one column of it?"),
        ("added up over the wrong axis", "axis=1", "axis=0",
         "The sum runs down each weighted column. Over what does the mixture run?"),
        ("weights along the rows", "* weights)", "* weights[:, None])",
         "The weights multiply the rows of A. What does a weight belong to?"),
    ),
)  # fmt: skip

exercise = Exercise(
    title="Mixtures of columns",
    minutes=5,
    difficulty="easy",
    reference=matmul_columns,
    cases=matrices.matrix_pairs(),
    returns="AB (N, H)",
    mistakes=MISTAKES,
    hints=(
        "For one column h of the result: begin with zeros, go through the columns of A, and "
        "add each with its weight. What is the weight of column d?",
        "Column d of A is `A[:, d]`, its weight is `B[d, h]`. The mixture is an array of N "
        "numbers; `C[:, h] = …` puts it into a column.",
    ),
)
