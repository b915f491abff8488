"""The verdicts that need no diagnosis."""

from collections.abc import Iterable
from typing import Any

from utils.checks.engine.evidence import case_line, printed_lines
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.outcome import Outcome
from utils.checks.engine.show import cut, number, scrub
from utils.checks.engine.verdict import BLANK, WRONG, Verdict


def blank(exercise: Exercise, message: str) -> Verdict:
    """Return the verdict on a function that has not been begun."""
    return Verdict(BLANK, exercise.heading, message, stage="blank")


def ours(exercise: Exercise) -> Verdict:
    """Return the verdict on the course's own function: there is nothing of the student's in it."""
    said = (
        f"This `{exercise.name}` is the course's own version, not yours. Run the cell with your "
        f"own `def {exercise.name}` again, then this one."
    )
    return Verdict(BLANK, exercise.heading, said, stage="call")


def wrong(
    exercise: Exercise, stage: str, message: str, lines: Iterable[str] = (), **more: Any
) -> Verdict:
    """Return the verdict on a wrong answer; `lines` are its evidence, `more` other fields."""
    return Verdict(WRONG, exercise.heading, message, tuple(lines), stage=stage, **more)


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
        f"The cell with your `def {exercise.name}` did not run ({problem}), so this is still "
        "your earlier function. Mend that cell, run it, then run this one."
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
        "Sorry: the check itself failed. That is our fault and says nothing about your answer. "
        "Please report it to the course's maintainers, with your function and this line:",
        (words,),
    )
