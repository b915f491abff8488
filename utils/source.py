"""Code of the course as other places show it: read from the function, so it cannot drift."""

import ast
import inspect
import textwrap
from collections.abc import Callable


def body(function: Callable) -> str:
    """Return a function's source without its decorators and its docstring.

    >>> def double(x):
    ...     '''Twice x.'''
    ...     return 2 * x
    >>> print(body(double))
    def double(x):
        return 2 * x
    """
    definition, lines = _read(function)
    first = definition.body[0]
    if ast.get_docstring(definition) is not None:
        del lines[first.lineno - 1 : first.end_lineno]
    return "\n".join(lines[definition.lineno - 1 :])


def answer(function: Callable) -> str:
    """Return what stands below a function's docstring, at no indent.

    Imports at its beginning are left out: they are there to spare others the waiting, and a
    notebook has its own.

    >>> def double(x):
    ...     '''Twice x.'''
    ...     return 2 * x  # of any type
    >>> print(answer(double))
    return 2 * x  # of any type
    """
    definition, lines = _read(function)
    head = [item for item in definition.body if isinstance(item, ast.Import | ast.ImportFrom)]
    if ast.get_docstring(definition) is not None:
        head.append(definition.body[0])
    start = max((item.end_lineno for item in head), default=definition.body[0].lineno - 1)
    return textwrap.dedent("\n".join(lines[start:])).strip("\n")


def _read(function: Callable) -> tuple[ast.FunctionDef, list[str]]:
    """Return a function's syntax tree and its lines, which the tree counts from 1."""
    source = textwrap.dedent(inspect.getsource(function))
    return ast.parse(source).body[0], source.splitlines()
