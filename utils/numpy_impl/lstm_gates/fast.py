"""The same network, faster than it reads well; the results are those of `sequence` to rounding.

The four products of a step are one, and σ(z) = ½ tanh(z/2) + ½, with the inner half in the
weights, so that one tanh serves all four. The slopes are taken for all t at once, and the gradients
of the weights are one product each. Nothing is checked; full length, with biases, no peepholes.
"""

import numpy as np

# The gates i, f and o side by side for σ; c, i and f side by side for what comes from dc.
ORDER = ("c", "i", "f", "o")


def _stacked(p, kind):
    return np.concatenate([p[f"{kind}_{part}"] for part in ORDER], axis=-1)


def fast_forward(X, p, h0=None, c0=None):
    """`lstm_forward`: X (T, N, D), p, h0, c0 (N, H), arrays of one dtype → (H (T, N, H), cache).

    >>> from utils.numpy_impl.lstm_gates import lstm_parameters
    >>> fast_forward(np.ones((5, 2, 3)), lstm_parameters(3, 4, np.random.default_rng(0)))[0].shape
    (5, 2, 4)
    """
    T, N, D = X.shape
    W, U, b = (_stacked(p, kind) for kind in "WUb")
    H = len(U)
    half = X.dtype.type(0.5)
    scale = np.repeat(np.array([1, 0.5], X.dtype), (H, 3 * H))  # (4H,)
    G = np.dot(X.reshape(T * N, D), W * scale).reshape(T, N, 4 * H)
    G += b * scale
    half_U = U * scale
    states, cells = (np.empty((T + 1, N, H), X.dtype) for _ in "hc")
    states[0] = 0 if h0 is None else h0
    cells[0] = 0 if c0 is None else c0
    tanh_C = np.empty_like(states[1:])
    z, written = np.empty_like(G[0]), np.empty_like(states[0])
    for t in range(T):
        g, c = G[t], cells[t + 1]
        np.dot(states[t], half_U, out=z)
        g += z
        np.tanh(g, out=g)
        gates = g[:, H:]
        gates *= half
        gates += half
        np.multiply(g[:, 2 * H : 3 * H], cells[t], out=c)
        np.multiply(g[:, :H], g[:, H : 2 * H], out=written)
        c += written
        np.tanh(c, out=tanh_C[t])
        np.multiply(g[:, 3 * H :], tanh_C[t], out=states[t + 1])
    return states[1:], (X, W, U, states, cells, tanh_C, G)


def fast_backward(dH, cache) -> dict:
    """`lstm_backward` of it: dH (T, N, H) → {"X", "h0", "c0"} and every name of p.

    >>> from utils.numpy_impl.lstm_gates import lstm_parameters
    >>> p = lstm_parameters(3, 4, np.random.default_rng(0))
    >>> H, cache = fast_forward(np.ones((5, 2, 3)), p)
    >>> fast_backward(H, cache)["U_f"].shape
    (4, 4)
    """
    X, W, U, states, cells, tanh_C, G = cache
    T, N, H = dH.shape
    parts = G.reshape(T, N, 4, H)
    c_tilde, i, f, o = (parts[:, :, k] for k in range(4))
    dZ = parts * parts
    np.subtract(parts[:, :, 1:], dZ[:, :, 1:], out=dZ[:, :, 1:])  # σ' of the gates
    np.subtract(1, dZ[:, :, 0], out=dZ[:, :, 0])  # tanh' of the candidate
    dZ[:, :, 0] *= i
    dZ[:, :, 1] *= c_tilde
    dZ[:, :, 2] *= cells[:-1]
    dZ[:, :, 3] *= tanh_C  # all but dh or dc, which come step by step
    through = tanh_C * tanh_C
    np.subtract(1, through, out=through)
    through *= o  # ∂h_t/∂c_t
    U_T = np.ascontiguousarray(U.T)
    dh, dc = np.zeros_like(states[0]), np.zeros_like(states[0])
    for t in reversed(range(T)):
        dz = dZ[t]
        dh += dH[t]
        dz[:, 3] *= dh
        through[t] *= dh
        dc += through[t]
        dz[:, :3] *= dc[:, None]
        dc *= f[t]
        np.dot(dz.reshape(N, 4 * H), U_T, out=dh)
    rows = dZ.reshape(T * N, 4 * H)
    whole = {
        "W": np.dot(X.reshape(T * N, -1).T, rows),
        "U": np.dot(states[:-1].reshape(T * N, H).T, rows),
        "b": rows.sum(axis=0),
    }
    split = {
        f"{kind}_{part}": value[..., k * H : (k + 1) * H]
        for kind, value in whole.items()
        for k, part in enumerate(ORDER)
    }
    return {"X": np.dot(rows, W.T).reshape(X.shape), "h0": dh, "c0": dc} | split
