"""Every topic's right answers pass, its wrong ones do not, whatever their style."""

import importlib

import pytest
from helpers import answers

from utils.checks.engine import PASSED, WRONG
from utils.topics import TOPICS

READY = [topic.stem for topic in TOPICS if topic.ready]
FEWEST_RIGHT, FEWEST_WRONG = 3, 6


def exercises():
    """Return (stem, name) of every exercise."""
    return [
        (stem, name)
        for stem in READY
        for name in importlib.import_module(f"utils.checks.{stem}").check.exercises
    ]


@pytest.mark.parametrize(("stem", "name"), exercises())
def test_answers(stem, name):
    exercise = importlib.import_module(f"utils.checks.{stem}").check.exercises[name]
    found = [answer for answer in answers.of_topic(stem) if answer.exercise == name]
    assert sum(answer.right for answer in found) >= FEWEST_RIGHT
    assert sum(not answer.right for answer in found) >= FEWEST_WRONG
    problems = []
    for answer in found:
        verdict = exercise.check(answer.function)
        wanted = PASSED if answer.right else WRONG
        if verdict.kind != wanted or verdict.stage == "engine":
            problems.append(f"{answer.place} should be {wanted}:\n{verdict.text}")
        elif answer.named and verdict.mistake != answer.named:
            problems.append(f"{answer.place} should be called {answer.named!r}:\n{verdict.text}")
    assert not problems, "\n\n".join(problems)


@pytest.mark.parametrize("stem", READY)
def test_answers_belong_to_exercises(stem):
    known = importlib.import_module(f"utils.checks.{stem}").check.exercises
    strange = {answer.exercise for answer in answers.of_topic(stem)} - set(known)
    assert not strange, f"no such exercise: {strange}"
