"""A known function of the right answer, of the input, or of nothing at all.

Each function takes the pairs of all cases and returns a sentence, or None when it does not fit.
"""

from collections.abc import Callable

import numpy as np

from utils.checks.engine.leaves import Pair
from utils.checks.engine.scale import same

NOTHING = 1e-9
"""A number smaller than this is 0 up to rounding."""

DIGITS = 12
"""Rounding to this many digits or more is as good as none."""

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
    if all(pair.got.ndim == 0 for pair in pairs):
        return "It is 0, up to rounding, in every case: does anything change its first value?"
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


def right_after(pairs: list[Pair]) -> str | None:
    """The right answer is this one rounded down, up or to the nearest whole number."""
    for function, words in ((np.floor, "down"), (np.ceil, "up"), (np.round, "to whole numbers")):
        if all(same(function(pair.got), pair.expected) for pair in pairs):
            slashes = " Is `//` meant for `/`?" if function is np.floor else ""
            return f"The right answer is yours rounded {words}: the fractions are to go.{slashes}"
    return None


def one_end(pairs: list[Pair]) -> str | None:
    """Only the first or the last item along axis 0 is right; the others are 0, or like it."""
    long = [pair for pair in pairs if pair.got.ndim and len(pair.got) > 1]
    short = [pair for pair in pairs if not (pair.got.ndim and len(pair.got) > 1)]
    if not long or not all(same(pair.got, pair.expected) for pair in short):
        return None
    for place, word in ((0, "first"), (-1, "last")):
        kept = [np.zeros_like(pair.expected) for pair in long]
        for array, pair in zip(kept, long, strict=True):
            array[place] = pair.expected[place]
        if all(same(pair.got, array) for pair, array in zip(long, kept, strict=True)):
            cause = "end after its first round" if place == 0 else "start afresh in every round"
            return (
                f"Only the {word} {_items(long)} is right, the others are 0: does a loop {cause}?"
            )
        same_all = [np.broadcast_to(p.expected[place], p.expected.shape) for p in long]
        if all(same(pair.got, array) for pair, array in zip(long, same_all, strict=True)):
            return (
                f"Every {_items(long)} is the right {word} one: is one array used for all of them, "
                "or an index left out?"
            )
    rows_equal = all(same(pair.got, np.broadcast_to(pair.got[0], pair.got.shape)) for pair in long)
    if rows_equal and any(pair.got.ndim > 1 for pair in long):
        return (
            "Every row is the same: is one row used for all of them (`[[0] * n] * m` repeats one "
            "list), or an index left out?"
        )
    return None


def _items(pairs: list[Pair]) -> str:
    return "number" if all(pair.got.ndim == 1 for pair in pairs) else "item along axis 0"


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
    """The right answer, rounded; to so many digits that it must be looked at closely."""
    for digits in range(DIGITS):
        if _equal_after(pairs, lambda x, digits=digits: np.round(x, digits)):
            return _rounded_words(f"{digits} decimals")
    for digits in range(1, DIGITS):
        if _equal_after(pairs, lambda x, digits=digits: _significant(x, digits)):
            return _rounded_words(f"{digits} significant digits")
    return None


def _equal_after(pairs: list[Pair], change: Callable[[np.ndarray], np.ndarray]) -> bool:
    return all(
        np.allclose(pair.got, change(pair.expected), rtol=1e-14, atol=1e-15, equal_nan=True)
        for pair in pairs
    )


def _significant(array: np.ndarray, digits: int) -> np.ndarray:
    return np.array([float(f"{x:.{digits}g}") for x in array.ravel()]).reshape(array.shape)


def _rounded_words(how: str) -> str:
    return (
        f"Your answer is the right one rounded to {how}: leave all digits; round only when "
        "showing a number."
    )


def unchanging(pairs: list[Pair]) -> str | None:
    """The same answer for every case, though the right ones differ."""
    if not _all_alike([p.got for p in pairs]) or _all_alike([p.expected for p in pairs]):
        return None
    return (
        "Your function gives the same answer for every input: is it using its arguments, or "
        "variables of the notebook?"
    )


def _all_alike(arrays: list[np.ndarray]) -> bool:
    return all(a.shape == arrays[0].shape and same(a, arrays[0]) for a in arrays)


def unused(pairs: list[Pair]) -> str | None:
    """One of the arguments comes back as it was."""
    for name in pairs[0].arguments:
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
