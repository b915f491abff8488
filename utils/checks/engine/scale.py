"""Wrong by a factor or an offset, and by which: patterns that come free for every exercise.

Each function takes the pairs of all cases and returns a sentence, or None when it does not fit.
"""

import itertools
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from utils.checks.engine.leaves import Pair
from utils.checks.engine.show import number

FIXED = {
    "−1": (-1.0, "a sign is wrong, or a minus is missing or one too many."),
    "2": (2.0, "a factor 1/2 is missing, or something is counted twice."),
    "1/2": (0.5, "a factor 2 is missing, or something is halved that should not be."),
    "−2": (-2.0, ""),
    "−1/2": (-0.5, ""),
    "ln 2 (0.6931)": (math.log(2), "a logarithm to base 2 and a natural one are mixed up."),
    "1/ln 2 (1.4427)": (
        1 / math.log(2),
        "`np.log2` gives bits; the natural logarithm `np.log` gives nats.",
    ),
    "−ln 2": (-math.log(2), ""),
    "−1/ln 2": (-1 / math.log(2), ""),
    "ln 10": (math.log(10), ""),
    "1/ln 10": (1 / math.log(10), ""),
    "π": (math.pi, ""),
    "2π": (2 * math.pi, ""),
    "√(2π)": (math.sqrt(2 * math.pi), ""),
    "√2": (math.sqrt(2), ""),
    "1/√2": (math.sqrt(0.5), ""),
    "100": (100.0, ""),
    "1/100": (0.01, ""),
}
"""Factors that are the same in every case, and what may be the reason."""

COUNT = "Is the count to divide by n or n − 1?"
ROOT = "Is a square root missing, or one too many?"
ONCE = "Is it used once too often, or not at all?"
OF_SIZES = (
    ("n", lambda n: n, "Is a sum taken where a mean is wanted?"),
    ("1/n", lambda n: 1 / n, "Is a mean taken where a sum is wanted, or divided twice?"),
    ("(n − 1)", lambda n: n - 1, COUNT),
    ("1/(n − 1)", lambda n: 1 / (n - 1), COUNT),
    ("n/(n − 1)", lambda n: n / (n - 1), COUNT),
    ("(n − 1)/n", lambda n: (n - 1) / n, COUNT),
    ("√n", math.sqrt, ROOT),
    ("1/√n", lambda n: 1 / math.sqrt(n), ROOT),
)
"""Factors made of the size n of an argument."""

OF_NUMBERS = (("{}", lambda x: x), ("1/{}", lambda x: 1 / x), ("{}²", lambda x: x * x))
"""Factors made of an argument that is a number."""

CLOSE = 1e-6


def same(a: Any, b: Any) -> bool:
    """Say whether two arrays of one shape hold the same numbers, up to rounding."""
    with np.errstate(all="ignore"):
        return bool(np.allclose(a, b, rtol=CLOSE, atol=1e-9, equal_nan=True))


def factor(pairs: list[Pair]) -> str | None:
    """Every number is the right one times a factor: −1, 2, ln 2, 1/N of an axis, or a number."""
    ratios = [_ratio(pair) for pair in pairs]
    if any(ratio == "none" for ratio in ratios):
        return None
    known = [(pair, ratio) for pair, ratio in zip(pairs, ratios, strict=True) if ratio is not None]
    if not known or all(_equal(ratio, 1.0) for _, ratio in known):
        return None
    first, (words, advice) = known[0][1], _of_arguments(known)
    if not all(_equal(ratio, first) for _, ratio in known):
        return f"Your numbers are the right ones times {words}. {advice}" if words else None
    # the same in every case: then it is the size of an argument by chance alone
    also = f" (Here that is also {words}.)" if words and not _equal(first, -1.0) else ""
    for name, (value, reason) in FIXED.items():
        if _equal(first, value):
            reason = reason or "look for a constant factor."
            return f"Your numbers are {name} times the right ones: {reason}{also}"
    if sum(int(np.count_nonzero(pair.expected)) for pair, _ in known) > 1:
        return f"Your numbers are {number(first)} times the right ones, in every case.{also}"
    return None


def offset(pairs: list[Pair]) -> str | None:
    """Every number is the right one plus a constant."""
    gaps = [pair.got - pair.expected for pair in pairs if pair.got.size]
    if not gaps or sum(gap.size for gap in gaps) < 2 or not _finite(gaps):
        return None
    if all(same(gap, gap.ravel()[0]) for gap in gaps):
        firsts = [float(gap.ravel()[0]) for gap in gaps]
        if all(_equal(first, firsts[0]) for first in firsts):
            word = "too large" if firsts[0] > 0 else "too small"
            return f"Every number is {word} by the same amount, {number(abs(firsts[0]))}."
        if all(gap.size > 1 for gap in gaps):
            return (
                "Within each case every number is off by the same amount, another one for each "
                "case: a term that is added to all of them is wrong or missing."
            )
    if all(gap.ndim == 2 and same(gap, gap[:, :1] + 0 * gap) and gap.shape[1] > 1 for gap in gaps):
        return (
            "Within each row every number is off by the same amount: a term that is added to "
            "the whole row (a maximum, a normaliser, a bias) is wrong, missing or there twice."
        )
    return None


