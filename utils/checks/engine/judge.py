"""From a student's function to a verdict: the order in which things are looked at.

Not a function → not begun → other arguments → every case is run → named mistakes → raised → type →
shape → NaN → precision → values → and, when all is right, what the function does besides.
"""

from typing import Any

from utils.checks.engine import reports
from utils.checks.engine.behaviour import misbehaviour
from utils.checks.engine.calling import (
    blank_elsewhere,
    has_more_than_stub,
    is_empty,
    is_stub,
    not_callable,
    other_arguments,
)
from utils.checks.engine.compare import Difference
from utils.checks.engine.diagnose import diagnosis, remarks, says_why, which_cases
from utils.checks.engine.evidence import evidence
from utils.checks.engine.exercise import Exercise
from utils.checks.engine.maps import picture
from utils.checks.engine.named import Match, named_mistake
from utils.checks.engine.outcome import Outcome
from utils.checks.engine.reading import shared_objects, slips
from utils.checks.engine.repair import one_slip
from utils.checks.engine.sandbox import put_back
from utils.checks.engine.trial import Budget, disagreement, has_expected_form, right_outcomes
from utils.checks.engine.verdict import PASSED, Verdict

MOST_NAMES = 3
ENDINGS = ("TimeUp", "KeyboardInterrupt")
"""What ends a whole check and not only one call."""


def check(exercise: Exercise, function: Any, names: dict[str, int] | None = None) -> Verdict:
    """Judge `function`; never raises.

    names : the lab's exercises and their numbers, to tell that another one is still blank
    """
    try:
        return _check(exercise, function, names or {})
    except KeyboardInterrupt:
        return reports.wrong(exercise, "time", "The check was stopped before it had finished.")
    except BaseException as problem:  # whatever it is, it is ours and not the student's
        return reports.apology(exercise, problem)


def judge(exercise: Exercise, outcomes: list[Outcome]) -> Verdict:
    """Judge outcomes alone, without a function; never raises."""
    try:
        return _judge(exercise, outcomes, None, None)
    except BaseException as problem:
        return reports.apology(exercise, problem)


def _check(exercise: Exercise, function: Any, names: dict[str, int]) -> Verdict:
    if not callable(function):
        return reports.wrong(exercise, "call", not_callable(exercise, function))
    if is_empty(function) and function is not exercise.reference:
        said = "Ready when you are: there is nothing in the function yet."
        return reports.blank(exercise, said)
    other = other_arguments(exercise, function)
    if other:
        return reports.wrong(exercise, "signature", other)
    replaced = put_back()
    budget = Budget(exercise)
    outcomes = _run(exercise, function, budget)
    for outcome in outcomes:
        if is_stub(outcome.failure, function):
            return _not_implemented(exercise, function, outcome, names)
    verdict = _judge(exercise, outcomes, function, budget)
    replaced += [name for outcome in outcomes for name in outcome.replaced]
    if replaced:
        return reports.replaced(exercise, replaced[0])
    if not verdict.passed:
        return verdict
    said = misbehaviour(exercise, function, outcomes, budget)
    if said:
        return reports.wrong(exercise, "behaviour", said)
    return verdict


def _run(exercise: Exercise, function: Any, budget: Budget) -> list[Outcome]:
    """Run the cases in order, up to one that ran out of time or turned out to be blank."""
    outcomes: list[Outcome] = []
    for case in exercise.cases:
        outcomes.append(budget.try_on(function, case))
        failure = outcomes[-1].failure
        if is_stub(failure, function) or (failure and failure.is_a(*ENDINGS)):
            break
    return outcomes


