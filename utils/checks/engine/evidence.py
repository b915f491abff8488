"""The few lines under a verdict: a case's input, the answer, and what was expected."""

from typing import Any

import numpy as np

from utils.checks.engine.cases import Case
from utils.checks.engine.compare import Difference
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.outcome import Outcome
from utils.checks.engine.show import WIDTH, brief, cut, two
from utils.checks.engine.snapshot import Tensor, snapshot

PRINTED_LINES = 2
LINE = 160
"""The most characters of one line."""


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
        line = f"Case “{case.title}”: {inputs}"
        if len(line) <= LINE:
            break
    return cut(line, LINE)


def answer_lines(exercise: Exercise, found: Difference) -> tuple[str, ...]:
    """Return the lines `yours` and `expected` at the place where they part."""
    got, expected, place = _at(found)
    name = exercise.leaf_name(found.path)
    where = f" at {name}{place}" if name or place else ""
    mine, right = two(got, expected)
    if exercise.compare is not None:
        # of many right answers, ours is not the expected one, and would give the exercise away
        return (f"yours{where}: {mine}",)
    if not found.path and not place and isinstance(got, np.ndarray):
        mine = f"{mine}  (shape {got.shape})" if found.stage == "shape" else mine
    return (f"yours{where}: {mine}", f"expected{where}: {right}")


def printed_lines(outcome: Outcome) -> tuple[str, ...]:
    """Return the first lines that the function printed, which the check has kept off the page."""
    lines = [cut(line) for line in outcome.printed.splitlines() if line.strip()]
    shown = [f"printed: {line}" for line in lines[:PRINTED_LINES]]
    return (*shown, "printed: …") if len(lines) > PRINTED_LINES else tuple(shown)


def _at(found: Difference) -> tuple[Any, Any, str]:
    """Return the two values that differ, and their index as text."""
    got, expected = found.got, found.expected
    got = got.array if isinstance(got, Tensor) else got
    expected = expected.array if isinstance(expected, Tensor) else expected
    if found.index and isinstance(got, np.ndarray) and isinstance(expected, np.ndarray):
        return got[found.index], expected[found.index], f"[{', '.join(map(str, found.index))}]"
    if isinstance(got, list) and isinstance(expected, list) and len(got) == len(expected):
        return got, expected, ""
    return got, expected, ""
