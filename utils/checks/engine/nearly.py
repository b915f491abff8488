"""Right but for something small: an ε that was added, too few digits, a lost infinity.

Each function takes the pairs of all cases and returns a sentence, or None when it does not fit.
"""

from dataclasses import replace

import numpy as np

from utils.checks.engine.leaves import Pair
from utils.checks.engine.scale import CLOSE
from utils.checks.engine.show import number

NEAR = 1e-3
"""How far off is still called nearly right, relative to the numbers of a case or to 1."""


def hardly_off(pairs: list[Pair]) -> str | None:
    """Off by so little that every other pattern would take it for right."""
    return _off(pairs, CLOSE)


def nearly_right(pairs: list[Pair]) -> str | None:
    """Off by a thousandth at most."""
    return _off(pairs, NEAR)


def lost_infinity(pairs: list[Pair]) -> str | None:
    """Finite where the right answer is infinite, and about right everywhere else."""
    lost = any(np.any(np.isinf(pair.expected) & np.isfinite(pair.got)) for pair in pairs)
    if not lost or _largest_gap(pairs, 100 * NEAR) is None:  # the infinity is what tells
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


def _off(pairs: list[Pair], limit: float) -> str | None:
    if any(np.any(np.isfinite(pair.got) != np.isfinite(pair.expected)) for pair in pairs):
        return None
    gap = _largest_gap(pairs, limit)
    if not gap:
        return None
    return (
        f"Your numbers are nearly right, off by {number(gap, 2)} at most. Is something small (an "
        "ε) added or clipped, a constant written with few digits, or a number rounded on the way?"
    )


def _largest_gap(pairs: list[Pair], limit: float) -> float | None:
    """Return the largest distance of two finite numbers; None if one is beyond the limit."""
    largest, typical = 0.0, min(max(map(_size, pairs), default=0.0), 1.0)
    for pair in pairs:
        finite = np.isfinite(pair.expected)
        if not np.isfinite(pair.got[finite]).all():
            return None
        if finite.any():
            gap = float(np.max(np.abs(pair.got[finite] - pair.expected[finite])))
            if gap > limit * max(_size(pair), typical):
                return None
            largest = max(largest, gap)
    return largest


def _size(pair: Pair) -> float:
    """Return the largest finite number expected, without its sign."""
    finite = np.isfinite(pair.expected)
    return float(np.max(np.abs(pair.expected[finite]), initial=0.0))
