"""The same network, faster than it reads well; the results are those of `sequence` to rounding.

Every step works in buffers that were made before, one product and three passes over (N, H). The
slopes are taken for all t at once, and the backward loop uses a copy of Uᵀ whose rows lie in
memory as the product reads them. Nothing is checked; tanh, full length, one bias.
"""

import numpy as np


def fast_forward(X, W, U, b, h0):
    """`rnn_forward` with tanh: X (T, N, D), h0 (N, H), arrays of one dtype → (H (T, N, H), cache).

    >>> fast_forward(np.ones((1, 1, 1)), np.eye(1), np.eye(1), np.zeros(1), np.zeros((1, 1)))[0]
    array([[[0.76159416]]])
    """
    T, N, D = X.shape
    states = np.empty((T + 1, N, len(U)), X.dtype)
    states[0] = h0
    H = states[1:]
    np.dot(X.reshape(-1, D), W, out=H.reshape(T * N, -1))  # input products of all steps
    H += b
    z = np.empty_like(states[0])
    for t in range(T):
        np.dot(states[t], U, out=z)
        z += H[t]
        np.tanh(z, out=H[t])
    return H, (X, W, U, states)


def fast_backward(dH, cache) -> dict:
    """`rnn_backward` of it: dH (T, N, H) → {"X", "W", "U", "b", "h0"}.

    >>> one = np.ones((1, 1, 1))
    >>> _, cache = fast_forward(one, np.eye(1), np.eye(1), np.zeros(1), np.zeros((1, 1)))
    >>> fast_backward(one, cache)["W"].round(4)
    array([[0.42]])
    """
    X, W, U, states = cache
    H = states[1:]
    dZ = H * H
    np.subtract(1, dZ, out=dZ)  # tanh' of all steps, which becomes dZ step by step
    U_T = np.ascontiguousarray(U.T)
    dh = np.zeros_like(states[0])
    for t in reversed(range(len(dZ))):
        dh += dH[t]
        dZ[t] *= dh
        np.dot(dZ[t], U_T, out=dh)
    rows = dZ.reshape(-1, len(U))
    return {
        "X": np.dot(rows, W.T).reshape(X.shape),
        "W": np.dot(X.reshape(-1, X.shape[2]).T, rows),
        "U": np.dot(states[:-1].reshape(rows.shape).T, rows),
        "b": rows.sum(axis=0),
        "h0": dh,
    }
