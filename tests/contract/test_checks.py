"""Every check of every topic can pass and can fail, and knows its named mistakes."""

import pytest
from helpers import topics

from utils.checks.engine import selftest

every_exercise = pytest.mark.parametrize(("stem", "name"), topics.exercises())


@topics.each_topic
def test_a_lab_numbers_its_exercises(stem):
    lab = topics.lab(stem)
    assert lab.stem == stem
    numbers = [exercise.number for exercise in lab.exercises.values()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers, f"{stem} has no exercises"


@every_exercise
def test_exercise(stem, name):
    assert selftest.problems_of(topics.lab(stem).exercises[name]) == []
