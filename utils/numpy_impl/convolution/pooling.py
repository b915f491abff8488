"""Pooling: one number for each window, the largest or the mean, and where gradients go."""

from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from utils import validate
from utils.numpy_impl.convolution.geometry import per_axis, refuse_large_kernel


@dataclass(frozen=True)
class _Frame:
    """Where the windows lie: h × w pixels every (sh, sw), in X with a margin around it.

    margin : rows and columns added (above, below), (left, right)
    inside : for each axis and window, how many of its pixels lie in X or its padding
    """

    shape: tuple[int, ...]
    size: tuple[int, int]
    stride: tuple[int, int]
    margin: tuple[tuple[int, int], ...]
    inside: tuple[np.ndarray, np.ndarray]

    @property
    def within(self) -> tuple:
        """The place of X in the grown array."""
        sides = zip(self.margin, self.shape[2:], strict=True)
        return (..., *(slice(before, before + n) for (before, _), n in sides))


def _frame(X, size, stride, padding, ceil_mode) -> _Frame:
    size = per_axis("size", size, 2, least=1)
    stride = size if stride is None else per_axis("stride", stride, 2, least=1)
    padding = per_axis("padding", padding, 2, least=0)
    if any(2 * p > k for p, k in zip(padding, size, strict=True)):
        raise ValueError(f"padding: got {padding}, expected at most half of the size {size}")
    refuse_large_kernel("size", X.shape[2:], size, padding)
    margin, inside = [], []
    for n, k, s, p in zip(X.shape[2:], size, stride, padding, strict=True):
        windows = (n + 2 * p - k) // s + 1
        # one more for what is left over, unless it would lie in the padding alone
        if ceil_mode and (n + 2 * p - k) % s and windows * s < n + p:
            windows += 1
        starts = s * np.arange(windows)
        margin.append((p, max(p, int(starts[-1]) + k - n - p)))
        inside.append(np.minimum(k, n + 2 * p - starts))
    return _Frame(X.shape, size, stride, tuple(margin), tuple(inside))


def _windows(X, frame, fill):
    """Return the windows of X, (N, C, H', W', h · w); the margin holds `fill`."""
    if np.any(frame.margin):
        X = np.pad(X, ((0, 0), (0, 0), *frame.margin), constant_values=fill)
    (sh, sw), (H, W) = frame.stride, map(len, frame.inside)
    windows = sliding_window_view(X, frame.size, axis=(2, 3))[:, :, ::sh, ::sw][:, :, :H, :W]
    return windows.reshape(*windows.shape[:4], prod(frame.size))


def _spread(shares, frame):
    """Add shares (h · w, N, C, H', W') to the pixels that each window was made of."""
    grown = [n + sum(m) for n, m in zip(frame.shape[2:], frame.margin, strict=True)]
    dX = np.zeros((*frame.shape[:2], *grown), shares.dtype)
    H, W = shares.shape[3:]
    w, (sh, sw) = frame.size[1], frame.stride
    for k, share in enumerate(shares):
        u, v = divmod(k, w)
        dX[:, :, u : u + sh * H : sh, v : v + sw * W : sw] += share
    return dX[frame.within]


def max_pool2d_forward(X, size, stride=None, padding=0, ceil_mode=False):
    """Y_ncij = max over the window at (s i − p, s j − p) of X_nc [M21, K17].

    X (N, C, H, W); size an int or (h, w); stride as size when None; padding p at most half the
    size, which never wins. What is left over at the right and at the bottom is in no window, or
    with ceil_mode in a smaller one → (Y (N, C, H', W'), cache).

    >>> max_pool2d_forward([[[[1, 2, 5, 0], [4, 3, 0, 0]]]], 2)[0]
    array([[[[4., 5.]]]])
    """
    X = validate.real("X", X, (None,) * 4)
    frame = _frame(X, size, stride, padding, ceil_mode)
    windows = _windows(X, frame, -np.inf)
    winner = windows.argmax(axis=-1)  # of equals the first, in reading order
    Y = np.take_along_axis(windows, winner[..., None], axis=-1)[..., 0]
    return Y, (winner, frame)


def max_pool2d_backward(dY, cache):
    """The whole gradient goes to the pixel that won; the others could move without effect.

    Of equal pixels the first in reading order wins, as in torch. dY (N, C, H', W')
    → dX (N, C, H, W).

    >>> _, cache = max_pool2d_forward([[[[1, 2, 5, 5], [4, 3, 5, 0]]]], 2)
    >>> max_pool2d_backward([[[[1.0, 2.0]]]], cache)
    array([[[[0., 0., 2., 0.],
             [1., 0., 0., 0.]]]])
    """
    winner, frame = cache
    dY = validate.real("dY", dY, winner.shape)
    places = np.arange(prod(frame.size)).reshape(-1, 1, 1, 1, 1)
    return _spread(np.where(winner == places, dY, dY.dtype.type(0)), frame)


def avg_pool2d_forward(X, size, stride=None, padding=0, ceil_mode=False):
    """Y_ncij = mean over the window at (s i − p, s j − p) of X_nc; else as `max_pool2d_forward`.

    The padding counts as zeros; what a window of ceil_mode has beyond it does not count.

    >>> avg_pool2d_forward([[[[1, 2, 5, 0], [4, 3, 0, 0]]]], 2)[0]
    array([[[[2.5 , 1.25]]]])
    """
    X = validate.real("X", X, (None,) * 4)
    frame = _frame(X, size, stride, padding, ceil_mode)
    count = np.outer(*frame.inside).astype(X.dtype)  # (H', W')
    return _windows(X, frame, 0).sum(axis=-1) / count, (count, frame)


def avg_pool2d_backward(dY, cache):
    """Each pixel of a window, of h · w as a rule, gets the same share of its gradient.

    dY (N, C, H', W') → dX (N, C, H, W).

    >>> _, cache = avg_pool2d_forward([[[[1, 2], [4, 3]]]], 2)
    >>> avg_pool2d_backward([[[[1.0]]]], cache)
    array([[[[0.25, 0.25],
             [0.25, 0.25]]]])
    """
    count, frame = cache
    dY = validate.real("dY", dY, (*frame.shape[:2], *count.shape))
    share = dY / count.astype(dY.dtype)
    return _spread(np.broadcast_to(share, (prod(frame.size), *dY.shape)), frame)


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
