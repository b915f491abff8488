"""The same layers for pictures laid out as (H, C, W, N): about as fast as torch, or faster.

Two things make the difference, and both are about which numbers are neighbours in memory.
The samples come last, so that what is moved, added or compared is always a long run of numbers.
And the rows come first: `im2col` copies a pixel KH · KW times, but the windows of the next output
row share all rows but one with those of this one. So a pixel is copied only KW times, into a
strip for its row, and the columns for an output row are KH strips that lie one behind the other:
a view that costs nothing. Then there is one product for each row, over all samples at once.

Stride 1 only. The results are those of `conv` and `pooling` to rounding. Nothing is checked
here: `fit_lenet` checks its input once.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from utils.numpy_impl.convolution.geometry import pad, unpad


def samples_last(X):
    """(N, C, H, W) → (H, C, W, N), copied, so that samples are neighbours in memory.

    >>> samples_last(np.zeros((5, 1, 2, 3))).shape
    (2, 1, 3, 5)
    """
    return np.ascontiguousarray(X.transpose(2, 1, 3, 0))


def samples_first(X):
    """(H, C, W, N) → (N, C, H, W): undoes `samples_last`.

    >>> samples_first(np.zeros((2, 1, 3, 5))).shape
    (5, 1, 2, 3)
    """
    return np.ascontiguousarray(X.transpose(3, 1, 0, 2))


def _bands(rows, KH: int):
    """View rows (H, M, L) as the KH rows from each one on: (H − KH + 1, KH · M, L), no copy."""
    windows = sliding_window_view(rows, KH, axis=0).transpose(0, 3, 1, 2)
    # subtle: the KH · M rows of a band follow each other at equal distances, so that this
    # reshape is a view as well; bands overlap in memory, which is fine for reading
    return windows.reshape(len(windows), -1, rows.shape[-1])


def conv_forward(X, W, b, padding: int = 0):
    """`conv2d_forward` for X (H, C, W, N); W (F, C, KH, KW); b (F,) → (Y (H', F, W', N), cache).

    >>> X = np.arange(9.0).reshape(3, 1, 3, 1)
    >>> conv_forward(X, np.array([[[[1.0, 2.0], [1.0, 0.0]]]]), np.zeros(1))[0][:, 0, :, 0]
    array([[ 5.,  9.],
           [17., 21.]])
    """
    F, C, KH, KW = W.shape
    X = pad(X, (padding, 0, padding, 0))
    H, _, width, N = X.shape
    out = width - KW + 1  # W'
    strips = np.empty((H, C, KW, out, N), X.dtype)
    for v in range(KW):  # what lies under column v of the kernel
        strips[:, :, v] = X[:, :, v : v + out]
    bands = _bands(strips.reshape(H, C * KW, out * N), KH)  # (H', KH · C · KW, W' · N)
    Y = W.transpose(0, 2, 1, 3).reshape(F, -1) @ bands  # (H', F, W' · N)
    Y += b[:, None]
    return Y.reshape(-1, F, out, N), (X.shape, W, bands, padding)


def conv_backward(dY, cache, need_dX: bool = True):
    """`conv2d_backward` for dY (H', F, W', N) → (dX (H, C, W, N), dW, db).

    dX is the convolution in full: each band of dY, with zeros around, times the kernel turned
    round. The first layer of a network has nobody to hand dX to; need_dX = False makes it None.

    >>> X, W = np.arange(9.0).reshape(3, 1, 3, 1), np.array([[[[1.0, 2.0], [1.0, 0.0]]]])
    >>> _, cache = conv_forward(X, W, np.zeros(1))
    >>> conv_backward(np.ones((2, 1, 2, 1)), cache, need_dX=False)[1][0, 0]
    array([[ 8., 12.],
           [20., 24.]])
    """
    (H, _, width, N), W, bands, p = cache
    F, C, KH, KW = W.shape
    out = dY.shape[2]
    dY = dY.reshape(-1, F, out * N)
    # subtle: (long · short)ᵀ rather than short · long, which BLAS does at half the speed
    dW = (bands @ dY.transpose(0, 2, 1)).sum(axis=0)  # (KH · C · KW, F)
    dW = dW.reshape(KH, C, KW, F).transpose(3, 1, 0, 2)
    db = dY.sum(axis=2).sum(axis=0)
    if not need_dX:
        return None, dW, db
    dY_bands = _bands(pad(dY, (KH - 1, 0, 0)), KH)[p : H - p]  # rows of the padding: not needed
    turned = W[:, :, ::-1].transpose(1, 3, 2, 0).reshape(C * KW, KH * F)
    d_strips = (turned @ dY_bands).reshape(-1, C, KW, out, N)
    dX = np.zeros((H - 2 * p, C, width, N), d_strips.dtype)
    for v in range(KW):
        dX[:, :, v : v + out] += d_strips[:, :, v]
    return unpad(dX, (p, 0)), dW, db


def max_pool_forward(X):
    """`max_pool2d_forward` with 2×2 windows: X (H, C, W, N) → (Y (H/2, C, W/2, N), cache).

    A tournament: left against right in both rows, then the winner above against the one below.
    Only a strictly larger newcomer wins, so of equals the first stays, as in torch.

    >>> max_pool_forward(np.array([[1.0, 2.0], [4.0, 3.0]]).reshape(2, 1, 2, 1))[0].item()
    4.0
    """
    a, b, c, d = _quarters(X)
    top, bottom = np.maximum(a, b), np.maximum(c, d)
    return np.maximum(top, bottom), (X.shape, b > a, d > c, bottom > top)


def max_pool_backward(dY, cache):
    """`max_pool2d_backward`: the tournament backwards, dY (H/2, C, W/2, N) → dX (H, C, W, N).

    >>> _, cache = max_pool_forward(np.array([[1.0, 2.0], [4.0, 3.0]]).reshape(2, 1, 2, 1))
    >>> max_pool_backward(np.ones((1, 1, 1, 1)), cache)[:, 0, :, 0]
    array([[0., 0.],
           [1., 0.]])
    """
    shape, b_wins, d_wins, bottom_wins = cache
    dX = np.empty(shape, dY.dtype)
    dX[shape[0] // 2 * 2 :] = 0  # an odd last row or column is in no window
    dX[:, :, shape[2] // 2 * 2 :] = 0
    a, b, c, d = _quarters(dX)
    bottom = dY * bottom_wins
    top = dY - bottom  # dY or 0, exactly
    np.multiply(top, b_wins, out=b)
    np.subtract(top, b, out=a)
    np.multiply(bottom, d_wins, out=d)
    np.subtract(bottom, d, out=c)
    return dX


def _quarters(X):
    """View the upper left, upper right, lower left and lower right pixel of each 2×2 window."""
    H, W = X.shape[0] // 2 * 2, X.shape[2] // 2 * 2
    return X[0:H:2, :, 0:W:2], X[0:H:2, :, 1:W:2], X[1:H:2, :, 0:W:2], X[1:H:2, :, 1:W:2]
