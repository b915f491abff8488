"""Exercise 6: the mean loss of softmax regression with its gradients."""

import numpy as np

from utils.checks.cross_entropy.wrong import LOG_OF_MEAN, a, nudged
from utils.checks.engine import Case, Exercise, Mistake
from utils.numpy_impl import cross_entropy as ref


def loss_and_gradient(X, y, W, b):
    """Mean cross entropy of softmax regression with ∂J/∂W and ∂J/∂b."""
    J, cache = ref.softmax_regression_forward(X, y, W, b)
    _, dW, db = ref.softmax_regression_backward(1.0, cache)
    return J, dW, db


def times(J=lambda N, R: 1, dW=lambda N, R: 1, db=lambda N, R: 1):
    """Make a mistake that multiplies the right answers by functions of (N, R)."""

    def wrong(X, y, W, b):
        right = loss_and_gradient(X, y, W, b)
        factors = [factor(len(y), len(b)) for factor in (J, dW, db)]
        return tuple(f * part for f, part in zip(factors, right, strict=True))

    return wrong


def with_loss(loss):
    """Make a mistake whose loss is `loss(log_P, y)`; the gradients are right."""

    def wrong(X, y, W, b):
        return loss(ref.log_softmax(X @ W + b), y), *loss_and_gradient(X, y, W, b)[1:]

    return wrong


def with_signal(signal):
    """Make a mistake whose signal at the scores is `signal(P, Y, N)` instead of (P − Y)/N."""

    def wrong(X, y, W, b):
        P, Y = ref.softmax(X @ W + b), np.eye(len(b))[y]
        G = signal(P, Y, len(y))
        return loss_and_gradient(X, y, W, b)[0], X.T @ G, G.sum(axis=0)

    return wrong


def with_gradients(gradients):
    """Make a mistake whose dW and db are `gradients(X, G)`, of the right signal G."""

    def wrong(X, y, W, b):
        G = (ref.softmax(X @ W + b) - np.eye(len(b))[y]) / len(y)
        return loss_and_gradient(X, y, W, b)[0], *gradients(X, G)

    return wrong


def naive(X, y, W, b):
    """Loss and gradients through e^Z, with nothing subtracted."""
    E = np.exp(X @ W + b)
    P = E / E.sum(axis=1, keepdims=True)
    G = (P - np.eye(len(b))[y]) / len(y)
    return -np.log(pick(P, y)).mean(), X.T @ G, G.sum(axis=0)


def pick(P, y):
    """Return entry y_n of every row n, (N,)."""
    return P[np.arange(len(y)), y]


def log_of_probability(eps):
    """Make a mistake that takes the logarithm of a stable probability plus eps."""
    return with_loss(lambda log_P, y: -np.log(pick(np.exp(log_P), y) + eps).mean())


def by_N(N, R):
    """Return the factor of whoever forgot the 1/N."""
    return N


LOST_N = "Make the signal at the scores carry the 1/N, then both have it."
NUDGED = (
    "A small number inside the logarithm hides a loss of thousands of nats. With log-probabilities "
    "there is no log 0 to be afraid of."
)

