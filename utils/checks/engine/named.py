"""Finding the named mistake that explains a student's answers.

Results are compared part by part (`dW` of a tuple, a dictionary's entry) and case by case, and
only where both are finite: a spelling that raises another exception, fills its gaps with other
numbers, or goes wrong in another part as well, is still recognised. Mistakes are run one case
at a time, so that most of them are out after the first.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from utils.checks.engine.cases import Case, Mistake
from utils.checks.engine.compare import alike
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.leaves import follow, numbers, paths
from utils.checks.engine.outcome import Outcome
from utils.checks.engine.snapshot import in_form_of
from utils.checks.engine.trial import disagreement, right_outcomes, wrong_outcome

FEWEST = 2
"""Cases that must tell a mistake from the right answer, where not all outcomes are the same."""


@dataclass(eq=False)
class Match:
    """How far a mistake explains the answers, case after case.

    telling : cases in which the answer is the mistake's and not the right one
    exact : all outcomes so far are the same, exceptions and infinities included
    explained : parts in which the mistake differs from the right answer
    other : parts that are wrong in another way, in cases where the mistake leaves them right
    """

    mistake: Mistake
    telling: int = 0
    exact: bool = True
    explained: set[tuple] = field(default_factory=set)
    other: set[tuple] = field(default_factory=set)

    @property
    def holds(self) -> bool:
        """Whether the mistake is certain, be there others besides or not."""
        if self.explained & self.other:
            return False
        return self.telling >= (1 if self.exact else FEWEST)

    @property
    def rank(self) -> int:
        """The same outcomes come before the same numbers, and these before some of the parts."""
        return 0 if self.exact else 2 if self.other else 1


def named_mistake(exercise: Exercise, outcomes: list[Outcome]) -> Match | None:
    """Return the mistake that explains `outcomes` best, or None.

    A mistake that cannot be told from the reference on any case is never returned.
    """
    if len(outcomes) < len(exercise.cases):
        return None
    left = [Match(mistake) for mistake in exercise.mistakes]
    for at in range(len(exercise.cases)):
        off = _parts_off(exercise, outcomes[at], right_outcomes(exercise)[at])
        left = [match for match in left if _agrees(exercise, match, outcomes, at, off)]
    found = [match for match in left if match.holds]
    return min(found, key=lambda match: match.rank, default=None)


def differs(exercise: Exercise, mistake: Mistake) -> bool:
    """Say whether a mistake differs from the right answer on at least one case."""
    rows = zip(exercise.cases, right_outcomes(exercise), strict=True)
    return any(
        disagreement(exercise, case, wrong_outcome(exercise, mistake, at), right) is not None
        for at, (case, right) in enumerate(rows)
    )


def _agrees(
    exercise: Exercise, match: Match, outcomes: list[Outcome], at: int, off: set[tuple]
) -> bool:
    """Compare one case, note in `match` what it says, and return False if it is another mistake.

    off : the parts in which the answer is not the right one
    """
    case, mine, right = exercise.cases[at], outcomes[at], right_outcomes(exercise)[at]
    wrong = wrong_outcome(exercise, match.mistake, at)
    if mine.failure or wrong.failure:
        return _same_failure(match, mine, wrong, right)
    if right.failure:
        # where the reference raises, whatever comes back instead is wrong in the same way
        match.telling += 1
        match.explained.add(())
        return True
    if exercise.compare is not None:
        match.exact = match.exact and _same(exercise, case, mine.value, wrong.value)
        match.telling += disagreement(exercise, case, wrong, right) is not None
        match.explained.add(())
        return match.exact
    return _agree_in_parts(exercise, match, outcomes, at, off)


def _same_failure(match: Match, mine: Outcome, wrong: Outcome, right: Outcome) -> bool:
    """An exception alone tells little: the words must be the same, or it says nothing."""
    if mine.failure and wrong.failure and mine.failure.name == wrong.failure.name:
        if right.failure:
            return True
        if mine.failure.message == wrong.failure.message:
            match.telling += 1
            return True
    match.exact = False
    return True


def _agree_in_parts(
    exercise: Exercise, match: Match, outcomes: list[Outcome], at: int, off: set[tuple]
) -> bool:
    """Compare what the mistake changes first: most mistakes are out after one part."""
    mine, right = outcomes[at].value, right_outcomes(exercise)[at].value
    wrong = wrong_outcome(exercise, match.mistake, at).value
    tolerance = exercise.rtol, exercise.atol
    changed = _changed_by(exercise, match.mistake, at)
    telling = False
    for path in changed:
        of_mine, of_wrong, of_right = (
            in_form_of(follow(value, path), follow(right, path)) for value in (mine, wrong, right)
        )
        if of_wrong is None and getattr(mine, "keys", list)() != getattr(wrong, "keys", list)():
            return False  # a missing entry is no evidence where others are missing, too
        if not alike(of_mine, of_wrong, *tolerance):
            match.exact = False
            if not _alike_where_finite(of_mine, of_wrong, tolerance):
                return False
            telling |= not _alike_where_finite(of_mine, of_right, tolerance, of_wrong)
        else:
            telling = True
    for path in off - changed:
        match.exact = False
        if not _alike_where_finite(follow(mine, path), follow(right, path), tolerance):
            match.other.add(path)
    match.explained |= changed
    match.telling += telling
    return not match.explained & match.other


def _parts_off(exercise: Exercise, one: Outcome, right: Outcome) -> set[tuple]:
    """Return the parts in which an outcome is not the right one."""
    if one.failure or right.failure:
        return set()
    tolerance = exercise.rtol, exercise.atol
    found = {
        path
        for path in paths(right.value)
        if not alike(follow(one.value, path), follow(right.value, path), *tolerance)
    }
    # all parts are right, and the whole is not: there is a part too many
    return found or (set() if alike(one.value, right.value, *tolerance) else {()})


def _changed_by(exercise: Exercise, mistake: Mistake, at: int) -> set[tuple]:
    """The same for a mistake of ours, computed once."""
    key = "changed", mistake, at
    if key not in exercise.known:
        wrong = wrong_outcome(exercise, mistake, at)
        exercise.known[key] = _parts_off(exercise, wrong, right_outcomes(exercise)[at])
    return exercise.known[key]


def _same(exercise: Exercise, case: Case, mine: Any, wrong: Any) -> bool:
    if alike(mine, wrong, exercise.rtol, exercise.atol):
        return True
    return exercise.alike is not None and exercise.alike(mine, wrong, case)


def _alike_where_finite(
    one: Any, two: Any, tolerance: tuple[float, float], third: Any = None
) -> bool:
    """Compare two parts, of arrays only what is finite in both, and in a `third` if given."""
    if alike(one, two, *tolerance):
        return True
    arrays = [numbers(part) for part in (one, two, *([] if third is None else [third]))]
    if any(a is None or a.shape != arrays[0].shape for a in arrays):
        return False
    finite = np.logical_and.reduce([np.isfinite(a) for a in arrays])
    if finite.all():
        return False
    return alike(arrays[0][finite], arrays[1][finite], *tolerance)
