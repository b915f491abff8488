"""Windows as columns, so that a convolution becomes one product of matrices."""

from math import prod

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from utils import validate
from utils.numpy_impl.convolution.geometry import pad, per_axis, refuse_large_kernel, unpad
from utils.numpy_impl.convolution.sizes import output_size


def im2col(X, kernel, stride=1, padding=0):
    """Write each window of a picture as a column: the pixels under the kernel, channel first.

    X (N, C, H, W); kernel, stride, padding an int or one per axis
    → (N, C · KH · KW, H' · W'), as torch's `unfold`. A pixel is copied into every window it is
    in: the price for which the sums become one product with the kernels as rows.

    >>> im2col(np.arange(9).reshape(1, 1, 3, 3), 2)[0, :, 0]
    array([0., 1., 3., 4.])
    """
    X = validate.real("X", X, (None,) * 4)
    kernel = per_axis("kernel", kernel, 2, least=1)
    (sh, sw), padding = per_axis("stride", stride, 2, 1), per_axis("padding", padding, 2, 0)
    refuse_large_kernel("kernel", X.shape[2:], kernel, padding)
    windows = sliding_window_view(pad(X, padding), kernel, axis=(2, 3))[:, :, ::sh, ::sw]
    N, C, H, W = windows.shape[:4]  # H', W'; the window itself is on the last two axes
    # subtle: the view costs nothing, whatever its shape; this reshape is the one copy
    return windows.transpose(0, 1, 4, 5, 2, 3).reshape(N, C * prod(kernel), H * W)


def col2im(columns, shape, kernel, stride=1, padding=0):
    """Add every column back to where `im2col` took it from: its transpose, not its inverse.

    columns (N, C · KH · KW, H' · W'); shape (N, C, H, W) → (N, C, H, W). A pixel that was in m
    windows gets the sum of m numbers, which is how its gradient comes together.

    >>> col2im(np.ones((1, 4, 4)), (1, 1, 3, 3), 2)[0, 0]
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    """
    N, C, H, W = (validate.count("shape", n) for n in shape)
    KH, KW = per_axis("kernel", kernel, 2, least=1)
    sh, sw = per_axis("stride", stride, 2, least=1)
    ph, pw = per_axis("padding", padding, 2, least=0)
    out = output_size(H, KH, ph, sh), output_size(W, KW, pw, sw)
    columns = validate.real("columns", columns, (N, C * KH * KW, prod(out)))
    columns = columns.reshape(N, C, KH, KW, *out)
    X = np.zeros((N, C, H + 2 * ph, W + 2 * pw), columns.dtype)
    for u in range(KH):  # one slice for each place in the kernel: KH · KW additions in all
        for v in range(KW):
            X[:, :, u : u + sh * out[0] : sh, v : v + sw * out[1] : sw] += columns[:, :, u, v]
    return unpad(X, (ph, pw))
