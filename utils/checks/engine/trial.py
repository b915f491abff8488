"""One function tried on an exercise's cases: within its time, and against what is expected."""

import functools
import sys
from collections.abc import Callable
from typing import Any

from utils.checks.engine.cases import Case, Mistake
from utils.checks.engine.compare import Difference, difference
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.outcome import Outcome, observe
from utils.checks.engine.snapshot import Other, in_form_of

OURS = 120.0
"""Seconds for a reference or a mistake on one case; only there so that a slip in one ends."""


def try_on(
    exercise: Exercise, function: Callable, case: Case, seconds: float = OURS, seed: int = 1
) -> Outcome:
    """Call `function` on a fresh copy of one case and say what happened."""
    return observe(function, *exercise.call_arguments(case), seconds, seed)


def right_outcomes(exercise: Exercise) -> list[Outcome]:
    """Return what the reference does on each case, up to one that does not end."""
    if "right" not in exercise.known:
        outcomes: list[Outcome] = []
        for case in exercise.cases:
            outcomes.append(try_on(exercise, exercise.reference, case))
            if outcomes[-1].stopped:
                break
        exercise.known["right"] = outcomes
    return exercise.known["right"]


def wrong_outcome(exercise: Exercise, mistake: Mistake, at: int) -> Outcome:
    """Return what a named mistake does on case number `at`; run when first asked for."""
    key = "wrong", mistake, at
    if key not in exercise.known:
        exercise.known[key] = try_on(exercise, mistake.function, exercise.cases[at])
    return exercise.known[key]


def in_expected_form(exercise: Exercise, function: Callable) -> Callable:
    """Return a right function, made to return arrays and tuples where the exercise wants them."""
    expected = right_outcomes(exercise)[0].value

    @functools.wraps(function)
    def formed(*arguments: Any, **keywords: Any) -> Any:
        return _formed(function(*arguments, **keywords), expected)

    return formed


def has_expected_form(value: Any, expected: Any) -> bool:
    """Say whether a right answer is an array, a tuple or a list just where one is wanted."""
    return _formed(value, expected) is value


def _formed(value: Any, expected: Any) -> Any:
    """Return `value` in the form of `expected`, with the items of a tuple; itself if it has it."""
    value = in_form_of(value, expected)
    if isinstance(value, tuple) and isinstance(expected, tuple) and len(value) == len(expected):
        items = tuple(map(_formed, value, expected))
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else items
    return value


class Budget:
    """Seconds left for a student's function, through all runs of one check."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.left = exercise.seconds

    def try_on(self, function: Callable, case: Case, seed: int = 1) -> Outcome:
        """Call `function` on a case for at most what is left; what it takes is spent.

        A call that imports something for the first time is free, and made again, warm, when it
        ran out of time: an import may take seconds, and says nothing about the function.
        """
        known = len(sys.modules)
        outcome = try_on(self.exercise, function, case, self.left, seed)
        if len(sys.modules) > known:
            if not (outcome.failure and outcome.failure.is_a("TimeUp")):
                return outcome
            outcome = try_on(self.exercise, function, case, self.left, seed)
        self.left -= outcome.seconds
        return outcome

    def enough_for(self, outcomes: list[Outcome]) -> bool:
        """Say whether the same calls can be made once more without running out of time."""
        return self.left > 2 * sum(outcome.seconds for outcome in outcomes) + 0.05


def disagreement(
    exercise: Exercise, case: Case, mine: Outcome, right: Outcome
) -> Difference | None:
    """Return how one outcome misses what is expected, or None when it is right.

    Where the reference raises, the same type of exception is right, whatever its words.
    """
    if mine.failure:
        same = right.failure and mine.failure.is_a(right.failure.name)
        return None if same else Difference("raised", (), None, None)
    if right.failure:
        note = f"For this case it should raise {right.failure.name}; it returns something instead."
        return Difference("values", (), mine.value, Other(right.failure.name), note=note)
    found = difference(mine.value, right.value, exercise.rtol, exercise.atol)
    if exercise.compare is None:
        return found
    try:
        said = exercise.compare(in_form_of(mine.value, right.value), right.value, case)
    except Exception:
        # the comparison may rely on what the general stages look at: type and shape
        if found is None or found.stage not in ("type", "shape"):
            raise
        return found
    return Difference("values", (), mine.value, right.value, note=said) if said else None
