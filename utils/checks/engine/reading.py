"""What a function's source shows without running it: slips of the pen that are certain.

Without a source nothing is said. A sentence is a question where the line might be meant.
"""

import ast
import builtins
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from utils.checks.engine.exercise import Exercise
from utils.checks.engine.functions import (
    base_name,
    cell_of,
    changed_in_place,
    code_of,
    globals_of,
    loops,
    makes_array,
    names_in,
    names_set,
    quoted,
    tree_of,
)

PURE = {"append", "concatenate", "reshape", "astype", "transpose", "exp", "log", "clip", "round"}
PURE |= {"copy", "sum", "mean", "maximum", "minimum", "where", "dot", "matmul", "flip", "roll"}
"""Functions and methods that change nothing: calling them alone in a line does nothing."""


def defined_beside(function: Any) -> set[str]:
    """Return the tables that the function's own cell writes down: part of the answer."""
    code = code_of(function)
    cell = cell_of(function) if code and not Path(code.co_filename).exists() else None
    nodes = cell.body if cell else []
    tables = (ast.Dict, ast.List, ast.Tuple, ast.Set, ast.ListComp, ast.DictComp, ast.Call)
    return {name for node in nodes if isinstance(node, ast.Assign | ast.AnnAssign)
            and isinstance(node.value, tables) for name in names_set(node)}  # fmt: skip


def shared_objects(function: Any) -> list[str]:
    """Return what to say about one array under two names, or put into a list again and again."""
    return _said(function, (_two_names, _same_buffer))


def slips(exercise: Exercise, function: Any) -> list[str]:
    """Return what to say about lines that cannot be meant."""
    finders = [_exchanged, _ends_the_loop, _overwritten, _thrown_away]
    inputs = exercise.cases[0].arguments.values()
    if any(np.ndim(value) > 2 for value in inputs if isinstance(value, np.ndarray)):
        finders.append(_pads_every_axis)
    return _said(function, tuple(finders))


def _said(function: Any, finders: tuple[Callable, ...]) -> list[str]:
    try:
        tree = tree_of(function)
        if tree is None:
            return []
        return list(dict.fromkeys(text for find in finders for text in find(tree, function)))
    except Exception:  # a reading is a courtesy: no source is worth failing for
        return []


def _two_names(tree: ast.FunctionDef, _: Any) -> Iterator[str]:
    """`W = vW = np.zeros(…)`, or `a = x` and then `a[i] += …`."""
    stored = names_in(tree, ast.Store)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or not all(
            isinstance(t, ast.Name) for t in node.targets
        ):
            continue
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        if isinstance(node.value, ast.Name):
            names.append(node.value.id)
            changed = changed_in_place(tree, augmented=False) & set(names)
            changed = {name for name in changed if stored.count(name) <= 1}
            changed -= _made_in_a_loop_with(tree, node)
        elif makes_array(node.value) or isinstance(node.value, ast.List | ast.Dict):
            changed = changed_in_place(tree, augmented=True) & set(names)
        else:
            continue
        if len(set(names)) > 1 and changed:
            yield (
                f"After {quoted(tree, node)}, {' and '.join(f'`{n}`' for n in names)} are names of "
                "one and the same object: what changes one changes the other. Make a copy."
            )


def _made_in_a_loop_with(tree: ast.FunctionDef, node: ast.stmt) -> set[str | None]:
    """Return what a loop around `node` makes anew in every round: changing it changes no other."""
    around = [n for n in ast.walk(tree) if isinstance(n, ast.For | ast.While)]
    around = [loop for loop in around if any(item is node for item in ast.walk(loop))]
    new = (_assigned(loop, lambda value: not isinstance(value, ast.Name)) for loop in around)
    whole = {name for loop in around for name in names_set(loop)}
    return set().union(*new) & whole


def _same_buffer(tree: ast.FunctionDef, _: Any) -> Iterator[str]:
    """`rows.append(buffer)` in a loop that changes `buffer` and never makes a new one."""
    made = _assigned(tree, makes_array)
    for loop in loops(tree):
        changed = changed_in_place(loop, augmented=True) - set(names_in(loop, ast.Store))
        changed |= {n for n in changed_in_place(loop, augmented=True) if _only_augmented(loop, n)}
        for node in ast.walk(loop):
            if not (isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "append"):
                continue
            name = node.args[0].id if node.args and isinstance(node.args[0], ast.Name) else None
            if name in changed and name in made:
                yield (
                    f"In {quoted(tree, node)}, the same array is put into the list in every round, "
                    f"and the next round changes it: append `{name}.copy()`, or make a new one."
                )


def _assigned(tree: ast.AST, wanted: Callable[[ast.AST], bool]) -> set[str | None]:
    """Return the variables to which, or into which, a value of a kind is assigned."""
    nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Assign) and wanted(n.value)]
    return {base_name(target) for node in nodes for target in node.targets}


