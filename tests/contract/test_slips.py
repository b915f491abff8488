"""Every slip of a pen in a right answer makes it wrong, but for the few that change nothing."""

import pytest
from helpers import answers, topics

from utils.checks.engine.repair import arguments_of, call, trying
from utils.checks.engine.trial import disagreement, right_outcomes
from utils.checks.engine.variants import variants

TRIED = 36
"""Slips of all answers to an exercise together; there are some hundreds."""

MOST_PASSED = 0.25
"""The share of slips that may pass: those that change nothing, such as two lines exchanged."""


@pytest.mark.parametrize(("stem", "name"), topics.exercises())
def test_slips_in_right_answers_are_rejected(stem, name):
    exercise = topics.lab(stem).exercises[name]
    found = [a.function for a in answers.of_topic(stem) if a.right and a.exercise == name]
    every = [slip for function in (exercise.reference, *found) for slip in slips(function)]
    assert every or name.endswith("_in_torch"), "torch alone is not called with anything"
    tried = every[:: 1 + len(every) // TRIED]
    passed = [change for change, function in tried if is_right(exercise, function)]
    said = "\n".join(f"{change.kind}: {change.text}" for change in passed)
    assert len(passed) <= max(2, MOST_PASSED * len(tried)), said


def slips(function):
    """Return the changes in a function's own lines, each with the function that has it."""
    made = variants(function)
    if made is None:
        return []
    own = [n for n in made.by_kind() if made.changes[n].function == function.__name__]
    return [(made.changes[n], made.function(n)) for n in own]


def is_right(exercise, function):
    """Try a function on every case, as the check does, for a little longer than ours takes."""
    with trying():
        for case, right in zip(exercise.cases, right_outcomes(exercise), strict=True):
            mine = call(function, arguments_of(exercise, case)(), 5 * right.seconds + 0.02)
            if disagreement(exercise, case, mine, right) is not None:
                return False
    return True
