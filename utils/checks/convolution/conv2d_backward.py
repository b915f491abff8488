"""Exercise 4: the gradients of a convolutional layer."""

import numpy as np

from utils.checks.convolution import conv2d_backward_variants as wrong
from utils.checks.convolution.conv2d_backward_variants import (
    gradients,
    replace,
    then,
    with_dW,
    with_dX,
)
from utils.checks.convolution.wrong import flip, picture
from utils.checks.engine import Case, Exercise, Mistake
from utils.numpy_impl import convolution as ref


def conv2d_backward(dY, X, W, stride=1, padding=0):
    """dX, dW, db of the layer Y = conv2d(X, W, b, stride, padding), from dY."""
    _, cache = ref.conv2d_forward(X, W, np.zeros(len(W)), stride, padding)
    return ref.conv2d_backward(dY, cache)


MISTAKES = (
    Mistake(
        "dX with the kernel flipped",
        gradients(kernel=flip),
        "`dX` lays the kernel down turned by half a turn. An output sends its gradient back along "
        "the weights by which it came, each to its own pixel: window and kernel line up as in the "
        "forward pass. (Whoever writes dX as *one* correlation over dY has to turn the kernel, "
        "once.)",
    ),
    Mistake(
        "dW flipped",
        then(dW=lambda dW, *given: flip(dW)),
        "`dW` is turned by half a turn. Weight (u, v) met the pixel at row u and column v of each "
        "window: the forward pass says so.",
    ),
    Mistake(
        "dX and dW flipped",
        lambda *given: (
            gradients(kernel=flip)(*given)[0],
            flip(gradients()(*given)[1]),
            gradients()(*given)[2],
        ),
        "`dX` and `dW` both belong to a layer whose kernel is turned by half a turn: the gradient "
        "of a true convolution. Ours does not turn it.",
    ),
    Mistake(
        "= for += in dX",
        gradients(onto_dX=replace),
        "Windows overlap, and each overwrites in `dX` what the ones before it put there. A pixel "
        "that several windows see gets a part from each.",
    ),
    Mistake(
        "= for += in dW",
        gradients(onto_dW=replace),
        "Only the last window counts in `dW`. A weight is used in every window, so its gradient is "
        "a sum over all of them.",
    ),
    Mistake(
        "= for += in dX and dW",
        gradients(onto_dX=replace, onto_dW=replace),
        "In `dX` and in `dW` every window overwrites what the ones before it put there. Both are "
        "sums over the windows.",
    ),
    Mistake(
        "the padding not cut off",
        wrong.dX_not_cropped,
        "`dX` still has the rows and columns of the padding. They are no part of X.",
    ),
    Mistake(
        "the padding cut off at the end only",
        gradients(crop=lambda dP, p: dP[:, :, : dP.shape[2] - 2 * p, : dP.shape[3] - 2 * p]),
        "`dX` has the right size, but the padding is cut off at the bottom and the right, twice as "
        "much. It lies on all four sides.",
    ),
    Mistake(
        "the padding cut off at the beginning only",
        gradients(crop=lambda dP, p: dP[:, :, 2 * p :, 2 * p :]),
        "`dX` has the right size, but the padding is cut off at the top and the left, twice as "
        "much. It lies on all four sides.",
    ),
    Mistake(
        "cut off with [p:-p]",
        gradients(crop=lambda dP, p: dP[:, :, p:-p, p:-p]),
        "Right with padding. Without any, p is 0, and `[0:-0]` is empty.",
    ),
    Mistake(
        "dW from pictures without padding",
        with_dW(wrong.dW_without_padding),
        "`dW` is made of the pictures before padding, so that every pixel stands p places too "
        "early. The windows were taken from the padded pictures.",
    ),
    Mistake(
        "windows of the pictures without padding",
        wrong.dW_over_the_edge,
        "For `dW` you cut the windows out of the pictures before padding, where some reach over "
        "the edge. The windows were taken from the padded pictures.",
    ),
    Mistake(
        "dX in the kind of number of X",
        gradients(whole_dX=True),
        "`dX` cannot hold what comes after the point when the picture is made of whole numbers. "
        "`np.zeros_like(P)` makes whole numbers then, too; `np.zeros(P.shape)` makes floats.",
    ),
    Mistake(
        "windows by one",
        gradients(start=lambda i, s: i),
        "Right for stride 1. Otherwise your windows start at 0, 1, 2, …: where did the window of "
        "output (i, j) start?",
    ),
    Mistake(
        "dX as for stride 1",
        lambda *given: (gradients(start=lambda i, s: i)(*given)[0], *gradients()(*given)[1:]),
        "`dX` is right for stride 1 only: the gradient of output (i, j) goes to the window at "
        "(s i, s j).",
    ),
    Mistake(
        "dW as for stride 1",
        with_dW(lambda *given: gradients(start=lambda i, s: i)(*given)[1]),
        "`dW` is right for stride 1 only: output (i, j) saw the window at (s i, s j).",
    ),
    Mistake(
        "the stride for the rows only",
        gradients(start_column=lambda j, s: j),
        "Downwards your windows are a stride apart, from left to right they are one apart.",
    ),
    Mistake(
        "db of each picture",
        gradients(bias=lambda dY: dY.sum(axis=(2, 3))),
        "`db` has a row for each picture. There is one bias for a kernel, whichever the picture.",
    ),
    Mistake(
        "db at each place",
        gradients(bias=lambda dY: dY.sum(axis=0)),
        "`db` is summed over the pictures only. The same bias is added at every place, too.",
    ),
    Mistake(
        "db over the kernels",
        gradients(bias=lambda dY: dY.sum(axis=(1, 2, 3))),
        "`db` is summed over the kernels and kept for each picture. It is the other way round.",
    ),
    Mistake(
        "db as one number",
        gradients(bias=lambda dY: dY.sum()),
        "`db` is a single number. There is one bias for each kernel.",
    ),
    Mistake(
        "db as the mean",
        gradients(bias=lambda dY: dY.mean(axis=(0, 2, 3))),
        "`db` is a mean. A bias takes part in every output, and its gradients add up.",
    ),
    Mistake(
        "db divided by the number of pictures",
        gradients(bias=lambda dY: dY.sum(axis=(0, 2, 3)) / len(dY)),
        "`db` is divided by N. A mean over the examples is the loss's business; whatever 1/N there "
        "is, is in dY already.",
    ),
    Mistake(
        "db as ones",
        gradients(bias=lambda dY: np.ones(dY.shape[1])),
        "`db` is 1. That is the derivative of one output by its bias; the chain rule multiplies it "
        "with dY, and all outputs add up.",
    ),
    Mistake(
        "dW as the mean over the pictures",
        then(dW=lambda dW, dY, *given: dW / len(dY)),
        "`dW` is divided by N. Whatever 1/N there is in the loss, is in dY already.",
    ),
    Mistake(
        "dW and db as the mean over the pictures",
        then(dW=lambda dW, dY, *given: dW / len(dY), db=lambda db, dY, *given: db / len(dY)),
        "`dW` and `db` are divided by N. Whatever 1/N there is in the loss, is in dY already.",
    ),
    Mistake(
        "dW as the mean over the windows",
        then(dW=lambda dW, dY, *given: dW / dY[0, 0].size),
        "`dW` is divided by the number of windows. Every window adds its part.",
    ),
    Mistake(
        "only the last picture in dW",
        with_dW(wrong.dW_of_the_last_picture),
        "Only the last picture counts in `dW`: the others are overwritten. Start from zero, and "
        "add.",
    ),
    Mistake(
        "only the first picture in dW",
        with_dW(wrong.dW_of_the_first_picture),
        "Only the first picture counts in `dW`.",
    ),
    Mistake(
        "only the first picture in dX",
        with_dX(wrong.dX_of_the_first_picture),
        "Only the first picture gets its gradient in `dX`.",
    ),
    Mistake(
        "only the first kernel in dX",
        with_dX(wrong.dX_of_the_first_kernel),
        "`dX` gets the gradient of the first output channel only. A pixel takes part in all of "
        "them.",
    ),
    Mistake(
        "only the last kernel in dX",
        with_dX(wrong.dX_of_the_last_kernel),
        "`dX` has the gradient of the last output channel only: the others are overwritten. A "
        "pixel takes part in all of them.",
    ),
    Mistake(
        "one gradient for all input channels",
        with_dX(wrong.dX_of_the_first_channel),
        "All input channels have the same gradient in `dX`, that of the first. Each has its own "
        "layer of the kernel, `W[f, c]`.",
    ),
    Mistake(
        "summed over the input channels",
        with_dX(wrong.dX_of_all_channels),
        "All input channels have the same gradient in `dX`, the sum of what each should get. `dX` "
        "keeps the axis of the input channels, and sums over the output channels.",
    ),
    Mistake(
        "one layer of dW for all input channels",
        with_dW(wrong.dW_of_the_first_channel),
        "In `dW` all input channels have the same gradient, that of the first. `dW[f, c]` is made "
        "of channel c.",
    ),
    Mistake(
        "dW summed over the kernels",
        with_dW(wrong.dW_for_all_kernels),
        "In `dW` all kernels have the same gradient, a sum over the output channels. `dW[f]` is "
        "made of `dY[:, f]` alone.",
    ),
    Mistake(
        "dY left out of dX",
        with_dX(wrong.dX_without_dY),
        "`dX` is made of the weights alone, and dY plays no part. The chain rule multiplies.",
    ),
    Mistake(
        "dY left out of dW",
        with_dW(wrong.dW_without_dY),
        "`dW` is made of the pictures alone, and dY plays no part. The chain rule multiplies.",
    ),
    Mistake(
        "dX times X",
        with_dX(wrong.dX_from_the_inputs),
        "`dX` is multiplied by X. What stands beside a pixel in the forward sum, and so remains "
        "when you differentiate by the pixel, is the weight.",
    ),
    Mistake(
        "reversed",
        then(*(lambda d, *given: -d,) * 3),
        "All three have the wrong sign. There is no minus in this chain rule: the step downhill is "
        "somebody else's.",
    ),
)