def _judge(
    exercise: Exercise, outcomes: list[Outcome], function: Any, budget: Budget | None
) -> Verdict:
    last = outcomes[-1].failure
    if last and last.is_a(*ENDINGS):
        return reports.stopped(exercise, outcomes)
    rows = zip(exercise.cases, outcomes, right_outcomes(exercise), strict=True)
    found = [disagreement(exercise, case, mine, right) for case, mine, right in rows]
    if not any(found):
        count = len(exercise.cases)
        return Verdict(
            PASSED,
            exercise.heading,
            f"Well done: {f'all {count} cases agree' if count > 1 else 'it agrees'}.",
            stage="passed",
            name=exercise.name,
            formed=not has_expected_form(outcomes[0].value, right_outcomes(exercise)[0].value),
        )
    at = _telling(found)
    first = found[at]
    assert first is not None
    lines = evidence(exercise.cases[at], exercise, outcomes[at], first)
    drawn = picture(first) if exercise.compare is None else ""
    # in float32, a right answer cannot be told from a mistake that is off by very little
    imprecise = all(item is None or (item.stage == "dtype" and not item.note) for item in found)
    match = None if imprecise else named_mistake(exercise, outcomes)
    if match is not None:
        name, hint = match.mistake.name, match.mistake.hint
        parts = [_recognised(exercise, match), hint, *shared_objects(function)]
        said = "\n".join(parts + remarks(exercise, outcomes, function))
        more = {"picture": drawn, "mistake": name, "hint": hint}
        return reports.wrong(exercise, first.stage, said, lines, **more)
    said = diagnosis(exercise, outcomes, found, at, function, budget)
    why = says_why(said)
    slip = slips(exercise, function, certain=why) + shared_objects(function)
    if function is not None and not slip and (not why or first.stage == "raised"):
        said = f"{said}\n{one_slip(exercise, function, outcomes)}".strip()
    # a slip that can be seen is surer than what the numbers suggest
    parts = [*slip, said] if why or not slip else slip
    if first.stage in ("values", "nan", "shape", "raised"):
        parts.append(which_cases(exercise, found))
    parts += remarks(exercise, outcomes, function)
    said = "\n".join(filter(None, parts))
    return reports.wrong(exercise, first.stage, said, lines, picture=drawn)


def _telling(found: list[Difference | None]) -> int:
    """Return the number of the case to speak about.

    The first that is wrong, since the simple ones stand first: an exception or a NaN in an extreme
    one is no news where simple ones are wrong already. Wrong values wait for a wrong form (type,
    shape), which tells more, and for those that are only less precise.
    """
    wrong = [(i, item) for i, item in enumerate(found) if item]
    form = [i for i, item in wrong if item.stage in ("type", "shape")]
    # "right, but floats" is true only where no value is wrong
    off = any(item.stage == "values" and not item.note for _, item in wrong)
    clear = [pair for pair in wrong if pair[1].stage != "dtype" or (pair[1].note and not off)]
    at, first = (clear or wrong)[0]
    return at if first.stage == "raised" or not form else form[0]


def _recognised(exercise: Exercise, match: Match) -> str:
    """Say which mistake it is and, when more is wrong than it explains, of which part."""
    slip = f"a slip that we know: “{match.mistake.name}”."
    more = " Something else is off as well." if match.other else ""
    if not match.other or () in match.explained:  # a part without a name: it all
        return f"Your answers match {slip}{more}"
    names = [exercise.leaf_name(path) for path in sorted(match.explained)]
    if len(names) > MOST_NAMES:  # a dictionary in a tuple: by the dictionary's own name
        names = list(dict.fromkeys(name.partition("[")[0] or name for name in names))
    parts = " and ".join(f"`{name}`" for name in names)
    verb = "match" if len(names) > 1 else "matches"
    return f"Your {parts} {verb} {slip}{more}"


def _not_implemented(
    exercise: Exercise, function: Any, outcome: Outcome, names: dict[str, int]
) -> Verdict:
    failure = outcome.failure
    assert failure is not None
    other = blank_elsewhere(failure, exercise.number, names)
    if other:
        return reports.wrong(
            exercise,
            "raised",
            f"Your function calls `{other}` (Exercise {names[other]}), which is still blank. Do "
            f'that one first, or write `our_{other} = check.yours_or_ours("{other}")` above it and '
            f"call `our_{other}`.",
        )
    if has_more_than_stub(function):
        said = (
            "Have you written your answer already? Then delete the line "
            "`raise NotImplementedError(…)`: the function stops there."
        )
        return reports.blank(exercise, said)
    said = "Ready when you are: write your answer in place of `raise NotImplementedError(…)`."
    return reports.blank(exercise, said)
