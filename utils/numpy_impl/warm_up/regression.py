"""Linear regression, and gradient descent on it."""

from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.core.minibatches import batches


def linear_regression_forward(X, y, w, b):
    """J = 1/(2N) Σ_n (x_n·w + b − y_n)²: half the mean squared error.

    X (N, D); y (N,); w (D,); b one number → (J in units of y², cache).

    >>> linear_regression_forward([[1.0], [2.0]], [1.0, 4.0], [1.0], 0.0)[0]
    np.float64(1.0)
    """
    X = validate.real("X", X, (None, None))
    y = validate.real("y", y, (len(X),))
    w = validate.real("w", w, (X.shape[1],))
    b = validate.real("b", b, ())
    error = X @ w + b - y  # (N,)
    return (error @ error) / (2 * len(y)), (X, w, error)


def linear_regression_backward(dJ, cache):
    """With e = X w + b − y: dX = e wᵀ dJ / N, dw = Xᵀ e dJ / N, db = Σ_n e_n dJ / N.

    Returns (dX (N, D), dw (D,), db).

    >>> _, cache = linear_regression_forward([[1.0], [2.0]], [1.0, 4.0], [1.0], 0.0)
    >>> linear_regression_backward(1.0, cache)[1:]
    (array([-2.]), np.float64(-1.0))
    """
    X, w, error = cache
    d_error = error * error.dtype.type(dJ / len(error))  # (N,)
    return np.outer(d_error, w), X.T @ d_error, d_error.sum()


@dataclass
class LinearRegressionFit:
    """What `fit_linear_regression` did: row k of W, b and losses is before step k + 1.

    So the losses end before the last step, and W and b with the result.
    """

    W: np.ndarray  # (steps + 1, D)
    b: np.ndarray  # (steps + 1,)
    losses: np.ndarray  # (steps,), on all examples, also where a step saw only a few


def fit_linear_regression(
    X,
    y,
    learning_rate: float,
    steps: int,
    batch: int | None = None,
    rng: np.random.Generator | None = None,
) -> LinearRegressionFit:
    """Gradient descent on J from w = 0, b = 0:  w ← w − η ∂J/∂w,  b ← b − η ∂J/∂b.

    X (N, D); y (N,); learning rate η > 0
    batch  examples in each step, drawn by `rng`; None takes all of them in every step

    Raises ValueError also when the rate is so large that the numbers leave float64.

    >>> fit = fit_linear_regression([[-1.0], [1.0]], [-1.0, 3.0], learning_rate=1.0, steps=2)
    >>> fit.W[-1], fit.b[-1], fit.losses
    (array([2.]), np.float64(1.0), array([2.5, 0. ]))
    """
    X = validate.real("X", X, (None, None))
    y = validate.real("y", y, (len(X),))
    eta = validate.number("learning_rate", learning_rate, above=0)
    steps = validate.count("steps", steps, least=0)
    chosen = None if batch is None else batches(len(X), batch, validate.generator("rng", rng))

    w, b = np.zeros(X.shape[1], X.dtype), X.dtype.type(0)
    W, B = np.empty((steps + 1, X.shape[1]), X.dtype), np.empty(steps + 1, X.dtype)
    W[0], B[0], losses = w, b, np.empty(steps)
    for k in range(steps):
        losses[k], cache = linear_regression_forward(X, y, w, b)
        if chosen is not None:
            few = next(chosen)
            _, cache = linear_regression_forward(X[few], y[few], w, b)
        _, dw, db = linear_regression_backward(1.0, cache)
        W[k + 1], B[k + 1] = w, b = w - eta * dw, b - eta * db
        refuse_overflow(np.append(w, b), k + 1, eta)
    return LinearRegressionFit(W, B, losses)


def refuse_overflow(theta, k: int, eta: float) -> None:
    """Raise ValueError, naming the learning rate η, once the parameters of step k explode."""
    # the square of a larger number is infinite, and so would be the loss
    if not np.abs(theta).max() < 1e-10 * np.sqrt(np.finfo(theta.dtype).max):
        raise ValueError(
            f"learning_rate: got {eta:g}, with which the parameters explode by step {k}; "
            "expected a smaller one"
        )