MISTAKES = (
    Mistake(
        "gradient of the sum",
        times(dW=by_N, db=by_N),
        "The loss is the mean, but your gradients are N times too large: they belong to the sum. "
        "Where does the 1/N of J go when you differentiate?",
    ),
    Mistake(
        "loss of the sum",
        times(J=by_N),
        "The gradients are right for the mean, but the loss is the sum over the examples.",
    ),
    Mistake(
        "the sum everywhere",
        times(by_N, by_N, by_N),
        "Loss and gradients are those of the sum over the examples. The mean is wanted: what is "
        "missing in front?",
    ),
    Mistake(
        "1/N forgotten in dW",
        times(dW=by_N),
        f"Loss and db are right; dW is N times too large. {LOST_N}",
    ),
    Mistake(
        "1/N forgotten in db",
        times(db=by_N),
        f"Loss and dW are right; db is N times too large. {LOST_N}",
    ),
    Mistake(
        "1/N twice in db",
        times(db=lambda N, R: 1 / N),
        "db is N times too small: the 1/N is in there already when you average over the examples. "
        "Which operation over the examples does the equation have?",
    ),
    Mistake(
        "loss divided by N·R",
        times(J=lambda N, R: 1 / R),
        "The loss is R times too small: a mean over all N·R entries of a matrix that has one "
        "number per row which counts. Divide by the number of examples.",
    ),
    Mistake(
        "loss in bits",
        times(J=lambda N, R: 1 / np.log(2)),
        "The loss is in bits, and no longer fits its gradient, which is in nats. Use the natural "
        "logarithm.",
    ),
    Mistake(
        "wrong sign of the gradients",
        with_signal(lambda P, Y, N: (Y - P) / N),
        "The gradients point downhill, y − p. The derivative of the loss is what the model said "
        "minus what was true; the minus comes later, in the training step.",
    ),
    Mistake(
        "labels not subtracted",
        with_signal(lambda P, Y, N: P / N),
        "The labels do not occur in your gradient. At the true class something has to be "
        "subtracted from the probability.",
    ),
    Mistake(
        "labels subtracted as numbers",
        with_signal(lambda P, Y, N: (P - Y.argmax(axis=1)[:, None]) / N),
        "You subtract the label's *number* from every entry of its row. A label stands for a "
        "one-hot row: 1 at its place, 0 elsewhere.",
    ),
    Mistake(
        "one subtracted from whole columns",
        with_signal(lambda P, Y, N: (P - Y.max(axis=0)) / N),
        "`P[:, y] -= 1` takes 1 away from whole columns. One entry per row is meant: the row index "
        "has to run along with y.",
    ),
    Mistake(
        "softmax's slope applied again",
        with_signal(lambda P, Y, N: (P - Y) * P * (1 - P) / N),
        "p − y is the gradient at the scores already, with the slope of the softmax in it.",
    ),
    Mistake(
        "dW transposed",
        with_gradients(lambda X, G: (G.T @ X, G.sum(axis=0))),
        "dW comes out as (R, D). The gradient has the shape of W itself.",
    ),
    Mistake(
        "db not summed",
        with_gradients(lambda X, G: (X.T @ G, G)),
        "db still has a row for each example. Every example used the same b, so their parts come "
        "together: how?",
    ),
    Mistake(
        "db summed over the classes",
        with_gradients(lambda X, G: (X.T @ G, G.sum(axis=1))),
        "You sum over the classes of each example, which gives 0 for each: p and y both sum to "
        "one. Sum over the other axis.",
    ),
    Mistake(
        "bias left out of the scores",
        lambda X, y, W, b: loss_and_gradient(X, y, W, 0 * b),
        "The scores do not contain b. Compare Z with the equation.",
    ),
    Mistake(
        "surprises of all classes",
        with_loss(lambda log_P, y: -log_P.sum() / len(y)),
        "Your loss adds up the surprises of all classes. Only the true class of each example "
        "happened: pick its entry in each row.",
    ),
    Mistake(
        "columns picked instead of entries",
        with_loss(lambda log_P, y: -log_P[:, y].mean()),
        "`log_P[:, y]` takes whole columns, N of them. One entry per row is wanted: the row index "
        "has to run along with y.",
    ),
    Mistake(
        "logarithm of the mean",
        with_loss(lambda log_P, y: -np.log(pick(np.exp(log_P), y).mean())),
        LOG_OF_MEAN,
    ),
    Mistake(
        "probabilities that overflow",
        naive,
        "Right for small scores. For large ones exp is infinite. Use the log-softmax that you "
        "have.",
    ),
    Mistake(
        "logarithm of a rounded probability",
        log_of_probability(0.0),
        "The gradient is right, but for large scores the loss is infinite: the probability was "
        "rounded to 0 before the logarithm. Take the log-probability itself.",
    ),
    *nudged(log_of_probability, hint=NUDGED),
)

rng = np.random.default_rng(6)


def regression_case(title, D, R, labels, scale=1.0):
    """Make a case of N = len(labels) examples from random numbers."""
    X, W = rng.normal(size=(len(labels), D)), scale * rng.normal(size=(D, R))
    return Case(title, X=X, y=np.array(labels), W=W, b=rng.normal(size=R))


exercise = Exercise(
    name="loss_and_gradient",
    title="Loss and gradient",
    minutes=15,
    difficulty="harder",
    reference=loss_and_gradient,
    cases=[
        Case("the example", X=a([1.0, 2.0]), y=a(0), W=np.zeros((2, 2)), b=np.zeros(2)),
        regression_case("five examples", 4, 3, [2, 0, 1, 1, 2]),
        regression_case("as many inputs as classes", 3, 3, [0, 2, 2, 1]),
        regression_case("one example", 3, 4, [2]),
        regression_case("a class that does not occur", 2, 5, [4, 1, 0, 0, 4, 4]),
        regression_case("only one class", 2, 1, [0, 0, 0]),
        regression_case("scores of ±10,000", 2, 3, [0, 1, 2, 1], scale=1e4),
        regression_case("forty examples", 3, 4, rng.integers(0, 4, 40)),
    ],
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
