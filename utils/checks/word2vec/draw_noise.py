"""The distribution of the noise, and words drawn from it."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits


def draw_noise(counts, shape, rng):
    """q_w = count_w^(3/4) / Σ_u count_u^(3/4); u in [0, 1) falls into the stretch of one word."""
    weights = counts**0.75
    q = weights / weights.sum()
    ends = np.cumsum(q)  # (V,): where the stretch of each word ends
    u = rng.random(shape)
    return q, np.searchsorted(ends, u, side="right")


def case(title, counts, shape, seed):
    """A case whose generator begins with this seed."""
    rng = np.random.default_rng(seed)
    return Case(title, counts=np.array(counts), shape=shape, rng=rng)


def borders():
    """A generator that gives 0, 1/4, 1/2 and 3/4 first."""
    bits = np.random.Philox(0)
    state = bits.state
    state["buffer"] = np.arange(4, dtype=np.uint64) << np.uint64(62)
    state["buffer_pos"] = 0
    bits.state = state
    return np.random.Generator(bits)


ZIPF = 9000 // np.arange(1, 41)
CASES = [
    case("the example", [81, 16, 1], (2, 4), 0),
    case("forty words", ZIPF, (12, 5), 1),
    case("one word of noise for each pair", [400, 90, 30, 7, 2], (9, 1), 2),
    case("words that never come", [0, 256, 0, 16, 0], (5, 3), 3),
    case("all equally frequent", [5, 5, 5, 5], (3, 6), 4),
    case("in no order", [3, 200, 1, 50, 9], (4, 7), 5),
    case("two hundred numbers in a row", ZIPF[:11], (200,), 6),
    case("a vocabulary of one word", [12], (2, 3), 7),
    Case("numbers on the borders", counts=np.array([0, 16, 16, 16, 16]), shape=(2, 2),
         rng=borders()),
]  # fmt: skip

POWER = "Word 0 of the example comes 81 times, word 2 once. How many times as often is it noise?"
SUM = "What do your q add up to? Is it 1?"
STRETCH = (
    "Lay the q one after the other on the line from 0 to 1. Where does the stretch of word w "
    "begin, where does it end, and in which one is u?"
)
FROM_Q = "The words are to come with the probabilities q. With which do yours?"
GIVEN = "The numbers are settled: `shape` of them, from the generator that is passed in."

MISTAKES = edits(draw_noise)(
    ("no power", "counts**0.75", "counts",
     f"(¾ *times* the counts would drop out of q.) {POWER}"),
    ("every word alike", "counts**0.75", "counts**0.0", POWER),
    ("the root", "counts**0.75", "counts**0.5", POWER),
    ("one quarter for three", "counts**0.75", "counts**0.25", POWER),
    ("four thirds for three quarters", "counts**0.75", "counts ** (4 / 3)", POWER),
    ("logarithms", "counts**0.75", "np.log(counts + 1)", POWER),
    ("one added to every count", "counts**0.75", "(counts + 1) ** 0.75",
     "You count every word once more than it came. What does a word that never comes get?"),
    ("the power of shares, which do not add up to 1", "q = weights / weights.sum()",
     "q = (counts / counts.sum()) ** 0.75", f"You took the power last. {SUM}"),
    ("divided by the sum of the counts", "weights / weights.sum()", "weights / counts.sum()", SUM),
    ("divided by the largest", "weights / weights.sum()", "weights / weights.max()", SUM),
    ("drawn as often as in the text", "np.cumsum(q)", "np.cumsum(counts / counts.sum())", FROM_Q),
    ("drawn alike", "np.searchsorted(ends, u, side=\"right\")", "(u * len(q)).astype(int)",
     FROM_Q),
    ("drawn alike, as whole numbers", "    u = rng.random(shape)\n", "",
     "np.searchsorted(ends, u, side=\"right\")", "rng.integers(0, len(q), shape)", FROM_Q),
    ("a border counted to the stretch before", ", side=\"right\"", "",
     "A u on a border is in the stretch that *begins* there; u = 0 is never a word with a count of "
     "0. On which side of an equal number does `np.searchsorted` put u, and what is `side`?"),
    ("no sums", "np.cumsum(q)", "np.sort(q)", STRETCH),
    ("read from the other end", "np.searchsorted(ends, u, side=\"right\")",
     "np.searchsorted(ends, 1 - u, side=\"right\")",
     f"You draw by 1 − u: as good, but not what is expected here. {STRETCH}"),
    ("one row of noise for all pairs", "u = rng.random(shape)",
     "u = rng.random(shape[-1:]) + np.zeros(shape)", f"All rows are the same. {GIVEN}"),
    ("a generator of your own", "u = rng.random(shape)",
     "u = np.random.default_rng(0).random(shape)", GIVEN),
)  # fmt: skip

exercise = Exercise(
    title="Words as noise",
    minutes=7,
    difficulty="easy",
    reference=draw_noise,
    cases=CASES,
    returns=("q (V,)", "words, whole numbers, of the shape asked for"),
    axes={"q": ("V",)},
    mistakes=MISTAKES,
    hints=(
        "First weights, count^(3/4), which add up to anything; divided by their sum they are q. "
        "`rng.random(shape)` gives all numbers at once.",
        "`np.cumsum(q)` has the place where the stretch of each word ends. The word of u is the "
        "number of ends that are not above u.",
        '`np.searchsorted(ends, u, side="right")` counts these ends for every u of an array.',
    ),
)
