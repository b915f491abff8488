"""Exercise 8: the mean loss of a counted table, on its own sample and on new data."""

import numpy as np

from utils.checks.cross_entropy.wrong import (
    COUNTED_ONCE,
    LOG_OF_MEAN,
    NO_MINUS,
    a,
    in_other_units,
    rows_of,
)
from utils.checks.engine import Case, Exercise, Mistake
from utils.numpy_impl import cross_entropy as ref


def counted(x, y, n_x, n_y, start=1.0):
    """Return counts (n_x, n_y) that begin at `start`."""
    counts = np.full((n_x, n_y), start)
    np.add.at(counts, (x, y), 1)
    return counts


def table_losses(q, x, y, x_new, y_new):
    """Return the mean of −ln q(y|x) over both samples."""
    return -np.log(q[x, y]).mean(), -np.log(q[x_new, y_new]).mean()


def losses_by_counting(x, y, x_new, y_new, n_x, n_y):
    """Mean loss of a table counted from (x, y), on that sample and on new data."""
    return table_losses(rows_of(counted(x, y, n_x, n_y)), x, y, x_new, y_new)


def with_table(table):
    """Make a mistake that scores with `table(counts from zero, n)` instead of q."""

    def wrong(x, y, x_new, y_new, n_x, n_y):
        q = table(counted(x, y, n_x, n_y, 0.0), len(x))
        return table_losses(q, x, y, x_new, y_new)

    return wrong


def with_losses(function):
    """Make a mistake of `function(seen, new, n, m)`, the two right losses and the sample sizes."""

    def wrong(x, y, x_new, y_new, n_x, n_y):
        seen, new = losses_by_counting(x, y, x_new, y_new, n_x, n_y)
        return function(seen, new, len(x), len(x_new))

    return wrong


def for_each(function):
    """Make a mistake of `function(q, x, y)`, called for each sample with the right table q."""

    def wrong(x, y, x_new, y_new, n_x, n_y):
        q = rows_of(counted(x, y, n_x, n_y))
        return function(q, x, y), function(q, x_new, y_new)

    return wrong


def counted_on_the_new(x, y, x_new, y_new, n_x, n_y):
    """The table is counted from the new data."""
    return losses_by_counting(x_new, y_new, x, y, n_x, n_y)[::-1]


def counted_on_both(x, y, x_new, y_new, n_x, n_y):
    """The table is counted from both samples together."""
    both = counted(np.append(x, x_new), np.append(y, y_new), n_x, n_y)
    return table_losses(rows_of(both), x, y, x_new, y_new)


def each_sample_its_own_table(x, y, x_new, y_new, n_x, n_y):
    """The new data are scored with a table counted from themselves."""
    seen, _ = losses_by_counting(x, y, x_new, y_new, n_x, n_y)
    return seen, losses_by_counting(x_new, y_new, x, y, n_x, n_y)[0]


def table_from_the_sample(x, y, x_new, y_new, n_x, n_y):
    """The table ends at the largest values that occur in the counted sample."""
    return losses_by_counting(x, y, x_new, y_new, x.max() + 1, y.max() + 1)


