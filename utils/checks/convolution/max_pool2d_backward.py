"""The gradient of max pooling goes to the winner."""

import numpy as np

from utils.checks.convolution.inputs import image, normal
from utils.checks.engine import Case, Exercise, edits


def max_pool2d_backward(dY, X, size):
    """dX: each gradient goes to the largest pixel of its window, of equals to the first."""
    h, w = size
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(dY.shape):
        window = X[n, c, i * h : (i + 1) * h, j * w : (j + 1) * w]
        u, v = divmod(window.argmax(), w)  # row by row, of equals the first
        dX[n, c, i * h + u, j * w + v] = dY[n, c, i, j]
    return dX


def by_masks(dY, X, size):
    """A mask for each window; several equal numbers share in it, which is the usual slip."""
    h, w = size
    dX = np.zeros(X.shape)
    for i in range(dY.shape[2]):
        for j in range(dY.shape[3]):
            here = np.s_[:, :, i * h : (i + 1) * h, j * w : (j + 1) * w]
            window = X[here]
            won = window == window.max(axis=(2, 3), keepdims=True)
            dX[here] = won * dY[:, :, i : i + 1, j : j + 1]
    return dX


def random(title, dY, X, size, sign=1.0):
    """A case of random numbers with the shapes dY and X; `sign=-1` makes X negative."""
    dY, X = normal(dY, X, seed=sum(dY) + 7 * sum(X), digits=6 * dY[0])
    return Case(title, dY=dY, X=X if sign > 0 else -1 - np.abs(X), size=size)


CASES = [
    Case(
        "the example",
        dY=image([1.0, 2.0]),
        X=image([1.0, 2, 5, 5], [4, 3, 5, 0]),
        size=(2, 2),
    ),
    random("windows 1 high, 2 wide", (1, 1, 3, 2), (1, 1, 3, 4), (1, 2)),
    random("windows 3 high, 1 wide", (1, 1, 2, 3), (1, 1, 6, 3), (3, 1)),
    random("two images of three channels", (2, 3, 4, 3), (2, 3, 8, 6), (2, 2)),
    random("all negative", (1, 2, 2, 2), (1, 2, 4, 4), (2, 2), sign=-1),
    random("a rest below and on the right", (2, 1, 2, 2), (2, 1, 5, 8), (2, 3)),
    Case("a white image", dY=image([1.0, -2], [0.5, 3]), X=np.ones((1, 1, 4, 6)), size=(2, 3)),
    Case(
        "pairs of equals",
        dY=image([1.5, -1]),
        X=image([0.0, 3, 1, 0], [3, 1, 0, 1]),
        size=(2, 2),
    ),
    random("one window", (2, 2, 1, 1), (2, 2, 3, 4), (3, 4)),
    random("windows of one pixel", (1, 2, 2, 3), (1, 2, 2, 3), (1, 1)),
    Case(
        "whole numbers in the image",
        dY=image([0.5], [-0.25]),
        X=image([1, 7], [3, 2], [0, -1], [-5, 0]),
        size=(2, 2),
    ),
]

WINNER = "Which pixel of a window decides its maximum, and so gets the gradient?"
EQUALS = "Right as long as there is one largest pixel. Among equals, which one gets the gradient?"
CHAIN = "The winners are the right ones. What does each of them get, by the chain rule?"
PLACE = "Where does window (i, j) begin in the image, and where in it is the winner?"
DIVMOD = (
    "The winner's row and column are mixed up. A row of the window is w long: after how many "
    "numbers does the next row begin, and what does `divmod` give first?"
)
HOW_MANY = "How many winners has a whole window?"
APART = "Each image and each channel has winners of its own. Over which axes do you search?"

