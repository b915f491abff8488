"""Exercise 5: the logarithm of the softmax of every row, right for scores of any size."""

import numpy as np

from utils.checks.cross_entropy.wrong import a, nudged
from utils.checks.engine import Case, Exercise, Mistake
from utils.numpy_impl import cross_entropy as ref


def log_softmax(Z):
    """log p_nr = Z_nr − log Σ_s exp(Z_ns), row by row."""
    return ref.log_softmax(Z)


def log_sum(Z, log=np.log, **axis):
    """log Σ exp Z over each row, as a column, with nothing subtracted from Z."""
    return log(np.exp(Z).sum(**(axis or {"axis": 1, "keepdims": True})))


def row_max(Z):
    """Return the largest score of each row, (N, 1)."""
    return Z.max(axis=1, keepdims=True)


def shifted_by(function):
    """Make a mistake that subtracts `function(Z)` instead of each row's largest score."""
    return lambda Z: Z - function(Z) - log_sum(Z - function(Z))


def log_of_softmax(eps):
    """Make a mistake that takes the logarithm of a stable softmax plus eps."""
    return lambda Z: np.log(ref.softmax(Z) + eps)


NUDGED = (
    "A small number added inside the logarithm hides −∞ and gives every hopeless class the same "
    "wrong loss. Can you do without making the probabilities first?"
)

MISTAKES = (
    Mistake(
        "no logarithm",
        lambda Z: ref.softmax(Z),
        "These are the probabilities themselves. Their logarithms are wanted, and they are best "
        "computed without making the probabilities first.",
    ),
    Mistake(
        "logarithm of the softmax",
        log_of_softmax(0.0),
        "A probability below about 1e−308 is rounded to 0 before the logarithm sees it. Keep to "
        "logarithms all the way: what does the logarithm make of a quotient?",
    ),
    Mistake(
        "logarithm of a softmax that overflows",
        lambda Z: np.log(np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)),
        "Right for small scores. For large ones exp is infinite and ∞/∞ is `nan`. Which number may "
        "you subtract from a whole row without changing its probabilities?",
    ),
    Mistake(
        "nothing subtracted",
        lambda Z: Z - log_sum(Z),
        "Right for small scores, and good that you stay with logarithms. But exp overflows for "
        "large scores, and for very negative ones the sum is 0. What may you subtract from a whole "
        "row before exp?",
    ),
    Mistake(
        "columns instead of rows",
        lambda Z: ref.log_softmax(Z.T).T,
        "Each column sums to one. One example is one row: along which axis do its classes lie?",
    ),
    Mistake(
        "the whole matrix as one example",
        lambda Z: ref.log_softmax(Z.ravel()).reshape(Z.shape),
        "All entries together are made one distribution. Every row is an example of its own: the "
        "sum needs an axis.",
    ),
    Mistake(
        "rows shifted, sum over the whole matrix",
        lambda Z: Z - row_max(Z) - log_sum(Z - row_max(Z), axis=None),
        "The rows are shifted rightly, but the sum of exponentials runs over the whole matrix.",
    ),
    Mistake(
        "one maximum for the whole matrix",
        shifted_by(lambda Z: Z.max()),
        "You subtract the largest score of the whole matrix. A row with much smaller scores then "
        "has only zeros after exp. Each row needs its own.",
    ),
    Mistake(
        "maximum of the columns",
        shifted_by(lambda Z: Z.max(axis=0)),
        "You subtract the largest score of each column. That is not the same number for a whole "
        "row, so it changes the row's probabilities.",
    ),
    Mistake(
        "mean subtracted",
        shifted_by(lambda Z: Z.mean(axis=1, keepdims=True)),
        "Subtracting the mean does not change the probabilities, but it leaves large exponents in. "
        "After which subtraction is no exponent above 0?",
    ),
    Mistake(
        "keepdims forgotten",
        lambda Z: (Z - Z.max(axis=1)) - log_sum(Z - Z.max(axis=1), axis=1),
        "`Z.max(axis=1)` has the shape (N,), and NumPy lines it up with the columns, not with the "
        "rows. It has to stay a column of shape (N, 1).",
    ),
    Mistake(
        "maximum subtracted in the sum only",
        lambda Z: Z - log_sum(Z - row_max(Z)),
        "You subtract the maximum inside the exponentials, but not from the score in front (or do "
        "not add it back to the logarithm). Both sides must be shifted.",
    ),
    Mistake(
        "maximum subtracted outside only",
        lambda Z: Z - row_max(Z) - log_sum(Z),
        "You subtract the maximum from the score in front, but the exponentials still see the "
        "whole score. Both must be shifted.",
    ),
    Mistake(
        "sum without its logarithm",
        lambda Z: Z - row_max(Z) - np.exp(Z - row_max(Z)).sum(axis=1, keepdims=True),
        "You subtract the sum of exponentials itself. Dividing by it becomes, after the logarithm, "
        "subtracting its what?",
    ),
    Mistake(
        "only shifted",
        lambda Z: Z - row_max(Z),
        "The scores are shifted but not normalised: their exponentials do not sum to 1 in a row. "
        "What is missing?",
    ),
    Mistake(
        "losses instead of log-probabilities",
        lambda Z: -ref.log_softmax(Z),
        "The sign is reversed: these are surprises. A log-probability is 0 or negative.",
    ),
    Mistake(
        "logarithm to base 2",
        lambda Z: Z - row_max(Z) - log_sum(Z - row_max(Z), np.log2),
        "The logarithm has to undo exp, so it is the natural one; yours is to base 2.",
    ),
    Mistake(
        "each class as a sigmoid",
        lambda Z: -np.logaddexp(0, -Z),
        "Each score is treated on its own, as a sigmoid. In a softmax the classes of a row share "
        "one sum.",
    ),
    Mistake(
        "scores clipped at ±500",
        lambda Z: ref.log_softmax(np.clip(Z, -500, 500)),
        "Clipping the scores hides the overflow and changes the answer: 10,000 and 500 are not the "
        "same score. Subtract something from the row instead, so that nothing is lost.",
    ),
    *nudged(log_of_softmax, "added to the softmax", sizes=(1e-15, 1e-12, 1e-8), hint=NUDGED),
)

exercise = Exercise(
    name="log_softmax",
    title="Log-softmax",
    minutes=8,
    difficulty="medium",
    reference=log_softmax,
    cases=[
        Case("the example", Z=a([0.0, np.log(3)])),
        Case("two rows of three", Z=a([1.0, 2.0, 4.0], [0.5, -1.0, 0.0])),
        Case("three rows of three", Z=a([1.0, 2.0, 4.0], [0.5, -1.0, 0.0], [3.0, 3.5, -2.0])),
        Case("equal scores", Z=np.full((2, 4), 0.7)),
        Case("scores of ±10,000", Z=a([1e4, 0.0, -1e4], [-1e4, 1e4, 1e4])),
        Case("one row high, one row low", Z=a([1e4, 1e4 - 2.0], [-1e4, -1e4 + 1.0])),
        Case("all scores very negative", Z=a([-2e3, -2e3 - 1.0, -2e3 - 3.0])),
        Case("a likely and a hopeless class", Z=a([0.0, -900.0], [2.0, 1.0])),
        Case("whole numbers", Z=a([3, 1, 0], [-10_000, 2, 2])),
        Case("one class", Z=a([3.0], [-5.0])),
        Case("many rows", Z=3 * np.random.default_rng(5).normal(size=(7, 5))),
    ],
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
