"""Exercise 1: a kernel slides along a line."""

import numpy as np

from utils.checks.convolution.wrong import (
    FLIPPED,
    LAST_ONLY,
    MEAN,
    ONE_SHORT,
    RELU,
    RETURN_IN_THE_LOOP,
    SIDE_BY_SIDE,
    WHOLE_NUMBERS,
    ZEROS_LIKE,
    a,
)
from utils.checks.engine import Case, Exercise, Mistake
from utils.numpy_impl import convolution as ref


def correlate1d(x, w):
    """h_i = Σ_j x_{i+j} w_j wherever the kernel fits."""
    return ref.correlate1d(x, w)


def each(number, count=lambda n, k: n - k + 1):
    """Make a loop that sets h[i] = number(x, w, i) for each i below count(n, k)."""

    def loop(x, w):
        h = np.zeros(count(len(x), len(w)))
        for i in range(len(h)):
            h[i] = number(x, w, i)
        return h

    return loop


def of_window(number):
    """Make a mistake from `number(window, w)`."""
    return each(lambda x, w, i: number(x[i : i + len(w)], w))


def into_zeros_like(x, w):
    """The result has x's size: the last numbers stay 0."""
    h = np.zeros_like(x)
    for i in range(len(x) - len(w) + 1):
        h[i] = x[i : i + len(w)] @ w
    return h


def past_the_end(x, w):
    """The window runs over the end of x."""
    h = np.zeros(len(x))
    for i in range(len(x)):
        for j in range(len(w)):
            h[i] += x[i + j] * w[j]
    return h


def last_left_zero(x, w):
    """The result has room for all windows, but the last one is not visited."""
    h = ref.correlate1d(x, w)
    h[-1] = 0
    return h


def past_the_end_in_slices(x, w):
    """As many windows as numbers: the slices at the end come out short."""
    return np.array([(x[i : i + len(w)] * w).sum() for i in range(len(x))])


def end_for_length(x, w):
    """`x[i : len(w)]`: the window ends at len(w), wherever it begins."""
    return np.array([(x[i : len(w)] * w).sum() for i in range(len(x) - len(w) + 1)])


def return_in_the_loop(x, w):
    """The first number is added, and the function ends."""
    h = np.zeros(len(x) - len(w) + 1)
    h[0] = x[: len(w)] @ w
    return h


def not_reset(x, w):
    """One running total serves all windows."""
    return np.cumsum(ref.correlate1d(x, w))


