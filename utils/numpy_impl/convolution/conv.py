"""Convolutional layers for sequences, pictures and volumes, forward and backward.

What they compute is the cross-correlation, as everywhere in neural networks: the kernel is laid
on the input as it is. `loops.convolve1d` is the convolution of mathematics. Windows become columns
(`im2col`), so that a convolution is one product of matrices, whatever the number of axes.
"""

from math import prod

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from utils import validate
from utils.numpy_impl.convolution.geometry import (
    checked,
    output_sizes,
    pad,
    per_axis,
    refuse_large_kernel,
    unpad,
)


def im2col(X, kernel, stride=1, padding=0):
    """Write each window of a picture as a column: the pixels under the kernel, channel first.

    X (N, C, H, W); kernel, stride, padding an int or one per axis
    → (N, C · KH · KW, H' · W'), as torch's `unfold`. A pixel is copied into every window it is
    in: the price for which the sums become one product with the kernels as rows. A sequence
    (N, C, L) has one axis less, a volume (N, C, D, H, W) one more.

    >>> im2col(np.arange(9).reshape(1, 1, 3, 3), 2)[0, :, 0]
    array([0., 1., 3., 4.])
    """
    X = validate.real("X", X, (None,) * max(np.ndim(X), 3))
    axes = X.ndim - 2
    kernel = per_axis("kernel", kernel, axes, least=1)
    stride, padding = per_axis("stride", stride, axes, 1), per_axis("padding", padding, axes, 0)
    refuse_large_kernel("kernel", X.shape[2:], kernel, padding)
    windows = sliding_window_view(pad(X, padding), kernel, axis=tuple(range(2, X.ndim)))
    windows = windows[:, :, *(slice(None, None, s) for s in stride)]
    out = windows.shape[2 : 2 + axes]  # H', W'; the window itself is on the last axes
    inside_first = np.moveaxis(windows, range(2 + axes, 2 + 2 * axes), range(2, 2 + axes))
    # subtle: the view costs nothing, whatever its shape; this reshape is the one copy
    return inside_first.reshape(len(X), X.shape[1] * prod(kernel), prod(out))


def col2im(columns, shape, kernel, stride=1, padding=0):
    """Add every column back to where `im2col` took it from: its transpose, not its inverse.

    columns (N, C · KH · KW, H' · W'); shape (N, C, H, W) → (N, C, H, W). A pixel that was in m
    windows gets the sum of m numbers, which is how its gradient comes together.

    >>> col2im(np.ones((1, 4, 4)), (1, 1, 3, 3), 2)[0, 0]
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    """
    N, C, *sizes = (validate.count("shape", n) for n in shape)
    kernel = per_axis("kernel", kernel, len(sizes), least=1)
    stride = per_axis("stride", stride, len(sizes), least=1)
    padding = per_axis("padding", padding, len(sizes), least=0)
    out = output_sizes(sizes, kernel, padding, stride)
    columns = validate.real("columns", columns, (N, C * prod(kernel), prod(out)))
    columns = columns.reshape(N, C, *kernel, *out)
    X = np.zeros((N, C, *(n + 2 * p for n, p in zip(sizes, padding, strict=True))), columns.dtype)
    for place in np.ndindex(kernel):  # KH · KW additions in all
        steps = zip(place, stride, out, strict=True)
        X[(..., *(slice(u, u + s * n, s) for u, s, n in steps))] += columns[:, :, *place]
    return unpad(X, padding)


def conv2d_forward(X, W, b, stride=1, padding=0):
    """Y_nfij = b_f + Σ_cuv X_(n, c, s i + u, s j + v) W_fcuv: one product for each example [M21].

    X (N, C, H, W); W (F, C, KH, KW); b (F,); stride, padding an int or one per axis
    → (Y (N, F, H', W'), cache), H' = ⌊(H + 2p − KH) / s⌋ + 1.

    >>> X, W = np.arange(9.0).reshape(1, 1, 3, 3), [[[[1, 2], [1, 0]]]]
    >>> conv2d_forward(X, W, [0])[0][0, 0]
    array([[ 5.,  9.],
           [17., 21.]])
    """
    return _forward(X, W, b, stride, padding, axes=2)


def _forward(X, W, b, stride, padding, axes):
    X, W, b, stride, padding = checked(X, W, b, stride, padding, axes)
    F, kernel = len(W), W.shape[2:]
    columns = im2col(X, kernel, stride, padding)  # (N, C · KH · KW, H' · W')
    Y = W.reshape(F, -1) @ columns + b[:, None]  # (N, F, H' · W')
    out = output_sizes(X.shape[2:], kernel, padding, stride)
    return Y.reshape(len(X), F, *out), (X.shape, W, columns, stride, padding)


def conv2d_backward(dY, cache):
    """The chain rule through Y = W · columns + b [M21, K17].

    dW_fcuv = Σ_nij dY_nfij X_(n, c, s i + u, s j + v): the input correlated with dY.
    dX = Σ_f dY_f convolved in full with W_f, the kernel turned round: each output sends its
    gradient back, times the weight, to the pixels it was made of.
    db_f = Σ_nij dY_nfij.

    dY (N, F, H', W') → (dX (N, C, H, W), dW (F, C, KH, KW), db (F,)); after `conv1d_forward` and
    `conv3d_forward` as well, with their axes.

    >>> X, W = np.arange(9.0).reshape(1, 1, 3, 3), [[[[1, 2], [1, 0]]]]
    >>> _, cache = conv2d_forward(X, W, [0])
    >>> dX, dW, db = conv2d_backward(np.ones((1, 1, 2, 2)), cache)
    >>> dW[0, 0], db
    (array([[ 8., 12.],
           [20., 24.]]), array([4.]))
    """
    shape, W, columns, stride, padding = cache
    (N, F), kernel = (shape[0], len(W)), W.shape[2:]
    out = output_sizes(shape[2:], kernel, padding, stride)
    dY = validate.real("dY", dY, (N, F, *out)).reshape(N, F, -1)
    dW = np.tensordot(dY, columns, axes=([0, 2], [0, 2])).reshape(W.shape)
    d_columns = W.reshape(F, -1).T @ dY  # (N, C · KH · KW, H' · W')
    return col2im(d_columns, shape, kernel, stride, padding), dW, dY.sum(axis=(0, 2))


def conv1d_forward(X, W, b, stride=1, padding=0):
    """Y_nfi = b_f + Σ_cj X_(n, c, s i + j) W_fcj, for text and signals [M21].

    X (N, C, L); W (F, C, K); b (F,) → (Y (N, F, L'), cache).

    >>> conv1d_forward([[[1, 2, 3, 4]]], [[[1, 0, -1]]], [0.5])[0]
    array([[[-1.5, -1.5]]])
    """
    return _forward(X, W, b, stride, padding, axes=1)


conv1d_backward = conv2d_backward  # which counts no axes


def conv3d_forward(X, W, b, stride=1, padding=0):
    """Y_nftij = b_f + Σ_cruv X_(n, c, s t + r, s i + u, s j + v) W_fcruv, for video [M21].

    X (N, C, D, H, W), D pictures one after the other; W (F, C, KD, KH, KW); b (F,)
    → (Y (N, F, D', H', W'), cache).

    >>> conv3d_forward(np.ones((1, 1, 2, 2, 2)), np.ones((1, 1, 2, 2, 2)), [1.0])[0].item()
    9.0
    """
    return _forward(X, W, b, stride, padding, axes=3)
