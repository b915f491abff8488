"""Two remedies against the vanishing gradient: leaky units, and connections that skip steps [K17].

h_t = (1 − α) h_(t−1) + α f(x_t W + h_(t−1) U + h_(t−s) S + b). With α = 1 and no S it is Elman's
network. A leak hands the gradient on by the factor 1 − α whatever f' and U are; over a skip it
passes one factor where the plain network has s.
"""

from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.core.activations import activation as activation_of
from utils.numpy_impl.rnn_unrolling import checked


@dataclass
class LeakySkip:
    """What the backward pass needs."""

    X: np.ndarray  # (T, N, D)
    before: np.ndarray  # (span + T, N, H): span times h0, then the states
    slope: np.ndarray  # (T, N, H)
    W: np.ndarray
    U: np.ndarray
    S: np.ndarray | None
    leak: float
    span: int


def leaky_skip_forward(
    X, W, U, b, h0=None, leak: float = 1.0, S=None, span: int = 2, activation: str = "tanh"
):
    """h_t = (1 − α) h_(t−1) + α f(x_t W + h_(t−1) U + h_(t−s) S + b) [K17]. (H (T, N, H), cache).

    X (T, N, D); W (D, H); U (H, H); b (H,); h0 (N, H), which is also every state before it
    leak: α, above 0 and at most 1; small is slow
    S (H, H): from the state span = s steps back; none when None

    >>> H, _ = leaky_skip_forward([[[4.0]], [[1.0]]], [[1.0]], [[0.5]], [0.0], leak=0.5)
    >>> H.ravel().round(4)
    array([0.4997, 0.674 ])
    """
    f = activation_of(validate.choice("activation", activation, checked.RNN_ACTIVATIONS))
    X = checked.sequence("X", X)
    W, U, b = checked.weights(X, W, U, b)
    S = None if S is None else validate.real("S", S, U.shape)
    leak, span = validate.number("leak", leak, above=0), validate.count("span", span)
    if leak > 1:
        raise ValueError(f"leak: got {leak:g}, expected a number above 0 and at most 1")
    T, N, D = X.shape
    A = (X.reshape(T * N, D) @ W + b).reshape(T, N, -1)
    before = np.empty((span + T, *A.shape[1:]), A.dtype)
    before[:span] = checked.initial("h0", h0, X, W)
    slope = np.empty_like(A)
    for t in range(T):
        h = before[span + t - 1]
        z = A[t] + h @ U
        if S is not None:
            z = z + before[t] @ S  # the state of step t − span
        y = f(z)
        slope[t] = f.slope(z, y)
        before[span + t] = (1 - leak) * h + leak * y
    return before[span:], LeakySkip(X, before, slope, W, U, S, leak, span)


def leaky_skip_backward(dH, cache: LeakySkip) -> dict:
    """BPTT with two more ways back: (1 − α) dh_t to h_(t−1), and dz_t Sᵀ to h_(t−s) [K17].

    dH (T, N, H) → {"X", "W", "U", "b", "h0"}, and "S" where it was given.

    >>> how = {"leak": 0.5, "activation": "linear"}
    >>> _, cache = leaky_skip_forward([[[4.0]]], [[1.0]], [[0.5]], [0.0], **how)
    >>> leaky_skip_backward([[[2.0]]], cache)["h0"]
    array([[1.5]])
    """
    G, dZ = _total(dH, cache)
    T, span = len(dZ), cache.span
    gradients = {
        "X": dZ @ cache.W.T,
        "W": np.einsum("tnd,tnh->dh", cache.X, dZ),
        "U": np.einsum("tng,tnh->gh", cache.before[span - 1 : -1], dZ),
        "b": dZ.sum(axis=(0, 1)),
        "h0": G[:span].sum(axis=0),
    }
    if cache.S is not None:
        gradients["S"] = np.einsum("tng,tnh->gh", cache.before[:T], dZ)
    return gradients


def state_gradients(dH, cache: LeakySkip):
    """∂J/∂h_t with all later steps, for every t: (T, N, H) → (T, N, H).

    >>> X = [[[4.0]], [[1.0]], [[2.0]]]
    >>> _, cache = leaky_skip_forward(X, [[1.0]], [[0.5]], [0.0], activation="relu")
    >>> state_gradients(np.array([0.0, 0.0, 2.0]).reshape(3, 1, 1), cache).ravel()
    array([0.5, 1. , 2. ])
    """
    return _total(dH, cache)[0][cache.span :]


def _total(dH, cache: LeakySkip):
    """Return ∂J/∂ of h0, span times, and of all states, (span + T, N, H), and dZ (T, N, H)."""
    dH = validate.real("dH", dH, cache.slope.shape)
    span, leak = cache.span, cache.leak
    G = np.concatenate([np.zeros_like(cache.before[:span]), dH])
    dZ = np.empty_like(cache.slope)
    for t in reversed(range(len(dH))):
        g = G[span + t]
        dZ[t] = leak * g * cache.slope[t]
        G[span + t - 1] += (1 - leak) * g + dZ[t] @ cache.U.T
        if cache.S is not None:
            G[t] += dZ[t] @ cache.S.T
    return G, dZ
