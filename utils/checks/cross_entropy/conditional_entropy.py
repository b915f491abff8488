"""Exercise 4: the conditional entropy of a sample of pairs, in nats."""

import numpy as np

from utils.checks.cross_entropy.wrong import (
    COUNTED_ONCE,
    NO_MINUS,
    a,
    careful,
    in_other_units,
    minus_p_log_q,
    rows_of,
)
from utils.checks.engine import Case, Exercise, Mistake
from utils.numpy_impl import cross_entropy as ref


def table_of(x, y):
    """Return P_D(x, y) (n_x, n_y) with a row and a column for each value that occurs."""
    rows = np.unique(x, return_inverse=True)[1]
    columns = np.unique(y, return_inverse=True)[1]
    return ref.empirical_joint(rows, columns, rows.max() + 1, columns.max() + 1)


def empirical_conditional_entropy(x, y):
    """H(Y|X) of the sample, in nats."""
    return ref.conditional_entropy(table_of(x, y))


def of_table(function):
    """Make a mistake of a function of the table P_D(x, y)."""
    return lambda x, y: function(table_of(x, y))


def with_gaps(x, y):
    """Return P_D with a row for each number up to the largest, so that some may be empty."""
    return ref.empirical_joint(x, y, x.max() + 1, y.max() + 1)


def empty_rows(x, y):
    """The logarithm of an empty cell is replaced by 0, but an empty row is 0/0."""
    joint = with_gaps(x, y)
    q = rows_of(joint)
    return minus_p_log_q(joint, np.where(q == 0, 1, q))


def counted_once(total):
    """Make a mistake that counts each pair at most once and divides by `total(counts, N)`."""

    def wrong(x, y):
        counts = (table_of(x, y) > 0).astype(float)
        joint = counts / total(counts, len(x))
        return careful(joint, rows_of(joint))

    return wrong


def histogram(x, y):
    """Count with `np.histogram2d` and its ten bins."""
    joint = np.histogram2d(x, y)[0] / len(x)
    return careful(joint, rows_of(joint))


def too_small(x, y):
    """The table has a row for each different value, and the values themselves are the indices."""
    joint = np.zeros((len(np.unique(x)), len(np.unique(y))))
    np.add.at(joint, (x, y), 1 / len(x))
    return careful(joint, rows_of(joint))


