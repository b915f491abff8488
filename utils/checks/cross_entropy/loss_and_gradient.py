"""The mean loss of softmax regression with its gradients."""

import numpy as np

from utils.checks.cross_entropy.distributions import LOG_OF_MEAN, array
from utils.checks.cross_entropy.log_softmax import log_softmax as log_P_of
from utils.checks.engine import Case, Exercise, edits


def loss_and_gradient(X, y, W, b):
    """Mean cross entropy J of softmax regression, ∂J/∂W and ∂J/∂b."""
    N, n = len(y), np.arange(len(y))
    log_P = log_P_of(X @ W + b)  # (N, R)
    J = -log_P[n, y].mean()
    Y = np.eye(len(b))[y]  # the labels as one-hot rows
    G = (np.exp(log_P) - Y) / N
    dW, db = X.T @ G, G.sum(axis=0)
    return J, dW, db


rng = np.random.default_rng(6)


def regression(title, D, R, labels, scale=1.0):
    """A case of N = len(labels) examples from random numbers."""
    X, W = rng.normal(size=(len(labels), D)), scale * rng.normal(size=(D, R))
    return Case(title, X=X, y=np.array(labels), W=W, b=rng.normal(size=R))


CASES = [
    Case("the example", X=array([1.0, 2.0]), y=array(0), W=np.zeros((2, 2)), b=np.zeros(2)),
    regression("five examples", 4, 3, [2, 0, 1, 1, 2]),
    regression("as many inputs as classes", 3, 3, [0, 2, 2, 1]),
    regression("one example", 3, 4, [2]),
    regression("a class that does not occur", 2, 5, [4, 1, 0, 0, 4, 4]),
    regression("only one class", 2, 1, [0, 0, 0]),
    regression("scores of ±10,000", 2, 3, [0, 1, 2, 1], scale=1e4),
    regression("forty examples", 3, 4, rng.integers(0, 4, 40)),
]

ONE_HOT = (
    "What is subtracted from the probabilities of one example: its label's number, a whole column "
    "of ones, or a row with a single 1 at its label?"
)
PICK = "Only the true class of each example happened. Which one entry of row n counts?"
BIAS = "Every example used the same b, so their parts come together. Over which axis?"
UNDERFLOW = (
    "For large scores the probability is rounded to 0 before the logarithm, or saved by a small "
    "number that hides a loss of thousands of nats. Do you need the probability at all?"
)

MISTAKES = edits(loss_and_gradient)(
    ("labels not subtracted", " - Y)", ")",
     "The labels do not occur in your gradient. Which probabilities should grow?"),
    ("labels subtracted as numbers", " - Y)", " - y[:, None])", ONE_HOT),
    ("one subtracted from whole columns", " - Y)", " - Y.max(axis=0))", ONE_HOT),
    ("1 subtracted before exp", "np.exp(log_P) - Y", "np.exp(log_P - Y)",
     "The 1 is subtracted from a logarithm. What is it subtracted from in p − y?"),
    ("exp forgotten in the gradient", "np.exp(log_P) - Y", "log_P - Y",
     "Your signal is log p − y. What makes probabilities of logarithms?"),
    ("only the true class in the gradient", "(np.exp(log_P) - Y)", "((np.exp(log_P) - 1) * Y)",
     "Only the true class gets a gradient. Should the scores of the others stay as they are?"),
    ("softmax's slope applied again", "(np.exp(log_P) - Y)",
     "((np.exp(log_P) - Y) * np.exp(log_P) * (1 - np.exp(log_P)))",
     "There is a p(1 − p) in your gradient. What is p − y the derivative by: the probabilities, or "
     "the scores?"),
    ("db summed over the classes", "G.sum(axis=0)", "G.sum(axis=1)", BIAS),
    ("bias left out of the scores", "X @ W + b", "X @ W",
     "The scores do not contain b. Compare Z with the equation."),
    ("surprises of all classes", "-log_P[n, y].mean()", "-log_P.sum() / N", PICK),
    ("the mean over all classes", "log_P[n, y]", "log_P", PICK),
    ("columns picked instead of entries", "log_P[n, y]", "log_P[:, y]", PICK),
    ("logarithm of the mean", "-log_P[n, y].mean()", "-np.log(np.exp(log_P)[n, y].mean())",
     LOG_OF_MEAN),
    ("probabilities that overflow", "log_P_of(X @ W + b)",
     "np.log(np.exp(X @ W + b) / np.exp(X @ W + b).sum(axis=1, keepdims=True))",
     "Right for small scores. For large ones exp is infinite. Which function of this lab is not?"),
    ("logarithm of a rounded probability", "-log_P[n, y]", "-np.log(np.exp(log_P)[n, y])",
     UNDERFLOW),
    ("a small number inside the logarithm", "-log_P[n, y]", "-np.log(np.exp(log_P)[n, y] + 1e-12)",
     UNDERFLOW),
)  # fmt: skip

exercise = Exercise(
    title="Loss and gradient",
    minutes=15,
    difficulty="harder",
    reference=loss_and_gradient,
    cases=CASES,
    returns=("J, the mean loss", "dW (D, R)", "db (R,)"),
    mistakes=MISTAKES,
    hints=(
        "Work through the shapes: scores (N, R), their log-softmax (N, R), of which the "
        "loss picks one number per row; G is (N, R) again. Which product of a (N, D) and "
        "a (N, R) is (D, R)?",
        "`log_P[np.arange(N), y]` picks entry y_n of every row n. The same index lets you "
        "subtract the one-hot labels from P = `np.exp(log_P)`; `np.eye(R)[y]` makes all of "
        "Y at once.",
    ),
)
