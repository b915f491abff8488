"""What to say about a result of the wrong type or the wrong shape."""

from typing import Any

import numpy as np

from utils.checks.engine.compare import Difference, is_bool, is_number
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.plain import Other, Tensor
from utils.checks.engine.show import cut, shape_words


def wrong_type(exercise: Exercise, found: Difference, printed: str) -> str:
    """Return the message for a result whose type is not the expected one."""
    if found.note:
        return found.note
    name = exercise.leaf_name(found.path)
    got, expected = found.got, found.expected
    subject = f"`{name}`" if name else "Your function's result"
    wanted = kind_words(expected)
    if isinstance(expected, tuple) and isinstance(got, tuple):
        return (
            f"{subject} has {_items(len(got))}; {_items(len(expected))} are wanted: "
            f"{exercise.returns_words}."
        )
    said = f"{subject} is {kind_words(got)}; {wanted} is wanted"
    said += f" ({exercise.returns_words})." if not name else "."
    items = _item_names(exercise, expected) if not found.path else ""
    return f"{said} {_advice(got, expected, printed, items)}".strip()


def nothing_returned(printed: str, some: bool) -> str:
    """Return the message for a result that is None; `some`: only for some of the cases."""
    if printed:
        return (
            f"Your function prints its answer ({cut(printed, 40)}) and returns nothing. Use "
            "`return`: only what is returned can be used by other code."
        )
    if some:
        return (
            "Your function returns nothing (None) for this case, though it does for others: one "
            "way through it ends without a `return`."
        )
    return "Your function returns nothing (None): is the `return` at its end missing?"


def wrong_shape(exercise: Exercise, found: Difference) -> str:
    """Return the message for numbers in the wrong shape."""
    name = exercise.leaf_name(found.path)
    subject = f"`{name}`" if name else "Your result"
    got, expected = _as_array(found.got), _as_array(found.expected)
    if got is None or expected is None:
        return f"{subject} has {_items(len(found.got))}; {len(found.expected)} are wanted."
    axes = exercise.leaf_axes(found.path, expected.ndim)
    got_words = "a single number" if got.shape == () else f"an array of shape {got.shape}"
    said = f"{subject} is {got_words}; expected is {shape_words(expected.shape, axes)}."
    return f"{said} {_shape_advice(got, expected, axes)}".strip()


def kind_words(value: Any) -> str:
    """Return what a plain value is, with its article: `a list`, `an array`, `None`."""
    if value is None:
        return "None"
    if is_bool(value):
        return "True or False"
    if is_number(value) or (isinstance(value, np.ndarray) and value.ndim == 0):
        return "a number"
    if isinstance(value, np.ndarray):
        return "an array"
    if isinstance(value, Tensor):
        return "a torch tensor"
    if isinstance(value, Other):
        return f"{'an' if value.name[:1].lower() in 'aeiou' else 'a'} {value.name}"
    words = {
        tuple: "a tuple",
        list: "a list",
        dict: "a dictionary",
        str: "text (a string)",
        frozenset: "a set",
        bytes: "bytes",
    }
    return words.get(type(value), f"a {type(value).__name__}")


def _item_names(exercise: Exercise, expected: Any) -> str:
    """Return `J, dW, db` for a tuple whose items have names, else `a, b, c`, or nothing."""
    if not isinstance(expected, tuple):
        return ""
    names = [exercise.leaf_name((place,)) for place in range(len(expected))]
    if not all(name.isidentifier() for name in names):
        names = list("abcdefghij"[: len(expected)])
    return ", ".join(names) if len(names) == len(expected) else ""


def _advice(got: Any, expected: Any, printed: str, items: str) -> str:
    """Return what commonly leads to this pair of types; `items`: names of a tuple's parts."""
    array_wanted = isinstance(expected, np.ndarray) and expected.ndim > 0
    if got is None:
        return nothing_returned(printed, some=False)
    if isinstance(got, Tensor) and not isinstance(expected, Tensor):
        return "This exercise is for NumPy: use its functions, or `.numpy()` at the end."
    if isinstance(expected, Tensor):
        return "Keep to torch's functions from the first line to the last."
    if isinstance(got, list) and array_wanted:
        return "Are its rows equally long, and all its items numbers? Then it counts as an array."
    if isinstance(got, np.ndarray) and isinstance(expected, list):
        return "`.tolist()` turns an array into a list."
    if isinstance(got, tuple) and len(got) == 1:
        return "A comma after the value in `return value,` makes a tuple."
    if isinstance(got, tuple):
        return f"It returns {_items(len(got))} where one is wanted."
    if isinstance(expected, tuple):
        example = f", as in `return {items}`" if items else ""
        return f"Return {_items(len(expected))}{example}."
    if isinstance(got, str) and is_number(expected):
        return "Return the number itself, without `str(…)` or an f-string."
    if isinstance(got, Other):
        return _advice_for_others(got.name)
    return ""


