"""Exercise 5: the largest number of every window."""

import numpy as np

from utils.checks.convolution.wrong import a, pad, picture
from utils.checks.engine import Case, Exercise, Mistake
from utils.numpy_impl import convolution as ref


def max_pool2d(X, size):
    """The largest number of each of the windows that lie side by side; a rest is left out."""
    return ref.max_pool2d_forward(X, size)[0]


def each_window(number, move=lambda h, w: (h, w), rounded=lambda n, k: n // k):
    """Make a loop that sets Y[:, :, i, j] = number(window).

    number  window (N, C, h, w) → (N, C)
    move    (h, w) → how far the windows are apart
    rounded (n, k) → how many windows there are along an axis of n
    """

    def pool(X, size):
        h, w = size
        down, right = move(h, w)
        rows, columns = rounded(X.shape[2], h), rounded(X.shape[3], w)
        if (down, right) != (h, w):
            rows = (X.shape[2] - h) // down + 1
            columns = (X.shape[3] - w) // right + 1
        Y = np.zeros((*X.shape[:2], rows, columns))
        for i in range(rows):
            for j in range(columns):
                Y[:, :, i, j] = number(X[:, :, i * down : i * down + h, j * right : j * right + w])
        return Y

    return pool


def largest(window):
    """Return the largest number of each window."""
    return window.max(axis=(2, 3))


def squares(side):
    """Make a mistake that takes square windows of `side(h, w)`."""

    def wrong(X, size):
        k = side(*size)
        return each_window(largest)(X, (k, k))

    return wrong


def tangled(X, size):
    """A reshape whose axes are in the wrong order: (h, rows) for (rows, h)."""
    h, w = size
    N, C, H, B = X.shape
    X = X[:, :, : H // h * h, : B // w * w]
    return X.reshape(N, C, h, H // h, w, B // w).max(axis=(2, 4))


def rest_not_cut(X, size):
    """A reshape of the whole picture, which works only where nothing is left over."""
    (N, C, H, B), (h, w) = X.shape, size
    return X.reshape(N, C, H // h, h, B // w, w).max(axis=(3, 5))


def begun_in_the_rest(X, size):
    """`range(0, H, h)`: windows begin in the rest, too, where the result has no room."""
    (N, C, H, B), (h, w) = X.shape, size
    Y = np.zeros((N, C, H // h, B // w))
    for i in range(0, H, h):
        for j in range(0, B, w):
            Y[:, :, i // h, j // w] = largest(X[:, :, i : i + h, j : j + w])
    return Y


def cut_off_first(X, size):
    """The rest is left out at the beginning instead of at the end."""
    h, w = size
    return max_pool2d(X[:, :, X.shape[2] % h :, X.shape[3] % w :], size)


def rest_filled(value):
    """Make a mistake that fills the last windows up with `value`."""

    def wrong(X, size):
        rest = [(0, -n % k) for n, k in zip(X.shape[2:], size, strict=True)]
        return max_pool2d(pad(X.astype(float), *rest, value=value), size)

    return wrong


def maximum_of_first_channel(X, size):
    """Every channel shows the first one's."""
    return np.repeat(max_pool2d(X[:, :1], size), X.shape[1], axis=1)


def places(window):
    """Return where the largest number is instead of how large it is."""
    return window.reshape(*window.shape[:2], -1).argmax(axis=2)


def from_zero(X, size):
    """A running maximum that starts at 0."""
    return np.maximum(max_pool2d(X, size), 0)


def rows_only(X, size):
    """`window.max(axis=2)` and then the first column."""
    return each_window(lambda window: window.max(axis=2)[:, :, 0])(X, size)


MISTAKES = (
    Mistake(
        "the mean",
        each_window(lambda window: window.mean(axis=(2, 3))),
        "This is average pooling. The largest number of each window is wanted.",
    ),
    Mistake(
        "the sum",
        each_window(lambda window: window.sum(axis=(2, 3))),
        "You add up the window. Its largest number is wanted.",
    ),
    Mistake(
        "the smallest",
        each_window(lambda window: window.min(axis=(2, 3))),
        "These are the smallest numbers of the windows.",
    ),
    Mistake(
        "the largest in size",
        each_window(lambda window: np.abs(window).max(axis=(2, 3))),
        "The signs are lost: −3 is smaller than 1.",
    ),
    Mistake(
        "never below 0",
        from_zero,
        "Where a whole window is negative, you return 0. Where does your search for the largest "
        "start, or what surrounds the picture?",
    ),
    Mistake(
        "where the largest is",
        each_window(places),
        "These are the places of the largest numbers in their windows, as `argmax` gives them. "
        "The numbers themselves are wanted.",
    ),
    Mistake(
        "the first of each window",
        each_window(lambda window: window[:, :, 0, 0]),
        "You take the first pixel of each window, whatever the others are.",
    ),
    Mistake(
        "the last of each window",
        each_window(lambda window: window[:, :, -1, -1]),
        "You take the last pixel of each window, whatever the others are: does every one overwrite "
        "the one before?",
    ),
    Mistake(
        "the first column of each window",
        rows_only,
        "You search each window downwards only. The largest of its whole h × w is wanted.",
    ),
    Mistake(
        "the first row of each window",
        each_window(lambda window: window.max(axis=3)[:, :, 0]),
        "You search the first row of each window only. The largest of its whole h × w is wanted.",
    ),
    Mistake(
        "height and width exchanged",
        lambda X, size: (
            max_pool2d(X, size[::-1])
            if size[1] <= X.shape[2] and size[0] <= X.shape[3]
            else np.zeros((*X.shape[:2], X.shape[2] // size[1], X.shape[3] // size[0]))
        ),
        "The windows are w high and h wide. `size` is height first, as rows come before columns.",
    ),
    Mistake(
        "square windows, h × h",
        squares(lambda h, w: h),
        "The windows are square, h × h. `size` has a number of its own for each direction.",
    ),
    Mistake(
        "square windows, w × w",
        squares(lambda h, w: w),
        "The windows are square, w × w. `size` has a number of its own for each direction.",
    ),
    Mistake(
        "windows of 2 × 2",
        squares(lambda h, w: 2),
        "The windows are 2 × 2, whatever `size` says.",
    ),
    Mistake(
        "windows by one",
        each_window(largest, move=lambda h, w: (1, 1)),
        "The windows move on by one pixel, as those of a convolution with stride 1. Here they lie "
        "side by side.",
    ),
    Mistake(
        "right size, windows by one",
        lambda X, size: each_window(largest, move=lambda h, w: (1, 1))(X, size)[
            :, :, : X.shape[2] // size[0], : X.shape[3] // size[1]
        ],
        "The size is right, but the windows start at 0, 1, 2, … They lie side by side: where does "
        "window i start?",
    ),
    Mistake(
        "windows 2 apart",
        each_window(largest, move=lambda h, w: (2, 2)),
        "The windows are two pixels apart, whatever their size. That is right for 2 × 2 only.",
    ),
    Mistake(
        "the rest pooled, too",
        rest_filled(-np.inf),
        "There is one row or column too many: pixels that fill no whole window are pooled, too. "
        "Here they are left out.",
    ),
    Mistake(
        "the rest not cut off",
        rest_not_cut,
        "The picture is reshaped with the rows and columns that fill no whole window. Cut them off "
        "first.",
    ),
    Mistake(
        "windows that begin in the rest",
        begun_in_the_rest,
        "`range(0, rows, h)` begins a window in the rest as well, and the result has no room for "
        "it. Count windows instead: there are rows // h.",
    ),
    Mistake(
        "the rest pooled with zeros",
        rest_filled(0.0),
        "There is one row or column too many: windows that stick out are filled up with zeros. "
        "Here they are left out.",
    ),
    Mistake(
        "the rest left out at the beginning",
        cut_off_first,
        "Pixels that fill no whole window are left out at the top and on the left. The first "
        "window starts at 0; what is left over is at the end.",
    ),
    Mistake(
        "one window too few",
        each_window(largest, rounded=lambda n, k: max((n - k) // k, 0)),
        "In each direction the last window is missing.",
    ),
    Mistake(
        "a tangled reshape",
        tangled,
        "The reshape puts pixels into one window that are not neighbours. Rows of the picture are "
        "counted by (window, place in the window), in this order.",
    ),
    Mistake(
        "the whole picture",
        lambda X, size: X.max(axis=(2, 3)),
        "There is one number for each channel: the largest of the whole picture.",
    ),
    Mistake(
        "over the channels, too",
        lambda X, size: max_pool2d(X.max(axis=1, keepdims=True), size),
        "The channels are gone: the largest of all of them is kept. Each is pooled on its own.",
    ),
    Mistake(
        "the largest of all channels",
        lambda X, size: np.repeat(
            max_pool2d(X.max(axis=1, keepdims=True), size), X.shape[1], axis=1
        ),
        "All channels show the same numbers, the largest of all of them. Each is pooled on its "
        "own: `axis`.",
    ),
    Mistake(
        "the largest of all pictures",
        each_window(lambda window: np.full(window.shape[:2], window.max())),
        "`window.max()` without an axis is the largest over all pictures and channels. Each "
        "picture and each channel is pooled on its own.",
    ),
    Mistake(
        "only the first channel",
        maximum_of_first_channel,
        "All channels show the first one's numbers. Is there an index 0 where c should be?",
    ),
    Mistake(
        "rows and columns exchanged",
        lambda X, size: max_pool2d(X, size).swapaxes(2, 3),
        "The result is transposed: its third axis goes down the picture, its fourth one to the "
        "right.",
    ),
)

rng = np.random.default_rng(5)

exercise = Exercise(
    name="max_pool2d",
    title="Max pooling",
    minutes=7,
    difficulty="easy",
    reference=max_pool2d,
    cases=[
        Case(
            "the example",
            X=picture([1.0, 2, 5, 0], [4, 3, 0, -1], [-2, -1, 0, 7], [-3, -4, 6, 0]),
            size=(2, 2),
        ),
        Case("windows 1 high, 2 wide", X=rng.normal(size=(1, 1, 3, 6)).round(2), size=(1, 2)),
        Case("windows 2 high, 1 wide", X=rng.normal(size=(1, 1, 4, 3)).round(2), size=(2, 1)),
        Case("two pictures of three channels", X=rng.normal(size=(2, 3, 8, 6)), size=(2, 2)),
        Case("all negative", X=-1 - rng.random(size=(1, 2, 4, 4)), size=(2, 2)),
        Case("a rest below and on the right", X=rng.normal(size=(1, 2, 5, 7)), size=(2, 3)),
        Case("a rest of two, all negative", X=-rng.random(size=(2, 1, 8, 5)), size=(3, 3)),
        Case("one window", X=rng.normal(size=(2, 2, 3, 4)), size=(3, 4)),
        Case("windows of one pixel", X=rng.normal(size=(1, 2, 2, 3)), size=(1, 1)),
        Case("equal numbers", X=a(2.0, 2, 1, 1, 0, 1).reshape(1, 1, 2, 3), size=(2, 3)),
        Case("whole numbers", X=rng.integers(-9, 9, size=(1, 2, 6, 6)), size=(3, 2)),
    ],
    returns="Y (N, C, rows, columns)",
    rtol=1e-10,
    atol=1e-11,
    mistakes=MISTAKES,
    hints=(
        "How many whole windows of h rows fit into a picture? Window i starts at row i·h. Take the "
        "largest over the last two axes only, so that pictures and channels stay apart.",
        "`X[:, :, i * h : (i + 1) * h, j * w : (j + 1) * w].max(axis=(2, 3))` in two loops. Or cut "
        "the rest off and reshape to (N, C, rows // h, h, columns // w, w): which two axes lie "
        "inside a window?",
    ),
)
