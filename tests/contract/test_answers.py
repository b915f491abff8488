"""Every topic's right answers pass, its wrong ones do not, whatever their style.

Of wrong ones stands here what a check once took for right or named wrongly, or what must be named
in another style than the reference's; plain slips are tried in `test_slips`.
"""

import pytest
from helpers import answers, topics

from utils.checks.engine import PASSED, WRONG
from utils.checks.engine.judge import check

FEWEST_RIGHT = 3


@pytest.mark.parametrize(("stem", "name"), topics.exercises())
def test_answers(stem, name):
    exercise = topics.lab(stem).exercises[name]
    found = [answer for answer in answers.of_topic(stem) if answer.exercise == name]
    assert sum(answer.right for answer in found) >= FEWEST_RIGHT
    problems = []
    for answer in found:
        verdict = check(exercise, answer.function)
        wanted = PASSED if answer.right else WRONG
        if verdict.kind != wanted or verdict.stage == "engine":
            problems.append(f"{answer.place} should be {wanted}:\n{verdict.text}")
        elif answer.named and verdict.mistake != answer.named:
            problems.append(f"{answer.place} should be called {answer.named!r}:\n{verdict.text}")
    assert not problems, "\n\n".join(problems)


@topics.each_topic
def test_answers_belong_to_exercises(stem):
    strange = {answer.exercise for answer in answers.of_topic(stem)} - set(
        topics.lab(stem).exercises
    )
    assert not strange, f"no such exercise: {strange}"
