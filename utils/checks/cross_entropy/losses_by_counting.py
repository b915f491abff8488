"""The mean loss of a counted table, on its own sample and on new data."""

import numpy as np

from utils.checks.cross_entropy.distributions import LOG_OF_MEAN
from utils.checks.engine import Case, Exercise, edits
from utils.checks.mistakes import counting


def losses_by_counting(x, y, x_new, y_new, n_x, n_y):
    """Mean of −ln q(y|x) of a table counted from (x, y), on that sample and on new data."""
    counts = np.ones((n_x, n_y))
    np.add.at(counts, (x, y), 1)
    q = counts / counts.sum(axis=1, keepdims=True)  # every row sums to 1
    seen, new = q[x, y], q[x_new, y_new]
    return -np.log(seen).mean(), -np.log(new).mean()


rng = np.random.default_rng(8)
FIFTY = rng.integers(0, 4, 50), rng.integers(0, 2, 50)
THIRTY = rng.integers(0, 4, 30), rng.integers(0, 2, 30)
CASES = [
    Case(title, n_x=n_x, n_y=n_y, **dict(zip(("x", "y", "x_new", "y_new"), samples, strict=True)))
    for title, n_x, n_y, samples in (
        ("the example", 2, 2, ([0, 0, 1], [0, 0, 1], [0], [1])),
        (
            "three labels, four inputs",
            *(4, 3),
            ([0, 1, 1, 2, 3, 3, 3], [2, 1, 1, 0, 2, 2, 1], [3, 1, 0, 2], [2, 0, 2, 0]),
        ),
        (
            "an input that was never counted",
            *(3, 2),
            ([0, 0, 2, 2], [1, 1, 0, 1], [1, 0, 1], [0, 1, 1]),
        ),
        (
            "a label that never occurs",
            *(2, 4),
            ([0, 1, 0, 1, 0], [0, 1, 0, 0, 0], [0, 1, 1], [0, 0, 1]),
        ),
        ("one pair each", 2, 2, ([1], [0], [1], [0])),
        ("few counted, many new", 3, 2, ([2, 0], [1, 1], [1, 2, 0, 2, 0], [0, 1, 1, 0, 0])),
        ("fifty pairs, thirty new ones", 4, 2, (*FIFTY, *THIRTY)),
    )
    for samples in [[np.array(sample) for sample in samples]]
]

SMOOTHED = "Every count starts at one. What does each *row* then sum to, before and after?"
GIVEN = "The input is given. Which sums have to be 1: the rows', the columns', or the table's?"
UNSEEN = "The table is made from x and y alone. Which numbers has it seen in yours?"

MISTAKES = edits(losses_by_counting)(
    ("one for each input below", "keepdims=True)", "keepdims=True) - n_y + n_x",
     "A row has one cell for each label. By how much does its sum grow when each starts at one?"),
    ("counts start at zero", "np.ones", "np.zeros",
     "A pair that was never drawn has probability 0, and one new example costs infinitely "
     "much. Where should every count start?"),
    ("one added above only", "keepdims=True)", "keepdims=True) * 0 + np.bincount(x, "
     "minlength=n_x)[:, None]", SMOOTHED),
    ("one added once below", "keepdims=True)", "keepdims=True) * 0 + 1 + np.bincount(x, "
     "minlength=n_x)[:, None]", SMOOTHED),
    ("joint instead of conditional", "counts.sum(axis=1, keepdims=True)", "counts.sum()",
     GIVEN),
    ("ones divided by n", "counts.sum(axis=1, keepdims=True)", "len(x)", GIVEN),
    ("columns instead of rows", "axis=1, keepdims=True", "axis=0", GIVEN),
    ("each pair counted once", "np.add.at(counts, (x, y), 1)", "counts[x, y] += 1",
     counting.ONCE),
    ("one only where nothing was counted", "np.ones((n_x, n_y))", "np.zeros((n_x, n_y))",
     "    q =", "    counts = np.maximum(counts, 1)\n    q =",
     "Only the empty cells became one. Which counts start at one?"),
    ("counts instead of probabilities", "counts / counts.sum(axis=1, keepdims=True)", "counts",
     "The logarithm is taken of counts. What makes a distribution of a row?"),
    ("table as large as the sample", "np.ones((n_x, n_y))",
     "np.ones((x.max() + 1, y.max() + 1))",
     "Your table ends at the largest number that occurs. What says how large it is?"),
    ("whole rows and columns picked", "q[x, y]", "q[x][:, y]", "q[x_new, y_new]",
     "q[x_new][:, y_new]", "`q[x][:, y]` takes every y for every x. How many cells has a pair?"),
    ("logarithm of the mean", "np.log(seen).mean()", "np.log(seen.mean())",
     "np.log(new).mean()", "np.log(new.mean())", LOG_OF_MEAN),
    ("the model's own entropy", "-np.log(seen).mean()", "-(q * np.log(q)).sum(1)[x].mean()",
     "-np.log(new).mean()", "-(q * np.log(q)).sum(1)[x_new].mean()",
     "This is how surprised the model expects to be. By which labels was it surprised?"),
    ("the first loss twice", "q[x_new, y_new]", "seen",
     "Both numbers are the loss on the counted sample. For which data is the second?"),
    ("counted from the new data", "(x, y), 1", "(x_new, y_new), 1", UNSEEN),
    ("counted from both", "(x, y), 1", "(np.append(x, x_new), np.append(y, y_new)), 1", UNSEEN),
    ("a table for each sample", "seen, new = q[x, y], q[x_new, y_new]",
     "seen, counts = q[x, y], np.ones((n_x, n_y))\n"
     "    np.add.at(counts, (x_new, y_new), 1)\n"
     "    new = (counts / counts.sum(axis=1, keepdims=True))[x_new, y_new]", UNSEEN),
)  # fmt: skip

exercise = Exercise(
    title="The loss floor",
    minutes=11,
    difficulty="medium",
    reference=losses_by_counting,
    cases=CASES,
    returns=("seen, the loss on the counted sample", "new, the loss on the new data"),
    mistakes=MISTAKES,
    hints=(
        "The table is (n_x, n_y), and it is made from `x` and `y` alone. Rows of q sum to "
        "one: check that before anything else.",
        "Start with `np.ones`, count with `np.add.at`, divide by the row sums. Then `q[x, y]` "
        "is an array of the probabilities that the examples' own labels got; the same table "
        "serves the new data.",
    ),
)
