"""What to say about a result of the wrong type."""

from typing import Any

import numpy as np

from utils.checks.engine.compare import Difference, is_bool, is_number
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.show import cut, with_article
from utils.checks.engine.snapshot import Other, Tensor


def wrong_type(exercise: Exercise, found: Difference) -> str:
    """Return the message for a result whose type is not the expected one."""
    if found.note:
        return found.note
    name = exercise.leaf_name(found.path)
    got, expected = found.got, found.expected
    subject = f"`{name}`" if name else "Your function's result"
    wanted = kind_words(expected)
    if isinstance(expected, tuple) and isinstance(got, tuple):
        return (
            f"{subject} has {items_words(len(got))}; {items_words(len(expected))} are wanted: "
            f"{exercise.returns_words}."
        )
    said = f"{subject} is {kind_words(got)}; {wanted} is wanted"
    said += f" ({exercise.returns_words})." if not name else "."
    items = _item_names(exercise, expected) if not found.path else ""
    return f"{said} {_advice(got, expected, items)}".strip()


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


def kind_words(value: Any) -> str:
    """Return what a plain value is, with its article: `a list`, `an array`, `None`."""
    if value is None:
        return "None"
    if is_bool(value):
        return "True or False"
    if is_number(value) or (isinstance(value, np.ndarray) and value.ndim == 0):
        return "a number"
    if isinstance(value, np.ndarray):
        return "an array of text" if value.dtype.kind in "US" else "an array"
    if isinstance(value, Tensor):
        return "a torch tensor"
    if isinstance(value, Other):
        return with_article(value.name)
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


def _advice(got: Any, expected: Any, items: str) -> str:
    """Return what commonly leads to this pair of types; `items`: names of a tuple's parts."""
    array_wanted = isinstance(expected, np.ndarray) and expected.ndim > 0
    if got is None:  # as a part: where nothing at all is returned, `nothing_returned` speaks
        return "Is it still to be computed? Or does what made it return nothing?"
    if isinstance(got, Tensor) and not isinstance(expected, Tensor):
        return "This exercise is for NumPy: use its functions, or `.numpy()` at the end."
    if isinstance(expected, Tensor):
        return "Keep to torch's functions from the first line to the last."
    if isinstance(got, list) and array_wanted:
        return "Are its rows equally long, and all its items numbers? Then it counts as an array."
    if isinstance(got, np.ndarray) and isinstance(expected, list):
        return "`.tolist()` turns an array into a list."
    if isinstance(got, frozenset):
        return "A set keeps no order, and nothing twice: use an array or a list."
    if isinstance(got, dict) and array_wanted:
        return "Put its values into one array, in their order."
    if isinstance(got, tuple) and len(got) == 1:
        return "A comma after the value in `return value,` makes a tuple."
    if isinstance(got, tuple):
        return f"It returns {items_words(len(got))} where one is wanted."
    if isinstance(expected, tuple):
        example = f", as in `return {items}`" if items else ""
        return f"Return {items_words(len(expected))}{example}."
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


def items_words(count: int) -> str:
    """Return `1 item` or `3 items`."""
    return "1 item" if count == 1 else f"{count} items"
