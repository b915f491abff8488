"""Losses on logits with their gradients.

`reduction` is "mean" or "sum" over the examples, or "none": one loss for each, and a dJ for each.
"""

import numpy as np

from utils import validate
from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.core.softmax import log_softmax

REDUCTIONS = ("mean", "sum", "none")


def _reduce(losses, reduction):
    return {"mean": losses.mean, "sum": losses.sum, "none": losses.copy}[reduction]()


def _shared(dJ, reduction, n):
    """The part of dJ that reaches each of n examples: a mean hands 1/n of it to each."""
    dJ = validate.real("dJ", dJ, (n,) if reduction == "none" else ())
    return dJ / n if reduction == "mean" else dJ


def softmax_cross_entropy_forward(Z, y, reduction: str = "mean"):
    """J = 1/N Σ_n −ln softmax(Z_n)[y_n] [M17].

    Z (N, R) logits; y (N,) integer classes → (J in nats, cache).

    >>> softmax_cross_entropy_forward([[0.0, np.log(3)]], [1])[0].round(4)
    np.float64(0.2877)
    """
    validate.choice("reduction", reduction, REDUCTIONS)
    Z = validate.real("Z", Z, (None, None))
    y = validate.labels("y", y, Z.shape[1], length=len(Z))
    log_P = log_softmax(Z)  # (N, R)
    losses = 0.0 - log_P[np.arange(len(y)), y]
    return _reduce(losses, reduction), (log_P, y, reduction)


def softmax_cross_entropy_backward(dJ, cache):
    """∂J/∂Z_n = (P_n − onehot(y_n)) dJ, divided by N for the mean [M21]. dZ (N, R).

    >>> J, cache = softmax_cross_entropy_forward([[0.0, np.log(3)]], [1])
    >>> softmax_cross_entropy_backward(1.0, cache).round(4)
    array([[ 0.25, -0.25]])
    """
    log_P, y, reduction = cache
    dZ = np.exp(log_P)  # (N, R)
    dZ[np.arange(len(y)), y] -= 1  # P − onehot(y)
    return dZ * np.reshape(_shared(dJ, reduction, len(y)), (-1, 1)).astype(dZ.dtype)


def sigmoid_cross_entropy_forward(z, y, reduction: str = "mean"):
    """J = mean of −y ln σ(z) − (1 − y) ln(1 − σ(z)) = ln(1 + e^z) − y z [M21].

    z (N,) logits of class 1; y (N,) of 0 and 1 → (J in nats, cache).

    >>> sigmoid_cross_entropy_forward([0.0, 1e4], [1, 0])[0].round(4)
    np.float64(5000.3466)
    """
    z, y = _binary(z, y, reduction)
    # ln(1 + e^z) = max(z, 0) + ln(1 + e^(−|z|))
    losses = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))) - y * z
    return _reduce(losses, reduction), (sigmoid(z), y, reduction)


def sigmoid_cross_entropy_backward(dJ, cache):
    """∂J/∂z = (σ(z) − y) dJ, divided by N for the mean [M21]. Returns dz (N,).

    >>> _, cache = sigmoid_cross_entropy_forward([-1e4], [1])
    >>> sigmoid_cross_entropy_backward(1.0, cache)
    array([-1.])
    """
    p, y, reduction = cache
    return (p - y) * _shared(dJ, reduction, len(y)).astype(p.dtype)


def sigmoid_squared_error_forward(z, y, reduction: str = "mean"):
    """J = mean of ½ (σ(z) − y)²: the loss that saturates when σ(z) is wrong and sure [M17].

    z (N,) logits of class 1; y (N,) of 0 and 1 → (J, cache).

    >>> sigmoid_squared_error_forward([-1e4], [1])[0]
    np.float64(0.5)
    """
    z, y = _binary(z, y, reduction)
    p = sigmoid(z)
    return _reduce((p - y) ** 2 / 2, reduction), (p, y, reduction)


def sigmoid_squared_error_backward(dJ, cache):
    """∂J/∂z = (p − y) p (1 − p) dJ with p = σ(z), divided by N for the mean. Returns dz (N,).

    >>> _, cache = sigmoid_squared_error_forward([-1e4], [1])
    >>> sigmoid_squared_error_backward(1.0, cache)
    array([-0.])
    """
    p, y, reduction = cache
    return (p - y) * p * (1 - p) * _shared(dJ, reduction, len(y)).astype(p.dtype)


def _binary(z, y, reduction):
    validate.choice("reduction", reduction, REDUCTIONS)
    z = validate.real("z", z, (None,))
    return z, validate.labels("y", y, 2, length=len(z)).astype(z.dtype)
