"""The largest number of every window."""

import numpy as np

from utils.checks.convolution.inputs import image, normal
from utils.checks.engine import Case, Exercise, edits
from utils.checks.mistakes import loops


def max_pool2d(X, size):
    """The largest number of each of the windows that lie side by side; a rest is left out."""
    (N, C, rows, columns), (h, w) = X.shape, size
    Y = np.zeros((N, C, rows // h, columns // w))
    for i in range(rows // h):
        for j in range(columns // w):
            window = X[:, :, i * h : (i + 1) * h, j * w : (j + 1) * w]
            Y[:, :, i, j] = window.max(axis=(2, 3))
    return Y


def by_reshape(X, size):
    """The same without loops: two axes for the windows, two for the places inside them."""
    (N, C, H, B), (h, w) = X.shape, size
    rows, columns = H // h, B // w
    X = X[:, :, : rows * h, : columns * w]
    return X.reshape(N, C, rows, h, columns, w).max(axis=(3, 5))


EXAMPLE = image([1.0, 2, 5, 0], [4, 3, 0, -1], [-2, -1, 0, 7], [-3, -4, 6, 0])
SHAPES = [(1, 1, 3, 6), (1, 1, 4, 3), (2, 3, 8, 6), (1, 2, 4, 4), (1, 2, 5, 7), (2, 1, 8, 5)]
WIDE, TALL, SIX, FOUR, REST, SQUARE = normal(*SHAPES, seed=5)
CASES = [
    Case("the example", X=EXAMPLE, size=(2, 2)),
    Case("windows 1 high, 2 wide", X=WIDE, size=(1, 2)),
    Case("windows 2 high, 1 wide", X=TALL, size=(2, 1)),
    Case("two images of three channels", X=SIX, size=(2, 2)),
    Case("all negative", X=-1 - np.abs(FOUR), size=(2, 2)),
    Case("a rest below and on the right", X=REST, size=(2, 3)),
    Case("a rest of two, all negative", X=-1 - np.abs(SQUARE), size=(3, 3)),
    Case("one window", X=normal((2, 2, 3, 4), seed=6, digits=12)[0], size=(3, 4)),
    Case("windows of one pixel", X=normal((1, 2, 2, 3), seed=7)[0], size=(1, 1)),
    Case("equal numbers", X=image([2.0, 2, 1], [1, 0, 1]), size=(2, 3)),
    Case(
        "whole numbers",
        X=np.random.default_rng(8).integers(-9, 9, size=(1, 2, 6, 6)),
        size=(3, 2),
    ),
]

AVERAGE = "You average the window. Which of its numbers is wanted?"
LARGEST = "Which of the window's numbers do you take, and which of them is wanted?"
ALL_OF_IT = "You search one direction of each window only. Over which axes is h × w one window?"
SQUARE_ONES = "The windows are square. Which number of `size` belongs to which direction?"
SIDE_BY_SIDE = "The windows lie side by side. Where does window i start?"
REST = "Some pixels fill no whole window. How many whole windows are there in each direction?"
APART = (
    "Images and channels are mixed: each is pooled on its own. Over which axes does your maximum "
    "run?"
)

MISTAKES = (
    *edits(max_pool2d)(
        ("windows one row too high", "(i + 1) * h, j", "(i + 1) * h + 1, j",
         "Your windows reach one row into the next ones. Where does a slice of h rows end?"),
        ("windows one row too low", "i * h : (i + 1) * h, j",
         "i * h : max(i * h + 1, (i + 1) * h - 1), j",
         "The last row of each window is missing. Is the end of a slice part of it?"),
        ("the mean", "window.max", "window.mean", AVERAGE),
        ("the sum", "window.max", "window.sum", "You add up the window. Is that what is wanted?"),
        ("the smallest", "window.max", "window.min", LARGEST),
        ("the largest in size", "window.max", "np.abs(window).max",
         "The signs are lost. Which is larger, −3 or 1?"),
        ("never below 0", "return Y", "return np.maximum(Y, 0)",
         "Where a whole window is negative, you return 0. Where does your search start?"),
        ("where the largest is", "window.max(axis=(2, 3))",
         "window.reshape(N, C, -1).argmax(axis=2)",
         "These are *places* in the windows, as `argmax` gives them. What is wanted there?"),
        ("the first of each window", "window.max(axis=(2, 3))", "window[:, :, 0, 0]", LARGEST),
        ("the last of each window", "window.max(axis=(2, 3))", "window[:, :, -1, -1]", LARGEST),
        ("the first column of each window", "window.max(axis=(2, 3))",
         "window.max(axis=2)[:, :, 0]", ALL_OF_IT),
        ("the first row of each window", "window.max(axis=(2, 3))",
         "window.max(axis=3)[:, :, 0]", ALL_OF_IT),
        ("height and width exchanged", "(h, w) = X.shape, size", "(w, h) = X.shape, size",
         "The windows are w high and h wide. Which comes first in `size`, rows or columns?"),
        ("square windows, h × h", "(h, w) = X.shape, size", "(h, w) = X.shape, 2 * size[:1]",
         SQUARE_ONES),
        ("square windows, w × w", "(h, w) = X.shape, size", "(h, w) = X.shape, 2 * size[1:]",
         SQUARE_ONES),
        ("windows of 2 × 2", "(h, w) = X.shape, size", "(h, w) = X.shape, (2, 2)",
         "The windows are 2 × 2. What does `size` say?"),
        ("windows by one", "i * h : (i + 1) * h", "i : i + h", "j * w : (j + 1) * w", "j : j + w",
         SIDE_BY_SIDE),
        ("as many as by one", "i * h : (i + 1) * h", "i : i + h", "j * w : (j + 1) * w",
         "j : j + w", "(N, C, rows // h, columns // w)", "(N, C, rows - h + 1, columns - w + 1)",
         "range(rows // h)", "range(rows - h + 1)", "range(columns // w)", "range(columns - w + 1)",
         "The windows move on by one pixel, as a convolution's with stride 1. How far apart are "
         "they here?"),
        ("windows that begin in the rest", "range(rows // h)", "range(-(-rows // h))",
         "range(columns // w)", "range(-(-columns // w))", REST),
        ("the rest pooled, too", "(N, C, rows // h, columns // w)",
         "(N, C, -(-rows // h), -(-columns // w))", "range(rows // h)", "range(-(-rows // h))",
         "range(columns // w)", "range(-(-columns // w))", REST),
        ("one window too few", "range(rows // h)", "range(rows // h - 1)", "range(columns // w)",
         "range(columns // w - 1)", "(N, C, rows // h, columns // w)",
         "(N, C, rows // h - 1, columns // w - 1)",
         "In each direction the last window is missing. How often does h fit into the rows?"),
        ("over the channels, too", "window.max(axis=(2, 3))",
         "window.max(axis=(1, 2, 3))[:, None]", APART),
        ("the largest of all images", "window.max(axis=(2, 3))", "window.max()", APART),
        ("only the first channel", "window.max(axis=(2, 3))", "window[:, :1].max(axis=(2, 3))",
         "All channels show the first one's numbers. Is there an index 0 where c should be?"),
        loops.returned_inside("\n    return Y"),
    ),
    *edits(by_reshape)(
        ("a tangled reshape", "N, C, rows, h, columns, w).max(axis=(3, 5))",
         "N, C, h, rows, w, columns).max(axis=(2, 4))",
         "The reshape puts pixels into one window that are not neighbours. Row r of the image is "
         "place r % h of window r // h: which of the two axes comes first?"),
        ("the rest not cut off", "X[:, :, : rows * h, : columns * w]", "X", REST),
        ("the rest left out at the beginning", ": rows * h, : columns * w",
         "H - rows * h :, B - columns * w :",
         "Pixels are left out at the top and on the left. Where does the first window start?"),
        ("the whole image", "X.reshape(N, C, rows, h, columns, w).max(axis=(3, 5))",
         "X.max(axis=(2, 3))", "There is one number for each channel. What of the windows?"),
    ),
)  # fmt: skip

exercise = Exercise(
    title="Max pooling",
    minutes=7,
    difficulty="easy",
    reference=max_pool2d,
    cases=CASES,
    returns="Y (N, C, rows, columns)",
    rtol=1e-10,
    atol=1e-11,
    mistakes=MISTAKES,
    hints=(
        "How many whole windows of h rows fit into an image? Window i starts at row i·h. Take the "
        "largest over the last two axes only, so that images and channels stay apart.",
        "`X[:, :, i * h : (i + 1) * h, j * w : (j + 1) * w].max(axis=(2, 3))` in two loops. Or cut "
        "the rest off and reshape to (N, C, rows // h, h, columns // w, w): which two axes lie "
        "inside a window?",
    ),
)
