"""Finding the named mistake that gives exactly the student's answers."""

from utils.checks.engine.cases import Case, Mistake
from utils.checks.engine.compare import alike
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.miss import miss
from utils.checks.engine.outcome import Outcome


def named_mistake(exercise: Exercise, outcomes: list[Outcome]) -> Mistake | None:
    """Return the first mistake that does the same as `outcomes` on every case, or None.

    A mistake that cannot be told from the reference on any case is never returned. Where a
    mistake raises, the same type with the same words counts as the same (the type alone where
    the reference raises, too).
    """
    if len(outcomes) < len(exercise.cases):
        return None
    for mistake, wrong in zip(exercise.mistakes, exercise.mistakes_outcomes, strict=True):
        if len(wrong) < len(outcomes):
            continue
        if _all_same(exercise, outcomes, wrong) and differs(exercise, wrong):
            return mistake
    return None


def differs(exercise: Exercise, wrong: list[Outcome]) -> bool:
    """Say whether outcomes differ from the reference's on at least one case."""
    return any(
        miss(exercise, case, mine, right) is not None
        for case, mine, right in zip(exercise.cases, wrong, exercise.expected, strict=True)
    )


def _all_same(exercise: Exercise, outcomes: list[Outcome], wrong: list[Outcome]) -> bool:
    rows = zip(exercise.cases, outcomes, wrong, exercise.expected, strict=True)
    return all(_same(exercise, case, mine, theirs, right) for case, mine, theirs, right in rows)


def _same(exercise: Exercise, case: Case, mine: Outcome, theirs: Outcome, right: Outcome) -> bool:
    if mine.failure or theirs.failure:
        if not (mine.failure and theirs.failure) or mine.failure.name != theirs.failure.name:
            return False
        return right.failure is not None or mine.failure.message == theirs.failure.message
    if alike(mine.value, theirs.value, exercise.rtol, exercise.atol):
        return True
    return exercise.alike is not None and exercise.alike(mine.value, theirs.value, case)
