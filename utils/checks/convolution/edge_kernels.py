"""A kernel that finds horizontal edges and one that finds vertical ones.

There are many right answers, so an answer is judged by what its kernels do, and a wrong one is
known by what they do instead.
"""

import numpy as np

from utils.checks.engine import Case, Exercise, Mistake
from utils.numpy_impl import convolution as ref

TINY = 1e-9


def edge_kernels():
    """Bright above dark, and bright left of dark."""
    return ref.HORIZONTAL.copy(), ref.VERTICAL.copy()


def trait(kernel):
    """Say in a word what a kernel for horizontal edges (bright above dark) does.

    "right" is the word for a good one. For vertical edges, give it the transposed kernel. A window
    that sees bright rows above dark ones gets the sum of the kernel's bright rows as its answer,
    for a step behind the first row and for one behind the second.
    """
    size = np.abs(kernel).max()
    if not np.isfinite(size):
        return "infinite"
    if not size:
        return "zero"
    kernel = kernel / size
    rows, columns = kernel.sum(axis=1), kernel.sum(axis=0)
    if abs(kernel.sum()) > TINY:
        return "flat"
    sees_across = np.abs(columns).max() > TINY
    steps = np.where(np.abs(np.cumsum(rows)[:2]) > TINY, np.cumsum(rows)[:2], 0)
    if sees_across:
        return "other" if not steps.any() else "all"
    if not steps.any():
        return "none"
    if steps.min() < 0 < steps.max():
        return "line"
    return "right" if steps.max() > 0 else "reversed"


def traits(pair):
    """Return the traits of both kernels; raises ValueError for what is not two of 3 × 3."""
    kernels = np.asarray(pair, dtype=float)
    if kernels.shape != (2, 3, 3):
        raise ValueError(f"two kernels of 3 × 3 are wanted, not {kernels.shape}")
    return trait(kernels[0]), trait(kernels[1].T)


WORDS = {
    "infinite": "`{name}` has numbers in it that are not finite.",
    "zero": "`{name}` is all zeros: it answers 0 to everything.",
    "flat": "`{name}` does not sum to 0: it answers to a wall that is equally bright everywhere.",
    "other": "`{name}` answers to {other} edges, and not to {own} ones.",
    "all": "`{name}` answers to {other} edges, too.",
    "none": "`{name}` does not answer to a straight {own} edge.",
    "line": (
        "`{name}` answers to an edge with a positive number and, one pixel further, with a "
        "negative one: it finds thin lines rather than edges."
    ),
    "reversed": "`{name}` answers with a negative number where a positive one is wanted.",
}


def compare(got, expected, case):
    """Say what is wrong with two kernels, or return None."""
    found = traits(got)
    said = [
        WORDS[word].format(name=name, own=name, other=other)
        for word, name, other in zip(
            found, ("horizontal", "vertical"), ("vertical", "horizontal"), strict=True
        )
        if word != "right"
    ]
    return " ".join(said) or None


def alike(got, theirs, case):
    """Say whether two wrong answers go wrong in the same way."""
    try:
        return traits(got) == traits(theirs)
    except (TypeError, ValueError):
        return False


H, V = edge_kernels()
DIAGONAL = np.array([[2.0, 1, 0], [1, 0, -1], [0, -1, -2]])

BLIND = (
    "A kernel must not see the edges of the other direction. Lay `horizontal` on a vertical edge: "
    "all rows of the window look the same, so each *column* of the kernel meets one brightness. "
    "What must the column sum to?"
)
ONE_TWICE = "Both find edges of the same direction. Which one has to be turned by a quarter?"

ROWS = (
    ("the two exchanged", V, H, "Which way an edge *runs* is not the way in which you cross it. "
     "From where to where does the brightness change at a horizontal edge?"),
    ("the horizontal one twice", H, H, ONE_TWICE),
    ("the vertical one twice", V, V, ONE_TWICE),
    ("diagonal edges", DIAGONAL, DIAGONAL.T, BLIND),
)  # fmt: skip
MISTAKES = [
    Mistake(name, lambda h=horizontal, v=vertical: (h, v), hint)
    for name, horizontal, vertical, hint in ROWS
]

exercise = Exercise(
    title="Find the edges",
    minutes=10,
    difficulty="medium",
    reference=edge_kernels,
    cases=[Case("on walls, steps and lines")],
    returns=("horizontal (3, 3)", "vertical (3, 3)"),
    axes={"horizontal": ("row", "column"), "vertical": ("row", "column")},
    compare=compare,
    alike=alike,
    mistakes=MISTAKES,
    hints=(
        "Lay the kernel on a wall that is equally bright everywhere: the answer is that brightness "
        "times the sum of all weights. Then lay it on a horizontal edge, bright above dark: which "
        "weights should be positive, which negative?",
        "`horizontal` has plus in its upper row and minus in its lower one, so that each of its "
        "columns sums to 0. `vertical` is the same, seen with the head to one side: `.T`.",
    ),
)
