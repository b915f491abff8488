"""Copies of results made only of plain things, so that later code never touches a student's object.

A student's function may return a buffer that its next call overwrites, an object whose `==` never
ends, or a generator. `snapshot` runs inside the time limit, straight after the function returns.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import BuiltinMethodType, MethodType, ModuleType
from typing import Any

import numpy as np

DEEPEST = 40
"""Nesting beyond this is not an answer to any exercise (a list that holds itself, say)."""


@dataclass(frozen=True)
class Other:
    """Stands for a value the engine does not look into: equal when the type's name is."""

    name: str
    object: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, eq=False)
class Tensor:
    """A torch tensor's values; a type of its own, so that it is not taken for an array."""

    array: np.ndarray


def snapshot(value: Any, depth: int = 0) -> Any:
    """Return a deep copy of `value` made of arrays, numbers, text and plain containers.

    NumPy arrays keep dtype and shape; named tuples become tuples, other mappings become dicts;
    torch tensors become `Tensor`; anything else becomes `Other`, which keeps the type's name.
    """
    if value is None or type(value) in (bool, int, float, complex, str, bytes):
        return value
    if depth > DEEPEST:
        return Other("thing nested in itself")
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, np.str_ | np.bytes_):
        return value.item()
    if isinstance(value, np.generic):
        return value.copy()
    if isinstance(value, tuple):
        return tuple(snapshot(item, depth + 1) for item in tuple(value))
    if isinstance(value, list):
        return [snapshot(item, depth + 1) for item in list(value)]
    if isinstance(value, Mapping):
        return {_key(key, depth): snapshot(item, depth + 1) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return frozenset(_key(item, depth) for item in value)
    for base in (int, float, complex, str, bytes):  # an Enum member, a str subclass, …
        if isinstance(value, base):
            return base(value)
    return _tensor(value) if _is_tensor(value) else _other(value)


def _array(value: np.ndarray) -> Any:
    if type(value) not in (np.ndarray, np.memmap):
        return Other(f"np.{type(value).__name__}")
    if value.dtype.hasobject:
        return Other("array of Python objects")
    return np.array(value)


def _key(key: Any, depth: int) -> Any:
    """Return a hashable plain form of a dictionary's key or a set's item."""
    if isinstance(key, np.generic):
        return key.item()
    if isinstance(key, tuple):
        return tuple(_key(item, depth + 1) for item in key)
    result = snapshot(key, depth + 1)
    try:
        hash(result)
    except TypeError:
        return Other(type(key).__name__)
    return result


def _is_tensor(value: Any) -> bool:
    return type(value).__module__.partition(".")[0] == "torch" and hasattr(value, "detach")


def _tensor(value: Any) -> Any:
    try:
        host = value.detach().cpu()
        return Tensor(np.array(host.resolve_conj().resolve_neg().numpy()))
    except (RuntimeError, TypeError):  # a type NumPy has not got (bfloat16), a sparse tensor
        return Other("torch tensor of an unusual kind")


def _other(value: Any) -> Other:
    if type(value).__name__ == "coroutine":
        value.close()  # otherwise Python warns later that it was never awaited
    if callable(value) and not isinstance(value, type):
        method = type(value) is MethodType or (
            type(value) is BuiltinMethodType and not isinstance(value.__self__, ModuleType)
        )
        return Other("method" if method else "function", value)
    return Other(type(value).__name__, value)


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
