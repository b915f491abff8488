"""A known function of the right answer, of the input, or of nothing at all.

Each function takes the pairs of all cases and returns a sentence, or None when it does not fit.
"""

import numpy as np

from utils.checks.engine.leaves import Pair
from utils.checks.engine.scale import same

NOTHING = 1e-9
"""A number smaller than this is 0 up to rounding."""

FUNCTIONS = (
    (np.abs, "the absolute value of the right answer: a sign is lost."),
    (lambda x: -np.abs(x), "minus the absolute value of the right answer."),
    (lambda x: np.maximum(x, 0), "the right answer with everything negative set to 0."),
    (np.square, "the square of the right answer: is a square root missing?"),
    (np.sqrt, "the square root of the right answer: is a square missing?"),
    (np.exp, "`exp` of the right answer: is a logarithm missing?"),
    (np.log, "the logarithm of the right answer: is an `exp` missing?"),
    (np.exp2, "2 to the power of the right answer: is a logarithm missing?"),
    (lambda x: 1 / x, "one over the right answer: is a quotient upside down?"),
    (lambda x: 1 - x, "one minus the right answer."),
    (
        np.trunc,
        "the right answer cut to whole numbers: an array of integers, `np.zeros_like` of "
        "one, or `//` keeps no fractions.",
    ),
    (np.floor, "the right answer rounded down: `//` keeps no fractions."),
    (np.cumsum, "the running sum of the right answer."),
)


def zeros(pairs: list[Pair]) -> str | None:
    """Nothing but zeros, where some of the right numbers are far from it."""
    if any(np.any(~(np.abs(pair.got) <= NOTHING)) for pair in pairs):
        return None
    if not any(np.any(np.abs(pair.expected) > 1e3 * NOTHING) for pair in pairs):
        return None
    return (
        "Every number is 0, up to rounding: something cancels (a sum over the "
        "wrong axis?), or an array of zeros is never filled, or is one of integers, which keeps "
        "no fractions."
    )


def function_of_right(pairs: list[Pair]) -> str | None:
    """The absolute value, square, exp, log, … of the right answer."""
    for function, words in FUNCTIONS:
        with np.errstate(all="ignore"):
            turned = [np.asarray(function(pair.expected)) for pair in pairs]
        if not all(
            t.shape == p.got.shape and same(p.got, t) for t, p in zip(turned, pairs, strict=True)
        ):
            continue
        # 0 and 1 alone, of a floating type, come from a comparison as well
        telling = any(p.whole or np.any(np.abs(t) > 1) for t, p in zip(turned, pairs, strict=True))
        if function in (np.trunc, np.floor) and not telling:
            continue
        return f"Your answer is {words}"
    return None


def truncated_once(pairs: list[Pair]) -> str | None:
    """Wrong in no case but those of whole numbers, where the fractions are lost."""
    wrong = [pair for pair in pairs if not same(pair.got, pair.expected)]
    if len(wrong) == len(pairs) or not all(
        same(pair.got, np.trunc(pair.expected)) and _has_whole_numbers(pair) for pair in wrong
    ):
        return None
    return (
        "Where the input holds whole numbers, the result is cut to whole numbers, too: an array of "
        "integers keeps no fractions (`np.zeros_like` and `.copy()` of one are integer arrays)."
    )


def _has_whole_numbers(pair: Pair) -> bool:
    return any(
        isinstance(value, np.ndarray) and value.ndim and value.dtype.kind in "iu"
        for value in pair.arguments.values()
    )


def rounded(pairs: list[Pair]) -> str | None:
    """The right answer, rounded."""
    for digits in range(6):
        if all(same(pair.got, np.round(pair.expected, digits)) for pair in pairs):
            return (
                f"Your answer is the right one rounded to {digits} decimals: leave all digits; "
                "round only when showing a number."
            )
    return None


def signs(pairs: list[Pair]) -> str | None:
    """Right sizes; some signs are wrong."""
    if all(same(np.abs(pair.got), np.abs(pair.expected)) for pair in pairs):
        return "Every number has the right size; some have the wrong sign."
    return None


def unchanging(pairs: list[Pair]) -> str | None:
    """The same answer for every case, though the right ones differ."""
    first = pairs[0]
    if len(pairs) < 2 or not all(
        pair.got.shape == first.got.shape and same(pair.got, first.got) for pair in pairs
    ):
        return None
    if all(
        pair.expected.shape == first.expected.shape and same(pair.expected, first.expected)
        for pair in pairs
    ):
        return None
    return (
        "Your function gives the same answer for every input: is it using its arguments, or "
        "variables of the notebook?"
    )


def unused(pairs: list[Pair]) -> str | None:
    """One of the arguments comes back as it was."""
    for name, value in pairs[0].arguments.items():
        if not isinstance(value, np.ndarray | float | int | np.generic):
            continue
        given = [pair.arguments.get(name) for pair in pairs]
        if all(
            isinstance(g, np.ndarray | float | int | np.generic)
            and np.shape(g) == pair.got.shape
            and np.asarray(g).dtype.kind in "iuf"
            and same(pair.got, g)
            for g, pair in zip(given, pairs, strict=True)
        ):
            return f"Your function returns its argument `{name}` as it came."
    return None
