"""An LSTM over a whole sequence, and backpropagation through time [DS17, M17].

As in topic 04: H[t] is the state after X[t], h0 and c0 are those before the first step. Two things
are carried from step to step, so that two gradients come back: dh and dc.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.lstm_gates import parameters
from utils.numpy_impl.lstm_gates.parameters import PARTS, PEEPHOLES
from utils.numpy_impl.lstm_gates.step import (
    Step,
    cell,
    cell_back,
    input_gradient,
    input_products,
    weight_gradients,
)
from utils.numpy_impl.rnn_unrolling import checked


@dataclass
class Cells:
    """What happened in every step, in the order of reading; on padding i = o = 0 and f = 1."""

    X: np.ndarray  # (T, N, D)
    i: np.ndarray  # (T, N, H), as all that follow
    f: np.ndarray
    o: np.ndarray
    c_tilde: np.ndarray
    C: np.ndarray  # the cell after each step
    H_prev: np.ndarray  # the states that each step starts from
    C_prev: np.ndarray
    tanh_C: np.ndarray
    p: dict
    there: np.ndarray | None  # (T, N, 1), False on padding
    reverse: bool
    clamp: dict

    def in_order(self, A):
        """Turn A (T, …) from the order of the input into that of reading, or back."""
        return A[::-1] if self.reverse else A

    def back(self, dh, dc, t: int):
        """Through step t: ∂J/∂h_t, ∂J/∂c_t (…, N, H) → ({part: dz}, ∂J/∂h_(t−1), ∂J/∂c_(t−1))."""
        all_steps = (self.i, self.f, self.o, self.c_tilde, self.C_prev, self.tanh_C)
        step = Step(*(A[t] for A in all_steps))
        there = None if self.there is None else self.there[t]
        return cell_back(dh, dc, step, self.p, self.clamp, there)


def lstm_forward(
    X,
    p,
    h0=None,
    c0=None,
    lengths=None,
    reverse: bool = False,
    clamp: Mapping | None = None,
):
    """The step of `lstm_step_forward` for t = 1 … T [DS17]. Returns (H (T, N, H), cache).

    X (T, N, D); p as from `lstm_parameters`; h0, c0 (N, H), zeros when None
    lengths (N,): sequence n has lengths[n] steps; on the padding behind them h and c stay as they
    are, so that H[-1] (H[0] when reversed) is the last state of all
    reverse: read from the last step to the first
    clamp: {"f": 1.0} holds a gate at a constant from 0 to 1, or (H,), whatever its weights say
    cache.i, f, o, c_tilde, C (T, N, H) in the order of reading; cache.in_order turns them

    >>> p = parameters.lstm_parameters(1, 2, np.random.default_rng(0))
    >>> H, cache = lstm_forward(np.ones((3, 1, 1)), p, clamp={"f": 1.0, "i": 0.0}, c0=[[1.0, 2.0]])
    >>> cache.C[-1]  # nothing is written and all kept
    array([[1., 2.]])
    """
    X = checked.sequence("X", X)
    p = parameters.checked(p, X.shape[-1])
    h = h0 = checked.initial("h0", h0, X, p["W_i"])
    c = c0 = checked.initial("c0", c0, X, p["W_i"])
    T, N, _ = X.shape
    there = checked.there(lengths, T, N)
    clamp = checked.clamp(clamp, PEEPHOLES["all"], len(p["U_i"]), X.dtype)
    if reverse:
        X, there = X[::-1], None if there is None else there[::-1]

    A = input_products(X, p)  # x_t W + b needs no memory: for all t at once
    H, C, steps = [], [], []
    for t in range(T):
        a = {part: A[part][t] for part in PARTS}
        h, c, step = cell(a, h, c, p, clamp, None if there is None else there[t])
        H.append(h)
        C.append(c)
        steps.append(step)
    i, f, o, c_tilde, C_prev, tanh_C = (np.array(column) for column in zip(*steps, strict=True))
    H_prev = np.array([h0, *H[:-1]], i.dtype)
    cache = Cells(
        X, i, f, o, c_tilde, np.array(C), H_prev, C_prev, tanh_C, p, there, reverse, clamp
    )
    return cache.in_order(np.array(H)), cache


def lstm_backward(dH, cache: Cells, dc_last=None, tau: int | None = None) -> dict:
    """Backpropagation through time, with dh and dc carried from each step to the one before.

    dH (T, N, H): ∂J/∂H[t] as if no later step depended on it
    dc_last (N, H): ∂J/∂c of the last step read, where the loss sees the cell; zeros when None
    tau: truncated: no gradient passes from a block of tau steps into the one before [DS17]
    → {"X" (T, N, D), "h0", "c0" (N, H)} and every name of p.

    >>> p = parameters.lstm_parameters(1, 2, np.random.default_rng(0), biases=False)
    >>> H, cache = lstm_forward(np.ones((3, 1, 1)), p)
    >>> " ".join(lstm_backward(H, cache))
    'X h0 c0 W_i W_f W_o W_c U_i U_f U_o U_c'
    """
    dH = cache.in_order(validate.real("dH", dH, cache.C.shape))
    tau = len(dH) if tau is None else validate.count("tau", tau)
    dh = np.zeros_like(dH[0])
    dc = dh if dc_last is None else validate.real("dc_last", dc_last, dh.shape)
    dZ = {part: np.empty_like(cache.C) for part in PARTS}
    for t in reversed(range(len(dH))):
        dz, dh, dc = cache.back(dh + dH[t], dc, t)
        for part in PARTS:
            dZ[part][t] = dz[part]
        if t % tau == 0 and t > 0:
            dh, dc = np.zeros_like(dh), np.zeros_like(dc)
    dX = cache.in_order(input_gradient(dZ, cache.p))
    grads = weight_gradients(dZ, cache.X, cache.H_prev, cache.C_prev, cache.C, cache.p)
    return {"X": dX, "h0": dh, "c0": dc} | grads
