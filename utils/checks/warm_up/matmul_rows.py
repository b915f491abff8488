"""The matrix product, entry by entry: row times column."""

import numpy as np

from utils.checks.engine import Exercise, edits
from utils.checks.mistakes import loops, sums
from utils.checks.warm_up import matrices


def matmul_rows(A, B):
    """(AB)_nh = Σ_d A_nd B_dh."""
    (N, D), H = A.shape, B.shape[1]
    C = np.zeros((N, H))
    for n in range(N):
        for h in range(H):
            total = 0.0
            for d in range(D):
                total += A[n, d] * B[d, h]
            C[n, h] = total
    return C


def by_rows_and_columns(A, B):
    """The same with whole rows and columns."""
    C = np.zeros((A.shape[0], B.shape[1]))
    for n in range(A.shape[0]):
        for h in range(B.shape[1]):
            C[n, h] = (A[n] * B[:, h]).sum()
    return C


MEET = (
    "What meets what here? `A[n]` is a row, `A[:, n]` a column: which is wanted of A, which of B?"
)

MISTAKES = (
    *edits(matmul_rows)(
        ("multiplied element by element", "return C", "return A * B", matrices.ELEMENTWISE),
        ("the factors in the other order", "return C", "return B @ A", matrices.OTHER_ORDER),
        sums.last_only("total += A", "only the last product of each sum"),
        ("only the first product of each sum", "* B[d, h]\n", "* B[d, h]\n                break\n",
         "Only the first term of each sum is there. Does something end your innermost loop early?"),
        ("one term too few", "range(D)", "range(D - 1)", matrices.ONE_SHORT),
        ("the first term left out", "range(D)", "range(1, D)", matrices.ONE_SHORT),
        ("the total is never set back", "            total = 0.0\n", "", "    for n in",
         "    total = 0.0\n    for n in", matrices.NOT_RESET),
        ("the total is set back once a row", "            total = 0.0\n", "",
         "        for h in", "        total = 0.0\n        for h in", matrices.NOT_RESET),
        ("both loops run over the rows", "range(H)", "range(N)",
         "Your loops take the result to be square. How many rows has it, and how many columns?"),
        ("a result made like A", "np.zeros((N, H))", "np.zeros_like(A)", matrices.LIKE_A),
        ("only the first entry", "    return C", "            return C", loops.RETURN_INSIDE),
    ),
    *edits(by_rows_and_columns)(
        ("rows of B instead of columns", "B[:, h]", "B[h]", MEET),
        ("columns of A instead of rows", "A[n] *", "A[:, n] *", MEET),
        ("products not added up", ".sum()", "",
         "`A[n] * B[:, h]` is still a whole array. One entry is one number: what is left to do?"),
        ("sums multiplied", "(A[n] * B[:, h]).sum()", "A[n].sum() * B[:, h].sum()",
         "Row and column are added up first. In which order are they multiplied and added?"),
        ("added instead of multiplied", "A[n] * B", "A[n] + B",
         "Every pair of numbers is added. What is done with a pair, and what with the results?"),
    ),
)  # fmt: skip

exercise = Exercise(
    title="Row times column",
    minutes=5,
    difficulty="easy",
    reference=matmul_rows,
    cases=matrices.matrix_pairs(),
    returns="AB (N, H)",
    mistakes=MISTAKES,
    hints=(
        "Two loops, one over the rows of A and one over the columns of B. What is in each turn is "
        "one number: multiply pair by pair, then add.",
        "Start with `C = np.zeros((N, H))`, where `N, D = A.shape` and `H = B.shape[1]`. Row n "
        "of A is `A[n]`, column h of B is `B[:, h]`.",
    ),
)
