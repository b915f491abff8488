"""The answers of a solution: where they stand in its functions, and which ones the checks have.

    # SOLUTION                                the body of the check's right function, put here
    # BEGIN SOLUTION  …  # END SOLUTION       lines of the solution's own

In the notebook both are lines from BEGIN to END, and in the lab a stub.
"""

import re
import textwrap
from collections.abc import Mapping

from utils import source as source_tools

BEGIN, END, MARK = "# BEGIN SOLUTION", "# END SOLUTION", "# SOLUTION"

ANSWER = re.compile(
    rf"^( *)(?:{MARK}[ \t]*|{BEGIN}\n(.*?)(?<=\n)\1{END})$", re.MULTILINE | re.DOTALL
)
_SCOPE = re.compile(r"^(\s*)(?:async\s+def|def|class)\s+(\w+)")


def fill(source: str, exercises: Mapping) -> str:
    """Return a cell's source with the checks' answers in place of the marks."""

    def filled(found: re.Match) -> str:
        answer = _answer(found, exercises) if found[2] is None else None
        if answer is None:
            return found[0]
        return textwrap.indent(f"{BEGIN}\n{answer}\n{END}", found[1])

    return ANSWER.sub(filled, source)


def take_out(source: str, exercises: Mapping) -> str:
    """Return a cell's source with marks in place of the answers that are those of the checks."""

    def taken(found: re.Match) -> str:
        own = found[2] and textwrap.dedent(found[2]).strip("\n")
        return found[1] + MARK if own and own == _answer(found, exercises) else found[0]

    return ANSWER.sub(taken, source)


def around(found: re.Match) -> list[str]:
    """Return the names of the functions and classes around an answer, innermost first."""
    indent, names = len(found[1]), []
    for line in reversed(found.string[: found.start()].splitlines()):
        scope = _SCOPE.match(line)
        if scope and len(scope[1]) < indent:
            names.append(scope[2])
            indent = len(scope[1])
    return names


def _answer(found: re.Match, exercises: Mapping) -> str | None:
    """Return the answer that the checks have for the function around a mark, or None."""
    known = [exercises[name] for name in around(found) if name in exercises]
    return source_tools.answer(known[0].reference) if known else None
