"""Right numbers in the wrong place: transposed, reversed, shifted, in another order.

Each function takes the pairs of all cases and returns a sentence, or None when it does not fit.
"""

from collections.abc import Callable

import numpy as np

from utils.checks.engine.leaves import Pair
from utils.checks.engine.scale import same


def transposed(pairs: list[Pair]) -> str | None:
    """Two axes are swapped (of square arrays; others differ in shape already)."""
    deepest = max((pair.got.ndim for pair in pairs), default=0)
    for first in range(deepest):
        for second in range(first + 1, deepest):

            def swap(array: np.ndarray, a: int = first, b: int = second) -> np.ndarray | None:
                return np.swapaxes(array, a, b) if array.ndim > b else None

            if _fits(pairs, swap):
                if deepest == 2:
                    return "Your answer is the right one transposed: `.T` is missing, or extra."
                return f"Your answer is the right one with axes {first} and {second} swapped."
    return None


def reversed_(pairs: list[Pair]) -> str | None:
    """Right numbers, last first, along one axis."""
    for axis in range(max((pair.got.ndim for pair in pairs), default=0)):

        def turn(array: np.ndarray, axis: int = axis) -> np.ndarray | None:
            return np.flip(array, axis) if array.ndim > axis else None

        if _fits(pairs, turn):
            return f"Your numbers are right but in reverse order{_along(pairs, axis)}."
    return None


def shifted(pairs: list[Pair]) -> str | None:
    """Right numbers, one place too early or too late along an axis."""
    for axis in range(max((pair.got.ndim for pair in pairs), default=0)):
        for step, words in ((1, "late"), (-1, "early")):

            def roll(array: np.ndarray, axis: int = axis, step: int = step) -> np.ndarray | None:
                return np.roll(array, step, axis) if array.ndim > axis else None

            def push(array: np.ndarray, axis: int = axis, step: int = step) -> np.ndarray | None:
                return _push(array, axis, step) if array.ndim > axis else None

            for move in (roll, push):
                if _fits(pairs, move):
                    return (
                        f"Your numbers are right but one place too {words}{_along(pairs, axis)}: "
                        "an index or a slice is off by one."
                    )
    return None


def reordered(pairs: list[Pair]) -> str | None:
    """The same numbers in some other order."""

    def sorted_(array: np.ndarray) -> np.ndarray:
        return np.sort(array, axis=None)

    if all(same(sorted_(pair.got), sorted_(pair.expected)) for pair in pairs):
        return "All the right numbers are there, in the wrong places: look at the order."
    return None


def _fits(pairs: list[Pair], move: Callable[[np.ndarray], np.ndarray | None]) -> bool:
    """Say whether moving the expected numbers gives what came, in every case."""
    for pair in pairs:
        moved = move(pair.expected)
        if moved is None or moved.shape != pair.got.shape or not same(pair.got, moved):
            return False
    return bool(pairs)


def _push(array: np.ndarray, axis: int, step: int) -> np.ndarray:
    moved = np.roll(array, step, axis)
    index: list = [slice(None)] * array.ndim
    index[axis] = 0 if step > 0 else -1
    if array.shape[axis]:
        moved[tuple(index)] = 0
    return moved


def _along(pairs: list[Pair], axis: int) -> str:
    return f" along axis {axis}" if any(pair.got.ndim > 1 for pair in pairs) else ""