MISTAKES = (
    *in_other_units(losses_by_counting),
    Mistake("without the minus", with_losses(lambda seen, new, n, m: (-seen, -new)), NO_MINUS),
    Mistake(
        "counts start at zero",
        with_table(lambda counts, n: rows_of(counts)),
        "Your counts start at zero: a pair that was never drawn has probability 0, and one new "
        "example costs infinitely much. Where should every count start?",
    ),
    Mistake(
        "one added above only",
        with_table(lambda counts, n: (counts + 1) / counts.sum(axis=1, keepdims=True)),
        "The ones are in the numerator but not in the row sums, so the rows do not sum to one.",
    ),
    Mistake(
        "one added once below",
        with_table(lambda counts, n: (counts + 1) / (counts.sum(axis=1, keepdims=True) + 1)),
        "Each row got one for every label, but its sum grew by one only. Check that the rows sum "
        "to one.",
    ),
    Mistake(
        "joint instead of conditional",
        with_table(lambda counts, n: (counts + 1) / (counts + 1).sum()),
        "Your whole table sums to one: it is q(x, y). The input is given, so each row must sum to "
        "one on its own.",
    ),
    Mistake(
        "ones divided by n",
        with_table(lambda counts, n: (counts + 1) / n),
        "You divide by the size of the sample. Each row must be divided by its own sum, so that it "
        "is a distribution.",
    ),
    Mistake(
        "columns instead of rows",
        with_table(lambda counts, n: (counts + 1) / (counts + 1).sum(axis=0)),
        "Each column sums to one: this is q(x|y). Which of the two is given?",
    ),
    Mistake(
        "each pair counted once",
        with_table(lambda counts, n: rows_of((counts > 0) + 1.0)),
        COUNTED_ONCE,
    ),
    Mistake(
        "one only where nothing was counted",
        with_table(lambda counts, n: rows_of(np.maximum(counts, 1))),
        "Only the empty cells became one. *Every* count starts at one, those of pairs that were "
        "drawn as well.",
    ),
    Mistake(
        "counts instead of probabilities",
        with_table(lambda counts, n: counts + 1),
        "The logarithm is taken of counts. Each row has to be divided by its sum first.",
    ),
    Mistake(
        "table as large as the sample",
        table_from_the_sample,
        "Your table ends at the largest label that occurs. A label that was never drawn needs its "
        "column, too: `n_x` and `n_y` say how large the table is.",
    ),
    Mistake(
        "whole rows and columns picked",
        for_each(lambda q, x, y: -np.log(q[x][:, y]).mean()),
        "`q[x][:, y]` takes every y for every x. One cell for each pair is wanted: both indices "
        "belong together.",
    ),
    Mistake(
        "logarithm of the mean", for_each(lambda q, x, y: -np.log(q[x, y].mean())), LOG_OF_MEAN
    ),
    Mistake(
        "the model's own entropy",
        for_each(lambda q, x, y: ref.entropy(q)[x].mean()),
        "This is how surprised the model expects to be, with its own q as weights. What is wanted "
        "is how surprised it was by the labels that really came.",
    ),
    Mistake(
        "the first loss twice",
        with_losses(lambda seen, new, n, m: (seen, seen)),
        "Both numbers are the loss on the counted sample. The second is for x_new, y_new.",
    ),
    Mistake(
        "sums instead of means",
        with_losses(lambda seen, new, n, m: (seen * n, new * m)),
        "These are sums over the examples. The two samples have different sizes; only means can be "
        "compared.",
    ),
    Mistake(
        "new loss divided by the wrong number",
        with_losses(lambda seen, new, n, m: (seen, new * m / n)),
        "The loss on the new data is divided by the size of the counted sample. Each mean has its "
        "own number of examples.",
    ),
    Mistake(
        "counted from the new data",
        counted_on_the_new,
        "The table is counted from the new data. It must not see them before they are scored.",
    ),
    Mistake(
        "counted from both",
        counted_on_both,
        "The new data are counted, too, so they are not new any more. The table is made from x and "
        "y alone.",
    ),
    Mistake(
        "a table for each sample",
        each_sample_its_own_table,
        "The new data are scored with a table counted from themselves. One table, from x and y, "
        "serves both.",
    ),
)

rng = np.random.default_rng(8)


def sample_case(title, n_x, n_y, sample, new):
    """Make a case from the (x, y) of the counted sample and of the new data."""
    (x, y), (x_new, y_new) = sample, new
    return Case(title, x=x, y=y, x_new=x_new, y_new=y_new, n_x=n_x, n_y=n_y)


def random_pairs(n):
    """Return x (n,) below 4 and y (n,) below 2."""
    return rng.integers(0, 4, n), rng.integers(0, 2, n)


exercise = Exercise(
    name="losses_by_counting",
    title="The loss floor",
    minutes=11,
    difficulty="medium",
    reference=losses_by_counting,
    cases=[
        sample_case("the example", 2, 2, a([0, 0, 1], [0, 0, 1]), a([0], [1])),
        sample_case(
            "three labels, four inputs",
            *(4, 3),
            a([0, 1, 1, 2, 3, 3, 3], [2, 1, 1, 0, 2, 2, 1]),
            a([3, 1, 0, 2], [2, 0, 2, 0]),
        ),
        sample_case(
            "an input that was never counted",
            *(3, 2),
            a([0, 0, 2, 2], [1, 1, 0, 1]),
            a([1, 0, 1], [0, 1, 1]),
        ),
        sample_case(
            "a label that never occurs",
            *(2, 4),
            a([0, 1, 0, 1, 0], [0, 1, 0, 0, 0]),
            a([0, 1, 1], [0, 0, 1]),
        ),
        sample_case("one pair each", 2, 2, a([1], [0]), a([1], [0])),
        sample_case(
            "few counted, many new", 3, 2, a([2, 0], [1, 1]), a([1, 2, 0, 2, 0], [0, 1, 1, 0, 0])
        ),
        sample_case("fifty pairs, thirty new ones", 4, 2, random_pairs(50), random_pairs(30)),
    ],
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
