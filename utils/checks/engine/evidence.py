"""What stands under a verdict: the case, yours and expected side by side, what was printed."""

from typing import Any

import numpy as np

from utils.checks.engine.cases import Case
from utils.checks.engine.compare import Difference
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.maps import differing
from utils.checks.engine.outcome import Outcome
from utils.checks.engine.show import WIDTH, brief, cut, number, two
from utils.checks.engine.snapshot import snapshot

PRINTED_LINES = 2
LINE = 160
"""The most characters of one line."""
ROWS = 6
"""A table with more of them is not written out."""


def evidence(case: Case, exercise: Exercise, outcome: Outcome, found: Difference) -> list[str]:
    """Return the lines that show what is wrong with one case's outcome."""
    lines, failure = [case_line(case)], outcome.failure
    if failure:
        words = failure.message if not failure.is_a("InputAsked") else ""
        said = f"{failure.name}: {words}" if words else failure.name
        lines += [cut(line, LINE) for line in (failure.where, said) if line]
    else:
        lines += _answer_lines(exercise, found)
    return lines if failure is None and outcome.value is None else lines + printed_lines(outcome)


def case_line(case: Case) -> str:
    """Return `Case “two coins”: p = [0.5, 0.5], q = [0.9, 0.1]`.

    Where the line grows too long, large values are shortened, so that no argument drops out.
    """

    def shown(name: str, value: Any, width: int) -> str:
        if callable(value):
            return f"{name} = <{getattr(value, '__name__', name)}>"
        return f"{name} = {brief(snapshot(value), width=width)}"

    for width in (WIDTH, 48, 32, 20):
        inputs = ", ".join(shown(name, value, width) for name, value in case.arguments.items())
        line = f"Case “{case.title}”" + (f": {inputs}" if inputs else "")
        if len(line) <= LINE:
            break
    return cut(line, LINE)


def printed_lines(outcome: Outcome) -> list[str]:
    """Return the first lines that the function printed, which the check has kept off the page."""
    lines = [cut(line) for line in outcome.printed.splitlines() if line.strip()]
    shown = [f"printed: {line}" for line in lines[:PRINTED_LINES]]
    return [*shown, "printed: …"] if len(lines) > PRINTED_LINES else shown


def _answer_lines(exercise: Exercise, found: Difference) -> list[str]:
    """Return `yours` and `expected`, one under the other or beside it, and where they differ."""
    got, expected, name = found.got, found.expected, exercise.leaf_name(found.path)
    if exercise.compare is not None:
        # of many right answers, ours is not the expected one, and would give the exercise away
        return [f"yours{name and f' at {name}'}: {brief(got)}"]
    words = differing(found)
    lines = _whole(name, got, expected, found.off) if words else []
    if not lines:
        if found.index and found.off is not None:
            name += f"[{', '.join(map(str, found.index))}]"
            got, expected = got[found.index], expected[found.index]
        pair = two(got, expected)
        if found.stage == "shape" and all(isinstance(v, np.ndarray) for v in (got, expected)):
            pair = f"{pair[0]}  (shape {got.shape})", f"{pair[1]}  (shape {expected.shape})"
        lines = _labelled(f" at {name}" if name else "", *pair)
    return [*lines, f"differ:   {words}"] if words else lines


def _labelled(where: str, mine: str, right: str) -> list[str]:
    return [f"yours{where}:    {mine}", f"expected{where}: {right}"]


def _whole(name: str, got: np.ndarray, expected: np.ndarray, off: np.ndarray) -> list[str]:
    """Return two lines number under number, two tables side by side, or [] where that is too much.

    With as many digits as it takes to see each difference.
    """
    part = (0,) * (got.ndim - 2)  # of one channel of one picture, that one
    name += f"{[*part]}" if part else ""
    where, nl = f" at {name}" if name else "", ",\n "
    numeric = {got.dtype.kind, expected.dtype.kind} <= set("biufc")
    if not numeric or got[part].size < got.size or got.size > WIDTH:
        return []
    got, expected, off = got[part], expected[part], off[part]
    rows = len(got) if got.ndim == 2 else 1
    for digits in (4, 6, 9, 12, 17) if got.ndim == 2 else (6, 9, 12, 17):
        texts = [[number(x, digits) for x in a.ravel().tolist()] for a in (got, expected)]
        if all(a != b for a, b, differ in zip(*texts, off.ravel(), strict=True) if differ):
            break
    tables = [np.array(text, dtype=object).reshape(rows, -1) for text in texts]
    widths = [max(map(len, column)) for column in np.concatenate(tables).T]
    written = [[f"[{', '.join(map(str.rjust, row, widths))}]" for row in t] for t in tables]
    if got.ndim == 1:
        lines = _labelled(where, *(line for (line,) in written))
    else:
        mine, right = (f"[{nl.join(block)}]".split("\n") for block in written)
        mine, right = [f"yours{where}:", *mine], [f"expected{where}:", *right]
        width = max(map(len, mine)) + 3
        lines = [f"{left:{width}}{line}" for left, line in zip(mine, right, strict=True)]
    return lines if rows <= ROWS and max(map(len, lines)) <= WIDTH + len(where) else []
