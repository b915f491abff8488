"""What a function is made of, read without running it: its code, its source, what both name.

The source comes from `linecache`, which knows notebook cells as well as files.
"""

import ast
import contextlib
import dis
import linecache
from collections.abc import Iterator
from types import CellType, CodeType, FunctionType, MethodType
from typing import Any
from weakref import ref

MAKERS = {"zeros", "ones", "empty", "full", "zeros_like", "ones_like", "empty_like", "full_like"}
"""NumPy's functions whose result is an array that is filled afterwards."""


def code_of(function: Any) -> CodeType | None:
    """Return a Python function's code, None for anything else that can be called.

    The type is asked first, since an object may do anything when asked for an attribute.
    """
    function = function.__func__ if type(function) is MethodType else function
    return function.__code__ if type(function) is FunctionType else None


def globals_of(function: Any) -> dict[str, Any] | None:
    """Return a Python function's global variables, None for anything else."""
    function = function.__func__ if type(function) is MethodType else function
    return function.__globals__ if type(function) is FunctionType else None


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


def cell_of(function: Any) -> ast.Module | None:
    """Return the tree of the cell or file that the function stands in, None without a source."""
    code = code_of(function)
    lines = linecache.getlines(code.co_filename) if code else []
    try:
        return ast.parse("".join(lines)) if lines else None
    except (SyntaxError, ValueError):
        return None


def tree_of(function: Any) -> ast.FunctionDef | None:
    """Return the tree of the function itself, None without a source."""
    code, cell = code_of(function), cell_of(function)
    if code is None or cell is None:
        return None
    for node in ast.walk(cell):
        if isinstance(node, ast.FunctionDef) and node.name == code.co_name:
            first = min([node.lineno, *(item.lineno for item in node.decorator_list)])
            if first == code.co_firstlineno:
                return node
    return None


def quoted(tree: ast.FunctionDef, node: ast.AST) -> str:
    """Return `line 4, `text``: counted from the `def`, as tracebacks are here."""
    text = ast.unparse(node).splitlines()[0]
    text = text if len(text) <= 60 else text[:59] + "…"
    return f"line {node.lineno - tree.lineno + 1}, `{text}`"  # type: ignore[attr-defined]


def names_in(node: ast.AST | list, kind: type = ast.expr_context) -> list[str]:
    """Return the names in a tree, or only those that are read (ast.Load) or set (ast.Store)."""
    nodes = node if isinstance(node, list) else [node]
    found = (item for top in nodes for item in ast.walk(top) if isinstance(item, ast.Name))
    return [item.id for item in found if isinstance(item.ctx, kind)]


def names_set(node: ast.AST | list) -> set[str]:
    """Return the names that a tree assigns."""
    return set(names_in(node, ast.Store))


def base_name(node: ast.AST) -> str | None:
    """Return the name of the variable of which `node` is an item, an item's item, …"""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def targets(node: ast.AST) -> list[ast.expr]:
    """Return what `=`, or `+=` and its like, sets."""
    if isinstance(node, ast.Assign):
        return node.targets
    return [node.target] if isinstance(node, ast.AugAssign) else []


def changed_in_place(node: ast.AST, augmented: bool) -> set[str]:
    """Return the variables of which an item is set; `augmented`: or that `+=` changes."""
    found = set()
    for item in ast.walk(node):
        for target in targets(item):
            whole = augmented and isinstance(item, ast.AugAssign)
            if isinstance(target, ast.Subscript) or whole:
                found.add(base_name(target))
        if isinstance(item, ast.keyword) and item.arg == "out":
            found.add(base_name(item.value))
    return {name for name in found if name}


def makes_array(value: ast.AST) -> bool:
    """Say whether a value is a call such as `np.zeros(…)`."""
    return isinstance(value, ast.Call) and getattr(value.func, "attr", "") in MAKERS


def loops(tree: ast.AST) -> Iterator[ast.For]:
    """Yield the `for` loops, the outer ones first."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.For))
