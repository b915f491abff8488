"""A convolutional layer and ways to get it wrong, for exercise 3."""

import numpy as np

from utils.checks.convolution.wrong import pad


def all_products(patch, W):
    """Sum the products over channels, rows and columns: patch (N, C, KH, KW) → (N, F)."""
    return np.tensordot(patch, W, axes=([1, 2, 3], [1, 2, 3]))


def layer(
    padded=lambda X, p: pad(X, (p, p)),
    count=lambda n, k, s: (n - k) // s + 1,
    count_columns=None,
    start=lambda i, s: i * s,
    start_column=None,
    response=all_products,
    biased=lambda Y, b: Y + b[:, None, None],
    kernel=lambda W: W,
):
    """Make a layer, right by default, wrong in the parts that are given.

    padded          (X, p) → what the windows are taken from
    count           (n, k, s) → how many windows, n with the padding; count_columns for columns
    start           (i, s) → where window i begins; start_column for columns
    response        (patch, W) → (N, F)
    biased          (Y, b) → Y with its bias
    kernel          W → the kernels that are used
    """

    def conv2d(X, W, b, stride, padding):
        X, W = padded(X, padding), kernel(W)
        KH, KW = W.shape[2:]
        rows = count(X.shape[2], KH, stride)
        columns = (count_columns or count)(X.shape[3], KW, stride)
        Y = np.zeros((len(X), len(W), rows, columns))
        for i in range(rows):
            for j in range(columns):
                top, left = start(i, stride), (start_column or start)(j, stride)
                Y[:, :, i, j] = response(X[:, :, top : top + KH, left : left + KW], W)
        return biased(Y, b)

    return conv2d


conv2d = layer()


def over_the_edge(count):
    """Make a layer with `count` windows whose last ones may stick out into zeros."""

    def padded(X, p):
        return pad(X, (p, p + 8))

    return layer(padded, count=lambda n, k, s: count(n - 8, k, s))


def side_by_side(X, W, b, stride, padding):
    """The windows move on by their own size instead of by the stride."""
    KH, KW = W.shape[2:]
    apart = layer(
        count=lambda n, k, s: (n - k) // k + 1,
        start=lambda i, s: i * KH,
        start_column=lambda j, s: j * KW,
    )
    return apart(X, W, b, stride, padding)


def dilated(X, W, b, stride, padding):
    """The stride is taken inside the window, too, where there is room for it."""
    X = pad(X, (padding, padding))
    KH, KW = W.shape[2:]
    rows = (X.shape[2] - KH) // stride + 1
    columns = (X.shape[3] - KW) // stride + 1
    Y = np.zeros((len(X), len(W), rows, columns))
    X = pad(X, (0, 40))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            part = X[:, :, top : top + KH * stride : stride, left : left + KW * stride : stride]
            Y[:, :, i, j] = all_products(part, W)
    return Y + b[:, None, None]


def padded_everywhere(X, W, b, stride, padding):
    """`np.pad(X, padding)` puts zeros around the pictures and the channels as well."""
    X = np.pad(X, padding)
    KH, KW = W.shape[2:]
    rows = (X.shape[2] - KH) // stride + 1
    columns = (X.shape[3] - KW) // stride + 1
    Y = np.zeros((len(X), len(W), rows, columns))
    for n in range(len(X)):
        for f in range(len(W)):
            for i in range(rows):
                for j in range(columns):
                    top, left = i * stride, j * stride
                    part = X[n, :, top : top + KH, left : left + KW]
                    Y[n, f, i, j] = (part * W[f]).sum() + b[f]
    return Y


def bias_on_the_columns(X, W, b, stride, padding):
    """`Y + b` lines b up with the last axis, the columns."""
    return conv2d(X, W, 0 * b, stride, padding) + b


def size_without_padding(X, W, b, stride, padding):
    """The result's size is computed from X before padding."""
    Y = conv2d(X, W, b, stride, padding)
    rows = (X.shape[2] - W.shape[2]) // stride + 1
    columns = (X.shape[3] - W.shape[3]) // stride + 1
    return Y[:, :, :rows, :columns]


def only_first(X, W, b, stride, padding):
    """A loop over the examples with the `return` inside: the others stay 0."""
    Y = conv2d(X, W, b, stride, padding)
    Y[1:] = 0
    return Y


def first_output_only(X, W, b, stride, padding):
    """Every output channel uses the first kernel."""
    return conv2d(X, np.repeat(W[:1], len(W), axis=0), b, stride, padding)


def one_output(X, W, b, stride, padding):
    """All kernels are summed into one output channel."""
    return conv2d(X, W, b, stride, padding).sum(axis=1, keepdims=True)


def channels_apart(X, W, b, stride, padding):
    """Every channel answers on its own: (N, F, C, H', W') instead of a sum over C."""
    parts = [
        conv2d(X[:, c : c + 1], W[:, c : c + 1], b, stride, padding) for c in range(X.shape[1])
    ]
    return np.stack(parts, axis=2)


def bias_for_each_channel(X, W, b, stride, padding):
    """The bias is added inside the loop over the input channels: C times."""
    return conv2d(X, W, X.shape[1] * b, stride, padding)


def bias_for_each_product(X, W, b, stride, padding):
    """The bias is added to every product before they are summed."""
    return conv2d(X, W, W[0].size * b, stride, padding)


def in_the_kind_of_number_of_X(X, W, b, stride, padding):
    """Y is made with X's kind of number: whole numbers keep no fractions."""
    return conv2d(X, W, b, stride, padding).astype(X.dtype)


def pictures_added_up(X, W, b, stride, padding):
    """`(part * W[f]).sum()` with the axis of the pictures in it."""
    Y = conv2d(X, W, 0 * b, stride, padding).sum(axis=0, keepdims=True)
    return np.repeat(Y, len(X), axis=0) + b[:, None, None]
