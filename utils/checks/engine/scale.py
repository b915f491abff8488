"""Wrong by a factor or an offset, and by which: patterns that come free for every exercise.

Each function takes the pairs of all cases and returns a sentence, or None when it does not fit.
"""

import itertools
import math
from typing import Any

import numpy as np

from utils.checks.engine.leaves import Pair
from utils.checks.engine.show import number

FIXED = {
    "−1": -1.0,
    "2": 2.0,
    "1/2": 0.5,
    "−2": -2.0,
    "−1/2": -0.5,
    "ln 2 (0.6931)": math.log(2),
    "1/ln 2 (1.4427)": 1 / math.log(2),
    "−ln 2": -math.log(2),
    "−1/ln 2": -1 / math.log(2),
    "ln 10": math.log(10),
    "1/ln 10": 1 / math.log(10),
    "π": math.pi,
    "2π": 2 * math.pi,
    "√(2π)": math.sqrt(2 * math.pi),
    "√2": math.sqrt(2),
    "1/√2": math.sqrt(0.5),
    "100": 100.0,
    "1/100": 0.01,
}
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
    for words, value in FIXED.items():
        if all(_equal(ratio, value) for _, ratio in known):
            return _factor_words(words, pairs, known)
    for words in _candidates(known[0][0]):
        values = [_candidates(pair).get(words) for pair, _ in known]
        if all(v is not None and _equal(r, v) for v, (_, r) in zip(values, known, strict=True)):
            return f"Your numbers are the right ones times {words}. {_size_advice(words)}"
    said = _quotient(known)
    if said:
        return said
    first = known[0][1]
    enough = sum(int(np.count_nonzero(pair.expected)) for pair, _ in known) > 1
    if enough and all(_equal(ratio, first) for _, ratio in known):
        return f"Your numbers are {number(first)} times the right ones, in every case."
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


def _candidates(pair: Pair) -> dict[str, float]:
    """Return factors that sizes and numbers among the arguments suggest, in words."""
    found: dict[str, float] = {}
    for name, value in pair.arguments.items():
        if isinstance(value, np.ndarray | list) and np.ndim(value):
            for words, size in _sizes(name, np.shape(value)):
                for sign, minus in ((1, ""), (-1, "−")):
                    found |= {
                        f"{minus}n, where n is {words}": sign * float(size),
                        f"{minus}1/n, where n is {words}": sign / max(size, 1),
                        f"{minus}(n − 1), where n is {words}": sign * (size - 1.0),
                        f"{minus}1/(n − 1), where n is {words}": sign / max(size - 1, 1),
                        f"{minus}n/(n − 1), where n is {words}": sign * size / max(size - 1, 1),
                        f"{minus}(n − 1)/n, where n is {words}": sign * (size - 1) / max(size, 1),
                        f"{minus}√n, where n is {words}": sign * math.sqrt(size),
                        f"{minus}1/√n, where n is {words}": sign / math.sqrt(max(size, 1)),
                    }
        elif isinstance(value, int | float | np.number) and not isinstance(value, bool) and value:
            number_ = float(value)
            found |= {
                f"`{name}`": number_,
                f"1/`{name}`": 1 / number_,
                f"`{name}`²": number_**2 if abs(number_) < 1e100 else math.inf,
                f"−`{name}`": -number_,
            }
    return found


def _quotient(known: list[tuple[Pair, Any]]) -> str | None:
    """A mean over the wrong axis, say: the factor is one size over another, and not always 1."""
    sizes = [_all_sizes(pair) for pair, _ in known]
    ratios = [ratio for _, ratio in known]
    if len({round(ratio, 9) for ratio in ratios}) < 2:
        return None
    for top, bottom in itertools.permutations(sizes[0], 2):
        if all(top in s and s.get(bottom) for s in sizes) and all(
            _equal(r, s[top] / s[bottom]) for r, s in zip(ratios, sizes, strict=True)
        ):
            return (
                f"Your numbers are the right ones times n/m, where n is {top} and m is {bottom}. "
                "Is it divided by the wrong count?"
            )
    return None


def _all_sizes(pair: Pair) -> dict[str, int]:
    return {
        words: size
        for name, value in pair.arguments.items()
        if isinstance(value, np.ndarray | list) and np.ndim(value)
        for words, size in _sizes(name, np.shape(value))
    }


def _sizes(name: str, shape: tuple[int, ...]) -> list[tuple[str, int]]:
    if len(shape) == 1:
        return [(f"the length of `{name}`", shape[0])]
    if len(shape) == 2:
        named = [(f"the number of rows of `{name}`", shape[0])]
        named.append((f"the number of columns of `{name}`", shape[1]))
    else:
        named = [(f"the length of axis {i} of `{name}`", n) for i, n in enumerate(shape)]
    return [*named, (f"the number of entries of `{name}`", math.prod(shape))]


def _factor_words(words: str, pairs: list[Pair], known: list[tuple[Pair, Any]]) -> str:
    advice = {
        "−1": "a sign is wrong, or a minus is missing or one too many.",
        "2": "a factor 1/2 is missing, or something is counted twice.",
        "1/2": "a factor 2 is missing, or something is halved that should not be.",
        "ln 2 (0.6931)": "a logarithm to base 2 and a natural one are mixed up.",
        "1/ln 2 (1.4427)": "`np.log2` gives bits; the natural logarithm `np.log` gives nats.",
    }
    said = f"Your numbers are {words} times the right ones: "
    return said + advice.get(words, "look for a constant factor.") + _also(words, known)


def _also(words: str, known: list[tuple[Pair, Any]]) -> str:
    """Mention a size that happens to be the same number in every case."""
    if words not in ("2", "1/2", "−2", "−1/2"):
        return ""
    for name in _candidates(known[0][0]):
        values = [_candidates(pair).get(name) for pair, _ in known]
        if all(v is not None and _equal(r, v) for v, (_, r) in zip(values, known, strict=True)):
            return f" (Here that is also {name}.)"
    return ""


def _size_advice(words: str) -> str:
    if words.startswith(("1/n", "−1/n")):
        return "Is a mean taken where a sum is wanted, or divided twice?"
    if words.startswith(("n,", "−n,")):
        return "Is a sum taken where a mean is wanted?"
    if "n − 1" in words:
        return "Is the count to divide by n or n − 1?"
    if words.startswith("√") or "√n" in words:
        return "Is a square root missing, or one too many?"
    return "Is it used once too often, or not at all?"


def _equal(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=CLOSE)


def _finite(arrays: list[np.ndarray]) -> bool:
    return all(np.isfinite(array).all() for array in arrays)
