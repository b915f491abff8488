"""What an exercise is tried on (`Case`) and the wrong answers it knows by name (`Mistake`).

Most mistakes are edits of the right answer: a piece of its source is replaced by another.

    MISTAKES = edits(total)(
        ("the mean", "x.sum()", "x.mean()", "Is something divided that should only be added up?"),
        ("one too few, doubled", "(x", "(x[:-1]", ")", ") * 2", "Look at both ends, and a factor."),
    )

A row is a name, pairs of pieces (as it stands, as it is wrong), and a hint. Each piece must occur
exactly once in the source without its docstring, so that an edit cannot hit another line than the
one meant when the right answer changes.
"""

import linecache
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from utils.source import body


class Case:
    """One input, with a title that a student reads: `Case("two coins", p=…, q=…)`.

    The arguments are named as in the reference's signature; they are handed to the student's
    function by position, so that renaming a parameter is harmless. What is left out takes the
    reference's default.
    """

    def __init__(self, title: str, /, **arguments: Any) -> None:
        self.title = title
        self.arguments = arguments

    def __repr__(self) -> str:
        return f"Case({self.title!r}, {', '.join(self.arguments)})"


@dataclass(frozen=True, eq=False)
class Mistake:
    """A wrong variant of the reference and the hint for whoever wrote it.

    name : a few words, such as "in bits"
    function : takes the same arguments by position and gives the wrong answer
    hint : what to look at, without giving the answer away
    """

    name: str
    function: Callable
    hint: str


def edits(answer: Callable, *helpers: Callable) -> Callable[..., tuple[Mistake, ...]]:
    """Return a function that makes mistakes from rows `(name, old, new, …, hint)`.

    answer : a function of a module, whose wrong variants are wanted
    helpers : functions of the same module that it calls; their source can be edited, too

    Raises ValueError, naming the mistake, for a row of another form, for a piece that does not
    occur exactly once, and for an edit that is no Python.
    """
    source = "\n\n".join(body(function) + "\n" for function in (*helpers, answer))

    def mistakes(*rows: tuple[str, ...]) -> tuple[Mistake, ...]:
        return tuple(_mistake(answer, source, *row) for row in rows)

    return mistakes


def _mistake(answer: Callable, source: str, name: str, *pieces: str) -> Mistake:
    *pairs, hint = pieces or ("",)
    if not pairs or len(pairs) % 2:
        raise ValueError(
            f"mistake {name!r} of {answer.__name__}: expected a name, pairs of pieces (old, new) "
            f"and a hint, got {len(pieces) + 1} texts"
        )
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        count = source.count(old) if old else 0
        if count != 1:
            raise ValueError(
                f"mistake {name!r} of {answer.__name__}: {old!r} occurs {count} times in the "
                "source; expected exactly once"
            )
        source = source.replace(old, new)
    return Mistake(name, _compiled(answer, source, name), hint)


def _compiled(answer: Callable, source: str, name: str) -> Callable:
    space, file = dict(answer.__globals__), f"<{answer.__name__}: {name}>"
    linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
    try:
        exec(compile(source, file, "exec"), space)
    except SyntaxError as problem:
        raise ValueError(
            f"mistake {name!r} of {answer.__name__} is no Python after the edit: {problem}"
        ) from None
    return space[answer.__name__]
