"""Exercise 3: a convolutional layer forward, with channels, stride and padding."""

import numpy as np

from utils.checks.convolution import conv2d_variants as wrong
from utils.checks.convolution.conv2d_variants import all_products, layer
from utils.checks.convolution.wrong import (
    FLIPPED,
    LAST_ONLY,
    MEAN,
    RELU,
    flip,
    pad,
    picture,
)
from utils.checks.engine import Case, Exercise, Mistake
from utils.numpy_impl import convolution as ref


def conv2d(X, W, b, stride=1, padding=0):
    """Y_nfij = b_f + Σ_cuv X_(n, c, s i + u, s j + v) W_fcuv, X padded by zeros."""
    return ref.conv2d_forward(X, W, b, stride, padding)[0]


MISTAKES = (
    Mistake("the kernel flipped", layer(kernel=flip), FLIPPED),
    Mistake(
        "the kernel upside down",
        layer(kernel=lambda W: W[:, :, ::-1]),
        "The rows of the kernel are in reverse order.",
    ),
    Mistake(
        "the kernel mirrored",
        layer(kernel=lambda W: W[:, :, :, ::-1]),
        "The columns of the kernel are in reverse order.",
    ),
    Mistake(
        "only the first channel",
        layer(response=lambda patch, W: all_products(patch[:, :1], W[:, :1])),
        "Only the first channel of the input counts. A kernel reaches through all of them.",
    ),
    Mistake(
        "only the last channel",
        layer(response=lambda patch, W: all_products(patch[:, -1:], W[:, -1:])),
        "Only the last channel counts: every channel overwrites what the ones before it made. "
        "Start from zero, and add.",
    ),
    Mistake(
        "the mean over the channels",
        layer(response=lambda patch, W: all_products(patch, W) / W.shape[1]),
        "You take the mean over the channels. They are added up, like everything in the window.",
    ),
    Mistake(
        "the mean over the window",
        layer(response=lambda patch, W: all_products(patch, W) / W[0].size),
        MEAN,
    ),
    Mistake(
        "the same layer of the kernel for every channel",
        layer(kernel=lambda W: np.repeat(W[:, :1], W.shape[1], axis=1)),
        "All input channels are weighted alike, with `W[f, 0]`. Each has weights of its own.",
    ),
    Mistake(
        "every channel with every layer of the kernel",
        layer(response=lambda patch, W: np.einsum("ncuv,fduv->nf", patch, W)),
        "Every input channel is multiplied by every layer of the kernel. Channel c belongs to "
        "`W[f, c]` alone: in an `einsum`, both have the same letter.",
    ),
    Mistake(
        "picture n with kernel n",
        layer(response=lambda patch, W: (patch * W).sum(axis=(1, 2, 3))),
        "`part * W` lines the pictures up with the kernels, the first with the first and so on. "
        "Every picture meets *every* kernel: loop over the kernels, or keep both axes apart.",
    ),
    Mistake(
        "all pictures added up",
        wrong.pictures_added_up,
        "All pictures get the same answer, the sum over them: your `.sum()` runs over the axis of "
        "the pictures, too. Which axes are added up?",
    ),
    Mistake(
        "the channels not added up",
        wrong.channels_apart,
        "There is one answer for each pair of input and output channel. The input channels are "
        "added up: a kernel reaches through all of them.",
    ),
    Mistake(
        "the first kernel for every output",
        wrong.first_output_only,
        "Every output channel uses the first kernel, and only the biases differ. Output channel f "
        "has the kernel `W[f]`.",
    ),
    Mistake(
        "all kernels added up",
        wrong.one_output,
        "There is one output channel: the sum over all kernels. Each kernel makes a channel of its "
        "own.",
    ),
    Mistake(
        "no bias",
        layer(biased=lambda Y, b: Y),
        "The bias is missing: `b[f]` is added to all of output channel f.",
    ),
    Mistake(
        "the bias subtracted",
        layer(biased=lambda Y, b: Y - b[:, None, None]),
        "The bias is subtracted. It is added.",
    ),
    Mistake(
        "the bias along the columns",
        wrong.bias_on_the_columns,
        "`Y + b` lines b up with the *last* axis of Y, and that is not the output channels. Which "
        "shape has b to have?",
    ),
    Mistake(
        "the bias along the rows",
        layer(biased=lambda Y, b: Y + b[:, None]),
        "`b[:, None]` lines b up with the rows of Y. Two axes of Y stand behind the output "
        "channels. Which shape has b to have?",
    ),
    Mistake(
        "the bias once for each input channel",
        wrong.bias_for_each_channel,
        "The bias is added too often, once for each input channel: it stands inside the sum.",
    ),
    Mistake(
        "the bias once for each product",
        wrong.bias_for_each_product,
        "The bias is added too often, once for each product: it stands inside the sum.",
    ),
    Mistake(
        "the first bias for all",
        layer(biased=lambda Y, b: Y + b[0]),
        "All output channels get the first bias. Channel f has `b[f]`.",
    ),
    Mistake(
        "stride left out",
        layer(count=lambda n, k, s: n - k + 1, start=lambda i, s: i),
        "The window moves on by one, whatever the stride.",
    ),
    Mistake(
        "right size, windows by one",
        layer(start=lambda i, s: i),
        "The size is right, but the windows start at 0, 1, 2, … With a stride, where does window i "
        "start?",
    ),
    Mistake(
        "a stride for the rows only",
        layer(
            count_columns=lambda n, k, s: n - k + 1,
            start_column=lambda j, s: j,
        ),
        "The stride works downwards only; from left to right the window still moves by one.",
    ),
    Mistake(
        "a stride for the columns only",
        layer(
            count=lambda n, k, s: n - k + 1,
            start=lambda i, s: i,
            count_columns=lambda n, k, s: (n - k) // s + 1,
            start_column=lambda j, s: j * s,
        ),
        "The stride works from left to right only; downwards the window still moves by one.",
    ),
    Mistake(
        "right size, columns by one",
        layer(start_column=lambda j, s: j),
        "The windows start at the right rows, but at columns 0, 1, 2, …",
    ),
    Mistake(
        "right size, rows by one",
        layer(start=lambda i, s: i, start_column=lambda j, s: j * s),
        "The windows start at the right columns, but at rows 0, 1, 2, …",
    ),
    Mistake(
        "windows side by side",
        wrong.side_by_side,
        "The windows lie side by side. They move on by the stride, not by their own size.",
    ),
    Mistake(
        "the stride inside the window",
        wrong.dilated,
        "The pixels *inside* each window are a stride apart. The stride is the distance from one "
        "window to the next; a window itself has no gaps.",
    ),
    Mistake(
        "padding left out",
        layer(padded=lambda X, p: X),
        "The padding does nothing: put zeros around each picture first.",
    ),
    Mistake(
        "size without padding",
        wrong.size_without_padding,
        "The result is too small: its size is computed from the picture before padding.",
    ),
    Mistake(
        "padding at top and left only",
        layer(padded=lambda X, p: pad(X, (p, 0))),
        "There are zeros above and on the left, but none below and on the right.",
    ),
    Mistake(
        "padding at bottom and right only",
        layer(padded=lambda X, p: pad(X, (0, p))),
        "There are zeros below and on the right, but none above and on the left.",
    ),
    Mistake(
        "padding of the rows only",
        layer(padded=lambda X, p: pad(X, (p, p), (0, 0))),
        "There are zeros above and below, but none on the left and on the right.",
    ),
    Mistake(
        "padding of the columns only",
        layer(padded=lambda X, p: pad(X, (0, 0), (p, p))),
        "There are zeros on the left and on the right, but none above and below.",
    ),
    Mistake(
        "padding of every axis",
        wrong.padded_everywhere,
        "`np.pad(X, p)` pads *every* axis, the examples and channels, too. It takes a pair of "
        "numbers for each axis.",
    ),
    Mistake(
        "the edge repeated",
        layer(padded=lambda X, p: np.pad(X, ((0, 0), (0, 0), (p, p), (p, p)), mode="edge")),
        "The padding repeats the pixels of the edge. Here it is zeros.",
    ),
    Mistake(
        "padded with ones",
        layer(padded=lambda X, p: pad(X, (p, p), value=1)),
        "The padding is made of ones. Here it is zeros.",
    ),
    Mistake(
        "padded twice",
        layer(padded=lambda X, p: pad(X, (2 * p, 2 * p))),
        "There is twice as much padding as there should be: p rows of zeros above, and p below.",
    ),
    Mistake(
        "one window too few",
        layer(count=lambda n, k, s: (n - k) // s),
        "In each direction the last window is missing. You have just written a function that "
        "counts them.",
    ),
    Mistake(
        "windows over the edge",
        wrong.over_the_edge(lambda n, k, s: -(-(n - k) // s) + 1),
        "Where the steps do not come out even, you take one window too many, which sticks out over "
        "the edge. It is left out.",
    ),
    Mistake(
        "the last pixel of each window only",
        layer(response=lambda patch, W: all_products(patch[..., -1:, -1:], W[..., -1:, -1:])),
        LAST_ONLY,
    ),
    Mistake(
        "in the kind of number of X",
        wrong.in_the_kind_of_number_of_X,
        "Right, except where the picture is made of whole numbers: the result is made of whole "
        "numbers then, too, and keeps no fractions.",
    ),
    Mistake(
        "rows and columns exchanged",
        lambda *given: conv2d(*given).swapaxes(2, 3),
        "The result is transposed: its third axis goes down the picture, its fourth one to the "
        "right.",
    ),
    Mistake(
        "the output channels last",
        lambda *given: np.moveaxis(conv2d(*given), 1, -1),
        "The output channels are the last axis. Pictures are (N, channels, height, width) before "
        "and after a layer.",
    ),
    Mistake(
        "only the first example",
        wrong.only_first,
        "Only the first picture is done, the others are empty. Is a `return` inside a loop, or an "
        "index 0 where n should be?",
    ),
    Mistake("negative sums set to 0", lambda *given: np.maximum(conv2d(*given), 0), RELU),
)

rng = np.random.default_rng(3)


def some(*shape):
    """Draw numbers with two decimals, which read well in a verdict."""
    return rng.normal(size=shape).round(2)


EXAMPLE = {
    "X": picture([0.0, 1, 2], [3, 4, 5], [6, 7, 8]),
    "W": picture([1.0, 2], [1, 0]),
    "b": np.zeros(1),
}

exercise = Exercise(
    name="conv2d",
    title="A convolutional layer",
    minutes=15,
    difficulty="medium",
    reference=conv2d,
    cases=[
        Case("the example", **EXAMPLE, stride=1, padding=0),
        Case("the example, padded by one", **EXAMPLE, stride=1, padding=1),
        Case("a bias", **(EXAMPLE | {"b": np.array([0.5])}), stride=1, padding=0),
        Case(
            "three channels in",
            X=some(1, 3, 4, 5),
            W=some(1, 3, 2, 3),
            b=some(1),
            stride=1,
            padding=0,
        ),
        Case(
            "two channels out, two pictures",
            X=some(2, 1, 5, 4),
            W=some(2, 1, 3, 2),
            b=some(2),
            stride=1,
            padding=0,
        ),
        Case("stride 2", X=some(1, 1, 7, 9), W=some(1, 1, 3, 3), b=some(1), stride=2, padding=0),
        Case(
            "stride 2 and a rest",
            X=some(1, 2, 6, 8),
            W=some(1, 2, 3, 3),
            b=some(1),
            stride=2,
            padding=0,
        ),
        Case(
            "stride 3, padding 2, two in, four out",
            X=some(2, 2, 6, 8),
            W=some(4, 2, 3, 2),
            b=some(4),
            stride=3,
            padding=2,
        ),
        Case(
            "the size is kept",
            X=some(1, 1, 4, 6),
            W=some(2, 1, 3, 3),
            b=some(2),
            stride=1,
            padding=1,
        ),
        Case(
            "a kernel as large as the picture",
            X=some(3, 2, 3, 4),
            W=some(2, 2, 3, 4),
            b=some(2),
            stride=1,
            padding=0,
        ),
        Case(
            "a kernel of one pixel",
            X=some(2, 3, 2, 3),
            W=some(4, 3, 1, 1),
            b=some(4),
            stride=1,
            padding=0,
        ),
        Case(
            "a stride longer than the kernel",
            X=some(1, 2, 8, 7),
            W=some(3, 2, 2, 1),
            b=some(3),
            stride=4,
            padding=1,
        ),
        Case(
            "whole numbers in the picture",
            X=picture([1, 2, 0, 1], [0, 3, 1, 2], [2, 0, 1, 5]),
            W=picture([0.5, -0.25], [0.75, 1.5]),
            b=np.array([0.125]),
            stride=1,
            padding=0,
        ),
    ],
    returns="Y (N, F, rows, columns)",
    rtol=1e-10,
    atol=1e-11,
    mistakes=MISTAKES,
    hints=(
        "Make the padded pictures first, then an array of zeros of the right shape. Two loops, "
        "over the rows i and columns j of the result; in each turn, which part of the padded "
        "pictures is under the kernel? (If a part comes out smaller than the kernel, it reaches "
        "over the edge: is the result too large?)",
        "`P[:, :, s * i : s * i + KH, s * j : s * j + KW]` is (N, C, KH, KW), W is (F, C, KH, KW). "
        "`np.einsum('ncuv,fcuv->nf', …)` multiplies and sums over c, u and v. Or two more loops, "
        "over n and f, and `(part * W[f]).sum()`. For padding: `np.pad` takes a pair for each "
        "axis.",
    ),
)
