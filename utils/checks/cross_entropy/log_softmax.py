"""The logarithm of the softmax of every row, right for scores of any size."""

import numpy as np

from utils.checks.cross_entropy.distributions import array
from utils.checks.engine import Case, Exercise, edits


def log_softmax(Z):
    """log p_nr = Z_nr − log Σ_s exp(Z_ns), row by row."""
    m = Z.max(axis=1, keepdims=True)  # (N, 1)
    shifted = Z - m  # the largest score of a row becomes 0
    total = np.exp(shifted).sum(axis=1, keepdims=True)
    return shifted - np.log(total)


CASES = [
    Case("the example", Z=array([0.0, np.log(3)])),
    Case("two rows of three", Z=array([1.0, 2.0, 4.0], [0.5, -1.0, 0.0])),
    Case("three rows of three", Z=array([1.0, 2.0, 4.0], [0.5, -1.0, 0.0], [3.0, 3.5, -2.0])),
    Case("equal scores", Z=np.full((2, 4), 0.7)),
    Case("scores of ±10,000", Z=array([1e4, 0.0, -1e4], [-1e4, 1e4, 1e4])),
    Case("one row high, one row low", Z=array([1e4, 1e4 - 2.0], [-1e4, -1e4 + 1.0])),
    Case("all scores very negative", Z=array([-2e3, -2e3 - 1.0, -2e3 - 3.0])),
    Case("a likely and a hopeless class", Z=array([0.0, -900.0], [2.0, 1.0])),
    Case("whole numbers", Z=array([3, 1, 0], [-10_000, 2, 2])),
    Case("one class", Z=array([3.0], [-5.0])),
    Case("many rows", Z=3 * np.random.default_rng(5).normal(size=(7, 5))),
]

ROWS = "Along which axis do the classes of one example lie, and so what sums to 1?"
OWN_MAX = (
    "What you subtract must be the same for a whole row, or its probabilities change, and its own "
    "largest score, or exp overflows or leaves only zeros. Is it both?"
)
BOTH = "Both sides must be shifted: the score in front, and the scores inside exp. Are they?"

MISTAKES = edits(log_softmax)(
    ("logarithm of the softmax", "shifted - np.log(total)", "np.log(np.exp(shifted) / total)",
     "A probability below about 1e−308 is rounded to 0 before the logarithm sees it. What does the "
     "logarithm make of a quotient, before anything is divided?"),
    ("columns instead of rows", "Z.max(axis=1", "Z.max(axis=0", ".sum(axis=1", ".sum(axis=0", ROWS),
    ("the whole matrix as one example", "Z.max(axis=1, keepdims=True)", "Z.max()",
     ".sum(axis=1, keepdims=True)", ".sum()", ROWS),
    ("rows shifted, sum over the whole matrix", ".sum(axis=1, keepdims=True)", ".sum()", ROWS),
    ("one maximum for the whole matrix", "Z.max(axis=1, keepdims=True)", "Z.max()", OWN_MAX),
    ("maximum of the columns", "Z.max(axis=1", "Z.max(axis=0", OWN_MAX),
    ("something other than the largest subtracted", "Z.max(", "Z.mean(",
     "Subtracting the mean, say, changes no probability, but leaves large exponents in. After "
     "which subtraction is no exponent above 0?"),
    ("maximum subtracted in the sum only", "return shifted", "return Z", BOTH),
    ("maximum subtracted outside only", "np.exp(shifted)", "np.exp(Z)", BOTH),
    ("sum without its logarithm", "np.log(total)", "total",
     "You subtract the sum of exponentials itself. Dividing by it becomes, after the logarithm, "
     "subtracting its what?"),
    ("only shifted", "shifted - np.log(total)", "shifted",
     "The scores are shifted, but do their exponentials sum to 1 in a row? What is missing?"),
    ("logarithm to base 2", "np.log(", "np.log2(", "Which logarithm undoes exp?"),
    ("each class as a sigmoid", "return shifted - np.log(total)", "return -np.logaddexp(0, -Z)",
     "Each score is treated on its own, as a sigmoid. What do the classes of a row share?"),
    ("scores clipped at ±500", "    m = Z", "    Z = np.clip(Z, -500, 500)\n    m = Z",
     "Clipping hides the overflow and changes the answer: 10,000 and 500 are not the same score. "
     "What could you do to a row by which nothing is lost?"),
)  # fmt: skip

exercise = Exercise(
    title="Log-softmax",
    minutes=8,
    difficulty="medium",
    reference=log_softmax,
    cases=CASES,
    returns="log-probabilities (N, R)",
    # tight, so that rounding and a small number beside the sum show
    rtol=1e-9,
    atol=2e-11,
    mistakes=MISTAKES,
    hints=(
        "Each row has its own largest score: m has the shape (N) or, handier, (N, 1). "
        "After subtracting it, what is the largest exponent in a row, and what is the sum of "
        "exponentials at least?",
        "`Z.max(axis=…, keepdims=True)` and the same two arguments for the sum. Never compute "
        "the probabilities: those that round to 0 cannot be brought back by a logarithm.",
    ),
)
