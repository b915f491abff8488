"""What a full softmax costs: operations for a word, hours for a training."""

from utils.checks.engine import Case, Exercise, edits


def softmax_bill(V, H, words, epochs, rate):
    """V (6H + 3) operations for each word that is learnt; all of them at this rate, in hours."""
    scores = 2 * V * H
    softmax = 3 * V
    back = 2 * V * H + 2 * V * H  # to h, and to the rows
    operations = scores + softmax + back
    hours = operations * words * epochs / rate / 3600
    return float(operations), hours


CASES = [
    Case("the example", V=4, H=2, words=30, epochs=2, rate=1),
    Case("ten thousand words, 100 units", V=10_000, H=100, words=10**6, epochs=10, rate=2e9),
    Case("ten million words", V=10_000_000, H=512, words=10**9, epochs=10, rate=10**10),
    Case("as many words as units", V=64, H=64, words=500, epochs=3, rate=1e6),
    Case("less than an hour", V=1000, H=50, words=2000, epochs=1, rate=5e9),
    Case("a rate that is no whole number", V=300, H=20, words=777, epochs=5, rate=1234.5),
    Case("two words, one unit", V=2, H=1, words=9, epochs=4, rate=7.0),
]

TWICE = "A weight meets a number: that is a multiplication. And what becomes of the product?"
BACK = "Two things come back from the scores: to whom? Each takes 2H operations for each word."
SOFTMAX = "Each score is raised to an exponential, added to Z, and divided. How many for V scores?"
UNIT = "Operations divided by operations per second are seconds. How many are in an hour?"
ALL = "How many words are read from the first to the last, and how often is each of them?"

MISTAKES = edits(softmax_bill)(
    ("no way back", " + back", "",
     f"This is what asking costs. A training has a way back as well. {BACK}"),
    ("only to h", " + 2 * V * H  # to h, and to the rows", "", BACK),
    ("multiplications alone", "scores = 2", "scores = 1", "back = 2 * V * H + 2 *",
     "back = 1 * V * H + 1 *", TWICE),
    ("the scores' additions forgotten", "scores = 2 *", "scores =", TWICE),
    ("a fourth product", "scores + softmax + back", "scores + softmax + back + 2 * V * H",
     "You have four products of V rows. The scores, and what comes back: how many are that?"),
    ("no softmax", "scores + softmax + back", "scores + back", SOFTMAX),
    ("the exponentials alone", "3 * V", "V", SOFTMAX),
    ("no division", "3 * V", "2 * V", SOFTMAX),
    ("softmax for one word", "3 * V", "3",
     f"You count softmax once, as if one score went through it. {SOFTMAX}"),
    ("operations of the whole training", "return float(operations)",
     "return float(operations * words * epochs)",
     "Your operations are those of the whole training. Of how many words of the text are they "
     "asked for?"),
    ("softmax of H", "3 * V", "3 * H", f"Are there V scores, or H? {SOFTMAX}"),
    ("epochs added", "words * epochs", "(words + epochs)", ALL),
    ("seconds", " / 3600", "", UNIT),
    ("minutes", "3600", "60", UNIT),
    ("days", "3600", "86400", UNIT),
    ("whole hours", " / rate / 3600", " // (rate * 3600)",
     "Half an hour is 0 in yours. Which division keeps what is behind the point?"),
    ("multiplied by the rate", "/ rate", "* rate",
     "A machine that is twice as fast takes twice as long in yours. On which side is the rate?"),
)  # fmt: skip

exercise = Exercise(
    title="The bill",
    minutes=6,
    difficulty="easy",
    reference=softmax_bill,
    cases=CASES,
    returns=("operations, for one word", "hours, for the training"),
    mistakes=MISTAKES,
    hints=(
        "Count for one word of the vocabulary first: what does its score cost, what its share of "
        "the softmax, what its way back? Then there are V of them.",
        "`V * (6 * H + 3)` for each word that is read; `words * epochs` are read; the rate makes "
        "seconds of it.",
    ),
)
