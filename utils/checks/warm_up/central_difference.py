"""Exercise 8: the gradient of any function by central differences."""

import numpy as np

from utils.checks.engine import Case, Exercise, Mistake
from utils.checks.warm_up.central_difference_variants import (
    all_at_once,
    at_fixed,
    by_entry,
    central_difference,
    moved,
    never_moved_back,
    no_copy_at_all,
    one_copy_for_all,
    one_number_at_a_time,
    only_back_to_the_middle,
    row_by_row,
    set_instead_of_moved,
)
from utils.checks.warm_up.wrong import a

MISTAKES = (
    Mistake(
        "one-sided, upwards",
        by_entry(lambda f, x, i, eps: (moved(f, x, i, eps) - f(x)) / eps),
        "This is the one-sided difference, (f(x + ε) − f(x)) / ε. Its error shrinks with ε, that "
        "of the central one with ε²: where does the second value belong?",
    ),
    Mistake(
        "one-sided, downwards",
        by_entry(lambda f, x, i, eps: (f(x) - moved(f, x, i, -eps)) / eps),
        "This is the one-sided difference, (f(x) − f(x − ε)) / ε. Its error shrinks with ε, that "
        "of the central one with ε²: where does the first value belong?",
    ),
    Mistake(
        "divided by ε",
        by_entry(lambda f, x, i, eps: (moved(f, x, i, eps) - moved(f, x, i, -eps)) / eps),
        "Everything is twice too large. How far are the two places apart?",
    ),
    Mistake(
        "divided by 2, multiplied by ε",
        by_entry(lambda f, x, i, eps: (moved(f, x, i, eps) - moved(f, x, i, -eps)) / 2 * eps),
        "`/ 2 * eps` divides by 2 and then *multiplies* by ε. Put the 2ε in brackets.",
    ),
    Mistake(
        "not divided",
        by_entry(lambda f, x, i, eps: moved(f, x, i, eps) - moved(f, x, i, -eps)),
        "This is the difference of the two values. A slope is a difference divided by the "
        "distance.",
    ),
    Mistake(
        "divided by 2 only",
        by_entry(lambda f, x, i, eps: (moved(f, x, i, eps) - moved(f, x, i, -eps)) / 2),
        "The difference is divided by 2. The two places are 2ε apart.",
    ),
    Mistake(
        "divided by ε²",
        by_entry(lambda f, x, i, eps: (moved(f, x, i, eps) - moved(f, x, i, -eps)) / eps**2),
        "You divide by ε². The two places are 2ε apart.",
    ),
    Mistake(
        "only one value divided",
        by_entry(lambda f, x, i, eps: moved(f, x, i, eps) - moved(f, x, i, -eps) / (2 * eps)),
        "Only the second value is divided: `a - b / c` is a − (b / c). The difference needs "
        "brackets.",
    ),
    Mistake(
        "sign reversed",
        by_entry(lambda f, x, i, eps: (moved(f, x, i, -eps) - moved(f, x, i, eps)) / (2 * eps)),
        "The sign is reversed: f(x + ε) comes first.",
    ),
    Mistake(
        "a sum instead of a difference",
        by_entry(lambda f, x, i, eps: (moved(f, x, i, eps) + moved(f, x, i, -eps)) / (2 * eps)),
        "The two values are added. A slope needs their difference.",
    ),
    Mistake(
        "half a one-sided difference",
        only_back_to_the_middle,
        "Your second value is f(x) itself, so the two places are only ε apart, and you divide by "
        "2ε. It is to be taken at x − ε.",
    ),
    Mistake(
        "half the step, the whole distance",
        by_entry(lambda f, x, i, e: (moved(f, x, i, e / 2) - moved(f, x, i, -e / 2)) / (2 * e)),
        "You move by ε/2 to each side and divide by 2ε. The distance is what lies between the two "
        "places.",
    ),
    Mistake(
        "half the step",
        lambda f, x, eps: central_difference(f, x, eps / 2),
        "This is the central difference with half the step. Here each side moves by the whole ε.",
    ),
    Mistake(
        "a more accurate formula",
        by_entry(
            lambda f, x, i, eps: (
                (
                    8 * (moved(f, x, i, eps) - moved(f, x, i, -eps))
                    - (moved(f, x, i, 2 * eps) - moved(f, x, i, -2 * eps))
                )
                / (12 * eps)
            )
        ),
        "This is a formula with four values. It is better, but the one with two is wanted.",
    ),
    Mistake(
        "x is not moved back",
        never_moved_back,
        "After its turn an entry stays moved, and all later ones are measured at another place. "
        "Work on a fresh copy for each entry, or put the old value back.",
    ),
    Mistake(
        "one copy for all entries",
        one_copy_for_all,
        "The copies are made once, before the loop, so that entries moved in earlier turns stay "
        "moved. Each entry needs fresh ones.",
    ),
    Mistake(
        "no copy at all",
        no_copy_at_all,
        "All slopes are 0: `up = x` makes no copy, it is a second name for the same array. What is "
        "moved up is moved down again before f sees it: `x.copy()`.",
    ),
    Mistake(
        "all entries moved at once",
        all_at_once,
        "`x + eps` moves *all* entries. For each derivative a single entry moves, and the others "
        "stay.",
    ),
    Mistake(
        "all entries moved at once, one number",
        lambda f, x, eps: (f(x + eps) - f(x - eps)) / (2 * eps),
        "`x + eps` moves *all* entries, and one number comes out. For each derivative a single "
        "entry moves, and the others stay.",
    ),
    Mistake(
        "f of a single entry",
        one_number_at_a_time,
        "f gets `x[i]`, a single number. It takes a whole array: x with one entry moved.",
    ),
    Mistake(
        "entries set to ε",
        set_instead_of_moved,
        "The entry becomes ε and −ε, whatever it was. It is to be moved *by* ε: `+=` and `-=`.",
    ),
    Mistake(
        "the second derivative",
        by_entry(
            lambda f, x, i, eps: (moved(f, x, i, eps) - 2 * f(x) + moved(f, x, i, -eps)) / eps**2
        ),
        "This is the second derivative, how much f bends. The first needs only two values.",
    ),
    Mistake(
        "only the first entry",
        by_entry(
            lambda f, x, i, eps: (moved(f, x, i, eps) - moved(f, x, i, -eps)) / (2 * eps), many=1
        ),
        "Only the first entry has its derivative. Is the `return` inside the loop?",
    ),
    Mistake(
        "the last entry missing",
        by_entry(
            lambda f, x, i, eps: (moved(f, x, i, eps) - moved(f, x, i, -eps)) / (2 * eps), many=-1
        ),
        "The last entry is still 0: your loop ends one turn too early.",
    ),
    Mistake(
        "whole rows moved",
        row_by_row,
        "It is right where x has one axis. Where it has two, `x[i]` is a whole row, and moves as "
        "one. `np.ndindex(x.shape)` visits every single entry.",
    ),
    Mistake(
        "flat",
        lambda f, x, eps: central_difference(f, x, eps).ravel(),
        "The derivatives are right, in one long row. They should have x's shape.",
    ),
    Mistake(
        "ε relative to the entry",
        by_entry(
            lambda f, x, i, eps: (
                (moved(f, x, i, eps * x[i]) - moved(f, x, i, -eps * x[i])) / (2 * eps * x[i])
            )
        ),
        "Your step is ε times the entry, which is no step at all where the entry is 0. Here every "
        "entry moves by ε.",
    ),
    Mistake(
        "factor instead of a step",
        by_entry(
            lambda f, x, i, eps: (
                (moved(f, x, i, eps * x[i]) - moved(f, x, i, -eps * x[i])) / (2 * eps)
            )
        ),
        "Your entries are multiplied by 1 + ε and 1 − ε. They are to be moved: ε is added and "
        "subtracted.",
    ),
    Mistake(
        "a step of your own",
        at_fixed(1e-5),
        "Your step is a small number of your own, whatever `eps` says. It is an argument: the next "
        "picture needs many.",
    ),
)


