"""Results taken apart into arrays, so that one wrong part of a tuple or dict is looked at alone."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from utils.checks.engine.compare import alike, is_number
from utils.checks.engine.snapshot import Tensor, in_form_of


@dataclass(frozen=True)
class Pair:
    """One part of one case's result beside what is expected: two arrays of the same shape.

    arguments : the case's arguments by name, as plain values
    whole : what came is an array of integers
    """

    arguments: dict[str, Any]
    got: np.ndarray
    expected: np.ndarray
    whole: bool = False


@dataclass(frozen=True)
class Leaf:
    """The same part of the results of all cases.

    path : keys that lead to it
    pairs : one for each case, None where it is not two equally shaped arrays of numbers
    right : for each case, whether it is right
    """

    path: tuple
    pairs: list[Pair | None]
    right: list[bool]


def leaves(
    arguments: list[dict[str, Any]], got: list[Any], expected: list[Any], rtol: float, atol: float
) -> list[Leaf]:
    """Return the parts in which results and expectations can be compared, case by case.

    Cases whose results have another structure than expected contribute None.
    """
    found = []
    for path in paths(expected[0]) if expected else []:
        pairs, right = [], []
        for given, mine, theirs in zip(arguments, got, expected, strict=True):
            a, b = follow(mine, path), follow(theirs, path)
            right.append(alike(a, b, rtol, atol))
            whole = isinstance(a, np.ndarray) and a.dtype.kind in "iu"
            a, b = numbers(in_form_of(a, b)), numbers(b)
            both = a is not None and b is not None and a.shape == b.shape
            pairs.append(Pair(given, a, b, whole) if both else None)
        found.append(Leaf(path, pairs, right))
    return found


def numbers(value: Any) -> np.ndarray | None:
    """Return numbers as a float array (complex stays complex); None for anything else."""
    if isinstance(value, Tensor):
        value = value.array
    if isinstance(value, list):
        if not value or not all(is_number(item) for item in value):
            return None
        value = np.asarray(value)
    if not (isinstance(value, np.ndarray | np.generic) or is_number(value)):
        return None
    array = np.asarray(value)
    if array.dtype.kind == "c":
        return array
    return array.astype(float) if array.dtype.kind in "iuf" else None


def paths(value: Any, path: tuple = ()) -> list[tuple]:
    """Return the keys that lead to each part of a result; `[()]` where it is one part."""
    if isinstance(value, dict) and value:
        return [p for key in value for p in paths(value[key], (*path, key))]
    if isinstance(value, tuple) and value:
        return [p for i, item in enumerate(value) for p in paths(item, (*path, i))]
    return [path]


def follow(value: Any, path: tuple) -> Any:
    """Return the part at the end of `path`, or None when there is none."""
    for key in path:
        try:
            value = value[key]
        except (TypeError, KeyError, IndexError, ValueError):
            return None
    return value
