"""The source's form ("before"), faster than it reads well; its results to rounding.

One product for both gates, buffers that were made before, and σ(a) = ½ + ½ tanh(a / 2), with that
half in the weights. The slopes are taken for all t at once. Nothing is checked; full length.
"""

import numpy as np


def fast_forward(X, p, h0=None):
    """`gru_forward`: X (T, N, D), p, h0 (N, H), arrays of one dtype → (H (T, N, H), cache).

    >>> from utils.numpy_impl.gru import gru_parameters
    >>> fast_forward(np.ones((5, 2, 3)), gru_parameters(3, 4, np.random.default_rng(0)))[0].shape
    (5, 2, 4)
    """
    T, N, D = X.shape
    H = len(p["U_h"])
    half = X.dtype.type(0.5)
    W, U, b = (np.concatenate([p[f"{k}_z"], p[f"{k}_r"]], axis=-1) for k in "WUb")  # (…, 2H)
    rows = X.reshape(T * N, D)
    G, C = np.dot(rows, half * W).reshape(T, N, 2 * H), np.dot(rows, p["W_h"]).reshape(T, N, H)
    G += half * b
    C += p["b_h"]
    states, kept, less = np.empty((T + 1, N, H), X.dtype), np.empty_like(C), np.empty_like(C)
    states[0] = 0 if h0 is None else h0
    half_U, gates, a = half * U, np.empty_like(G[0]), np.empty_like(C[0])
    for t in range(T):
        h, new, g, c = states[t], states[t + 1], G[t], C[t]
        np.dot(h, half_U, out=gates)
        g += gates
        np.tanh(g, out=g)
        g *= half
        g += half
        np.multiply(g[:, H:], h, out=kept[t])  # r ∘ h
        np.dot(kept[t], p["U_h"], out=a)
        c += a
        np.tanh(c, out=c)
        np.subtract(h, c, out=less[t])  # h_t = h̃ + z ∘ (h_(t−1) − h̃)
        np.multiply(g[:, :H], less[t], out=new)
        new += c
    return states[1:], (rows, p, W, U, states, G, C, kept, less)


def fast_backward(dH, cache) -> dict:
    """`gru_backward` of it: dH (T, N, H) → {"X", "h0"} and every name of p.

    >>> from utils.numpy_impl.gru import gru_parameters
    >>> H, cache = fast_forward(np.ones((5, 2, 3)), gru_parameters(3, 4, np.random.default_rng(0)))
    >>> fast_backward(H, cache)["U_h"].shape
    (4, 4)
    """
    rows, p, W, U, states, G, C, kept, less = cache
    T, N, H = dH.shape
    dG = G * G
    np.subtract(G, dG, out=dG)  # σ' of both gates, which becomes da step by step
    dG[..., :H] *= less
    dG[..., H:] *= states[:-1]
    dC = C * C
    np.subtract(1, dC, out=dC)
    dC *= 1 - G[..., :H]
    U_T, Uh_T = np.ascontiguousarray(U.T), np.ascontiguousarray(p["U_h"].T)
    dh, ds, through = (np.zeros_like(states[0]) for _ in range(3))
    for t in reversed(range(T)):
        g, dg = G[t], dG[t]
        dh += dH[t]
        dC[t] *= dh
        np.dot(dC[t], Uh_T, out=ds)  # of r ∘ h
        dg[:, :H] *= dh
        dg[:, H:] *= ds
        np.dot(dg, U_T, out=through)
        dh *= g[:, :H]
        ds *= g[:, H:]
        dh += ds
        dh += through
    dG, dC = dG.reshape(T * N, -1), dC.reshape(T * N, -1)
    dX = np.dot(dG, W.T)
    dX += np.dot(dC, p["W_h"].T)
    gates = {
        "W": np.dot(rows.T, dG),
        "U": np.dot(states[:-1].reshape(T * N, H).T, dG),
        "b": dG.sum(axis=0),
    }
    return {
        "X": dX.reshape(T, N, -1),
        "h0": dh,
        **{f"{kind}_z": both[..., :H] for kind, both in gates.items()},
        **{f"{kind}_r": both[..., H:] for kind, both in gates.items()},
        "W_h": np.dot(rows.T, dC),
        "U_h": np.dot(kept.reshape(T * N, H).T, dC),
        "b_h": dC.sum(axis=0),
    }
