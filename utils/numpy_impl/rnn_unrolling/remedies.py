"""Two remedies against the vanishing gradient: leaky units, and connections that skip steps [K17].

h_t = (1 − α) h_(t−1) + α f(x_t W + h_(t−1) U + h_(t−s) S + b). With α = 1 and no S it is Elman's
network. A leak hands the gradient on by the factor 1 − α whatever f' and U are; over a skip it
passes one factor where the plain network has s.
"""

from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.rnn_unrolling import checked


@dataclass
class LeakySkip:
    """What the way back needs."""

    slope: np.ndarray  # (T, N, H)
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
    f = checked.activation(activation)
    X = checked.sequence("X", X)
    W, U, b = checked.weights(X, W, U, b)
    S = None if S is None else validate.real("S", S, U.shape)
    leak, span = validate.number("leak", leak, above=0, most=1), validate.count("span", span)
    T, N, D = X.shape
    A = (X.reshape(T * N, D) @ W + b).reshape(T, N, -1)
    before = np.empty((span + T, *A.shape[1:]), A.dtype)  # span times h0, then the states
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
    return before[span:], LeakySkip(slope, U, S, leak, span)


def state_gradients(dH, cache: LeakySkip):
    """∂J/∂h_t with all later steps, for every t: (T, N, H) → (T, N, H) [K17].

    BPTT with two more ways back: (1 − α) dh_t to h_(t−1), and dz_t Sᵀ to h_(t−s).

    >>> X = [[[4.0]], [[1.0]], [[2.0]]]
    >>> _, cache = leaky_skip_forward(X, [[1.0]], [[0.5]], [0.0], activation="relu")
    >>> state_gradients(np.array([0.0, 0.0, 2.0]).reshape(3, 1, 1), cache).ravel()
    array([0.5, 1. , 2. ])
    """
    G = validate.real("dH", dH, cache.slope.shape).copy()
    for t in reversed(range(len(G))):
        dz = cache.leak * G[t] * cache.slope[t]
        if t >= 1:
            G[t - 1] += (1 - cache.leak) * G[t] + dz @ cache.U.T
        if cache.S is not None and t >= cache.span:
            G[t - cache.span] += dz @ cache.S.T
    return G