MISTAKES = (
    *in_other_units(empirical_conditional_entropy),
    Mistake("without the minus", of_table(lambda P: -ref.conditional_entropy(P)), NO_MINUS),
    Mistake(
        "joint entropy",
        of_table(lambda P: ref.entropy(P.ravel())),
        "This is H(X, Y), the surprise of the whole pair. x is known already: what does each row "
        "have to be divided by before you take logarithms?",
    ),
    Mistake(
        "entropy of y",
        of_table(lambda P: ref.entropy(P.sum(axis=0))),
        "This is H(Y), what is open when nothing is known. Knowing x, each row of the table has "
        "its own distribution of y.",
    ),
    Mistake(
        "entropy of x",
        of_table(lambda P: ref.entropy(P.sum(axis=1))),
        "This is H(X), the surprise of the input. It is y that is uncertain here, given x.",
    ),
    Mistake(
        "x given y",
        of_table(lambda P: ref.conditional_entropy(P.T)),
        "This is H(X|Y), the other way round. Which of the two is known? The table must be divided "
        "along the other axis.",
    ),
    Mistake(
        "mutual information",
        of_table(lambda P: ref.entropy(P.sum(axis=0)) - ref.conditional_entropy(P)),
        "This is H(Y) − H(Y|X), what x tells about y. Wanted is what x leaves open.",
    ),
    Mistake(
        "rows averaged without weights",
        of_table(lambda P: ref.entropy(rows_of(P)).mean()),
        "You average the rows' entropies as if all values of x were equally frequent. A value that "
        "occurs more often counts more.",
    ),
    Mistake(
        "rows added without weights",
        of_table(lambda P: ref.entropy(rows_of(P)).sum()),
        "You add the entropies of the rows. It is their average that is wanted, each value of x "
        "weighted by how often it occurs.",
    ),
    Mistake(
        "sum over the pairs instead of the mean",
        lambda x, y: len(x) * empirical_conditional_entropy(x, y),
        "The result grows with the sample: the weights are counts, not probabilities. What is "
        "P_D(x, y), in terms of counts?",
    ),
    Mistake(
        "0 log 0 is nan",
        of_table(lambda P: minus_p_log_q(P, rows_of(P))),
        "Right as long as every pair occurs. A cell that was never seen gives 0 · (−∞), which is "
        "`nan`; it should add nothing.",
    ),
    Mistake(
        "0 log 0 and empty rows are nan",
        lambda x, y: minus_p_log_q(with_gaps(x, y), rows_of(with_gaps(x, y))),
        "Two kinds of zeros give `nan`: a pair that was never seen, 0 · (−∞), and a number that x "
        "never takes, whose row is 0/0. Both should add nothing.",
    ),
    Mistake(
        "empty rows are nan",
        empty_rows,
        "A number that x never takes has an empty row in your table, and dividing it by its sum is "
        "0/0, `nan`. Leave such rows out, or renumber the values that occur.",
    ),
    Mistake("each pair counted once", counted_once(lambda counts, n: counts.sum()), COUNTED_ONCE),
    Mistake("each pair counted once, of N", counted_once(lambda counts, n: n), COUNTED_ONCE),
    Mistake(
        "a histogram of ten bins",
        histogram,
        "`np.histogram2d` sorts into ten bins of equal width, and several values may share one. "
        "Every value needs a row of its own.",
    ),
    Mistake(
        "a table too small for the values",
        too_small,
        "Your table has as many rows as there are different values, but the values themselves are "
        "used as indices. With gaps they are larger than the table.",
    ),
)

SAMPLE = np.random.default_rng(4).integers(0, (4, 3), (60, 2))

exercise = Exercise(
    name="empirical_conditional_entropy",
    title="Conditional entropy of a sample",
    minutes=12,
    difficulty="medium",
    reference=empirical_conditional_entropy,
    cases=[
        Case("the example", x=a(0, 0, 1, 1), y=a(0, 1, 1, 1)),
        Case("every pair occurs", x=a(0, 1, 0, 1, 1, 0, 0, 0, 1), y=a(0, 0, 1, 1, 0, 0, 1, 0, 1)),
        Case("x is rarely 1", x=a(0, 0, 0, 0, 0, 0, 1, 1), y=a(0, 0, 0, 0, 0, 1, 0, 1)),
        Case("three values of y, two of x", x=a(1, 0, 0, 1, 1, 0, 1), y=a(2, 0, 1, 1, 2, 0, 0)),
        Case("x settles y", x=a(0, 1, 2, 1, 0, 2), y=a(1, 0, 1, 0, 1, 1)),
        Case("x is always the same", x=a(0, 0, 0, 0, 0), y=a(0, 1, 2, 2, 2)),
        Case("y is always the same", x=a(0, 1, 2, 0), y=a(0, 0, 0, 0)),
        Case("values with gaps", x=a(7, 2, 7, 2, 7, 40), y=a(5, 0, 0, 5, 5, 3)),
        Case("large values", x=a(1, 2, 1, 2, 1, 11, 1, 2), y=a(11, 1, 101, 7, 1001, 1, 15, 7)),
        Case("gaps in y alone", x=a(5, 6, 6, 5, 5, 6), y=a(3, 0, 0, 3, 5, 5)),
        Case("a single pair", x=a(3), y=a(1)),
        Case("a dozen values", x=np.repeat(np.arange(12), 2), y=np.tile(a(0, 0, 1, 1), 6)),
        Case("sixty pairs", x=SAMPLE[:, 0], y=SAMPLE[:, 1]),
    ],
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
