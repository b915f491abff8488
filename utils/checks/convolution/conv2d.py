"""A convolutional layer forward, with channels, stride and padding."""

import numpy as np

from utils.checks.convolution.inputs import image, normal
from utils.checks.engine import Case, Exercise, edits
from utils.checks.mistakes import loops, sums


def conv2d(X, W, b, stride=1, padding=0):
    """Y_nfij = b_f + Σ_cuv P_(n, c, s i + u, s j + v) W_fcuv, P the images padded by zeros."""
    s, p = stride, padding
    (N, _, rows, columns), (F, _, KH, KW) = X.shape, W.shape
    P = np.pad(X, ((0, 0), (0, 0), (p, p), (p, p)))  # (N, C, rows + 2p, columns + 2p)
    down = (rows + 2 * p - KH) // s + 1
    across = (columns + 2 * p - KW) // s + 1
    Y = np.zeros((N, F, down, across))
    for i in range(down):
        for j in range(across):
            part = P[:, :, s * i : s * i + KH, s * j : s * j + KW]  # (N, C, KH, KW)
            Y[:, :, i, j] = np.einsum("ncuv,fcuv->nf", part, W) + b
    return Y


def by_four_loops(X, W, b, stride=1, padding=0):
    """The same with a loop for every index of the result."""
    N, C, rows, columns = X.shape
    F, C, KH, KW = W.shape
    P = np.zeros((N, C, rows + 2 * padding, columns + 2 * padding))
    P[:, :, padding : padding + rows, padding : padding + columns] = X
    Y = np.zeros((N, F, (P.shape[2] - KH) // stride + 1, (P.shape[3] - KW) // stride + 1))
    for n in range(N):
        for f in range(F):
            for i in range(Y.shape[2]):
                for j in range(Y.shape[3]):
                    top, left = i * stride, j * stride
                    for c in range(C):
                        part = P[n, c, top : top + KH, left : left + KW]
                        Y[n, f, i, j] += (part * W[f, c]).sum()
                    Y[n, f, i, j] += b[f]
    return Y


EXAMPLE = {
    "X": image([0.0, 1, 2], [3, 4, 5], [6, 7, 8]),
    "W": image([1.0, 2], [1, 0]),
    "b": np.zeros(1),
    "stride": 1,
    "padding": 0,
}


def layer(title, X, W, stride=1, padding=0):
    """A case of random numbers with the shapes X and W."""
    some = normal(X, W, (W[0],), seed=sum(X) + 7 * sum(W), digits=2 * X[0] * stride)
    return Case(title, **dict(zip("XWb", some, strict=True)), stride=stride, padding=padding)


CASES = [
    Case("the example", **EXAMPLE),
    Case("the example, padded by one", **(EXAMPLE | {"padding": 1})),
    Case("a bias", **(EXAMPLE | {"b": np.array([0.5])})),
    layer("three channels in", (1, 3, 4, 5), (1, 3, 2, 3)),
    layer("two channels out, two images", (2, 1, 5, 4), (2, 1, 3, 2)),
    layer("stride 2", (1, 1, 7, 9), (1, 1, 3, 3), stride=2),
    layer("stride 2 and a rest", (1, 2, 6, 8), (1, 2, 3, 3), stride=2),
    layer("stride 3, padding 2, two in, four out", (2, 2, 6, 8), (4, 2, 3, 2), 3, 2),
    layer("the size is kept", (1, 1, 4, 6), (2, 1, 3, 3), padding=1),
    layer("a kernel as large as the image", (3, 2, 3, 4), (2, 2, 3, 4)),
    layer("a kernel of one pixel", (2, 3, 2, 3), (4, 3, 1, 1)),
    layer("a stride longer than the kernel", (1, 2, 8, 7), (3, 2, 2, 1), stride=4, padding=1),
    Case(
        "whole numbers in the image",
        X=image([1, 2, 0, 1], [0, 3, 1, 2], [2, 0, 1, 5]),
        W=image([0.5, -0.25], [0.75, 1.5]),
        b=np.array([0.125]),
        stride=1,
        padding=0,
    ),
]

FLIPPED = (
    "The kernel is used back to front, as in the true convolution. Which number of the window does "
    "`W[f, c, 0, 0]` meet in the formula?"
)
SIDE_BY_SIDE = "How far does the window move from one output to the next: by its size, or by s?"
ONE_DIRECTION = "The stride works in one direction only. How far does the window move in the other?"
START = "The size is right. With a stride of 2, where does window i start?"
PAD_SIDES = "On which of the four sides are there zeros, and on which should there be?"
PAD_EVERY = (
    "`np.pad(X, p)` pads *every* axis, the images' and the channels', too. Which axes may grow? "
    "It takes a pair of numbers for each."
)
BIAS_INSIDE = "How often is the bias added to one output, and how often should it be?"
BIAS_AXIS = (
    "b is lined up with another axis of Y than the output channels. NumPy lines up from the last "
    "axis backwards: which shape has b to have?"
)
CHANNELS = "Which input channels reach the result? A kernel reaches through all of them."

MISTAKES = edits(conv2d)(
    ("the first image for all", "part, W)", "0 * part + part[:1], W)",
     "Every image gives the first one's result. Is there an index 0 where n should be?"),
    ("the first kernel for all", "part, W)", "part, 0 * W + W[:1])",
     "Every output channel shows the first kernel. Is there an index 0 where f should be?"),
    ("all biases added", "part, W) + b", "part, W) + b.sum()",
     "Each output channel gets all the biases together. Which one is its own?"),
    ("the kernel flipped", "part, W)", "part, W[:, :, ::-1, ::-1])", FLIPPED),
    ("the kernel upside down", "part, W)", "part, W[:, :, ::-1])", FLIPPED),
    ("only the first channel", "part, W)", "part[:, :1], W[:, :1])", CHANNELS),
    ("every channel with every layer of the kernel", "fcuv->nf", "fduv->nf",
     "Every input channel meets every layer of the kernel. Which layer belongs to channel c?"),
    sums.mean("part, W)", "part, W) / W[0].size", "the mean over the window"),
    sums.mean("part, W)", "part, W) / W.shape[1]", "the mean over the channels"),
    ("all zeros before the image", "(p, p), (p, p)", "(2 * p, 0), (2 * p, 0)",
     "The size is right. How many of the 2p new rows stand above the image, how many below it?"),
    ("no bias", " + b\n", "\n", "Something that the formula adds to every output is missing."),
    ("the bias subtracted", " + b\n", " - b\n", "Is the bias added or taken away?"),
    ("the bias for each input channel", " + b\n", " + W.shape[1] * b\n", BIAS_INSIDE),
    ("the bias for each product", " + b\n", " + W[0].size * b\n", BIAS_INSIDE),
    ("the first bias for all", " + b\n", " + b[0]\n",
     "All output channels get the same bias. Which one belongs to channel f?"),
    ("the bias along the columns", " + b\n", "\n", "return Y", "return Y + b", BIAS_AXIS),
    ("the bias along the rows", " + b\n", "\n", "return Y", "return Y + b[:, None]", BIAS_AXIS),
    ("windows by one", "s * i : s * i", "i : i", "s * j : s * j", "j : j", START),
    ("stride left out", "    s, p = stride, padding", "    s, p = 1, padding", SIDE_BY_SIDE),
    ("a stride for the rows only", "- KW) // s", "- KW)", "s * j : s * j", "j : j", ONE_DIRECTION),
    ("a stride for the columns only", "- KH) // s", "- KH)", "s * i : s * i", "i : i",
     ONE_DIRECTION),
    ("columns by one", "s * j : s * j", "j : j", ONE_DIRECTION),
    ("rows by one", "s * i : s * i", "i : i", ONE_DIRECTION),
    ("windows side by side", "- KH) // s", "- KH) // KH", "- KW) // s", "- KW) // KW",
     "s * i : s * i", "KH * i : KH * i", "s * j : s * j", "KW * j : KW * j", SIDE_BY_SIDE),
    ("stride and padding exchanged", "s, p = stride, padding", "s, p = max(1, padding), stride",
     "Which number is the stride, and which the padding? Look at the order in each call."),
    ("padding left out", "s, p = stride, padding", "s, p = stride, 0", PAD_SIDES),
    ("zeros at top and left only", "(p, p), (p, p)", "(p, 0), (p, 0)", "rows + 2 * p", "rows + p",
     "columns + 2 * p", "columns + p", PAD_SIDES),
    ("zeros at bottom and right only", "(p, p), (p, p)", "(0, p), (0, p)", "rows + 2 * p",
     "rows + p", "columns + 2 * p", "columns + p", PAD_SIDES),
    ("size without padding", "rows + 2 * p", "rows", "columns + 2 * p", "columns",
     "The size is computed from the image before padding. Where does the last window start now?"),
    ("padding of every axis", "((0, 0), (0, 0), (p, p), (p, p))", "p", PAD_EVERY),
    ("the edge repeated", "(p, p), (p, p))", "(p, p), (p, p)), mode='edge'",
     "What stands around the image: its own edge once more, or zeros?"),
    ("one window too few", "KH) // s + 1", "KH) // s", "KW) // s + 1", "KW) // s",
     "The last window is missing in each direction. The first needs no step: is it counted?"),
    loops.returned_inside("\n    return Y"),
    ("one kernel for each image", "->nf", "->f", "All images get the same answer. Over which axes "
     "does your sum run: over that of the images, too?"),
)  # fmt: skip
MISTAKES += edits(by_four_loops)(
    sums.last_only("Y[n, f, i, j] += (part", "only the last channel"),
    ("picture n with kernel n", "part * W[f, c]", "part * W[n % F, c]",
     "Which kernel meets image n: only the one of the same number, or every one?"),
    ("the stride inside the window", "top : top + KH, left : left + KW",
     "i : i + KH * stride : stride, j : j + KW * stride : stride",
     "Inside a window, the pixels you take are a stride apart. Between what is s the distance?"),
)  # fmt: skip

exercise = Exercise(
    title="A convolutional layer",
    minutes=15,
    difficulty="medium",
    reference=conv2d,
    cases=CASES,
    returns="Y (N, F, rows, columns)",
    rtol=1e-10,
    atol=1e-11,
    mistakes=MISTAKES,
    hints=(
        "Make the padded images first, then an array of zeros of the right shape. Two loops, "
        "over the rows i and columns j of the result; in each turn, which part of the padded "
        "images is under the kernel? (If a part comes out smaller than the kernel, it reaches "
        "over the edge: is the result too large?)",
        "`P[:, :, s * i : s * i + KH, s * j : s * j + KW]` is (N, C, KH, KW), W is (F, C, KH, KW). "
        "`np.einsum('ncuv,fcuv->nf', …)` multiplies and sums over c, u and v. Or two more loops, "
        "over n and f, and `(part * W[f]).sum()`. For padding: `np.pad` takes a pair for each "
        "axis.",
    ),
)