def _only_augmented(loop: ast.For, name: str) -> bool:
    """Say whether a loop sets a variable by `+=` and its like alone."""
    plain = [n for n in ast.walk(loop) if isinstance(n, ast.Assign | ast.For)]
    targets = [t for n in plain for t in (n.targets if isinstance(n, ast.Assign) else [n.target])]
    return name not in names_set(list(targets))


def _exchanged(tree: ast.FunctionDef, function: Any) -> Iterator[str]:
    """`size_of(n, k, stride, padding)`, where the function takes padding first."""
    space = globals_of(function) or {}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        called = space.get(node.func.id)
        code = code_of(called)
        if code is None:
            continue
        wanted = list(inspect.signature(called).parameters)
        given = [item.id if isinstance(item, ast.Name) else "" for item in node.args]
        for place, name in enumerate(given[: len(wanted)]):
            other = wanted.index(name) if name in wanted else place
            if place < other < len(given) and given[other] == wanted[place]:
                yield (
                    f"In {quoted(tree, node)}, `{name}` and `{given[other]}` are in each other's "
                    f"place: it takes ({', '.join(wanted)})."
                )


def _ends_the_loop(tree: ast.FunctionDef, _: Any) -> Iterator[str]:
    """A `return` or `break` in a loop, under no condition."""
    for loop in loops(tree):
        for node in loop.body:
            if isinstance(node, ast.Return | ast.Break):
                word = "return" if isinstance(node, ast.Return) else "break"
                yield (
                    f"The `{word}` of line {node.lineno - tree.lineno + 1} stands inside a `for` "
                    "loop, which therefore ends in its first round. Should it stand further left?"
                )


def _overwritten(tree: ast.FunctionDef, _: Any) -> Iterator[str]:
    """`C[i, j] = …` in a loop over k, which every round sets anew: = for +=."""
    for loop in loops(tree):
        if any(isinstance(node, ast.Break | ast.Return) for node in ast.walk(loop)):
            continue
        varying = names_set(loop)
        carried = changed_in_place(loop, augmented=True)
        for node in ast.walk(loop):
            if isinstance(node, ast.Assign) and names_set(node) & set(
                names_in(node.value, ast.Load)
            ):
                carried |= names_set(node)
        for node in loop.body:
            target = node.targets[0] if isinstance(node, ast.Assign) else None
            if not isinstance(target, ast.Subscript):
                continue
            base, read = base_name(target), set(names_in(node.value, ast.Load))
            if set(names_in(target)) & varying or read & (carried - {base}) or not read & varying:
                continue
            if _reads_of(loop, base) == 0 and not isinstance(target.slice, ast.Slice):
                yield (
                    f"In {quoted(tree, node)}, every round of `for {ast.unparse(loop.target)}` "
                    "writes over what the round before has put there, and only the last one "
                    "stays. Is `+=` meant?"
                )


def _reads_of(loop: ast.For, name: str | None) -> int:
    """Count how often a loop uses a variable other than to set an item of it."""
    uses = [n for n in ast.walk(loop) if isinstance(n, ast.Name) and n.id == name]
    sets = sum(isinstance(t, ast.Subscript) and base_name(t) == name
               for n in ast.walk(loop) if isinstance(n, ast.Assign) for t in n.targets)  # fmt: skip
    return len(uses) - sets


def _thrown_away(tree: ast.FunctionDef, _: Any) -> Iterator[str]:
    """`np.append(a, b)` or `x.reshape(…)` alone in a line."""
    lists = _assigned(tree, lambda value: isinstance(value, ast.List | ast.ListComp))
    for node in ast.walk(tree):
        call = node.value if isinstance(node, ast.Expr) else None
        if not isinstance(call, ast.Call) or any(k.arg == "out" for k in call.keywords):
            continue
        name, owner = getattr(call.func, "attr", ""), base_name(call.func)
        of_numpy = owner in ("np", "numpy")
        if name not in PURE or (name == "append" and (owner in lists or not of_numpy)):
            continue
        if of_numpy or (owner not in dir(builtins) and name != "append"):
            yield (
                f"What {quoted(tree, node)}, computes is not kept: `{name}` returns something new "
                "and changes nothing."
            )


def _pads_every_axis(tree: ast.FunctionDef, _: Any) -> Iterator[str]:
    """`np.pad(X, p)` with one number, of pictures in batches."""
    own = {item.arg for item in tree.args.args}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "pad"):
            continue
        width = node.args[1] if len(node.args) > 1 else None
        if isinstance(width, ast.Constant) or (isinstance(width, ast.Name) and width.id in own):
            yield (
                f"In {quoted(tree, node)}, one number pads *every* axis, those of the examples and "
                "channels as well: give a pair of widths for each axis, (0, 0) where nothing is "
                "to be added."
            )
