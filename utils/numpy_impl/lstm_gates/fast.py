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
    Z = np.dot(X.reshape(T * N, D), W * scale).reshape(T, N, 4 * H)
    Z += b * scale
    half_U = U * scale
    states = np.empty((T + 1, N, H), X.dtype)
    states[0] = 0 if h0 is None else h0
    written, kept, tanh_C = (np.empty((T, N, H), X.dtype) for _ in range(3))
    c = np.zeros_like(states[0]) if c0 is None else c0.copy()
    z = np.empty((N, 4 * H), X.dtype)
    z_by_part = z.reshape(N, 4, H).swapaxes(0, 1)
    A = Z.reshape(T, 4, N, H)  # in the same memory, which step t no longer needs as Z[t]
    for t in range(T):
        np.dot(states[t], half_U, out=z)
        z += Z[t]
        np.tanh(z_by_part, out=A[t])  # each part is in one piece from here on: that is faster
        gates = A[t, 1:]
        gates *= half
        gates += half
        c_tilde, i, f, o = A[t]
        np.multiply(i, c_tilde, out=written[t])
        np.multiply(f, c, out=kept[t])
        np.add(written[t], kept[t], out=c)
        np.tanh(c, out=tanh_C[t])
        np.multiply(o, tanh_C[t], out=states[t + 1])
    return states[1:], (X, W, U, states, written, kept, tanh_C, A)


def fast_backward(dH, cache) -> dict:
    """`lstm_backward` of it: dH (T, N, H) → {"X", "h0", "c0"} and every name of p.

    >>> from utils.numpy_impl.lstm_gates import lstm_parameters
    >>> p = lstm_parameters(3, 4, np.random.default_rng(0))
    >>> H, cache = fast_forward(np.ones((5, 2, 3)), p)
    >>> fast_backward(H, cache)["U_f"].shape
    (4, 4)
    """
    X, W, U, states, written, kept, tanh_C, A = cache
    T, N, H = dH.shape
    c_tilde, i, f, o = A.swapaxes(0, 1)
    # K: what dc or, for o, dh is multiplied with to give dz. For i, c̃ i (1 − i) = (i ⊙ c̃) (1 − i),
    # for f and o alike; for c̃, i (1 − c̃²) = i − (i ⊙ c̃) c̃
    K = 1 - A
    np.multiply(written, c_tilde, out=K[:, 0])
    np.subtract(i, K[:, 0], out=K[:, 0])
    for k, value in enumerate((written, kept, states[1:]), 1):
        K[:, k] *= value
    through = states[1:] * tanh_C  # ∂h_t/∂c_t = o (1 − tanh²) = o − h tanh(c)
    np.subtract(o, through, out=through)
    U_T = np.ascontiguousarray(U.T)
    dZ = np.empty((T, N, 4 * H), dH.dtype)
    dZ_by_part = dZ.reshape(T, N, 4, H).swapaxes(1, 2)
    dh, dc = np.zeros_like(states[0]), np.zeros_like(states[0])
    for t in reversed(range(T)):
        dh += dH[t]
        np.multiply(K[t, 3], dh, out=dZ_by_part[t, 3])
        dh *= through[t]
        dc += dh
        np.multiply(K[t, :3], dc, out=dZ_by_part[t, :3])
        dc *= f[t]
        np.dot(dZ[t], U_T, out=dh)
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
