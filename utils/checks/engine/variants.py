"""A function with every slip of a pen in it, of which one at a time is switched on.

All changes are compiled at once, each behind a test of a number: to compile some hundred functions
would take longer than to run them.

    >>> import linecache
    >>> code = "def twice(x):\\n    return x + x\\n"
    >>> linecache.cache["twice"] = len(code), None, code.splitlines(True), "twice"
    >>> space = {}
    >>> exec(compile(code, "twice", "exec"), space)
    >>> made = variants(space["twice"])
    >>> change = made.changes[0]
    >>> change.kind, change.line, change.text, made.function(0)(3)
    ('sign', 2, 'return x + x', 0)
"""

import ast
from collections.abc import Callable, Collection
from copy import copy
from dataclasses import dataclass
from types import CodeType, FunctionType, ModuleType
from typing import Any

from utils.checks.engine.functions import ingredients, names_read, tree_of
from utils.checks.engine.slightly import QUESTIONS
from utils.checks.engine.switches import SWITCH, Change, Maker

NOT_WITH_ANYTHING = {"torch", "svd", "lstsq", "pinv", "eig", "eigh", "polyfit"}


@dataclass(eq=False)
class Variants:
    """The changes, and the function with one of them."""

    changes: list[Change]
    changed: Callable
    spaces: list[dict[str, Any]]

    def function(self, number: int) -> Callable:
        """Return the function with the change of this number alone."""

        def changed(*arguments: Any, **keywords: Any) -> Any:
            for space in self.spaces:
                space[SWITCH] = number
            return self.changed(*arguments, **keywords)

        return changed

    def by_kind(self) -> list[int]:
        """Return the numbers of the changes, those of the likeliest kinds first."""
        order = list(QUESTIONS)
        return sorted(range(len(self.changes)), key=lambda n: order.index(self.changes[n].kind))


def variants(function: Any, kinds: Collection[str] = QUESTIONS) -> Variants | None:
    """Return a function's variants; None without a source, or for one that cannot be rebuilt.

    Nor for one that uses what takes bad numbers badly: torch's LSTM ends the process when a weight
    has another shape, LAPACK's singular values write to the terminal. Functions of the same
    notebook, or of our checks, that it calls have their changes after its own.

    kinds : of the changes that are wanted, see `slightly.QUESTIONS`
    """
    if tree_of(function) is None or any(_dangerous(item) for item in ingredients(function)):
        return None
    old = _together(function)
    changes: list[Change] = []
    spaces = [_rebuilt(each, kinds, changes) for each in old]
    new = [space[each.__name__] for each, space in zip(old, spaces, strict=True)]
    changed = {id(each): other for each, other in zip(old, new, strict=True)}
    for space in spaces:
        space |= {name: changed[id(value)] for name, value in space.items() if id(value) in changed}
    return Variants(changes, new[0], spaces)


def _together(function: FunctionType) -> list[FunctionType]:
    """Return a function and those that it calls, of the same notebook or of our checks."""
    found = [function]
    for each in found:
        for name in sorted(set(names_read(each.__code__))):
            other = each.__globals__.get(name)
            if type(other) is not FunctionType or other in found:
                continue
            ours = all(f.__module__.startswith("utils.checks.") for f in (each, other))
            if (ours or other.__globals__ is each.__globals__) and tree_of(other) is not None:
                found.append(other)
    return found


def _rebuilt(function: Any, kinds: Collection[str], changes: list[Change]) -> dict[str, Any]:
    """Return a space of names in which the function has all its changes, and enter them."""
    maker, tree = Maker(tree_of(function), kinds, changes), copy(tree_of(function))
    tree.decorator_list, tree.body = [], maker.block(tree.body)
    space = dict(function.__globals__)
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        space[name] = cell.cell_contents
    space[SWITCH] = -1
    module = ast.fix_missing_locations(ast.Module([tree], []))
    exec(compile(module, f"<{tree.name} otherwise>", "exec"), space)
    return space


def _dangerous(item: Any) -> bool:
    """Tell whether a function, or a thing that it is made of, is not to be called with anything."""
    names = item.co_names if isinstance(item, CodeType) else ()
    home = getattr(item, "__name__" if isinstance(item, ModuleType) else "__module__", None)
    return not NOT_WITH_ANYTHING.isdisjoint(names) or str(home).startswith(
        ("torch", "utils.torch_impl")
    )