MISTAKES = (
    *edits(max_pool2d_backward)(
        ("the pixels themselves", "= dY[n, c, i, j]", "= X[n, c, i, j]", CHAIN),
        ("begun with the image", "np.zeros(X.shape)", "X.astype(float)",
         "The pixels that won nothing keep their brightness. What is their gradient?"),
        ("the last of equals", "window.argmax()", "window.size - 1 - window.ravel()[::-1].argmax()",
         EQUALS),
        ("the first of equals, column by column", "u, v = divmod(window.argmax(), w)",
         "v, u = divmod(window.T.argmax(), window.shape[0])", EQUALS),
        ("to the smallest", "argmax", "argmin", WINNER),
        ("to the largest in size", "window.argmax()", "np.abs(window).argmax()",
         "The gradient goes to the pixel that is farthest from 0. Which is larger, −3 or 1?"),
        ("to the first pixel", "window.argmax()", "0", WINNER),
        ("the winners, without dY", "= dY[n, c, i, j]", "= 1", CHAIN),
        ("the largest numbers themselves", "= dY[n, c, i, j]", "= window.max()", CHAIN),
        ("times the largest number", "= dY[n, c, i, j]", "= dY[n, c, i, j] * window.max()", CHAIN),
        ("only positive winners", "= dY[n, c, i, j]", "= dY[n, c, i, j] * (window.max() > 0)",
         "Windows without a positive number get no gradient. Where does your search start?"),
        ("divided by the height", "window.argmax(), w)", "window.argmax(), h)", DIVMOD),
        ("row and column exchanged", "u, v = divmod", "v, u = divmod", DIVMOD),
        ("counted from the window's number", "i * h + u, j * w + v", "i + u, j + v", PLACE),
        ("counted from the image's corner", "i * h + u, j * w + v", "u, v", PLACE),
        ("the first channel's winners", "= X[n, c,", "= X[n, 0,", APART),
        ("the first image's winners", "= X[n, c,", "= X[0, c,", APART),
        ("height and width exchanged", "h, w = size", "w, h = size",
         "The windows are w high and h wide. Which comes first in `size`, rows or columns?"),
        ("windows by one", "i * h : (i + 1) * h", "i : i + h", "j * w : (j + 1) * w", "j : j + w",
         "i * h + u, j * w + v] =", "i + u, j + v] +=",
         "Your windows start at 0, 1, 2, … Where do they start in the forward pass?"),
        ("without the rest", "return dX", "return dX[:, :, : dY.shape[2] * h, : dY.shape[3] * w]",
         "`dX` lacks the pixels that fill no whole window. Which shape has it, and what do they "
         "get?"),
    ),
    *edits(by_masks)(
        ("to all that tie", "= won * dY", "= won * dY",
         "Right as long as there is one largest pixel. What do several equal ones get in total?"),
        ("shared among ties", "= won * dY", "= won / won.sum((2, 3), keepdims=True) * dY", EQUALS),
        ("shared equally", "= won * dY", "= 1 / (h * w) * dY",
         "Every pixel of a window gets the same share: the gradient of *average* pooling. By how "
         "much does the maximum change when another pixel than the largest changes?"),
        ("to every pixel", "= won * dY", "= dY", WINNER),
        ("one winner for the whole batch", "window.max(axis=(2, 3), keepdims=True)",
         "window.max()", APART),
        ("a winner in each row", "axis=(2, 3)", "axis=3", HOW_MANY),
        ("a winner in each column", "axis=(2, 3)", "axis=2", HOW_MANY),
    ),
)  # fmt: skip

exercise = Exercise(
    title="Max pooling backward",
    minutes=12,
    difficulty="medium",
    reference=max_pool2d_backward,
    cases=CASES,
    returns="dX (N, C, rows, columns)",
    rtol=1e-10,
    atol=1e-11,
    mistakes=MISTAKES,
    hints=(
        "Start with zeros of the shape of X. Each window of the forward pass has one number in "
        "`dY`, and one pixel that gets it.",
        "`argmax` of a window laid out as a line is the number m of its winner, and of equals the "
        "first. In a window w wide, `divmod(m, w)` is the winner's row and column.",
    ),
)