rng = np.random.default_rng(4)


def some(*shape):
    """Draw numbers with two decimals, which read well in a verdict."""
    return rng.normal(size=shape).round(2)


EXAMPLE = {
    "X": picture([0.0, 1, 2], [3, 4, 5], [6, 7, 8]),
    "W": picture([1.0, 2], [1, 0]),
}

exercise = Exercise(
    name="conv2d_backward",
    title="The layer backward",
    minutes=20,
    difficulty="harder",
    reference=conv2d_backward,
    cases=[
        Case("the example", dY=np.ones((1, 1, 2, 2)), **EXAMPLE, stride=1, padding=0),
        Case("one output only", dY=picture([0.0, 1], [0, 0]), **EXAMPLE, stride=1, padding=0),
        Case("padding 1", dY=some(1, 1, 4, 4), **EXAMPLE, stride=1, padding=1),
        Case(
            "two channels in, three out",
            dY=some(1, 3, 3, 2),
            X=some(1, 2, 4, 4),
            W=some(3, 2, 2, 3),
            stride=1,
            padding=0,
        ),
        Case(
            "two pictures",
            dY=some(2, 1, 2, 4),
            X=some(2, 1, 4, 5),
            W=some(1, 1, 3, 2),
            stride=1,
            padding=0,
        ),
        Case(
            "stride 2 and a rest",
            dY=some(1, 1, 2, 3),
            X=some(1, 1, 6, 8),
            W=some(1, 1, 3, 3),
            stride=2,
            padding=0,
        ),
        Case(
            "stride 3, padding 2, two in, four out",
            dY=some(2, 4, 3, 4),
            X=some(2, 2, 6, 8),
            W=some(4, 2, 3, 2),
            stride=3,
            padding=2,
        ),
        Case(
            "padding 1, three channels in",
            dY=some(1, 2, 3, 4),
            X=some(1, 3, 3, 4),
            W=some(2, 3, 3, 3),
            stride=1,
            padding=1,
        ),
        Case(
            "a stride longer than the kernel",
            dY=some(3, 2, 3, 3),
            X=some(3, 1, 6, 8),
            W=some(2, 1, 2, 1),
            stride=4,
            padding=2,
        ),
        Case(
            "a kernel as large as the picture",
            dY=some(2, 3, 1, 1),
            X=some(2, 2, 3, 4),
            W=some(3, 2, 3, 4),
            stride=1,
            padding=0,
        ),
        Case(
            "a kernel of one pixel",
            dY=some(2, 4, 2, 3),
            X=some(2, 3, 2, 3),
            W=some(4, 3, 1, 1),
            stride=1,
            padding=0,
        ),
        Case(
            "whole numbers in the picture",
            dY=picture([0.5, -0.25, 1.0]),
            X=picture([1, 2, 0, 1], [0, 3, 1, 2]),
            W=picture([1, 2], [0, -1]),
            stride=1,
            padding=0,
        ),
    ],
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
        "At the end, `dP[:, :, p : p + rows, p : p + columns]` is what belongs to the pictures "
        "themselves.",
    ),
)
