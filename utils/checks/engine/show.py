"""Values as short text for a student: a few numbers, one line, no addresses and no paths."""

import re
from typing import Any

import numpy as np

from utils.checks.engine.snapshot import Other, Tensor

WIDTH = 76


def brief(value: Any, digits: int = 6, width: int = WIDTH) -> str:
    """Return `value` on one line of at most about `width` characters.

    A large array is given by its shape and its first numbers.
    """
    if isinstance(value, Tensor):
        return "tensor " + brief(value.array, digits, width)
    if isinstance(value, np.ndarray):
        return _array(value, digits, width)
    return cut(_text(value, digits), width)


def two(got: Any, expected: Any) -> tuple[str, str]:
    """Return both values as text, with as many digits as it takes to tell them apart."""
    for digits in (6, 9, 12, 17):
        pair = brief(got, digits), brief(expected, digits)
        if pair[0] != pair[1]:
            return pair
    kinds = _kind(got), _kind(expected)
    if kinds[0] != kinds[1] and all(kinds):  # equal numbers: 4.0 where 4 is wanted
        pair = tuple(
            f"{text}.0" if kind.startswith("float") and text.isdecimal() else text
            for text, kind in zip(pair, kinds, strict=True)
        )
        return f"{pair[0]}  ({kinds[0]})", f"{pair[1]}  ({kinds[1]})"
    return pair


def _kind(value: Any) -> str:
    """Return `float64`, `int64`, … for a number or an array of them, else ''."""
    numeric = isinstance(value, np.ndarray | np.generic | int | float | complex)
    return str(np.asarray(value).dtype) if numeric else ""


def number(value: Any, digits: int = 6) -> str:
    """Return one number as text: `0.325083`, `nan`, `-inf`."""
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, complex | np.complexfloating):
        return f"{complex(value):.{digits}g}"
    if isinstance(value, int | np.integer):
        # subtle: Python refuses to print an int of more than 4,300 digits
        whole = int(value)
        return str(whole) if abs(whole) < 10**30 else "a whole number of more than 30 digits"
    return f"{float(value) + 0.0:.{digits}g}"  # −0 is 0


def with_article(name: str) -> str:
    """Return `a list`, `an array`."""
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def cut(text: str, width: int = WIDTH) -> str:
    """Return `text` on one line, cut with an ellipsis when longer than `width`."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def scrub(text: str) -> str:
    """Return `text` without memory addresses, folders of file paths and unprintable characters."""
    # subtle: half a surrogate pair cannot be sent to the browser, and an escape code may hide text
    text = "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)
    text = re.sub(r"\b0x[0-9a-fA-F]{4,}\b", "0x…", text)
    text = re.sub(r"(?<![\w./])(?:/[\w.+@ -]+)+/(?=[\w.+@-]+)", "", text)
    return re.sub(r"\b[A-Za-z]:\\(?:[^\\\s'\"]+\\)*", "", text)


def _array(value: np.ndarray, digits: int, width: int) -> str:
    if value.ndim == 0:
        return _text(value[()], digits)
    if value.size == 0:
        return f"empty array of shape {value.shape}"
    if value.size <= 16:
        whole = _nested(value.tolist(), digits)
        if len(whole) <= width:
            return whole
    first = ", ".join(_text(item, digits) for item in value.ravel()[:3].tolist())
    begun = f"array of shape {value.shape}: {first}, …"
    return begun if len(begun) <= width else f"array of shape {value.shape}"


def _nested(items: Any, digits: int) -> str:
    if isinstance(items, list):
        return "[" + ", ".join(_nested(item, digits) for item in items) + "]"
    return _text(items, digits)


def _text(value: Any, digits: int, room: int = 200) -> str:
    """Return plain values as text; stops early, so that a huge list costs nothing."""
    if isinstance(value, bool | np.bool_ | int | float | complex | np.number):
        return number(value, digits)
    if value is None or isinstance(value, str | bytes):
        return repr(value[:room] if value else value)
    if isinstance(value, np.ndarray | Tensor):
        return brief(value, digits, room)
    if isinstance(value, dict):
        return _joined("{", value.items(), "}", digits, room)
    if isinstance(value, tuple):
        return _joined("(", value, ",)" if len(value) == 1 else ")", digits, room)
    if isinstance(value, list):
        return _joined("[", value, "]", digits, room)
    if isinstance(value, frozenset):
        return _joined("{", sorted(value, key=repr), "}", digits, room)
    return with_article(value.name if isinstance(value, Other) else type(value).__name__)


def _joined(left: str, items: Any, right: str, digits: int, room: int) -> str:
    is_dict = left == "{" and not isinstance(items, list)
    parts: list[str] = []
    for item in items:
        if sum(map(len, parts)) > room:
            parts.append("…")
            break
        if is_dict:
            parts.append(f"{_text(item[0], digits)}: {_text(item[1], digits)}")
        else:
            parts.append(_text(item, digits))
    return left + ", ".join(parts) + right
