"""Right but for something small: an ε that was added, too few digits, a lost infinity.

Each function takes the pairs of all cases and returns a sentence, or None when it does not fit.
"""

from dataclasses import replace

import numpy as np

from utils.checks.engine.leaves import Pair
from utils.checks.engine.scale import CLOSE, same
from utils.checks.engine.show import number

NEAR = 1e-3
"""How far off is still called nearly right, relative to the numbers of a case or to 1."""


def hardly_off(pairs: list[Pair]) -> str | None:
    """Off by so little that every other pattern would take it for right."""
    return nearly_right(pairs, CLOSE)


def nearly_right(pairs: list[Pair], limit: float = NEAR) -> str | None:
    """Off by a thousandth at most."""
    if any(np.any(np.isfinite(pair.got) != np.isfinite(pair.expected)) for pair in pairs):
        return None
    gap = _largest_gap(pairs, limit)
    if not gap:
        return None
    return (
        f"Your numbers are nearly right, off by {number(gap, 2)} at most. Is something small (an "
        "ε) added or clipped, a constant written with few digits, or a number rounded on the way?"
    )


def mostly_nearly_right(pairs: list[Pair]) -> str | None:
    """Off by a thousandth at most in three cases of four, as an ε does to all but small numbers."""
    off = [pair for pair in pairs if not same(pair.got, pair.expected)]
    if len(off) < 3 or not _mostly_near(off):
        return None
    return (
        "Your numbers are nearly right in most cases, and further off in a few. Is something small "
        "(an ε) added or clipped where a number may be small itself?"
    )


def _mostly_near(pairs: list[Pair]) -> bool:
    finite = [pair for pair in pairs if np.isfinite(pair.expected).any()]
    near = sum(_largest_gap([pair], NEAR) is not None for pair in finite)
    return bool(finite) and 4 * near >= 3 * len(finite)


def lost_infinity(pairs: list[Pair]) -> str | None:
    """Finite where the right answer is infinite, and about right in most other cases."""
    lost = any(np.any(np.isinf(pair.expected) & np.isfinite(pair.got)) for pair in pairs)
    if not lost or not _mostly_near(pairs):
        return None
    return (
        "Where the right answer is infinite, yours is a finite number. Is something small (an ε) "
        "added or clipped, or an infinity replaced or left out?"
    )


def cut_off(pairs: list[Pair]) -> str | None:
    """Right, except that no number goes below (or above) some limit."""
    if not all(np.isfinite(pair.got).all() for pair in pairs):
        return None
    every = np.concatenate([pair.got.ravel() for pair in pairs])
    right = np.concatenate([pair.expected.ravel() for pair in pairs])
    for cut, word, limit in (
        (np.maximum, "below", every.min()),
        (np.minimum, "above", every.max()),
    ):
        held = cut(right, limit) != right
        if held.sum() < 2 or held.all():  # one alone is simply wrong
            continue
        kept = [replace(pair, expected=cut(pair.expected, limit)) for pair in pairs]
        if _largest_gap(kept, NEAR) is not None:
            return (
                f"No number of yours is {word} {number(limit, 4)}, though some right ones are; the "
                "others are right. Is something clipped, or an ε added?"
            )
    return None


def _largest_gap(pairs: list[Pair], limit: float) -> float | None:
    """Return the largest distance of two finite numbers; None if one is beyond the limit."""
    largest, typical = 0.0, min(max(map(_size, pairs), default=0.0), 1.0)
    for pair in pairs:
        finite = np.isfinite(pair.expected)
        if not np.isfinite(pair.got[finite]).all():
            return None
        if finite.any():
            usual = max(min(_size(pair), 10.0), typical)
            gaps = np.abs(pair.got[finite] - pair.expected[finite])
            # subtle: a large number beside it excuses no other
            if np.any(gaps > limit * np.maximum(np.abs(pair.expected[finite]), usual)):
                return None
            largest = max(largest, float(gaps.max()))
    return largest


def _size(pair: Pair) -> float:
    """Return the largest finite number expected, without its sign."""
    finite = np.isfinite(pair.expected)
    return float(np.max(np.abs(pair.expected[finite]), initial=0.0))
