"""Pooling: one number for each window, the largest or the mean, and where gradients go."""

from math import prod

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from utils import validate
from utils.numpy_impl.convolution.geometry import per_axis, refuse_large_kernel


def _windows(X, size, stride):
    """Return X checked, its windows (N, C, H', W', h · w), and size and stride per axis."""
    X = validate.real("X", X, (None,) * 4)
    size = per_axis("size", size, 2, least=1)
    stride = size if stride is None else per_axis("stride", stride, 2, least=1)
    refuse_large_kernel("size", X.shape[2:], size)
    windows = sliding_window_view(X, size, axis=(2, 3))[:, :, :: stride[0], :: stride[1]]
    return X, windows.reshape(*windows.shape[:4], prod(size)), size, stride


def _spread(shares, shape, size, stride):
    """Add shares (h · w, N, C, H', W') to the pixels that each window was made of."""
    dX = np.zeros(shape, shares.dtype)
    H, W = shares.shape[3:]
    w, (sh, sw) = size[1], stride
    for k, share in enumerate(shares):
        u, v = divmod(k, w)
        dX[:, :, u : u + sh * H : sh, v : v + sw * W : sw] += share
    return dX


def max_pool2d_forward(X, size, stride=None):
    """Y_ncij = max over the window at (s i, s j) of X_nc [M21, K17].

    X (N, C, H, W); size an int or (h, w); stride as size when None; what is left over at the
    right and at the bottom is in no window → (Y (N, C, H', W'), cache).

    >>> max_pool2d_forward([[[[1, 2, 5, 0], [4, 3, 0, 0]]]], 2)[0]
    array([[[[4., 5.]]]])
    """
    X, windows, size, stride = _windows(X, size, stride)
    winner = windows.argmax(axis=-1)  # of equals the first, in reading order
    Y = np.take_along_axis(windows, winner[..., None], axis=-1)[..., 0]
    return Y, (X.shape, winner, size, stride)


def max_pool2d_backward(dY, cache):
    """The whole gradient goes to the pixel that won; the others could move without effect.

    Of equal pixels the first in reading order wins, as in torch. dY (N, C, H', W')
    → dX (N, C, H, W).

    >>> _, cache = max_pool2d_forward([[[[1, 2, 5, 5], [4, 3, 5, 0]]]], 2)
    >>> max_pool2d_backward([[[[1.0, 2.0]]]], cache)
    array([[[[0., 0., 2., 0.],
             [1., 0., 0., 0.]]]])
    """
    shape, winner, size, stride = cache
    dY = validate.real("dY", dY, winner.shape)
    places = np.arange(prod(size)).reshape(-1, 1, 1, 1, 1)
    return _spread(np.where(winner == places, dY, dY.dtype.type(0)), shape, size, stride)


def avg_pool2d_forward(X, size, stride=None):
    """Y_ncij = mean over the window at (s i, s j) of X_nc; arguments as `max_pool2d_forward`.

    >>> avg_pool2d_forward([[[[1, 2, 5, 0], [4, 3, 0, 0]]]], 2)[0]
    array([[[[2.5 , 1.25]]]])
    """
    X, windows, size, stride = _windows(X, size, stride)
    return windows.mean(axis=-1), (X.shape, windows.shape[:4], size, stride)


def avg_pool2d_backward(dY, cache):
    """Each of the h · w pixels of a window gets the same share of its gradient.

    dY (N, C, H', W') → dX (N, C, H, W).

    >>> _, cache = avg_pool2d_forward([[[[1, 2], [4, 3]]]], 2)
    >>> avg_pool2d_backward([[[[1.0]]]], cache)
    array([[[[0.25, 0.25],
             [0.25, 0.25]]]])
    """
    shape, out, size, stride = cache
    dY = validate.real("dY", dY, out)
    share = dY / dY.dtype.type(prod(size))
    return _spread(np.broadcast_to(share, (prod(size), *out)), shape, size, stride)


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
