"""Wrong answers explained by one slip of a pen, found by trying all of them.

Either one change of the student's own lines makes every case right, and the line is pointed at; or
the right answer with one such change gives the student's very answers, and its kind is named.
"""

import time
from collections.abc import Callable
from typing import Any

from utils.checks.engine import timebox
from utils.checks.engine.cases import Case
from utils.checks.engine.compare import alike
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.outcome import Failure, Outcome
from utils.checks.engine.sandbox import sandbox
from utils.checks.engine.slightly import QUESTIONS
from utils.checks.engine.snapshot import snapshot
from utils.checks.engine.trial import disagreement, right_outcomes
from utils.checks.engine.variants import Change, Variants, variants

LONGEST = 0.2
"""Seconds for both searches; what is not tried by then is not said."""

FIRST = tuple(kind for kind in QUESTIONS if kind not in ("name", "key"))
"""Kinds that are tried first; there are few changes of them, and they are quickly compiled."""

SLOWER, SOON = 5, 0.005
"""Times as long as the function itself, and seconds, that one with a change may take: its loop may
never end."""

WIDTH = 60
"""Characters of a line that are shown."""

KINDS = {
    "sign": "with one sign turned",
    "operator": "with another operator in one place",
    "parentheses": "with other parentheses in one place",
    "sides": "with the two sides of one operation, or two arguments of one call, exchanged",
    "transpose": "with one transpose too many, too few, or at the wrong matrix",
    "surplus": "with one term, factor, index or call left out",
    "function": "with one function taken for a related one",
    "axis": "along another axis in one place",
    "bound": "with one count, slice or index that begins or ends elsewhere",
    "comparison": "with one comparison the other way, or with equality on the other side",
    "name": "with one variable in the place of another",
    "number": "with one other number in it",
    "key": "with one key in the place of another",
    "line": "without one of its lines",
    "place": "with one line in another place: before or after its neighbour, in or out of a loop",
}
"""What is said of the right answer with one change of a kind."""


def one_slip(exercise: Exercise, function: Any, outcomes: list[Outcome]) -> str:
    """Return the one change that explains wrong answers; '' where none does."""
    if len(outcomes) < len(exercise.cases):
        return ""
    end = time.monotonic() + LONGEST
    for kinds in (FIRST, tuple(set(QUESTIONS) - set(FIRST))):
        for search in (_in_theirs, _in_ours):
            said = search(exercise, function, outcomes, kinds, end)
            if said:
                return said
    return ""


def _in_theirs(exercise: Exercise, function: Any, outcomes: list, kinds: tuple, end: float) -> str:
    """Return where one change of the student's function makes every case right."""

    def right(mine: Outcome, at: int) -> bool:
        expected = right_outcomes(exercise)[at]
        return disagreement(exercise, exercise.cases[at], mine, expected) is None

    change = _found(exercise, variants(function, kinds), outcomes, outcomes, right, end)
    if change is None:
        return ""
    text = change.text if len(change.text) <= WIDTH else change.text[: WIDTH - 1] + "…"
    return (
        f"One small change in line {change.line}, `{text}`, makes every case agree. "
        f"{QUESTIONS[change.kind]}"
    )


def _in_ours(exercise: Exercise, function: Any, outcomes: list, kinds: tuple, end: float) -> str:
    """Return with what kind of change the right answer gives the student's answers."""
    if exercise.compare is not None:
        return ""

    def same(theirs: Outcome, at: int) -> bool:
        mine = outcomes[at]
        if mine.failure or theirs.failure:
            both = mine.failure and theirs.failure
            return bool(both) and mine.failure.name == theirs.failure.name
        return alike(mine.value, theirs.value, exercise.rtol, exercise.atol)

    key = "variants", kinds
    if key not in exercise.known:
        exercise.known[key] = variants(exercise.reference, kinds)
    change = _found(exercise, exercise.known[key], outcomes, right_outcomes(exercise), same, end)
    return f"Your answers are exactly the right ones {KINDS[change.kind]}." if change else ""


def _found(
    exercise: Exercise,
    made: Variants | None,
    outcomes: list[Outcome],
    timed: list[Outcome],
    fits: Callable[[Outcome, int], bool],
    end: float,
) -> Change | None:
    """Return the first change with which a function fits every case, the wrong ones first."""
    rights = right_outcomes(exercise)
    order = sorted(
        range(len(outcomes)),
        key=lambda at: disagreement(exercise, exercise.cases[at], outcomes[at], rights[at]) is None,
    )
    with sandbox(1):
        for number in made.by_kind() if made else ():
            changed = made.function(number)
            calls = (
                (at, call(exercise, changed, exercise.cases[at], SLOWER * timed[at].seconds + SOON))
                for at in order
            )
            if all(fits(outcome, at) for at, outcome in calls):
                return made.changes[number]
            if time.monotonic() > end:
                break
    return None


def call(exercise: Exercise, function: Callable, case: Case, seconds: float) -> Outcome:
    """Call a function on one case, with none of what `observe` notes besides."""
    positions, keywords = exercise.call_arguments(case)
    try:
        return Outcome(timebox.run(lambda: snapshot(function(*positions, **keywords)), seconds))
    except KeyboardInterrupt:
        raise
    except BaseException as problem:
        families = tuple(kind.__name__ for kind in type(problem).__mro__)
        return Outcome(failure=Failure(families[0], families, ""))
