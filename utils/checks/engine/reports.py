"""The verdicts that need no diagnosis, and the lines of evidence under those that do."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from utils.checks.engine.cases import Case
from utils.checks.engine.compare import Difference
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.outcome import Outcome
from utils.checks.engine.show import WIDTH, brief, cut, number, scrub, two
from utils.checks.engine.snapshot import Tensor, snapshot
from utils.checks.engine.verdict import BLANK, WRONG, Verdict

PRINTED_LINES = 2
LINE = 160
"""The most characters of one line."""


def blank(exercise: Exercise, message: str) -> Verdict:
    """Return the verdict on a function that has not been begun."""
    return Verdict(BLANK, exercise.heading, message, stage="blank", name=exercise.name)


def ours(exercise: Exercise) -> Verdict:
    """Return the verdict on the course's own function: there is nothing of the student's in it."""
    said = (
        f"This `{exercise.name}` is the course's own version, not yours. Run the cell with your "
        f"own `def {exercise.name}` again, then this one."
    )
    return Verdict(BLANK, exercise.heading, said, stage="call", name=exercise.name)


def wrong(exercise: Exercise, stage: str, message: str, lines: Iterable[str] = ()) -> Verdict:
    """Return the verdict on a wrong answer; `lines` are its evidence."""
    return Verdict(WRONG, exercise.heading, message, tuple(lines), stage=stage, name=exercise.name)


def replaced(exercise: Exercise, name: str) -> Verdict:
    """Return the verdict on a function, or a notebook, that puts something else for `np.log`."""
    said = (
        f"`{name}` was replaced: some line says `{name} = …`, and everything that uses it then "
        "gives other numbers, the check included. It is put back now. Take that line out, and run "
        "the check again."
    )
    return wrong(exercise, "behaviour", said)


def not_run(exercise: Exercise, problem: str) -> Verdict:
    """Return the verdict when the cell with the newest answer had no effect."""
    said = (
        f"The cell with your `def {exercise.name}` did not run ({problem}), so that the function "
        "here is still the one of before. Mend that cell, run it, then this one."
    )
    return wrong(exercise, "call", said)


def stopped(exercise: Exercise, outcomes: list[Outcome]) -> Verdict:
    """Return the verdict on a function that ran out of time, or was stopped by the student."""
    failure = outcomes[-1].failure
    assert failure is not None
    lines = [case_line(exercise.cases[len(outcomes) - 1])]
    lines += printed_lines(outcomes[-1])
    if failure.is_a("KeyboardInterrupt"):
        return wrong(exercise, "time", "You stopped the check before it had finished.", lines)
    said = (
        f"Your function took longer than {number(exercise.seconds)} s and was stopped. Either a "
        "loop never ends (does its condition ever become false?), or loops in Python do what one "
        "operation on whole arrays could do."
    )
    return wrong(exercise, "time", said, lines)


def apology(exercise: Exercise, problem: BaseException) -> Verdict:
    """Return the verdict for a failure of the engine, or of an exercise's own declaration."""
    try:
        words = scrub(cut(f"{type(problem).__name__}: {problem}", 160))
    except BaseException:
        words = type(problem).__name__
    return wrong(
        exercise,
        "engine",
        "The check itself failed, which is our fault and says nothing about your answer. Sorry. "
        "Please report it to the course's maintainers, with your function and this line:",
        (words,),
    )


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
