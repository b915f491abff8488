"""The definitions, as loops: slow, and what every faster version is held against."""

import numpy as np

from utils import validate
from utils.numpy_impl.convolution.geometry import (
    checked,
    output_size,
    output_sizes,
    pad,
    refuse_large_kernel,
)


def correlate1d(x, w):
    """s_i = Σ_j x_(i+j) w_j: what a convolutional layer computes [M21].

    Erratum: the expanded sum on the slide has x_(i+3) for its third term; it is x_(i+2).

    x (n,), w (K,) → (n − K + 1,).

    >>> correlate1d([1, 2, 3, 4], [1, 0, -1])
    array([-2., -2.])
    """
    x = validate.real("x", x, (None,))
    w = validate.real("w", w, (None,))
    refuse_large_kernel("w", x.shape, w.shape)
    s = np.zeros(output_size(len(x), len(w)), np.result_type(x, w))
    for i in range(len(s)):
        for j in range(len(w)):
            s[i] += x[i + j] * w[j]
    return s


def convolve1d(x, w):
    """s_i = Σ_j x_(i−j) w_j, where every x_(i−j) exists: the kernel runs backwards [M21].

    So it is `correlate1d` with the kernel turned round, and swapping x and w changes nothing
    when everything outside counts as 0. s_0 here is s_(K−1) of the sum.

    x (n,), w (K,) → (n − K + 1,).

    >>> convolve1d([1, 2, 3, 4], [1, 0, -1])
    array([2., 2.])
    """
    return correlate1d(x, validate.real("w", w, (None,))[::-1])


def conv2d_loop(X, W, b, stride=1, padding=0):
    """Y_nfij = b_f + Σ_cuv X_(n, c, s i + u, s j + v) W_fcuv, with X padded by zeros [M21].

    X (N, C, H, W); W (F, C, KH, KW); b (F,); stride, padding an int or one per axis
    → (N, F, H', W'), H' = ⌊(H + 2p − KH) / s⌋ + 1.

    >>> conv2d_loop(np.arange(9).reshape(1, 1, 3, 3), [[[[1, 2], [1, 0]]]], [0])[0, 0]
    array([[ 5.,  9.],
           [17., 21.]])
    """
    X, W, b, (sh, sw), padding = checked(X, W, b, stride, padding, axes=2)
    X = pad(X, padding)
    F, C, KH, KW = W.shape
    out = output_sizes(X.shape[2:], (KH, KW), stride=(sh, sw))
    Y = np.zeros((len(X), F, *out), np.result_type(X, W, b))
    for n, f, i, j in np.ndindex(Y.shape):
        total = b[f]
        for c, u, v in np.ndindex(C, KH, KW):
            total += X[n, c, sh * i + u, sw * j + v] * W[f, c, u, v]
        Y[n, f, i, j] = total
    return Y
