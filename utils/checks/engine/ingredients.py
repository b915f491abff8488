"""What a function's answers come from: its code, and whatever that reads, its helpers' included."""

import contextlib
import dis
from collections.abc import Iterator
from types import CellType, CodeType, FunctionType
from typing import Any
from weakref import ref

from utils.checks.engine.failure import globals_of


def names_read(code: CodeType) -> Iterator[str]:
    """Yield the global names that code reads, that of functions inside it included."""
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield str(step.argval)
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from names_read(inner)


def ingredients(function: Any) -> list[Any]:
    """Return the objects that a function's answers follow from, the function first.

    Those of helpers from the same notebook are included, those inside libraries are not. The same
    objects give the same verdict; only what is changed in place is not seen.
    """
    space = globals_of(function)
    found, todo = [], [function]
    while todo:
        item = todo.pop()
        if any(item is known for known in found):
            continue
        found.append(item)
        if type(item) is FunctionType and item.__globals__ is space:
            found.append(item.__code__)
            names = sorted(set(names_read(item.__code__)) & set(space))
            todo += [space[name] for name in names]
            todo += [*(item.__defaults__ or ()), *(item.__kwdefaults__ or {}).values()]
            todo += item.__closure__ or ()
        elif type(item) is CellType:
            with contextlib.suppress(ValueError):  # a cell that is still empty
                todo.append(item.cell_contents)
    return found


def remembered(function: Any) -> list[Any]:
    """Return the `ingredients` without keeping anything of the student's alive."""
    return [_mark(item) for item in ingredients(function)]


def still_there(marks: list[Any]) -> Any:
    """Return the function that was remembered, or None when nothing else has kept it."""
    return marks[0]() if isinstance(marks[0], ref) else None


def unchanged(marks: list[Any], function: Any) -> bool:
    """Say whether `function` is made of the very things that were remembered."""
    now = ingredients(function)
    if len(marks) != len(now):
        return False
    pairs = zip(marks, now, strict=True)
    return all(m() is item if isinstance(m, ref) else m == id(item) for m, item in pairs)


def _mark(item: Any) -> Any:
    """Return a weak reference; of numbers, lists and the like, which allow none, the identity."""
    try:
        return ref(item)
    except TypeError:
        return id(item)
