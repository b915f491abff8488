"""A GRU over a whole sequence, and backpropagation through time [M17, DS17]."""

from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.gru import step
from utils.numpy_impl.gru.parameters import checked_parameters
from utils.numpy_impl.rnn_unrolling import checked


@dataclass
class Gates:
    """What the backward pass needs and a picture shows, steps in the order of reading."""

    X: np.ndarray  # (T, N, D)
    H_prev: np.ndarray  # (T, N, H): the state that step t starts from
    z: np.ndarray  # (T, N, H): the share of it that is kept
    r: np.ndarray  # (T, N, H): the share of it that the candidate hears
    h_tilde: np.ndarray  # (T, N, H): the candidate
    s: np.ndarray  # (T, N, H): r ∘ h_(t−1) before, h_(t−1) U_h + b_u after
    p: dict
    there: np.ndarray | None  # (T, N, 1), False on padding
    reverse: bool
    clamp: dict

    def in_order(self, A):
        """Turn A (T, …) from the order of the input into that of reading, or back."""
        return A[::-1] if self.reverse else A


def gru_forward(
    X, p, h0=None, reset: str = "before", lengths=None, reverse: bool = False, clamp=None
):
    """`gru_step_forward` for t = 1 … T, from h_0 = 0 or h0 [M17]. Returns (H (T, N, H), cache).

    X (T, N, D); p as in `gru_parameters`; h0 (N, H); lengths, reverse as in `rnn_forward`
    clamp: {"z": 0.9, "r": 1.0}, each a number from 0 to 1 or (H,): the gate is held there

    >>> p = dict.fromkeys(("W_z", "W_r", "W_h", "U_z", "U_r", "U_h"), [[0.0]])
    >>> p |= dict.fromkeys(("b_z", "b_r", "b_h"), [0.0])
    >>> gru_forward(np.zeros((3, 1, 1)), p, h0=[[8.0]])[0].ravel()  # z = ½, h̃ = 0
    array([4., 2., 1.])
    """
    X = checked.sequence("X", X)
    p = checked_parameters(X, p, reset)
    T, N, D = X.shape
    h = h0 = checked.initial("h0", h0, X, p["W_z"])
    clamp = checked.clamp(clamp, step.GATES, len(p["U_h"]), X.dtype)
    there = checked.there(lengths, T, N)
    if reverse:
        X, there = X[::-1], None if there is None else there[::-1]

    # x_t W + b needs no memory: one matrix product each for all t
    rows = X.reshape(T * N, D)
    A = [(rows @ p[f"W_{part}"] + p[f"b_{part}"]).reshape(T, N, -1) for part in "zrh"]
    kept = [np.empty_like(A[0]) for _ in range(5)]
    H = kept[0]
    for t in range(T):
        for array, value in zip(
            kept, step.forward(A[0][t], A[1][t], A[2][t], h, p, clamp), strict=True
        ):
            array[t] = value
        if there is not None:
            H[t] = np.where(there[t], H[t], h)
        h = H[t]
    H_prev = np.concatenate([h0[None].astype(H.dtype, copy=False), H[:-1]])
    cache = Gates(X, H_prev, *kept[1:], p, there, reverse, clamp)
    return cache.in_order(H), cache


def gru_backward(dH, cache: Gates, tau: int | None = None) -> dict:
    """Backpropagation through time: `gru_step_backward` from the last step to the first [M17].

    dH (T, N, H): ∂J/∂H[t] as if no later step depended on it
    tau: truncated, in blocks of tau steps as in `rnn_backward` [DS17]
    → {"X" (T, N, D), "h0" (N, H)} and every name of p.

    >>> p = dict.fromkeys(("W_z", "W_r", "W_h", "U_z", "U_r", "U_h"), [[0.0]])
    >>> p |= dict.fromkeys(("b_z", "b_r", "b_h"), [0.0])
    >>> H, cache = gru_forward(np.zeros((3, 1, 1)), p, h0=[[8.0]])
    >>> gru_backward(np.ones_like(H), cache)["h0"]  # ½ + ¼ + ⅛
    array([[0.875]])
    """
    dH = cache.in_order(validate.real("dH", dH, cache.z.shape))
    tau = len(dH) if tau is None else validate.count("tau", tau)
    dA_z, dA_r, dA_h = np.empty((3, *dH.shape), dH.dtype)
    c, dh = cache, np.zeros_like(dH[0])  # nothing comes after the last step
    for t in reversed(range(len(dH))):
        dh = dh + dH[t]
        live = dh if c.there is None else dh * c.there[t]
        dA_z[t], dA_r[t], dA_h[t], dh_prev = step.backward(
            live, c.H_prev[t], c.z[t], c.r[t], c.h_tilde[t], c.s[t], c.p, c.clamp
        )
        dh = dh_prev + (dh - live)  # on padding the state was kept, and so is its gradient
        if t % tau == 0 and t > 0:
            dh = np.zeros_like(dh)
    # the sum over time is the sum over rows
    X, *rest = (A.reshape(-1, A.shape[-1]) for A in (c.X, c.H_prev, c.r, c.s, dA_z, dA_r, dA_h))
    dX = dA_z @ c.p["W_z"].T + dA_r @ c.p["W_r"].T + dA_h @ c.p["W_h"].T
    return {"X": c.in_order(dX), "h0": dh} | step.gradients(X, *rest, c.p)
