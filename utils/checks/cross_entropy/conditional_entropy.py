"""The conditional entropy of a sample of pairs, in nats."""

import numpy as np

from utils.checks.cross_entropy.distributions import array
from utils.checks.engine import Case, Exercise, edits
from utils.checks.mistakes import counting, units


def empirical_conditional_entropy(x, y):
    """H(Y|X) = −Σ_{x,y} P_D(x, y) ln P_D(y | x) of the sample."""
    x_values, rows = np.unique(x, return_inverse=True)
    y_values, columns = np.unique(y, return_inverse=True)
    joint = np.zeros((len(x_values), len(y_values)))
    np.add.at(joint, (rows, columns), 1)
    joint /= len(x)  # P_D(x, y)
    given_x = joint / joint.sum(axis=1, keepdims=True)  # P_D(y | x): every row sums to 1
    seen = joint > 0
    return -(joint[seen] * np.log(given_x[seen])).sum()


SAMPLE = np.random.default_rng(4).integers(0, (4, 3), (60, 2))
CASES = [
    Case(title, x=np.array(x), y=np.array(y))
    for title, x, y in (
        ("the example", [0, 0, 1, 1], [0, 1, 1, 1]),
        ("every pair occurs", [0, 1, 0, 1, 1, 0, 0, 0, 1], [0, 0, 1, 1, 0, 0, 1, 0, 1]),
        ("x is rarely 1", [0, 0, 0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 0, 1, 0, 1]),
        ("three values of y, two of x", [1, 0, 0, 1, 1, 0, 1], [2, 0, 1, 1, 2, 0, 0]),
        ("x settles y", [0, 1, 2, 1, 0, 2], [1, 0, 1, 0, 1, 1]),
        ("x is always the same", [0, 0, 0, 0, 0], [0, 1, 2, 2, 2]),
        ("y is always the same", [0, 1, 2, 0], [0, 0, 0, 0]),
        ("values with gaps", [7, 2, 7, 2, 7, 40], [5, 0, 0, 5, 5, 3]),
        ("large values", [1, 2, 1, 2, 1, 11, 1, 2], [11, 1, 101, 7, 1001, 1, 15, 7]),
        ("gaps in y alone", [5, 6, 6, 5, 5, 6], [3, 0, 0, 3, 5, 5]),
        ("a single pair", [3], [1]),
        ("a dozen values", np.repeat(np.arange(12), 2), np.tile(array(0, 0, 1, 1), 6)),
        ("sixty pairs", *SAMPLE.T),
    )
]

AVERAGED = "How often does each value of x occur, and where do you use that?"
GAPS = "With gaps, the numbers that x takes are not 0, 1, 2, …: which row has a value then?"
JOINT = "-(joint[seen] * np.log(given_x[seen])).sum()"
H_Y = "-(joint.sum(axis=0) * np.log(joint.sum(axis=0))).sum()"
H_X = "-(joint.sum(axis=1) * np.log(joint.sum(axis=1))).sum()"
H_ROWS = "-np.array([(row[row > 0] * np.log(row[row > 0])).sum() for row in given_x])"

X_RENUMBERED = "x_values, rows = np.unique(x, return_inverse=True)"
X_AS_IT_IS = "x_values, rows = range(x.max() + 1), x"
Y_RENUMBERED = "y_values, columns = np.unique(y, return_inverse=True)"
Y_AS_IT_IS = "y_values, columns = range(y.max() + 1), y"

MISTAKES = edits(empirical_conditional_entropy)(
    *units.in_other_units("np.log("),
    ("joint entropy", "given_x[seen]", "joint[seen]",
     "This is H(X, Y), the surprise of the whole pair. x is known already: what does each row have "
     "to be divided by before you take logarithms?"),
    ("entropy of y", JOINT, H_Y,
     "This is H(Y), what is open when nothing is known. What has each row of the table of its own, "
     "knowing x?"),
    ("entropy of x", JOINT, H_X,
     "This is H(X), the surprise of the input. What is uncertain here?"),
    ("mutual information", JOINT, f"{H_Y} + (joint[seen] * np.log(given_x[seen])).sum()",
     "This is H(Y) − H(Y|X), what x tells about y. What is wanted: that, or what x leaves open?"),
    ("rows averaged without weights", JOINT, f"{H_ROWS}.mean()",
     f"You average the rows' entropies as if all x were equally frequent. {AVERAGED}"),
    ("rows added without weights", "(joint[seen]", "(given_x[seen]",
     f"You add the entropies of the rows. {AVERAGED}"),
    ("0 log 0 and empty rows are nan", X_RENUMBERED, X_AS_IT_IS,
     Y_RENUMBERED, Y_AS_IT_IS, "joint > 0", "joint > -1",
     "Two kinds of zeros give `nan`: a pair that was never seen, and a number that x never takes, "
     "whose row is 0/0. What should both add?"),
    ("empty rows are nan", X_RENUMBERED, X_AS_IT_IS, "joint > 0",
     "given_x != 0",
     "A number that x never takes has an empty row, and dividing it by its sum is 0/0. Which "
     "numbers need a row at all?"),
    ("each pair counted once", "np.add.at(joint, (rows, columns), 1)", "joint[rows, columns] += 1",
     "joint /= len(x)", "joint /= joint.sum()", counting.ONCE),
    ("each pair counted once, of N", "np.add.at(joint, (rows, columns), 1)",
     "joint[rows, columns] += 1", counting.ONCE),
    ("a histogram of ten bins", "joint /= len(x)", "joint = np.histogram2d(x, y)[0] / len(x)",
     "`np.histogram2d` sorts into ten bins of equal width, and several values may share one. What "
     "does every value need?"),
    ("a table too small for the values", "(rows, columns), 1", "(x, y), 1", GAPS),
)  # fmt: skip

exercise = Exercise(
    title="Conditional entropy of a sample",
    minutes=12,
    difficulty="medium",
    reference=empirical_conditional_entropy,
    cases=CASES,
    returns="a number: H(Y|X) of the sample in nats",
    mistakes=MISTAKES,
    hints=(
        "Make a table of counts with one row for each value of `x` and one column for each "
        "value of `y`; divided by N it is P_D(x, y). What do you divide a row by to get "
        "P_D(y|x), and which of the two tables weights the logarithms?",
        "`np.unique(x, return_inverse=True)` renumbers the values 0, 1, 2, … without gaps. "
        "`np.add.at` counts: unlike `table[x, y] += 1` it counts a pair again each time it "
        "occurs. Row sums with `keepdims=True` divide a table row by row. Cells that were "
        "never seen add nothing.",
    ),
)