def _advice_for_others(name: str) -> str:
    said = {
        "generator": "`yield`, or round brackets around a `for`, make a generator: use `return` "
        "and `sum(…)`, `list(…)` or `np.array(…)`.",
        "function": "A function itself is returned: call it, with brackets and arguments.",
        "method": "A method is returned: the brackets that call it are missing, as in `x.sum()`.",
        "coroutine": "`async` does not belong here: use a plain `def`.",
        "np.matrix": "`np.matrix` multiplies differently from arrays: use `np.array`.",
        "np.MaskedArray": "A masked array hides entries: return a plain array.",
        "array of Python objects": "Its rows have different lengths, or it holds None or lists.",
    }
    return said.get(name, "")


def _shape_advice(got: np.ndarray, expected: np.ndarray, axes: tuple[str, ...] | None) -> str:
    """Return what commonly leads from the expected shape to the one that came."""
    if got.ndim == expected.ndim >= 2 and got.shape == expected.shape[::-1]:
        if _same(got.T, expected):
            return "It is the right answer transposed."
        return "The axes are the other way round: is a transpose missing or one too many?"
    if got.size == expected.size and _same(got.reshape(expected.shape), expected):
        return f"The numbers are right: {_arrangement(got, expected)}"
    if expected.ndim == 1 and got.shape == 2 * expected.shape:
        return (
            "An array of shape (N, 1) and one of shape (N,) make (N, N) together: bring both to "
            "the same shape first."
        )
    summed = _reduction(got, expected)
    if summed:
        return summed
    if got.ndim == expected.ndim:
        off = [a - b for a, b in zip(got.shape, expected.shape, strict=True)]
        wrong = [axis for axis, by in enumerate(off) if by]
        if len(wrong) == 1 and abs(off[wrong[0]]) == 1:
            word = "too long" if off[wrong[0]] > 0 else "too short"
            named = f" ({axes[wrong[0]]})" if axes else ""
            return f"Axis {wrong[0]}{named} is one {word}: look at where a range or slice ends."
    if got.ndim < expected.ndim:
        return "An axis was summed or indexed away."
    if got.ndim > expected.ndim:
        return "An axis too many is left: was a sum or mean over it forgotten?"
    return ""


def _arrangement(got: np.ndarray, expected: np.ndarray) -> str:
    """Return what leads to the right numbers in another shape."""
    if got.ndim > expected.ndim and 1 in got.shape:
        return (
            "an axis of length 1 is left over. `keepdims=True`, `[:, None]` or a slice where an "
            "index was meant leaves one; `[0]`, `.squeeze()` or `.ravel()` drops it."
        )
    if got.ndim < expected.ndim and 1 in expected.shape:
        return "only an axis of length 1 is missing; `keepdims=True` or `[:, None]` keeps one."
    if got.ndim < expected.ndim:
        return f"only their rows are lost; `.reshape{expected.shape}` gives them back."
    return "only their arrangement is not; look at the `reshape`."


def _reduction(got: np.ndarray, expected: np.ndarray) -> str:
    """Say so when a sum, mean, … over an axis of one gives the other."""
    if got.ndim <= expected.ndim or got.size == 0 or got.dtype.kind not in "biuf":
        if expected.ndim > got.ndim and expected.dtype.kind in "biuf" and expected.size:
            for words, value in _reduced(expected):
                if _same(value, got):
                    return f"It is the {words} of the right answer: too much is taken together."
        return ""
    for words, value in _reduced(got):
        if _same(value, expected):
            return f"The {words} of what you return is the right answer: take it before returning."
    return ""


def _reduced(array: np.ndarray) -> list[tuple[str, Any]]:
    axes: list[int | None] = [None, *range(array.ndim if array.ndim > 1 else 0)]
    results = []
    for axis in axes:
        over = "" if axis is None else f" over axis {axis}"
        results += [
            (f"sum{over}", array.sum(axis=axis)),
            (f"mean{over}", array.mean(axis=axis)),
            (f"largest value{over}", array.max(axis=axis)),
        ]
    if array.ndim == 1:
        results += [("first value", array[0]), ("last value", array[-1])]
    return results


def _as_array(value: Any) -> np.ndarray | None:
    if isinstance(value, Tensor):
        return value.array
    if isinstance(value, np.ndarray | np.generic) or is_number(value) or is_bool(value):
        return np.asarray(value)
    return None


def _same(a: Any, b: Any) -> bool:
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape or a.dtype.kind not in "biufc" or b.dtype.kind not in "biufc":
        return False
    with np.errstate(all="ignore"):
        return bool(np.allclose(a, b, rtol=1e-6, atol=1e-12, equal_nan=True))


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"