MISTAKES = (
    Mistake("the kernel flipped", lambda x, w: np.convolve(x, w, "valid"), FLIPPED),
    Mistake(
        "convolution over the edges",
        lambda x, w: np.convolve(x, w),
        "This is `np.convolve` as it comes: it also takes windows that stick out over the ends, "
        "and it uses the kernel back to front.",
    ),
    Mistake(
        "correlation over the edges",
        lambda x, w: np.correlate(x, w, "full"),
        "Windows that stick out over the ends are there, too. Only those that lie within x count.",
    ),
    Mistake(
        "as long as the input",
        lambda x, w: np.correlate(x, w, "same"),
        "The result is as long as x: windows stick out over the ends and meet zeros there. Only "
        "those that lie within x count.",
    ),
    Mistake(
        "one window too few",
        each(lambda x, w, i: x[i : i + len(w)] @ w, lambda n, k: n - k),
        ONE_SHORT,
    ),
    Mistake(
        "a window over the end",
        past_the_end,
        "The last windows reach past the end of x. How often does a kernel of k numbers fit into "
        "n numbers?",
    ),
    Mistake(
        "slices over the end",
        past_the_end_in_slices,
        "The last windows reach past the end of x, where a slice comes out shorter than w. How "
        "often does a kernel of k numbers fit into n numbers?",
    ),
    Mistake(
        "windows that end at len(w)",
        end_for_length,
        "Behind the colon of a slice stands where it *ends*. A window that begins at i ends at "
        "i + len(w).",
    ),
    Mistake(
        "the last number left 0",
        last_left_zero,
        "The result has room for every window, but the last one is not filled in: `range` stops "
        "*before* its end.",
    ),
    Mistake(
        "in the kind of number of x",
        lambda x, w: ref.correlate1d(x, w).astype(x.dtype),
        WHOLE_NUMBERS,
    ),
    Mistake("zeros at the end", into_zeros_like, ZEROS_LIKE),
    Mistake("the mean of the products", of_window(lambda part, w: (part * w).mean()), MEAN),
    Mistake(
        "divided by the sum of the weights",
        of_window(lambda part, w: part @ w / (w.sum() or 1)),
        "You divide by the sum of the weights. A kernel is used as it is.",
    ),
    Mistake(
        "the weights left out",
        of_window(lambda part, w: part.sum()),
        "Each window is summed, and the weights do nothing.",
    ),
    Mistake("the last product only", of_window(lambda part, w: part[-1] * w[-1]), LAST_ONLY),
    Mistake(
        "the first product only",
        of_window(lambda part, w: part[0] * w[0]),
        "Only the first weight is used. There is a second index, j, that runs over the kernel.",
    ),
    Mistake(
        "the window never moves",
        each(lambda x, w, i: x[: len(w)] @ w),
        "Every number is the same: the window stays at the beginning. Where does i come in?",
    ),
    Mistake(
        "one weight for each window",
        of_window(lambda part, w: part.sum() * w[0]),
        "Each window is multiplied by one weight. Every number *in* the window has a weight of "
        "its own.",
    ),
    Mistake(
        "windows side by side",
        each(lambda x, w, i: x[i * len(w) : (i + 1) * len(w)] @ w, lambda n, k: n // k),
        SIDE_BY_SIDE,
    ),
    Mistake(
        "every second window",
        lambda x, w: ref.correlate1d(x, w)[::2],
        "Every second window is missing. The window moves on by one.",
    ),
    Mistake(
        "back to front",
        lambda x, w: ref.correlate1d(x, w)[::-1],
        "The right numbers in reverse order. Did you exchange x and w, or count i downwards?",
    ),
    Mistake(
        "the sum over the weights only",
        each(lambda x, w, i: x[i] * w.sum()),
        "All weights multiply the same number, x[i]. The second weight meets the *next* number.",
    ),
    Mistake(
        "largest product",
        of_window(lambda part, w: (part * w).max()),
        "You keep the largest product of each window. They are added up.",
    ),
    Mistake(
        "one product for each pair",
        lambda x, w: np.array([x[i : i + len(w)] * w for i in range(len(x) - len(w) + 1)]),
        "The products are all there, a row for each window. They are still to be added up.",
    ),
    Mistake(
        "a running total",
        not_reset,
        "The total is carried over from one window to the next. Where does it go back to zero?",
    ),
    Mistake("only the first window", return_in_the_loop, RETURN_IN_THE_LOOP),
    Mistake("one number, of the first window", lambda x, w: x[: len(w)] @ w, RETURN_IN_THE_LOOP),
    Mistake(
        "one number, of the last window",
        lambda x, w: x[-len(w) :] @ w,
        "There is only the sum of the last window: every turn of the loop overwrites the one "
        "before. Keep them all, in a list or in an array of zeros.",
    ),
    Mistake("negative sums set to 0", lambda x, w: np.maximum(ref.correlate1d(x, w), 0), RELU),
    Mistake(
        "round and round",
        each(lambda x, w, i: sum(x[i - j] * w[j] for j in range(len(w)))),
        "The index is i − j: it runs backwards, and below 0 it starts again from the end of x. "
        "Look at the sign.",
    ),
    Mistake(
        "round the end",
        each(
            lambda x, w, i: sum(x[(i + j) % len(x)] * w[j] for j in range(len(w))),
            lambda n, k: n,
        ),
        "Windows that reach the end of x go on at its beginning. They do not count at all.",
    ),
    Mistake(
        "the third weight one too far",
        each(
            lambda x, w, i: sum(
                x[i + j + (j == 2)] * w[j] if i + j + (j == 2) < len(x) else 0
                for j in range(len(w))
            )
        ),
        "The first two weights meet the right numbers, the third one skips a number.",
    ),
)

rng = np.random.default_rng(1)

exercise = Exercise(
    name="correlate1d",
    title="Along a line",
    minutes=5,
    difficulty="easy",
    reference=correlate1d,
    cases=[
        Case("the example", x=a(1.0, 2.0, 4.0, 0.0), w=a(1.0, 0.5)),
        Case("eight numbers, three weights", x=rng.normal(size=8), w=a(0.2, -1.0, 0.5)),
        Case("one weight", x=a(3.0, -1.0, 2.0, 0.5, 1.0), w=a(-2.0)),
        Case("a kernel as long as the input", x=a(1.0, -2.0, 0.5), w=a(2.0, 1.0, -4.0)),
        Case("five weights", x=rng.normal(size=11), w=rng.normal(size=5)),
        Case("whole numbers, weights with fractions", x=a(1, 5, 2, 0, 3, 7), w=a(0.5, -0.25)),
        Case("a step", x=a(0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0), w=a(-1.0, 1.0)),
        Case("a hundred numbers", x=rng.normal(size=100), w=rng.normal(size=4)),
    ],
    returns="h (n − k + 1,), one number for each window",
    rtol=1e-10,
    atol=1e-11,
    mistakes=MISTAKES,
    hints=(
        "How many windows are there? The first one starts at 0; the last one ends where x ends, so "
        "where does it start?",
        "`x[i : i + len(w)]` is window number i. Multiply it with `w`, number by number, and add "
        "up.",
    ),
)
