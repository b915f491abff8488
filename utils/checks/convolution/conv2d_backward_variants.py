"""The gradients of a convolutional layer and ways to get them wrong, for exercise 4."""

import numpy as np

from utils.checks.convolution.wrong import pad


def add(total, term):
    """Add in place: windows overlap."""
    total += term


def replace(total, term):
    """Write over what was there: `=` where `+=` is wanted."""
    total[...] = term


def cropped(dP, p):
    """Return the inside of the padded pictures' gradient."""
    return dP[:, :, p : dP.shape[2] - p, p : dP.shape[3] - p]


def gradients(
    padded=lambda X, p: pad(X, (p, p)),
    start=lambda i, s: i * s,
    start_column=None,
    part=lambda part: part,
    kernel=lambda W: W,
    onto_dX=add,
    onto_dW=add,
    crop=cropped,
    bias=lambda dY: dY.sum(axis=(0, 2, 3)),
    whole_dX=False,
):
    """Make the backward pass, right by default, wrong in the parts that are given.

    padded           (X, p) → what the windows are taken from
    start            (i, s) → where window i begins; start_column for columns
    part             window → what dW is made of
    kernel           W → what dX is made of
    onto_dX, onto_dW (total, term): add, or something else
    crop             (gradient of the padded pictures, p) → dX
    bias             dY → db
    whole_dX         dX is made with X's kind of number
    """

    def conv2d_backward(dY, X, W, stride, padding):
        P = padded(X, padding)
        KH, KW = W.shape[2:]
        dP, dW = np.zeros(P.shape, P.dtype if whole_dX else float), np.zeros(W.shape)
        for i in range(dY.shape[2]):
            for j in range(dY.shape[3]):
                top, left = start(i, stride), (start_column or start)(j, stride)
                here = np.s_[:, :, top : top + KH, left : left + KW]
                g = dY[:, :, i, j]  # (N, F)
                onto_dW(dW, np.tensordot(g, part(P[here]), axes=(0, 0)))
                onto_dX(dP[here], np.tensordot(g, kernel(W), axes=(1, 0)))
        return crop(dP, padding), dW, bias(dY)

    return conv2d_backward


conv2d_backward = gradients()


def then(dX=lambda dX, *given: dX, dW=lambda dW, *given: dW, db=lambda db, *given: db):
    """Make a mistake that does something to the right gradients, given dY, X, W as well."""

    def wrong(dY, X, W, stride, padding):
        right = conv2d_backward(dY, X, W, stride, padding)
        return tuple(f(r, dY, X, W) for f, r in zip((dX, dW, db), right, strict=True))

    return wrong


def with_dX(function):
    """Make a mistake whose dX is `function(dY, X, W, stride, padding)`."""
    return lambda *given: (function(*given), *conv2d_backward(*given)[1:])


def with_dW(function):
    """Make a mistake whose dW is `function(dY, X, W, stride, padding)`."""

    def wrong(*given):
        dX, _, db = conv2d_backward(*given)
        return dX, function(*given), db

    return wrong


def dX_not_cropped(dY, X, W, stride, padding):
    """The gradient of the padded pictures is returned."""
    return gradients(crop=lambda dP, p: dP)(dY, X, W, stride, padding)


def dX_of_the_first_kernel(dY, X, W, stride, padding):
    """Only the first output channel sends its gradient back."""
    return conv2d_backward(dY[:, :1], X, W[:1], stride, padding)[0]


def dX_of_the_last_kernel(dY, X, W, stride, padding):
    """`=` in the loop over the output channels: the last one is left."""
    return conv2d_backward(dY[:, -1:], X, W[-1:], stride, padding)[0]


def dX_of_the_first_channel(dY, X, W, stride, padding):
    """Every input channel gets what belongs to the first."""
    dX = conv2d_backward(dY, X, W, stride, padding)[0]
    return np.repeat(dX[:, :1], X.shape[1], axis=1)


def dX_of_all_channels(dY, X, W, stride, padding):
    """Every input channel gets the sum over the input channels."""
    dX = conv2d_backward(dY, X, W, stride, padding)[0]
    return np.repeat(dX.sum(axis=1, keepdims=True), X.shape[1], axis=1)


def dX_of_the_first_picture(dY, X, W, stride, padding):
    """Only the first picture gets its gradient."""
    dX = conv2d_backward(dY, X, W, stride, padding)[0].copy()
    dX[1:] = 0
    return dX


def dX_without_dY(dY, X, W, stride, padding):
    """The weights are added up where the windows are, and dY is left out."""
    return conv2d_backward(np.ones_like(dY), X, W, stride, padding)[0]


def dX_from_the_inputs(dY, X, W, stride, padding):
    """The chain rule's inner derivative is taken to be X instead of W."""
    dX, _, _ = conv2d_backward(dY, X, W, stride, padding)
    return dX * X


def dW_of_the_last_picture(dY, X, W, stride, padding):
    """`=` in the loop over the pictures: the last one is left."""
    return conv2d_backward(dY[-1:], X[-1:], W, stride, padding)[1]


def dW_of_the_first_picture(dY, X, W, stride, padding):
    """Index 0 where n should be, or a `return` in the loop."""
    return conv2d_backward(dY[:1], X[:1], W, stride, padding)[1]


def dW_of_the_first_channel(dY, X, W, stride, padding):
    """Every layer of the kernel gets what belongs to the first input channel."""
    dW = conv2d_backward(dY, X, W, stride, padding)[1]
    return np.repeat(dW[:, :1], X.shape[1], axis=1)


def dW_for_all_kernels(dY, X, W, stride, padding):
    """Every kernel gets the sum over the output channels."""
    dW = conv2d_backward(dY, X, W, stride, padding)[1]
    return np.repeat(dW.sum(axis=0, keepdims=True), len(W), axis=0)


def dW_without_dY(dY, X, W, stride, padding):
    """The windows are added up, and dY is left out."""
    return conv2d_backward(np.ones_like(dY), X, W, stride, padding)[1]


def dW_over_the_edge(dY, X, W, stride, padding):
    """The windows are cut out of X before padding: some come out too small to be added."""
    right = conv2d_backward(dY, X, W, stride, padding)
    KH, KW = W.shape[2:]
    dW = np.zeros(W.shape)
    for i, j in np.ndindex(dY.shape[2:]):
        top, left = i * stride, j * stride
        part = X[:, :, top : top + KH, left : left + KW]
        dW += np.tensordot(dY[:, :, i, j], part, axes=(0, 0))
    return right[0], dW, right[2]


def dW_without_padding(dY, X, W, stride, padding):
    """dW is taken from the pictures before padding, as far as they reach."""
    dW = np.zeros(W.shape)
    for u in range(W.shape[2]):
        for v in range(W.shape[3]):
            for i in range(dY.shape[2]):
                for j in range(dY.shape[3]):
                    r, c = i * stride + u, j * stride + v
                    if r < X.shape[2] and c < X.shape[3]:
                        dW[:, :, u, v] += dY[:, :, i, j].T @ X[:, :, r, c]
    return dW
