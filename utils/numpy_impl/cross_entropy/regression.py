"""Softmax regression: one layer of logits, trained by gradient descent [M21]."""

from dataclasses import dataclass, field

import numpy as np

from utils import validate
from utils.numpy_impl.core.layers import dense_backward, dense_forward
from utils.numpy_impl.core.losses import (
    softmax_cross_entropy_backward,
    softmax_cross_entropy_forward,
)


def softmax_regression_forward(X, y, W, b, reduction: str = "mean"):
    """Z = X W + b, then the cross entropy of softmax(Z) with the labels [M21].

    X (N, D); y (N,) integer classes; W (D, R); b (R,) → (J in nats, cache).

    >>> softmax_regression_forward([[1.0, 2.0]], [0], np.zeros((2, 3)), np.zeros(3))[0].round(4)
    np.float64(1.0986)
    """
    Z, cache = dense_forward(X, W, b, "linear")  # (N, R)
    J, loss_cache = softmax_cross_entropy_forward(Z, y, reduction)
    return J, (cache, loss_cache)


def softmax_regression_backward(dJ, cache):
    """dX = dZ Wᵀ, dW = Xᵀ dZ, db = Σ_n dZ_n, with dZ = (P − onehot(y)) dJ [/N] [M21].

    Returns (dX (N, D), dW (D, R), db (R,)).

    >>> _, cache = softmax_regression_forward([[1.0, 2.0]], [0], np.zeros((2, 2)), np.zeros(2))
    >>> softmax_regression_backward(1.0, cache)[1]
    array([[-0.5,  0.5],
           [-1. ,  1. ]])
    """
    cache, loss_cache = cache
    return dense_backward(softmax_cross_entropy_backward(dJ, loss_cache), cache)


@dataclass
class SoftmaxRegressionFit:
    """What `fit_softmax_regression` found: losses[k] is the mean loss before step k + 1."""

    W: np.ndarray  # (D, R)
    b: np.ndarray  # (R,)
    losses: np.ndarray  # (steps,), nats
    snapshots: list[tuple[int, np.ndarray, np.ndarray]] = field(default_factory=list)


def fit_softmax_regression(
    X,
    y,
    n_classes: int,
    learning_rate: float = 5.0,
    steps: int = 2000,
    momentum: float = 0.9,
    record_every: int | None = None,
) -> SoftmaxRegressionFit:
    """Minimise the mean cross entropy by gradient descent from W = 0, b = 0.

    v ← μ v + g;  θ ← θ − η (g + μ v): Nesterov's momentum, plain gradient descent for μ = 0.

    X (N, D); y (N,) integers below n_classes; learning_rate η > 0; momentum 0 ≤ μ < 1
    record_every keep a copy of W and b before the first step, then every so many, and at the end

    On iris, standardised, the defaults are within 2e-7 nats of the lowest loss there is. No W
    attains that one: setosa is separable, so some weights grow for ever while the loss settles.

    >>> fit = fit_softmax_regression([[-1.0], [1.0]], [0, 1], 2, learning_rate=1.0, steps=1)
    >>> fit.W, fit.losses.round(4)
    (array([[-0.95,  0.95]]), array([0.6931]))
    """
    X = validate.real("X", X, (None, None))
    n_classes = validate.count("n_classes", n_classes)
    y = validate.labels("y", y, n_classes, length=len(X))
    eta = validate.number("learning_rate", learning_rate, above=0)
    mu = validate.number("momentum", momentum, least=0, below=1)
    steps = validate.count("steps", steps, least=0)
    if record_every is not None:
        record_every = validate.count("record_every", record_every)

    W = np.zeros((X.shape[1], n_classes), X.dtype)
    b = np.zeros(n_classes, X.dtype)
    v_W, v_b = np.zeros_like(W), np.zeros_like(b)
    losses, snapshots = np.empty(steps), []
    for step in range(steps):
        if record_every is not None and step % record_every == 0:
            snapshots.append((step, W, b))
        losses[step], cache = softmax_regression_forward(X, y, W, b)
        _, dW, db = softmax_regression_backward(1.0, cache)
        v_W, v_b = mu * v_W + dW, mu * v_b + db
        W, b = W - eta * (dW + mu * v_W), b - eta * (db + mu * v_b)
    if record_every is not None:
        snapshots.append((steps, W, b))
    return SoftmaxRegressionFit(W, b, losses, snapshots)
