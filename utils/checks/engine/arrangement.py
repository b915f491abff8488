"""Right numbers in the wrong place: transposed, reversed, shifted, in another order.

Each function takes the pairs of all cases and returns a sentence, or None when it does not fit.
"""

import itertools
from collections.abc import Callable

import numpy as np

from utils.checks.engine.leaves import Pair
from utils.checks.engine.scale import same


def transposed(pairs: list[Pair]) -> str | None:
    """Two axes are swapped (of square arrays; others differ in shape already)."""
    deepest = max(pair.got.ndim for pair in pairs)
    for first, second in itertools.combinations(range(deepest), 2):
        if _moved(pairs, second, np.swapaxes, first, second):
            if deepest == 2:
                return "Your answer is the right one transposed: `.T` is missing, or extra."
            return f"Your answer is the right one with axes {first} and {second} swapped."
    return None


def reversed_(pairs: list[Pair]) -> str | None:
    """Right numbers, last first, along one axis."""
    for axis in range(max(pair.got.ndim for pair in pairs)):
        if _moved(pairs, axis, np.flip, axis):
            return f"Your numbers are right but in reverse order{_along(pairs, axis)}."
    return None


def shifted(pairs: list[Pair]) -> str | None:
    """Right numbers, one place too early or too late along an axis."""
    for axis in range(max(pair.got.ndim for pair in pairs)):
        for step, words in ((1, "late"), (-1, "early")):
            if any(_moved(pairs, axis, move, step, axis) for move in (np.roll, _push)):
                return (
                    f"Your numbers are right but one place too {words}{_along(pairs, axis)}: "
                    "an index or a slice is off by one."
                )
    return None


def reordered(pairs: list[Pair]) -> str | None:
    """The same numbers in some other order."""
    if all(same(np.sort(pair.got, None), np.sort(pair.expected, None)) for pair in pairs):
        return "All the right numbers are there, in the wrong places: look at the order."
    return None


def _moved(pairs: list[Pair], axis: int, move: Callable[..., np.ndarray], *how: int) -> bool:
    """Say whether `move(expected, *how)` is what came, in every case; all must have that axis."""
    return all(
        pair.got.ndim > axis
        and (moved := move(pair.expected, *how)).shape == pair.got.shape
        and same(pair.got, moved)
        for pair in pairs
    )


def _push(array: np.ndarray, step: int, axis: int) -> np.ndarray:
    """Roll, and fill the place that becomes free with zeros."""
    moved = np.roll(array, step, axis)
    if array.shape[axis]:
        np.moveaxis(moved, axis, 0)[0 if step > 0 else -1] = 0
    return moved


def _along(pairs: list[Pair], axis: int) -> str:
    return f" along axis {axis}" if any(pair.got.ndim > 1 for pair in pairs) else ""
