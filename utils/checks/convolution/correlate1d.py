"""A kernel slides along a line."""

import numpy as np

from utils.checks.convolution.inputs import normal
from utils.checks.engine import Case, Exercise, edits
from utils.checks.mistakes import sums


def correlate1d(x, w):
    """h_i = Σ_j x_{i+j} w_j wherever the kernel fits."""
    n, k = len(x), len(w)
    h = np.zeros(n - k + 1)
    for i in range(n - k + 1):
        h[i] = (x[i : i + k] * w).sum()
    return h


def by_two_loops(x, w):
    """The same, term by term."""
    h = np.zeros(len(x) - len(w) + 1)
    for i in range(len(h)):
        for j in range(len(w)):
            h[i] += x[i + j] * w[j]
    return h


def into_a_list(x, w):
    """The same, window by window into a list."""
    h = []
    for i in range(len(x) - len(w) + 1):
        h.append((x[i : i + len(w)] * w).sum())
    return np.array(h)


EIGHT, ELEVEN, FIVE = normal(8, 11, 5, seed=1)
HUNDRED, FOUR = normal(100, 4, seed=2, digits=12)
CASES = [
    Case("the example", x=np.array([1.0, 2, 4, 0]), w=np.array([1, 0.5])),
    Case("eight numbers, three weights", x=EIGHT, w=np.array([0.2, -1, 0.5])),
    Case("one weight", x=np.array([3.0, -1, 2, 0.5, 1]), w=np.array([-2.0])),
    Case("a kernel as long as the input", x=np.array([1.0, -2, 0.5]), w=np.array([2.0, 1, -4])),
    Case("five weights", x=ELEVEN, w=FIVE),
    Case(
        "whole numbers, weights with fractions",
        x=np.array([1, 5, 2, 0, 3, 7]),
        w=np.array([0.5, -0.25]),
    ),
    Case("a step", x=np.array([0.0, 0, 0, 1, 1, 1, 1]), w=np.array([-1.0, 1])),
    Case("a hundred numbers", x=HUNDRED, w=FOUR),
]

FLIPPED = (
    "The kernel is used back to front, as in the true convolution. Which number of the window does "
    "the first weight meet in the formula?"
)
EDGES = "Windows that stick out over the ends are there, too. Which windows lie within x?"
COUNT = (
    "How often does a kernel of k numbers fit into n numbers? Count the starting places, the first "
    "and the last one included."
)
NEVER_MOVES = "Every number is the same: the window stays at the beginning. Where does i come in?"

MISTAKES = (
    *edits(correlate1d)(
        ("the kernel flipped", "* w)", "* w[::-1])", FLIPPED),
        ("the last number left 0", "range(n - k + 1)", "range(n - k)",
         "There is room for every window, but the last is not filled in. Where does `range` stop?"),
        ("windows that end at len(w)", "x[i : i + k]", "x[i:k]",
         "Behind the colon of a slice stands where it *ends*. Where does window i end?"),
        ("zeros at the end", "zeros(n - k + 1)", "zeros_like(x)",
         "The result is made like x, with its length and its dtype. How long has it to be?"),
        ("divided by the sum of the weights", ".sum()", ".sum() / (w.sum() or 1)",
         "You divide by the sum of the weights. Does the formula?"),
        ("the weights left out", " * w)", ")", "Each window is summed. What do the weights do?"),
        ("only the last product", "x[i : i + k] * w", "x[i + k - 1] * w[-1]", sums.LAST_ONLY),
        ("only the first product", "x[i : i + k] * w", "x[i] * w[0]",
         "Only the first weight is used. Which second index runs over the kernel?"),
        ("all weights on one number", "x[i : i + k] * w", "x[i] * w",
         "All weights multiply the same number, x[i]. Which number does the second weight meet?"),
        ("the window never moves", "x[i : i + k]", "x[:k]", NEVER_MOVES),
        ("one weight for each window", "* w)", "* w[0])",
         "Each window is multiplied by one weight. Which weight has its second number?"),
        ("windows side by side", "zeros(n - k + 1)", "zeros(n // k)", "range(n - k + 1)",
         "range(n // k)", "x[i : i + k]", "x[i * k : (i + 1) * k]",
         "How far does the window move from one number of the result to the next?"),
        ("the largest product", ".sum()", ".max()",
         "You keep the largest product of each window. What becomes of the others?"),
    ),
    *edits(by_two_loops)(
        ("a minus in the index", "x[i + j]", "x[i - j]",
         "The index is i − j: it runs backwards, and below 0 it starts again from the end of x."),
        ("round the end", "len(x) - len(w) + 1", "len(x)", "x[i + j]", "x[(i + j) % len(x)]",
         EDGES),
        ("a window over the end", "len(x) - len(w) + 1", "len(x)", COUNT),
    ),
    *edits(into_a_list)(
        ("over the edges", "return np.array(h)", "return np.correlate(x, w, 'full')", EDGES),
        ("as long as the input", "return np.array(h)", "return np.correlate(x, w, 'same')", EDGES),
        ("`np.convolve` as it comes", "return np.array(h)", "return np.convolve(x, w)",
         f"Two things. {FLIPPED} And {EDGES[0].lower()}{EDGES[1:]}"),
    ),
)  # fmt: skip

exercise = Exercise(
    title="Along a line",
    minutes=5,
    difficulty="easy",
    reference=correlate1d,
    cases=CASES,
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
