"""Every check of every topic can pass and can fail, and knows its named mistakes."""

import pytest
from helpers import topics

from utils.checks.engine import selftest

every_exercise = pytest.mark.parametrize(("stem", "name"), topics.exercises())


@topics.each_topic
def test_a_topic_has_checks(stem):
    lab = topics.lab(stem)
    assert lab.stem == stem
    assert selftest.problems(type(lab)(stem)) == [f"{stem} has no exercises"]
    numbers = [exercise.number for exercise in lab.exercises.values()]
    assert numbers == list(range(1, len(numbers) + 1))


@every_exercise
def test_exercise(stem, name):
    assert selftest.problems_of(topics.lab(stem).exercises[name]) == []


@every_exercise
def test_answers_can_be_judged_from_data_alone(stem, name):
    exercise = topics.lab(stem).exercises[name]
    exported = exercise.export()
    assert len(exported["cases"]) == len(exercise.cases)
    assert exercise.judge([case["expected"] for case in exported["cases"]]).passed
