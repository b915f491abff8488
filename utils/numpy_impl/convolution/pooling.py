"""Pooling: one number for each window, the largest or the mean, and where gradients go.

Every channel is pooled for itself. So its windows are the columns of `im2col` for N · C pictures of
one channel, and `col2im` adds up what the windows send back.
"""

from math import prod
from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.convolution.conv import col2im, im2col
from utils.numpy_impl.convolution.geometry import output_sizes, per_axis, refuse_large_kernel


class _Windows(NamedTuple):
    """Where the windows lie: h × w pixels every (sh, sw), in X."""

    shape: tuple[int, ...]  # of X
    out: tuple[int, ...]  # of Y
    size: tuple[int, int]
    stride: tuple[int, int]


def _columns(X, size, stride) -> tuple[np.ndarray, _Windows]:
    """Return the windows as columns, (N · C, h · w, H' · W'), and where they lie."""
    X = validate.real("X", X, (None,) * 4)
    size = per_axis("size", size, 2, least=1)
    stride = size if stride is None else per_axis("stride", stride, 2, least=1)
    refuse_large_kernel("size", X.shape[2:], size)
    N, C, H, W = X.shape
    out = N, C, *output_sizes((H, W), size, stride=stride)
    columns = im2col(X.reshape(N * C, 1, H, W), size, stride)
    return columns, _Windows(X.shape, out, size, stride)


def _pictures(columns, at: _Windows):
    """Add columns (N · C, h · w, H' · W') to the pixels that each window was made of."""
    N, C, H, W = at.shape
    return col2im(columns, (N * C, 1, H, W), at.size, at.stride).reshape(at.shape)


def max_pool2d_forward(X, size, stride=None):
    """Y_ncij = max over the window at (s i, s j) of X_nc [M21, K17].

    X (N, C, H, W); size an int or (h, w); stride as size when None. What is left over at the right
    and at the bottom is in no window → (Y (N, C, H', W'), cache).

    >>> max_pool2d_forward([[[[1, 2, 5, 0], [4, 3, 0, 0]]]], 2)[0]
    array([[[[4., 5.]]]])
    """
    columns, at = _columns(X, size, stride)
    winner = columns.argmax(axis=1)[:, None]  # of equals the first, in reading order
    return np.take_along_axis(columns, winner, axis=1).reshape(at.out), (winner, at)


def max_pool2d_backward(dY, cache):
    """The whole gradient goes to the pixel that won; the others could move without effect.

    Of equal pixels the first in reading order wins, as in torch. dY (N, C, H', W')
    → dX (N, C, H, W).

    >>> _, cache = max_pool2d_forward([[[[1, 2, 5, 5], [4, 3, 5, 0]]]], 2)
    >>> max_pool2d_backward([[[[1.0, 2.0]]]], cache)
    array([[[[0., 0., 2., 0.],
             [1., 0., 0., 0.]]]])
    """
    winner, at = cache
    dY = validate.real("dY", dY, at.out).reshape(winner.shape)
    places = np.arange(prod(at.size))[:, None]  # (h · w, 1)
    return _pictures(np.where(winner == places, dY, dY.dtype.type(0)), at)


def avg_pool2d_forward(X, size, stride=None):
    """Y_ncij = mean over the window at (s i, s j) of X_nc; else as `max_pool2d_forward`.

    >>> avg_pool2d_forward([[[[1, 2, 5, 0], [4, 3, 0, 0]]]], 2)[0]
    array([[[[2.5 , 1.25]]]])
    """
    columns, at = _columns(X, size, stride)
    return columns.mean(axis=1).reshape(at.out), at


def avg_pool2d_backward(dY, cache):
    """Each of the h · w pixels of a window gets the same share of its gradient.

    dY (N, C, H', W') → dX (N, C, H, W).

    >>> _, cache = avg_pool2d_forward([[[[1, 2], [4, 3]]]], 2)
    >>> avg_pool2d_backward([[[[1.0]]]], cache)
    array([[[[0.25, 0.25],
             [0.25, 0.25]]]])
    """
    N, C, *out = cache.out
    share = validate.real("dY", dY, cache.out).reshape(N * C, 1, prod(out)) / prod(cache.size)
    return _pictures(np.repeat(share, prod(cache.size), axis=1), cache)


def max_pool1d(X, size: int, stride: int | None = None):
    """The largest of each window of a sequence: X (N, C, L) → (N, C, L') [M21].

    >>> max_pool1d([[[1, 5, 2, 0, 3, 1]]], 3)
    array([[[5., 3.]]])
    """
    return _pool1d(max_pool2d_forward, X, size, stride)


def avg_pool1d(X, size: int, stride: int | None = None):
    """The mean of each window of a sequence: X (N, C, L) → (N, C, L') [M21].

    >>> avg_pool1d([[[1, 5, 3, 0, 3, 3]]], 3)
    array([[[3., 2.]]])
    """
    return _pool1d(avg_pool2d_forward, X, size, stride)


def _pool1d(pool, X, size, stride):
    X = validate.real("X", X, (None,) * 3)
    size = validate.count("size", size)
    stride = size if stride is None else validate.count("stride", stride)
    return pool(X[:, :, None], (1, size), (1, stride))[0][:, :, 0]
