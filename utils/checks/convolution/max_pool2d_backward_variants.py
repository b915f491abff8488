"""The gradient of max pooling and ways to get it wrong, for exercise 6."""

import numpy as np

from utils.numpy_impl import convolution as ref


def max_pool2d_backward(dY, X, size):
    """dX: each gradient goes to the largest pixel of its window, of equals to the first."""
    _, cache = ref.max_pool2d_forward(X, size)
    return ref.max_pool2d_backward(dY, cache)


def each_window(share, dtype=lambda X: float):
    """Make a loop that fills dX window by window.

    share  (window (N, C, h, w), its gradient (N, C, 1, 1)) → what its pixels get
    dtype  X → the kind of number that dX is made of
    """

    def backward(dY, X, size):
        h, w = size
        dX = np.zeros(X.shape, dtype(X))
        for i in range(dY.shape[2]):
            for j in range(dY.shape[3]):
                here = np.s_[:, :, i * h : (i + 1) * h, j * w : (j + 1) * w]
                dX[here] = share(X[here], dY[:, :, i : i + 1, j : j + 1])
        return dX

    return backward


def won(window):
    """Say which pixels are as large as the largest of their window."""
    return window == window.max(axis=(2, 3), keepdims=True)


def one_winner(order=lambda flat: flat.argmax(axis=2)):
    """Make a share for one pixel of each window, the first of the largest by default.

    order  (N, C, h · w) → the winner's number
    """

    def share(window, g):
        N, C, h, w = window.shape
        winner = order(window.reshape(N, C, h * w))
        out = np.zeros(window.shape)
        for n in range(N):
            for c in range(C):
                u, v = divmod(winner[n, c], w)
                out[n, c, u, v] = g[n, c, 0, 0]
        return out

    return share


def last(flat):
    """Return the place of the last of the largest."""
    return flat.shape[2] - 1 - flat[:, :, ::-1].argmax(axis=2)


def first_down_the_columns(window, g):
    """Of equal pixels the first column by column."""
    return one_winner()(window.swapaxes(2, 3), g).swapaxes(2, 3)


def winner_of_the_first_channel(window, g):
    """The winner's place is that of channel 0 in all channels."""
    return one_winner()(np.repeat(window[:, :1], window.shape[1], axis=1), g)


def winner_of_the_first_picture(window, g):
    """The winner's place is that of picture 0 in all pictures."""
    return one_winner()(np.repeat(window[:1], len(window), axis=0), g)


def whole_batch(window, g):
    """`window == window.max()`: one winner for all pictures and channels."""
    return (window == window.max()) * g


def each_row(window, g):
    """The largest of every row of the window gets the gradient."""
    return (window == window.max(axis=3, keepdims=True)) * g


def each_column(window, g):
    """The largest of every column of the window gets the gradient."""
    return (window == window.max(axis=2, keepdims=True)) * g


def misplaced(place):
    """Make a mistake that reads the winner's number m as `place(m, h, w)`, row and column."""

    def backward(dY, X, size):
        h, w = size
        dX = np.zeros(X.shape)
        for n, c, i, j in np.ndindex(dY.shape):
            part = X[n, c, i * h : (i + 1) * h, j * w : (j + 1) * w]
            u, v = place(part.argmax(), h, w)
            dX[n, c, i * h + u, j * w + v] = dY[n, c, i, j]
        return dX

    return backward


def start_forgotten(dY, X, size):
    """The winner's place is counted from (i, j) instead of from its window's corner."""
    h, w = size
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(dY.shape):
        part = X[n, c, i * h : (i + 1) * h, j * w : (j + 1) * w]
        u, v = divmod(part.argmax(), w)
        dX[n, c, i + u, j + v] = dY[n, c, i, j]
    return dX


def corner_forgotten(dY, X, size):
    """The winner's place in its window is taken for its place in the picture."""
    w = size[1]
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(dY.shape):
        part = X[n, c, i * size[0] : (i + 1) * size[0], j * w : (j + 1) * w]
        u, v = divmod(part.argmax(), w)
        dX[n, c, u, v] = dY[n, c, i, j]
    return dX


def size_exchanged(dY, X, size):
    """The windows are w high and h wide, as far as the picture reaches."""
    w, h = size
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            here = np.s_[:, :, i * h : (i + 1) * h, j * w : (j + 1) * w]
            if X[here].size:
                dX[here] = one_winner()(X[here], dY[:, :, i : i + 1, j : j + 1])
    return dX


def repeated(dY, X, size):
    """The gradient is only made large: `np.repeat` twice, and the rest stays 0."""
    return each_window(lambda window, g: np.broadcast_to(g, window.shape))(dY, X, size)


def without_the_rest(dY, X, size):
    """dX has the size of the windows alone."""
    h, w = size
    return max_pool2d_backward(dY, X, size)[:, :, : dY.shape[2] * h, : dY.shape[3] * w]


def windows_by_one(dY, X, size):
    """The windows start at 0, 1, 2, …, and their gradients add up."""
    h, w = size
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            here = np.s_[:, :, i : i + h, j : j + w]
            dX[here] += one_winner()(X[here], dY[:, :, i : i + 1, j : j + 1])
    return dX
