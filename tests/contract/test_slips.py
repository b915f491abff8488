"""Every slip of a pen in a right answer makes it wrong, but for the few that change nothing."""

import pytest
from helpers import answers, topics

from utils.checks.engine.repair import arguments_of, call
from utils.checks.engine.sandbox import sandbox
from utils.checks.engine.trial import disagreement, right_outcomes
from utils.checks.engine.variants import variants

TRIED = 12
"""Slips of each answer; there are some hundreds."""

MOST_PASSED = 0.25
"""The share of slips that may pass: those that change nothing, such as two lines exchanged."""

FEWEST = 20
"""Slips from which on a share says anything."""


@pytest.mark.parametrize(("stem", "name"), topics.exercises())
def test_slips_in_right_answers_are_rejected(stem, name):
    exercise = topics.lab(stem).exercises[name]
    found = [a.function for a in answers.of_topic(stem) if a.right and a.exercise == name]
    passed, count = [], 0
    for function in (exercise.reference, *found):
        made = variants(function)
        if made is None:
            continue
        own = function.__name__  # what is wrong in a function that it calls may not matter here
        numbers = [n for n in made.by_kind() if made.changes[n].function == own]
        numbers = numbers[:: 1 + len(numbers) // TRIED]
        count += len(numbers)
        passed += [made.changes[n] for n in numbers if is_right(exercise, made.function(n))]
    said = "\n".join(f"{change.kind}: {change.text}" for change in passed)
    assert count < FEWEST or len(passed) <= MOST_PASSED * count, said


def is_right(exercise, function):
    """Try a function on every case, as the check does, for a little longer than ours takes."""
    with sandbox(1):
        for case, right in zip(exercise.cases, right_outcomes(exercise), strict=True):
            mine = call(function, arguments_of(exercise, case)(), 5 * right.seconds + 0.02)
            if disagreement(exercise, case, mine, right) is not None:
                return False
    return True