def normalisation(pairs: list[Pair]) -> str | None:
    """Right proportions, wrong total: of the whole, or of each row or column."""
    live = [pair for pair in pairs if pair.got.size > 1]
    if (
        not live
        or len(live) < len([p for p in pairs if p.got.size])
        or not _finite([pair.got for pair in live])
    ):
        return None
    for axis, words in ((None, "all numbers"), (-1, "each row"), (0, "each column")):
        if axis is not None and any(pair.got.ndim < 2 for pair in live):
            continue
        if all(_proportional(pair, axis) for pair in live):
            return (
                f"The proportions are right and the size is not: {words} would have to be "
                "multiplied or divided by something, such as the total or a count. Is a "
                "normalisation wrong, missing or one too many?"
            )
    return None


def _proportional(pair: Pair, axis: int | None) -> bool:
    top = np.sum(pair.got * pair.expected, axis=axis, keepdims=True)
    bottom = np.sum(pair.expected**2, axis=axis, keepdims=True)
    if np.any(bottom == 0) or np.any(top == 0):
        return False
    length = pair.got.size if axis is None else pair.got.shape[axis]
    return length > 1 and same(pair.got, pair.expected * (top / bottom))


def _ratio(pair: Pair) -> Any:
    """Return got/expected when it is one number, None when both are zero, else "none"."""
    got, expected = pair.got.ravel(), pair.expected.ravel()
    if not expected.size:
        return None
    finite = np.isfinite(expected)
    if not np.isfinite(got[finite]).all() or not finite.any():
        return "none"
    place = int(np.argmax(np.where(finite, np.abs(expected), 0)))
    if expected[place] == 0:
        return None if same(got, expected) else "none"
    ratio = got[place] / expected[place]
    if isinstance(ratio, complex) or ratio == 0 or not same(got, ratio * expected):
        return "none"
    return float(ratio)


def _of_arguments(known: list[tuple[Pair, Any]]) -> tuple[str, str]:
    """Return what the factors are in terms of the arguments, and advice; or two empty texts."""
    ratios = [ratio for _, ratio in known]
    for words, values, advice in _candidates([pair for pair, _ in known]):
        for minus, sign in (("", 1), ("−", -1)):
            if all(_equal(r, sign * v) for r, v in zip(ratios, values, strict=True)):
                return minus + words, advice
    return "", ""


def _candidates(pairs: list[Pair]) -> Iterator[tuple[str, list[float], str]]:
    """Yield factors made of the arguments: words, its value in each case, and advice."""
    sizes = [_sizes(pair) for pair in pairs]
    for name in sizes[0]:
        for words, of, advice in OF_SIZES:
            yield f"{words}, where n is {name}", [_value(of, s.get(name)) for s in sizes], advice
    for name in pairs[0].arguments:
        for words, of in OF_NUMBERS:
            values = [_value(of, pair.arguments.get(name)) for pair in pairs]
            yield words.format(f"`{name}`"), values, ONCE
    # a mean over the wrong axis
    for top, bottom in itertools.permutations(sizes[0], 2):
        quotients = [s.get(top, math.nan) / (s.get(bottom) or math.nan) for s in sizes]
        words = f"n/m, where n is {top} and m is {bottom}"
        yield words, quotients, "Is it divided by the wrong count?"


def _value(of: Callable[[Any], Any], x: Any) -> float:
    """Return `of(x)`, or NaN where x is no number, or none that `of` can take."""
    if isinstance(x, bool) or not isinstance(x, int | float | np.number):
        return math.nan
    try:
        return float(of(x))
    except (ArithmeticError, ValueError):
        return math.nan


def _sizes(pair: Pair) -> dict[str, int]:
    """Return the sizes of the arguments, in words, the likeliest first."""
    found: dict[str, int] = {}
    for name, value in pair.arguments.items():
        shape = np.shape(value) if isinstance(value, np.ndarray | list) else ()
        axes = {1: ["the length"], 2: ["the number of rows", "the number of columns"]}
        words = axes.get(len(shape), [f"the length of axis {i}" for i in range(len(shape))])
        found |= {f"{word} of `{name}`": n for word, n in zip(words, shape, strict=True)}
        if len(shape) > 1:
            found[f"the number of entries of `{name}`"] = math.prod(shape)
    return found


def _equal(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=CLOSE)


def _finite(arrays: list[np.ndarray]) -> bool:
    return all(np.isfinite(array).all() for array in arrays)
