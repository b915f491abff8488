"""Convolutional layers for sequences, pictures and volumes, forward and backward.

What they compute is the cross-correlation, as everywhere in neural networks: the kernel is laid
on the input as it is. `loops.convolve1d` is the convolution of mathematics.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from utils import validate
from utils.numpy_impl.convolution.geometry import checked, pad
from utils.numpy_impl.convolution.im2col import col2im, im2col
from utils.numpy_impl.convolution.sizes import output_size


def conv2d_forward(X, W, b, stride=1, padding=0):
    """Y_nfij = b_f + Σ_cuv X_(n, c, s i + u, s j + v) W_fcuv: one product for each example [M21].

    X (N, C, H, W); W (F, C, KH, KW); b (F,); stride, padding an int or one per axis
    → (Y (N, F, H', W'), cache), H' = ⌊(H + 2p − KH) / s⌋ + 1.

    >>> X, W = np.arange(9.0).reshape(1, 1, 3, 3), [[[[1, 2], [1, 0]]]]
    >>> conv2d_forward(X, W, [0])[0][0, 0]
    array([[ 5.,  9.],
           [17., 21.]])
    """
    X, W, b, stride, padding = checked(X, W, b, stride, padding, axes=2)
    F, kernel = len(W), W.shape[2:]
    out = [output_size(*sizes) for sizes in zip(X.shape[2:], kernel, padding, stride, strict=True)]
    columns = im2col(X, kernel, stride, padding)  # (N, C · KH · KW, H' · W')
    Y = W.reshape(F, -1) @ columns + b[:, None]  # (N, F, H' · W')
    return Y.reshape(len(X), F, *out), (X.shape, W, columns, stride, padding)


def conv2d_backward(dY, cache):
    """The chain rule through Y = W · columns + b [M21, K17].

    dW_fcuv = Σ_nij dY_nfij X_(n, c, s i + u, s j + v): the input correlated with dY.
    dX = Σ_f dY_f convolved in full with W_f, the kernel turned round: each output sends its
    gradient back, times the weight, to the pixels it was made of.
    db_f = Σ_nij dY_nfij.

    dY (N, F, H', W') → (dX (N, C, H, W), dW (F, C, KH, KW), db (F,)).

    >>> X, W = np.arange(9.0).reshape(1, 1, 3, 3), [[[[1, 2], [1, 0]]]]
    >>> _, cache = conv2d_forward(X, W, [0])
    >>> dX, dW, db = conv2d_backward(np.ones((1, 1, 2, 2)), cache)
    >>> dW[0, 0], db
    (array([[ 8., 12.],
           [20., 24.]]), array([4.]))
    """
    shape, W, columns, stride, padding = cache
    (N, F), kernel = (shape[0], len(W)), W.shape[2:]
    out = [output_size(*sizes) for sizes in zip(shape[2:], kernel, padding, stride, strict=True)]
    dY = validate.real("dY", dY, (N, F, *out)).reshape(N, F, -1)
    dW = np.tensordot(dY, columns, axes=([0, 2], [0, 2])).reshape(W.shape)
    d_columns = W.reshape(F, -1).T @ dY  # (N, C · KH · KW, H' · W')
    return col2im(d_columns, shape, kernel, stride, padding), dW, dY.sum(axis=(0, 2))


def conv1d_forward(X, W, b, stride=1, padding=0):
    """Y_nfi = b_f + Σ_cj X_(n, c, s i + j) W_fcj: a picture that is one pixel high [M21].

    X (N, C, L); W (F, C, K); b (F,) → (Y (N, F, L'), cache).

    >>> conv1d_forward([[[1, 2, 3, 4]]], [[[1, 0, -1]]], [0.5])[0]
    array([[[-1.5, -1.5]]])
    """
    X, W, b, (s,), (p,) = checked(X, W, b, stride, padding, axes=1)
    Y, cache = conv2d_forward(X[:, :, None], W[:, :, None], b, (1, s), (0, p))
    return Y[:, :, 0], cache


def conv1d_backward(dY, cache):
    """As `conv2d_backward`: dY (N, F, L') → (dX (N, C, L), dW (F, C, K), db (F,)).

    >>> _, cache = conv1d_forward([[[1, 2, 3, 4]]], [[[1, 0, -1]]], [0.5])
    >>> conv1d_backward([[[1.0, 1.0]]], cache)[1]
    array([[[3., 5., 7.]]])
    """
    dY = validate.real("dY", dY, (None,) * 3)
    dX, dW, db = conv2d_backward(dY[:, :, None], cache)
    return dX[:, :, 0], dW[:, :, 0], db


def conv3d_forward(X, W, b, stride=1, padding=0):
    """Y_nftij = b_f + Σ_cruv X_(n, c, s t + r, s i + u, s j + v) W_fcruv, for video [M21].

    X (N, C, D, H, W), D pictures one after the other; W (F, C, KD, KH, KW); b (F,)
    → (Y (N, F, D', H', W'), cache).

    >>> conv3d_forward(np.ones((1, 1, 2, 2, 2)), np.ones((1, 1, 2, 2, 2)), [1.0])[0].item()
    9.0
    """
    X, W, b, stride, padding = checked(X, W, b, stride, padding, axes=3)
    windows = sliding_window_view(pad(X, padding), W.shape[2:], axis=(2, 3, 4))
    sd, sh, sw = stride
    windows = windows[:, :, ::sd, ::sh, ::sw]  # (N, C, D', H', W', KD, KH, KW)
    Y = np.tensordot(windows, W, axes=([1, 5, 6, 7], [1, 2, 3, 4])) + b  # (N, D', H', W', F)
    return np.moveaxis(Y, -1, 1), (X.shape, W, windows, stride, padding)
