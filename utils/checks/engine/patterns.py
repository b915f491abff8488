"""The general diagnoses of wrong values, tried in this order; the first that fits every case."""

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

from utils.checks.engine import arrangement, closeness, scale, transforms
from utils.checks.engine.compare import alike
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.leaves import Leaf, Pair, leaves

PATTERNS: tuple[Callable[[list[Pair]], str | None], ...] = (
    transforms.zeros,
    transforms.rounded,
    closeness.hardly_off,
    closeness.lost_infinity,
    scale.factor,
    transforms.unused,
    transforms.unchanging,
    arrangement.transposed,
    arrangement.reversed_,
    arrangement.shifted,
    transforms.function_of_right,
    transforms.one_end,
    transforms.right_after,
    scale.offset,
    scale.normalisation,
    arrangement.reordered,
    closeness.nearly_right,
    closeness.cut_off,
    closeness.mostly_nearly_right,
    transforms.truncated_once,
)

MOST_ITEMS = 6
"""Of a tuple with more items than this in the wrong place, not every order is tried."""

RIGHT = "Right: "
"""Begins the line that says which parts are right and which are wrong."""

MOST_NAMED = 16
"""Of more parts than this it is not said which are right."""


def wrong_values(
    exercise: Exercise, arguments: list[dict[str, Any]], got: list[Any], expected: list[Any]
) -> str:
    """Return which parts of a result are wrong, and in what way; '' when no pattern fits.

    arguments, got, expected : one for each case that returned something, as plain values
    """

    def name(leaf: Leaf) -> str:
        return f"`{exercise.leaf_name(leaf.path)}`"

    found = leaves(arguments, got, expected, exercise.rtol, exercise.atol)
    said = swapped_items(exercise, got, expected)
    if said is None and len(found) == 1:
        return _leaf_pattern(found[0]) or ""
    wrong = [leaf for leaf in found if not all(leaf.right)]
    right = [name(leaf) for leaf in found if all(leaf.right)]
    messages: dict[str, list[str]] = {}
    for leaf in wrong[:MOST_ITEMS] if said is None else ():
        words = _other_part(exercise, leaf, found) or _leaf_pattern(leaf)
        if words:
            messages.setdefault(words, []).append(name(leaf))
    lines = [f"{', '.join(names)}: {words}" for words, names in messages.items()] or [said or ""]
    if right and wrong and len(found) <= MOST_NAMED:
        off = ", ".join(map(name, wrong))
        lines.insert(0, f"{RIGHT}{', '.join(right)}. Wrong: {off}.")
    return "\n".join(filter(None, lines))


def _leaf_pattern(leaf: Leaf) -> str | None:
    pairs = [pair for pair in leaf.pairs if pair is not None]
    if len(pairs) < len(leaf.pairs) or not pairs:
        return None
    if any("c" in (pair.got.dtype.kind, pair.expected.dtype.kind) for pair in pairs):
        return scale.factor(pairs)
    with np.errstate(all="ignore"):
        for pattern in PATTERNS:
            words = pattern(pairs)
            if words:
                return words
    return None


def _other_part(exercise: Exercise, leaf: Leaf, found: list[Leaf]) -> str | None:
    """Say so when one part of the result is what another should be, as `(seen, seen)`."""
    for other in found:
        rows = zip(leaf.pairs, other.pairs, strict=True)
        if other is not leaf and all(mine and right and _is(mine, right) for mine, right in rows):
            return f"It is what `{exercise.leaf_name(other.path)}` should be."
    return None


def _is(mine: Pair, right: Pair) -> bool:
    return mine.got.shape == right.expected.shape and scale.same(mine.got, right.expected)


def swapped_items(exercise: Exercise, got: list[Any], expected: list[Any]) -> str | None:
    """Say so when a tuple has the right items in another order, the same one in every case."""
    if not got or not all(isinstance(item, tuple) for item in [*got, *expected]):
        return None
    count = len(expected[0])
    if any(len(item) != count for item in [*got, *expected]):
        return None

    def same(mine: int, theirs: int) -> bool:
        rows = zip(got, expected, strict=True)
        return all(alike(g[mine], e[theirs], exercise.rtol, exercise.atol) for g, e in rows)

    fits = {(a, b): same(a, b) for a in range(count) for b in range(count)}
    wrong = [place for place in range(count) if not fits[place, place]]
    names = [f"`{exercise.leaf_name((place,))}`" for place in range(count)]
    # first two items alone, whatever else is wrong; then any order in which everything is right
    for a, b in itertools.combinations(wrong, 2):
        if fits[a, b] and fits[b, a]:
            return f"{names[a]} and {names[b]} are returned in each other's place."
    for order in itertools.permutations(wrong) if len(wrong) <= MOST_ITEMS else ():
        if wrong and all(fits[mine, theirs] for mine, theirs in zip(wrong, order, strict=True)):
            moved = dict(zip(wrong, order, strict=True))
            yours = ", ".join(names[moved.get(place, place)] for place in range(count))
            return (
                f"Everything is right but the order: you return {yours}; wanted is "
                f"{', '.join(names)}."
            )
    return None
