"""What to say about answers that are not right and match no named mistake."""

from typing import Any

from utils.checks.engine import patterns, shape, structure
from utils.checks.engine.behaviour import broadcast_square, notebook_variables, varies
from utils.checks.engine.calling import other_order
from utils.checks.engine.cases import Case
from utils.checks.engine.compare import Difference, difference
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.leaves import follow
from utils.checks.engine.outcome import Outcome, observe
from utils.checks.engine.reasons import not_finite, reason
from utils.checks.engine.show import with_article
from utils.checks.engine.snapshot import snapshot
from utils.checks.engine.trial import Budget, right_outcomes

VAGUE = "You return the right kind of result; its values are not right yet."
"""What is said where nothing else is known."""


def says_why(said: str) -> bool:
    """Tell whether a diagnosis has a reason in it, and not only which parts are wrong."""
    lines = said.splitlines()
    return any(line != VAGUE and not line.startswith(patterns.RIGHT) for line in lines)


def diagnosis(
    exercise: Exercise,
    outcomes: list[Outcome],
    found: list[Difference | None],
    at: int,
    function: Any,
    budget: Budget | None,
) -> str:
    """Return what is wrong with the answer to case number `at`, in the light of all of them.

    function, budget : None where outcomes are judged without the function
    """
    first, outcome, case = found[at], outcomes[at], exercise.cases[at]
    assert first is not None
    stage = first.stage
    if stage == "raised":
        return _raised(exercise, case, outcome, right_outcomes(exercise)[at])
    rows = _answered(exercise, outcomes)
    if stage in ("type", "shape"):
        swapped = patterns.swapped_items(exercise, [r[1] for r in rows], [r[2] for r in rows])
        if swapped:
            return swapped
    if stage == "type":
        if outcome.value is None and not first.path:
            some = any(o.failure is None and o.value is not None for o in outcomes)
            return structure.nothing_returned(outcome.printed, some)
        return structure.wrong_type(exercise, first)
    if stage == "shape":
        at_place = [(given, *(follow(v, first.path) for v in both)) for given, *both in rows]
        return shape.wrong_shape(exercise, first, at_place)
    if stage == "nan":
        return not_finite(first, outcome.warned)
    if stage == "dtype":
        return first.note or _low_precision(first)
    if first.note:
        return first.note
    said = other_order(exercise, function) or _by_chance(exercise, outcomes)
    said = said or _general(exercise, outcomes, rows)
    later = _later(exercise, outcomes, found, at)
    if function is not None and budget is not None:
        square = broadcast_square(exercise, function, outcomes, budget)
        said = "\n".join(text for text in (square, said) if text)
        if not said and not later:
            return varies(exercise, function, outcomes, budget) or VAGUE
    return f"{said or VAGUE} {later}".strip()


def _later(
    exercise: Exercise, outcomes: list[Outcome], found: list[Difference | None], at: int
) -> str:
    """Speak about the first case after number `at` that raises or gives a NaN."""
    for place in range(at, len(found)):
        item = found[place]
        if item is None or item.stage not in ("raised", "nan"):
            continue
        case, outcome = exercise.cases[place], outcomes[place]
        if item.stage == "nan":
            said = not_finite(item, outcome.warned)
        else:
            said = _raised(exercise, case, outcome, right_outcomes(exercise)[place])
        return f"And for “{case.title}”: {said[:1].lower()}{said[1:]}"
    return ""


def _by_chance(exercise: Exercise, outcomes: list[Outcome]) -> str | None:
    """Say so when a wrong answer draws from a global generator and the reference does not."""
    if not any(o.drew for o in outcomes) or any(o.drew for o in right_outcomes(exercise)):
        return None
    return (
        "The values are not right, and your function draws random numbers, from `np.random` or "
        "`random`. Use no randomness here, or the generator that is passed in."
    )


def _general(exercise: Exercise, outcomes: list[Outcome], rows: list) -> str | None:
    """Try the general patterns on what every case returned, the `_answered` rows."""
    if not rows:
        return None
    given, got, expected = (list(column) for column in zip(*rows, strict=True))
    said = patterns.wrong_values(exercise, given, got, expected)
    return said or _swapped_arguments(exercise, outcomes)


def _answered(exercise: Exercise, outcomes: list[Outcome]) -> list[tuple[dict[str, Any], Any, Any]]:
    """Return arguments, answer and expected answer of each case that has both."""
    rows = zip(exercise.cases, outcomes, right_outcomes(exercise), strict=True)
    return [
        (snapshot(case.arguments), mine.value, right.value)
        for case, mine, right in rows
        if mine.failure is None and right.failure is None
    ]


def _swapped_arguments(exercise: Exercise, outcomes: list[Outcome]) -> str | None:
    """Say so when the reference gives the same answers with two arguments exchanged."""
    names = exercise.argument_names(exercise.cases[0])
    for first in range(len(names)):
        for second in range(first + 1, len(names)):
            if _fits_swapped(exercise, outcomes, first, second):
                return f"Your answers are right for `{names[first]}` and `{names[second]}` swapped."
    return None


def _fits_swapped(exercise: Exercise, outcomes: list[Outcome], first: int, second: int) -> bool:
    for case, mine in zip(exercise.cases, outcomes, strict=True):
        positions, keywords = exercise.call_arguments(case)
        if mine.failure or second >= len(positions):
            return False
        one, two = positions[first], positions[second]
        if type(one) is not type(two) or getattr(one, "shape", 0) != getattr(two, "shape", 0):
            return False
        positions[first], positions[second] = two, one
        theirs = observe(exercise.reference, positions, keywords, 10.0, 1)
        if theirs.failure or difference(mine.value, theirs.value, exercise.rtol, exercise.atol):
            return False
    return True


def _raised(exercise: Exercise, case: Case, outcome: Outcome, right: Outcome) -> str:
    failure = outcome.failure
    assert failure is not None
    said = f"Your function stopped with {with_article(failure.name)}"
    said += f" in line {failure.line} of {failure.function}." if failure.line else "."
    if right.failure:
        return f"{said} For this case it should raise {right.failure.name}."
    return f"{said} {reason(failure)}".strip()


def which_cases(exercise: Exercise, found: list[Difference | None]) -> str:
    """Say for which cases the answer is right and for which it is not, when there are both."""
    if len(found) < 2 or all(found):
        return ""
    right = [f"“{c.title}”" for c, item in zip(exercise.cases, found, strict=True) if not item]
    wrong = [f"“{c.title}”" for c, item in zip(exercise.cases, found, strict=True) if item]
    return f"It is right for {_listed(right)}, wrong for {_listed(wrong)}."


def _listed(items: list[str]) -> str:
    if len(items) > 4:
        return ", ".join(items[:3]) + f" and {len(items) - 3} more"
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


def remarks(exercise: Exercise, outcomes: list[Outcome], function: Any) -> list[str]:
    """Return what may be behind a wrong answer: a changed input, a notebook's variable."""
    said = []
    changed = sorted({place for outcome in outcomes for place in outcome.changed})
    names = exercise.argument_names(exercise.cases[0])
    known = [names[place] for place in changed if place < len(names)]
    if known:
        said.append(f"It also changes its argument `{known[0]}` in place: work on a copy.")
    variables = notebook_variables(function)
    if variables:
        said.append(f"It also uses `{variables[0]}` of the notebook: should that be an argument?")
    return said


def _low_precision(first: Difference) -> str:
    got = getattr(first.got, "dtype", None) or "float32"
    return (
        f"Your answer is right, but in {got}, which keeps about "
        f"{3 if str(got) == 'float16' else 7} digits; keep float64 from the first line to the last."
    )
