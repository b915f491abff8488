"""The gradients of a convolutional layer."""

import numpy as np

from utils.checks.convolution.inputs import image, normal
from utils.checks.engine import Case, Exercise, edits
from utils.checks.mistakes import loops, sums


def conv2d_backward(dY, X, W, stride=1, padding=0):
    """dX, dW, db of the layer Y = conv2d(X, W, b, stride, padding), from dY."""
    s, p = stride, padding
    (rows, columns), (KH, KW) = X.shape[2:], W.shape[2:]
    P = np.pad(X, ((0, 0), (0, 0), (p, p), (p, p)))
    dP, dW = np.zeros(P.shape), np.zeros(W.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            g = dY[:, :, i, j]  # (N, F)
            here = np.s_[:, :, s * i : s * i + KH, s * j : s * j + KW]
            dW += np.einsum("nf,ncuv->fcuv", g, P[here])
            dP[here] += np.einsum("nf,fcuv->ncuv", g, W)  # windows overlap: +=
    dX = dP[:, :, p : p + rows, p : p + columns]
    db = dY.sum(axis=(0, 2, 3))
    return dX, dW, db


def term_by_term(dY, X, W, stride=1, padding=0):
    """The same with a loop for every image and every kernel."""
    s, p = stride, padding
    P = np.pad(X, ((0, 0), (0, 0), (p, p), (p, p)))
    dP, dW, db = np.zeros(P.shape), np.zeros(W.shape), np.zeros(len(W))
    (KH, KW) = W.shape[2:]
    for n, f, i, j in np.ndindex(dY.shape):
        g = dY[n, f, i, j]
        part = np.s_[:, s * i : s * i + KH, s * j : s * j + KW]
        dW[f] += g * P[n][part]
        dP[n][part] += g * W[f]
        db[f] += g
    return dP[:, :, p : P.shape[2] - p, p : P.shape[3] - p], dW, db


EXAMPLE = {"X": image([0.0, 1, 2], [3, 4, 5], [6, 7, 8]), "W": image([1.0, 2], [1, 0])}
BY_ONE = {"stride": 1, "padding": 0}


def layer(title, dY, X, W, stride=1, padding=0):
    """A case of random numbers with the shapes dY, X and W."""
    some = normal(dY, X, W, seed=sum(X) + 7 * sum(W), digits=2 * X[0] * stride)
    given = dict(zip(("dY", "X", "W"), some, strict=True))
    return Case(title, **given, stride=stride, padding=padding)


CASES = [
    Case("the example", dY=np.ones((1, 1, 2, 2)), **EXAMPLE, **BY_ONE),
    Case("one output only", dY=image([0.0, 1], [0, 0]), **EXAMPLE, **BY_ONE),
    Case("padding 1", dY=normal((1, 1, 4, 4), seed=4)[0], **EXAMPLE, stride=1, padding=1),
    layer("two channels in, three out", (1, 3, 3, 2), (1, 2, 4, 4), (3, 2, 2, 3)),
    layer("two images", (2, 1, 2, 4), (2, 1, 4, 5), (1, 1, 3, 2)),
    layer("stride 2 and a rest", (1, 1, 2, 3), (1, 1, 6, 8), (1, 1, 3, 3), stride=2),
    layer("stride 3, padding 2, two in, four out", (2, 4, 3, 4), (2, 2, 6, 8), (4, 2, 3, 2), 3, 2),
    layer("padding 1, three channels in", (1, 2, 3, 4), (1, 3, 3, 4), (2, 3, 3, 3), padding=1),
    layer("a stride longer than the kernel", (3, 2, 3, 3), (3, 1, 6, 8), (2, 1, 2, 1), 4, 2),
    layer("a kernel as large as the image", (2, 3, 1, 1), (2, 2, 3, 4), (3, 2, 3, 4)),
    layer("a kernel of one pixel", (2, 4, 2, 3), (2, 3, 2, 3), (4, 3, 1, 1)),
    Case(
        "whole numbers in the image",
        dY=image([0.5, -0.25, 1.0]),
        X=image([1, 2, 0, 1], [0, 3, 1, 2]),
        W=image([1, 2], [0, -1]),
        **BY_ONE,
    ),
]

OVERLAP = (
    "Windows overlap, and in `dX` each writes over what the ones before it put there. What does a "
    "pixel get that several windows see?"
)
LAST_WINDOW = "A weight is used in every window. Does each turn add to `dW`, or write over it?"
FLIPPED_DX = (
    "`dX` lays the kernel down turned by half a turn. By which weight did a pixel reach an output, "
    "and by which does the gradient come back? (Only who writes dX as *one* correlation over dY "
    "has to turn the kernel, once.)"
)
FLIPPED_DW = (
    "`dW` is turned by half a turn. Which pixel of each window did weight (u, v) meet in the "
    "forward pass?"
)
CROPPED = (
    "`dX` has the right size, but the padding is cut off on two sides, twice as much. On which "
    "sides does it lie?"
)
BY_STRIDE = "Right for stride 1. Where did the window of output (i, j) start in the forward pass?"
ONE_BIAS = "There is one bias for a kernel. Over which axes of dY does it take part in Y?"
CHAIN = "The chain rule multiplies by what comes back. Where is dY in it?"
ALL_CHANNELS = "All input channels have the same gradient. Which layer of a kernel does c meet?"

MISTAKES = (
    *edits(conv2d_backward)(
        ("the last row of dY left out", "range(dY.shape[2])", "range(dY.shape[2] - 1)",
         "Which outputs does your loop visit? The last row of dY adds its part, too."),
        ("dX with the kernel flipped", "g, W)", "g, W[:, :, ::-1, ::-1])", FLIPPED_DX),
        ("dW flipped", "return dX, dW", "return dX, dW[:, :, ::-1, ::-1]", FLIPPED_DW),
        ("= for += in dX", "dP[here] +=", "dP[here] =", OVERLAP),
        ("= for += in dW", "dW +=", "dW =", LAST_WINDOW),
        ("the padding not cut off", "dP[:, :, p : p + rows, p : p + columns]", "dP",
         "`dX` still has the rows and columns of the padding. Are they part of X?"),
        ("cut off at the end only", "p : p + rows, p : p + columns", ":rows, :columns", CROPPED),
        ("cut off at the beginning only", "p : p + rows, p : p + columns", "2 * p :, 2 * p :",
         CROPPED),
        ("cut off with [p:-p]", "p : p + rows, p : p + columns", "p:-p, p:-p",
         "Right with padding. Without any, p is 0: what is `[0:-0]`?"),
        ("windows of X without padding", "g, P[here])", "g, X[here])",
         "For `dW` the windows are cut out of X before padding. Out of what were they cut?"),
        ("windows by one", "s * i : s * i", "i : i", "s * j : s * j", "j : j", BY_STRIDE),
        ("the stride for the rows only", "s * j : s * j", "j : j",
         "Downwards your windows are a stride apart. How far are they apart from left to right?"),
        ("db over the kernels", "axis=(0, 2, 3)", "axis=(1, 2, 3)", ONE_BIAS),
        ("db as ones", "dY.sum(axis=(0, 2, 3))", "np.ones(len(W))", CHAIN),
        ("dY left out of dX", "g, W)", "0 * g + 1, W)", CHAIN),
        ("dY left out of dW", "g, P[here])", "0 * g + 1, P[here])", CHAIN),
        ("dX times X", "return dX", "return dX * X",
         "What stands beside a pixel in the forward sum, and remains when you differentiate by "
         "it: the pixel, or the weight?"),
        ("one gradient for all input channels", "return dX", "return 0 * dX + dX[:, :1]",
         ALL_CHANNELS),
        ("one layer of dW for all input channels", "return dX, dW", "return dX, 0 * dW + dW[:, :1]",
         ALL_CHANNELS),
        ("dW summed over the kernels", "return dX, dW", "return dX, 0 * dW + dW.sum(axis=0)",
         "In `dW` all kernels have the same gradient. Which part of dY belongs to kernel f?"),
        ("returned inside the loop", "+=\n    dX", "+=\n        break\n    dX",
         loops.RETURN_INSIDE),
        ("stride and padding exchanged", "s, p = stride, padding", "s, p = max(1, padding), stride",
         "Which number is the stride, and which the padding? Look at the order in each call."),
    ),
    *edits(term_by_term)(
        ("= for += in dX, term by term", "[part] +=", "[part] =", OVERLAP),
        ("= for += in dW, term by term", "dW[f] +=", "dW[f] =", LAST_WINDOW),
        sums.last_only("db[f] += g", "only the last term of db"),
    ),
)  # fmt: skip

exercise = Exercise(
    title="The layer backward",
    minutes=20,
    difficulty="harder",
    reference=conv2d_backward,
    cases=CASES,
    returns=("dX (N, C, rows, columns)", "dW (F, C, KH, KW)", "db (F,)"),
    rtol=1e-10,
    atol=1e-11,
    mistakes=MISTAKES,
    hints=(
        "Write the two loops of the forward pass again. In turn (i, j), window and kernels made "
        "`Y[:, :, i, j]`. By what does a pixel of the window change it, by what a weight?",
        "With `g = dY[:, :, i, j]`, shape (N, F): the window's part of the padded gradient grows "
        "by a product of `g` and W, summed over f, and dW grows by a product of `g` and the "
        "window, summed over n. Both are one `einsum`.",
        "At the end, `dP[:, :, p : p + rows, p : p + columns]` is what belongs to the images "
        "themselves.",
    ),
)
