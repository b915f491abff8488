"""An Elman network over a whole sequence, and backpropagation through time [K17, M17, S].

H[t] is the state after reading X[t]; h0 is the state before the first step. The same W, U and b
serve every step, so that their gradients are sums over time.
"""

from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.rnn_unrolling import checked


@dataclass
class Unrolled:
    """What the backward pass needs, steps in the order in which they were read."""

    X: np.ndarray  # (T, N, D)
    H_prev: np.ndarray  # (T, N, H): the state that step t starts from
    slope: np.ndarray  # (T, N, H): f'(z_t), 0 on padding
    W: np.ndarray
    U: np.ndarray
    there: np.ndarray | None  # (T, N, 1), False on padding
    reverse: bool
    two_biases: bool

    def in_order(self, A):
        """Turn A (T, …) from the order of the input into that of reading, or back."""
        return A[::-1] if self.reverse else A


def rnn_forward(
    X, W, U, b, h0=None, b_h=None, activation="tanh", lengths=None, reverse: bool = False
):
    """h_t = f(x_t W + h_(t−1) U + b) for t = 1 … T [K17]. Returns (H (T, N, H), cache).

    X (T, N, D); W (D, H); U (H, H); b (H,); h0 (N, H), zeros when None
    b_h (H,): a second bias beside b, as torch's modules have it; only the sum matters
    lengths (N,): sequence n has lengths[n] steps, the rest of X is padding; there it keeps its
    state, so that H[-1] (H[0] when reversed) is the last state of all
    reverse: read from the last step to the first; H[t] has then seen X[t], X[t + 1], …

    >>> H, _ = rnn_forward([[[4.0]], [[1.0]], [[2.0]]], [[1.0]], [[0.5]], [0.0], activation="relu")
    >>> H[:, 0, 0]
    array([4. , 3. , 3.5])
    """
    f = checked.activation(activation)
    X = checked.sequence("X", X)
    W, U, b = checked.weights(X, W, U, b)
    h = h0 = checked.initial("h0", h0, X, W)
    T, N, D = X.shape
    there = checked.there(lengths, T, N)
    if b_h is not None:
        b = b + validate.real("b_h", b_h, b.shape)
    if reverse:
        X, there = X[::-1], None if there is None else there[::-1]

    # x_t W + b needs no memory: one matrix product for all t
    A = (X.reshape(T * N, D) @ W + b).reshape(T, N, -1)
    Z, H = np.empty_like(A), np.empty_like(A)
    for t in range(T):
        Z[t] = A[t] + h @ U  # (N, H)
        h = f(Z[t]) if there is None else np.where(there[t], f(Z[t]), h)
        H[t] = h
    slope = f.slope(Z, H) if there is None else np.where(there, f.slope(Z, H), Z.dtype.type(0))
    H_prev = np.concatenate([h0[None].astype(H.dtype, copy=False), H[:-1]])
    cache = Unrolled(X, H_prev, slope, W, U, there, reverse, b_h is not None)
    return cache.in_order(H), cache


def rnn_backward(dH, cache: Unrolled, tau: int | None = None) -> dict:
    """Backpropagation through time: from the last step to the first [K17].

    dh_t = dH_t + dz_(t+1) Uᵀ: what this step's output is told, and what the next step passes on;
    dz_t = dh_t ⊙ f'(z_t);  dW = Σ_t x_tᵀ dz_t,  dU = Σ_t h_(t−1)ᵀ dz_t,  db = Σ_t Σ_n dz_tn.

    dH (T, N, H): ∂J/∂H[t] as if no later step depended on it
    tau: truncated: the sequence is cut into blocks of tau steps, and no gradient passes from one
    into the block before, as with `h.detach()` in torch [DS17]; all of it when None
    → {"X" (T, N, D), "W" (D, H), "U" (H, H), "b" (H,), "h0" (N, H)}, and "b_h" where it was given.

    >>> H, cache = rnn_forward([[[4.0]], [[1.0]], [[2.0]]], [[1.0]], [[0.5]], [0.0])
    >>> sorted(rnn_backward(np.ones_like(H), cache))
    ['U', 'W', 'X', 'b', 'h0']
    """
    dH = cache.in_order(validate.real("dH", dH, cache.slope.shape))
    tau = len(dH) if tau is None else validate.count("tau", tau)
    dZ = np.empty_like(dH)
    dh = np.zeros_like(dH[0])  # nothing comes after the last step
    for t in reversed(range(len(dH))):
        dh = dh + dH[t]  # (N, H)
        dZ[t] = dh * cache.slope[t]
        dh = back_one_step(dZ[t], dh, t, cache)
        if t % tau == 0 and t > 0:
            dh = np.zeros_like(dh)
    D, H = cache.W.shape
    rows = dZ.reshape(-1, H)  # (T · N, H): the sum over time is the sum over rows
    gradients = {
        "X": cache.in_order((rows @ cache.W.T).reshape(cache.X.shape)),
        "W": cache.X.reshape(-1, D).T @ rows,
        "U": cache.H_prev.reshape(-1, H).T @ rows,
        "b": rows.sum(axis=0),
        "h0": dh,
    }
    return gradients | ({"b_h": gradients["b"].copy()} if cache.two_biases else {})


def back_one_step(dz, dh, t: int, cache: Unrolled):
    """∂J/∂h_(t−1) through step t: dz Uᵀ, and on padding dh itself, since the state was kept."""
    through = dz @ cache.U.T  # (…, N, H)
    return through if cache.there is None else np.where(cache.there[t], through, dh)
