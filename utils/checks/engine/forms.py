"""Lists, tuples and arrays that stand for one another."""

from typing import Any

import numpy as np


def in_form_of(got: Any, expected: Any) -> Any:
    """Return `got` as an array, tuple or list, whichever `expected` is, where its values allow it.

    A list of numbers may stand for an array, a list for a tuple, and the other way round; what
    cannot be taken for the expected form comes back as it is. Only the outermost level changes.
    """
    if isinstance(expected, np.ndarray) and expected.ndim and isinstance(got, list | tuple):
        array = _stacked(got, expected)
        # `return x,` and `return a, b` are slips, unless they are just what is wanted
        strict = isinstance(got, tuple)
        return got if array is None or (strict and array.shape != expected.shape) else array
    if isinstance(expected, tuple) and isinstance(got, list):
        return tuple(got)
    if isinstance(expected, list) and isinstance(got, tuple):
        return list(got)
    if isinstance(expected, list) and isinstance(got, np.ndarray) and got.ndim == 1:
        return got.tolist()
    return got


def _stacked(items: list | tuple, like: np.ndarray) -> np.ndarray | None:
    """Return nested lists as one array; None where rows differ in length or hold no numbers."""
    try:
        array = np.asarray(items)
    except ValueError:
        return None
    if array.size == 0:
        return array.astype(like.dtype)
    return array if array.dtype.kind in "biufc" or array.dtype.kind == like.dtype.kind else None
