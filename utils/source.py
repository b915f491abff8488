"""Code of the course as a notebook shows it: read from the function itself, so it cannot drift."""

import ast
import inspect
import textwrap
from collections.abc import Callable


def body(function: Callable) -> str:
    """Return a function's source without its docstring.

    >>> def double(x):
    ...     '''Twice x.'''
    ...     return 2 * x
    >>> print(body(double))
    def double(x):
        return 2 * x
    """
    lines = textwrap.dedent(inspect.getsource(function)).splitlines()
    definition = ast.parse("\n".join(lines)).body[0]
    first = definition.body[0]
    if ast.get_docstring(definition) is not None:
        del lines[first.lineno - 1 : first.end_lineno]
    return "\n".join(lines)
