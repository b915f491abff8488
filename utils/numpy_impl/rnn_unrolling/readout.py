"""A linear head on the states, and the loss of its outputs at every step or at the last [K17]."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.core.losses import (
    sigmoid_cross_entropy_backward,
    sigmoid_cross_entropy_forward,
)
from utils.numpy_impl.rnn_unrolling import checked
from utils.numpy_impl.rnn_unrolling.sequence import Unrolled, rnn_backward, rnn_forward

WHERE = ("every", "last")


def readout_forward(H, v, c):
    """ŷ_t = ⟨v, h_t⟩ + c: one number for each state [K17].

    H (T, N, H); v (H,); c a number → (Y (T, N), cache).

    >>> readout_forward([[[1.0, 2.0]]], [3.0, -1.0], 0.5)[0]
    array([[1.5]])
    """
    H = checked.sequence("H", H)
    v = validate.real("v", v, H.shape[2:])
    c = validate.real("c", c, ())
    return H @ v + c, (H, v)


def readout_backward(dY, cache):
    """dH_t = dŷ_t v,  dv = Σ_t Σ_n dŷ_tn h_tn,  dc = Σ_t Σ_n dŷ_tn [K17].

    dY (T, N) → (dH (T, N, H), dv (H,), dc ()).

    >>> readout_backward([[2.0]], readout_forward([[[1.0, 2.0]]], [3.0, -1.0], 0.5)[1])[1]
    array([2., 4.])
    """
    H, v = cache
    dY = validate.real("dY", dY, H.shape[:2])
    return dY[..., None] * v, dY.ravel() @ H.reshape(-1, len(v)), dY.sum()


def squared_error_forward(y_hat, y):
    """J = the mean over all entries of ½ (ŷ − y)². Two arrays of one shape → (J, cache).

    >>> squared_error_forward([1.0, 5.0], [1.0, 3.0])[0]
    np.float64(1.0)
    """
    y_hat, y = validate.real("y_hat", y_hat), validate.real("y", y)
    validate.same_shape("y_hat", y_hat, "y", y)
    error = y_hat - y
    return (error**2).mean() / 2, error


def squared_error_backward(dJ, cache):
    """∂J/∂ŷ = (ŷ − y) dJ / n, for n entries.

    >>> squared_error_backward(1.0, squared_error_forward([1.0, 5.0], [1.0, 3.0])[1])
    array([0., 1.])
    """
    return cache * cache.dtype.type(dJ / cache.size)


LOSSES = {
    "squared_error": (squared_error_forward, squared_error_backward),
    "cross_entropy": (sigmoid_cross_entropy_forward, sigmoid_cross_entropy_backward),
}


@dataclass
class ModelRun:
    """What `rnn_model_forward` has computed."""

    Y: np.ndarray  # (T, N): ŷ_t, for the cross entropy a logit
    counted: np.ndarray  # (T, N), True where the loss looks
    states: Unrolled
    head: tuple
    loss: str
    loss_cache: object


def rnn_model_forward(
    X, y, parameters: Mapping, at="every", loss="squared_error", activation="tanh"
):
    """J of ŷ_t = ⟨v, h_t⟩ + c on the states of an Elman network [K17]. Returns (J, cache).

    X (T, N, D); y (T, N) for the loss at every step, (N,) at the last one only (at = "last")
    parameters {"W" (D, H), "U" (H, H), "b" (H,), "v" (H,), "c" ()}
    loss: "squared_error", or "cross_entropy" of the logits ŷ and labels y of 0 and 1
    J is the mean over the steps looked at.

    >>> weights = {"W": [[1.0]], "U": [[0.5]], "b": [0.0], "v": [2.0], "c": 0.0}
    >>> X = [[[4.0]], [[1.0]], [[2.0]]]
    >>> rnn_model_forward(X, [6.0], weights, at="last", activation="relu")[0]
    np.float64(0.5)
    """
    validate.choice("at", at, WHERE)
    forward, _ = LOSSES[validate.choice("loss", loss, tuple(LOSSES))]
    Y, head, states = _outputs(X, parameters, activation)
    y = validate.as_array("y", y)
    counted = np.zeros(Y.shape, bool)
    counted[-1 if at == "last" else ...] = True
    wanted = Y.shape[1:] if at == "last" else Y.shape
    if y.shape != wanted:
        raise ValueError(f"y: got shape {y.shape}, expected {wanted} for the loss at {at!r}")
    J, loss_cache = forward(Y[counted], y.ravel())
    return J, ModelRun(Y, counted, states, head, loss, loss_cache)


def rnn_model_backward(dJ, cache: ModelRun) -> dict:
    """From ∂J/∂ŷ to every gradient: the head, then backpropagation through time [K17].

    → {"W", "U", "b", "v", "c", "X", "h0"}.

    >>> weights = {"W": [[1.0]], "U": [[0.5]], "b": [0.0], "v": [2.0], "c": 0.0}
    >>> X = [[[4.0]], [[1.0]], [[2.0]]]
    >>> _, cache = rnn_model_forward(X, [6.0], weights, at="last", activation="relu")
    >>> rnn_model_backward(1.0, cache)["U"]
    array([[10.]])
    """
    dH, dv, dc = readout_backward(output_gradient(dJ, cache), cache.head)
    return rnn_backward(dH, cache.states) | {"v": dv, "c": dc}


def output_gradient(dJ, cache: ModelRun):
    """∂J/∂ŷ (T, N), 0 where the loss does not look.

    >>> weights = {"W": [[1.0]], "U": [[0.5]], "b": [0.0], "v": [2.0], "c": 0.0}
    >>> _, cache = rnn_model_forward([[[4.0]], [[1.0]]], [5.0], weights, "last", activation="relu")
    >>> output_gradient(1.0, cache).ravel()
    array([0., 1.])
    """
    _, backward = LOSSES[cache.loss]
    dY = np.zeros_like(cache.Y)
    dY[cache.counted] = backward(dJ, cache.loss_cache)
    return dY


def rnn_predict(X, parameters: Mapping, activation="tanh"):
    """ŷ_t at every step, for X (T, N, D) → (T, N).

    >>> weights = {"W": [[1.0]], "U": [[0.5]], "b": [0.0], "v": [2.0], "c": 0.0}
    >>> rnn_predict([[[4.0]], [[1.0]]], weights, "relu").ravel()
    array([8., 6.])
    """
    return _outputs(X, parameters, activation)[0]


def _outputs(X, p, activation):
    """Return Y (T, N), and the caches of the head and of the states."""
    validate.names("parameters", p, ("W", "U", "b", "v", "c"))
    H, states = rnn_forward(X, p["W"], p["U"], p["b"], activation=activation)
    return *readout_forward(H, p["v"], p["c"]), states
