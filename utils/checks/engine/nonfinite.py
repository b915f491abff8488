"""Where a NaN or an infinity probably came from; NumPy's own warnings are the best witness."""

import math
from typing import Any

import numpy as np

from utils.checks.engine.compare import Difference
from utils.checks.engine.snapshot import Tensor

WITNESSES = (
    # before log 0: exp that overflows gives 1/∞ = 0, of which a logarithm is then taken
    (
        "overflow encountered in exp",
        "`np.exp` overflows above about 709: write the formula so that no exponent is above 0 (in "
        "a softmax by subtracting the largest value first, in a sigmoid by a form for each sign).",
    ),
    (
        "divide by zero encountered in log",
        "The logarithm of 0 is −inf, and 0·(−inf) is NaN: leave out what has probability 0, or "
        "stay with logarithms all the way.",
    ),
    ("invalid value encountered in log", "A logarithm of a negative number is not a number."),
    (
        "overflow encountered in cosh",
        "A hyperbolic function overflows for large values: find a form that does not.",
    ),
    (
        "overflow encountered in",
        "A number became too large for a float: does something grow from step to step, or does the "
        "formula make it larger than the result?",
    ),
    ("invalid value encountered in sqrt", "A square root of a negative number is not a number."),
    (
        "invalid value encountered in multiply",
        "0 times infinity is not a number: something became infinite before.",
    ),
    (
        "invalid value encountered in subtract",
        "Infinity minus infinity is not a number: something became infinite before.",
    ),
    ("divide by zero encountered", "Something is divided by zero."),
    (
        "invalid value encountered in divide",
        "0/0 or infinity/infinity is not a number: look at what the denominator becomes here.",
    ),
    (
        "invalid value encountered in scalar divide",
        "0/0 or infinity/infinity is not a number: look at what the denominator becomes here.",
    ),
    ("Mean of empty slice", "A mean over nothing is not a number."),
    ("invalid value encountered in", "A NaN arose from numbers that have no such result."),
)
"""A warning's beginning and what it means, the likelier cause first."""


def not_finite(found: Difference, warned: tuple[str, ...]) -> str:
    """Return the message for a NaN or an infinity where the right answer is finite."""
    what = _name(found)
    for start, meaning in WITNESSES:
        if any(start in text for text in warned):
            return f"Your answer has {what} where a finite number is right. {meaning}"
    common = "The usual causes are log(0), 0 times infinity, 0/0, and `np.exp` of a large number."
    return f"Your answer has {what} where a finite number is right. {common}"


def _name(found: Difference) -> str:
    got: Any = found.got.array if isinstance(found.got, Tensor) else found.got
    value = got[found.index] if isinstance(got, np.ndarray) and found.index else got
    value = complex(np.asarray(value).ravel()[0])
    if math.isnan(value.real) or math.isnan(value.imag):
        return "a NaN (not a number)"
    return "an infinity" if value.real >= 0 else "minus infinity"