def cubic(x):
    """x_0³ − 2 x_0 x_1 + x_1² / 2 + 3."""
    return x[0] ** 3 - 2 * x[0] * x[1] + x[1] ** 2 / 2 + 3


def mixed(x):
    """Every entry has another slope, which depends on its neighbours."""
    return np.sin(x * np.arange(1, x.size + 1).reshape(x.shape)).sum() + np.prod(x + 2)


def squares(x):
    """Σ x²."""
    return (x**2).sum()


def distance(x):
    """|x_0| + 2 |x_1 − 1|: a kink at (0, 1)."""
    return abs(x[0]) + 2 * abs(x[1] - 1)


exercise = Exercise(
    name="central_difference",
    title="Check a gradient",
    minutes=10,
    difficulty="medium",
    reference=central_difference,
    cases=[
        Case("the example", f=squares, x=a(3.0, -1.0), eps=0.5),
        Case("a cubic, a large step", f=cubic, x=a(1.0, 2.0), eps=0.1),
        Case("a cubic, a small step", f=cubic, x=a(-0.5, 0.3), eps=1e-5),
        Case("four entries", f=mixed, x=a(0.3, -0.7, 1.1, 0.0), eps=0.2),
        Case("one entry", f=mixed, x=a(0.4), eps=0.3),
        Case("a matrix", f=mixed, x=a([0.2, -0.4, 0.9], [0.0, 0.5, -1.0]), eps=0.25),
        Case("at a kink", f=distance, x=a(0.0, 1.0), eps=0.125),
    ],
    returns="the gradient, of x's shape",
    rtol=1e-6,
    atol=1e-8,
    mistakes=MISTAKES,
    hints=(
        "One entry at a time: move it up, ask f; move it down, ask f. Which `x` should the other "
        "entries, and whoever called your function, find afterwards?",
        "`for i in np.ndindex(x.shape)` visits every entry, whatever the shape. Make two copies "
        "in each turn, `up = x.copy()` and `down = x.copy()`, and change entry i of each.",
    ),
)
