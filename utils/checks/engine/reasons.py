"""The likely reason of an exception, or of a NaN: what a tutor would say first."""

import difflib
import math
import re
from typing import Any

import numpy as np

from utils.checks.engine.causes import TABLE
from utils.checks.engine.compare import Difference
from utils.checks.engine.outcome import Failure
from utils.checks.engine.snapshot import Tensor


def _read(table: str) -> dict[str, list[tuple[str, str]]]:
    rules: dict[str, list[tuple[str, str]]] = {}
    for line in table.strip().splitlines():
        depth, text = len(line) - len(line.lstrip()), line.strip()
        if depth == 0:
            rules[text] = at = []
        elif depth == 2:
            at.append(("" if text == "." else text, ""))
        else:
            at[-1] = (at[-1][0], f"{at[-1][1]} {text}".strip())
    return rules


RULES = _read(TABLE)


def reason(failure: Failure) -> str:
    """Return the likely reason in a sentence or two, or '' when only the student can know."""
    if failure.is_a("NameError") and not failure.is_a("UnboundLocalError"):
        return _unknown_name(failure)
    shapes = re.search(r"broadcast together with shapes (\S+) (\S+)", failure.message)
    if shapes:
        return _unequal_shapes(*shapes.groups())
    for name, rules in RULES.items():
        for pattern, words in rules if failure.is_a(name) else ():
            found = re.search(pattern, failure.message)
            if found:
                return words.replace("{1}", (found.groups() or ("",))[0] or "")
    if failure.source.startswith("raise"):
        return "Your own code raises this; this case should not lead there."
    return ""


def _unequal_shapes(first: str, second: str) -> str:
    """Say what two shapes lack that do not fit element by element."""
    longer, shorter = sorted(([*re.findall(r"\d+", s)] for s in (first, second)), key=len)[::-1]
    said = f"The shapes {first} and {second} do not fit element by element"
    if shorter and longer[: len(shorter)] == shorter and len(longer) == len(shorter) + 1:
        return (
            f"{said}: NumPy compares their ends. The shorter one lacks a last axis, which "
            "`keepdims=True` or `[:, None]` gives."
        )
    if sorted(longer) == sorted(shorter) and longer != shorter:
        return f"{said}. Is a transpose missing, or is a matrix product `@` meant?"
    return f"{said}: is one of them a slice over the end, or is an axis missing (`[:, None]`)?"


def _unknown_name(failure: Failure) -> str:
    found = re.search(r"name '(\w+)'", failure.message)
    if not found:
        return "A name is used that nobody has defined."
    name = found.group(1)
    if name in ("np", "numpy"):
        return "Run the cell at the top that says `import numpy as np`."
    near = difflib.get_close_matches(name, sorted(set(failure.names) - {name}), n=1, cutoff=0.7)
    if near:
        return f"There is no `{name}` here. Did you mean `{near[0]}`?"
    return (
        f"There is no `{name}` here: a typing slip, a line that is missing, or a variable of the "
        "notebook that is no longer there. Use the function's arguments."
    )


def not_finite(found: Difference, warned: tuple[str, ...]) -> str:
    """Return the message for a NaN or an infinity where the right answer is finite."""
    what = _name(found)
    for pattern, meaning in RULES["warning"]:
        if any(re.search(pattern, text) for text in warned):
            return f"Your answer has {what} where a finite number is right. {meaning}"
    common = "The usual causes are log(0), 0 times infinity, 0/0, and `np.exp` of a large number."
    return f"Your answer has {what} where a finite number is right. {common}"


def _name(found: Difference) -> str:
    got: Any = found.got.array if isinstance(found.got, Tensor) else found.got
    value = got[found.index] if isinstance(got, np.ndarray) and found.index else got
    value = complex(np.asarray(value).ravel()[0])
    if math.isnan(value.real) or math.isnan(value.imag):
        return "a NaN (not a number)"
    return "an infinity" if value.real >= 0 else "minus infinity"
