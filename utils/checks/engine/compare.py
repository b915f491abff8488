"""Whether two plain results are the same, and if not, where and at which stage they part.

The stages, in the order in which a student should mend them: type, shape, nan, dtype, values.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from utils.checks.engine.snapshot import Other, Tensor, in_form_of

STAGES = ("raised", "type", "shape", "nan", "dtype", "values")


@dataclass(frozen=True)
class Difference:
    """The first place at which a result is not what is expected.

    stage : one of STAGES
    path : keys that lead to the place, such as `(1,)` for a tuple's second item
    got, expected : the values there
    index : for arrays of one shape, the first index that differs
    off : for them, where they differ
    note : a sentence that is known already; else the diagnosis finds one
    """

    stage: str
    path: tuple
    got: Any
    expected: Any
    index: tuple[int, ...] | None = None
    note: str = ""
    off: np.ndarray | None = None


def difference(
    got: Any, expected: Any, rtol: float, atol: float, path: tuple = ()
) -> Difference | None:
    """Return the first difference, of the earliest stage, or None when both are the same.

    Numbers agree when |got − expected| ≤ atol + rtol·|expected|; NaN agrees with NaN, infinities
    with infinities of the same sign. Where the expected numbers are float32 (float16), rtol is at
    least 1e-5 (1e-2). Lists, tuples and arrays may stand for one another, see `in_form_of`. Both
    arguments must come from `snapshot`.
    """
    got = in_form_of(got, expected)
    if isinstance(expected, dict):
        return _dicts(got, expected, rtol, atol, path)
    if isinstance(expected, tuple | list):
        return _sequences(got, expected, rtol, atol, path)
    if isinstance(expected, Tensor):
        if not isinstance(got, Tensor):
            return Difference("type", path, got, expected)
        return _arrays(got.array, expected.array, rtol, atol, path)
    if isinstance(expected, np.ndarray) and expected.ndim:
        if is_number(got) or is_bool(got):
            got = np.asarray(got)
        if not isinstance(got, np.ndarray):
            return Difference("type", path, got, expected)
        return _arrays(got, expected, rtol, atol, path)
    if is_number(expected) or is_bool(expected) or isinstance(expected, np.ndarray):
        return _scalars(got, expected, rtol, atol, path)
    if isinstance(expected, Other):
        same = isinstance(got, Other) and got == expected
        return None if same else Difference("type", path, got, expected)
    if type(got) is not type(expected):
        return Difference("type", path, got, expected)
    return None if got == expected else Difference("values", path, got, expected)


def alike(got: Any, expected: Any, rtol: float, atol: float) -> bool:
    """Say whether two results are the same answer, be it in another precision."""
    found = difference(got, expected, rtol, atol)
    return found is None or (found.stage == "dtype" and not found.note)


def is_number(value: Any) -> bool:
    """Say whether `value` is a single number of Python or NumPy (True and False are not)."""
    return isinstance(value, int | float | complex | np.number) and not isinstance(value, bool)


def is_bool(value: Any) -> bool:
    """Say whether `value` is True or False, of Python or NumPy."""
    return isinstance(value, bool | np.bool_)


def _dicts(got: Any, expected: dict, rtol: float, atol: float, path: tuple) -> Difference | None:
    if not isinstance(got, dict):
        return Difference("type", path, got, expected)
    if got.keys() != expected.keys():
        return Difference("type", path, got, expected, note=_keys_note(got, expected))
    found = [difference(got[key], expected[key], rtol, atol, (*path, key)) for key in expected]
    return _earliest(found)


def _keys_note(got: dict, expected: dict) -> str:
    lost = [key for key in expected if key not in got]
    extra = [key for key in got if key not in expected]
    parts = []
    for keys, word in ((lost, "missing"), (extra, "not asked for")):
        if keys:
            some = ", ".join(map(repr, keys[:4])) + (", …" if len(keys) > 4 else "")
            parts.append(f"{word}: {some}")
    return f"The dictionary's keys are not the right ones ({'; '.join(parts)})."


def _sequences(
    got: Any, expected: tuple | list, rtol: float, atol: float, path: tuple
) -> Difference | None:
    stacked = isinstance(got, np.ndarray) and got.ndim and isinstance(expected, tuple)
    # `np.array([a, b])` for `a, b`; an array that differs is not meant as several results
    if stacked and difference(list(got), expected, rtol, atol) is None:
        return None
    if type(got) is not type(expected):
        return Difference("type", path, got, expected)
    if len(got) != len(expected):
        stage = "type" if isinstance(expected, tuple) else "shape"
        return Difference(stage, path, got, expected)
    pairs = enumerate(zip(got, expected, strict=True))
    found = [difference(g, e, rtol, atol, (*path, i)) for i, (g, e) in pairs]
    first = _earliest(found)
    numeric = isinstance(expected, list) and all(map(is_number, [*got, *expected]))
    if numeric and first and first.stage in ("values", "nan"):
        off = np.array([item is not None for item in found])
        arrays = np.array(got, dtype=float), np.array(expected, dtype=float)
        return Difference(first.stage, path, *arrays, first.path[-1:], first.note, off)
    return first


def _earliest(found: list[Difference | None]) -> Difference | None:
    real = [item for item in found if item is not None]
    return min(real, key=lambda item: STAGES.index(item.stage)) if real else None


def _scalars(got: Any, expected: Any, rtol: float, atol: float, path: tuple) -> Difference | None:
    if isinstance(got, list) and got:
        got = in_form_of(got, np.zeros(1))
    if isinstance(got, np.ndarray):
        if got.ndim:
            return Difference("shape", path, got, expected)
        got = got[()]
    truth = np.asarray(expected).dtype.kind == "b"
    if not (is_bool(got) if truth else is_number(got)):
        return Difference("type", path, got, expected)
    if isinstance(got, int) and abs(got) >= 2**63:  # would be an array of Python objects
        got = float(got) if abs(got) < 10**300 else np.inf
    return _arrays(np.asarray(got), _as_array(expected), rtol, atol, path)


def _as_array(expected: Any) -> np.ndarray:
    array = np.asarray(expected)
    return array.astype(float) if array.dtype.hasobject else array


def _arrays(
    got: np.ndarray, expected: np.ndarray, rtol: float, atol: float, path: tuple
) -> Difference | None:
    if got.shape != expected.shape:
        return Difference("shape", path, got, expected)
    if expected.dtype.kind not in "biufc" or got.dtype.kind not in "biufc":
        if got.dtype.kind != expected.dtype.kind:
            return Difference("type", path, got, expected)
        return _first("values", path, got, expected, got != expected)
    note = _kind_note(got.dtype, expected.dtype)
    if expected.dtype.kind == "b" and np.any((got != 0) & (got != 1)):
        note = "True or False is wanted, not numbers: what is to be true of them?"
        return Difference("dtype", path, got, expected, note=note)
    with np.errstate(all="ignore"):
        if note is None:
            loose = _loss_of_precision(got.dtype, expected.dtype)
            if loose:
                close = np.isclose(got, expected, rtol=1e-3, atol=1e-4, equal_nan=True)
                if close.all():
                    return Difference("dtype", path, got, expected)
            rtol, atol = _tolerances(expected.dtype, rtol, atol)
        close = _close(got, expected, rtol, atol)
        lost = ~np.isfinite(got) & np.isfinite(expected)
    if lost.any():
        return _first("nan", path, got, expected, ~close, lost)
    if close.all():
        return Difference("dtype", path, got, expected, note=note) if note else None
    return _first("values", path, got, expected, ~close)


def _close(got: np.ndarray, expected: np.ndarray, rtol: float, atol: float) -> np.ndarray:
    if got.dtype.kind in "biu" and expected.dtype.kind in "biu":
        return got == expected
    kind = complex if "c" in (got.dtype.kind, expected.dtype.kind) else float
    return np.isclose(got.astype(kind), expected.astype(kind), rtol, atol, equal_nan=True)


def _kind_note(got: np.dtype, expected: np.dtype) -> str | None:
    """Return what is to be said when both are equal in value but of another kind of number."""
    if got.kind == expected.kind:
        return None
    if got.kind == "b":
        return "The numbers are given as True and False: turn them into numbers."
    if expected.kind == "b":
        return "True or False is wanted, not the numbers 1 and 0."
    if expected.kind in "iu" and got.kind in "fc":
        return (
            "The numbers are right, but of a floating type; whole numbers are wanted here "
            "(`3`, not `3.0`), since only those count and index."
        )
    if got.kind == "c" and expected.kind != "c":
        return "The numbers are right, but of complex type."
    return None


def _loss_of_precision(got: np.dtype, expected: np.dtype) -> bool:
    return got.kind in "fc" and got.kind == expected.kind and got.itemsize < expected.itemsize


def _tolerances(dtype: np.dtype, rtol: float, atol: float) -> tuple[float, float]:
    if dtype.kind == "f" and dtype.itemsize < 8:
        floor = 1e-5 if dtype.itemsize == 4 else 1e-2
        return max(rtol, floor), max(atol, floor / 10)
    return rtol, atol


def _first(
    stage: str, path: tuple, got: Any, expected: Any, off: np.ndarray, worst: Any = None
) -> Difference | None:
    """Return the difference at the first place in `off`, or in `worst`, which is a part of it."""
    where = off if worst is None else worst
    if not where.any():
        return None
    index = tuple(map(int, np.unravel_index(where.argmax(), where.shape)))
    return Difference(stage, path, got, expected, index, off=off)
