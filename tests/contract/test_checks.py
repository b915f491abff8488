"""Every check of every topic that is ready can pass and can fail, and knows its named mistakes."""

import importlib

import pytest

from utils.checks.engine import selftest
from utils.topics import TOPICS

READY = [topic.stem for topic in TOPICS if topic.ready]


def _lab(stem):
    return importlib.import_module(f"utils.checks.{stem}").check


def _exercises():
    """List `(stem, exercise)`; a topic whose checks cannot be imported fails in its own test."""
    found = []
    for stem in READY:
        try:
            found += [(stem, name) for name in _lab(stem).exercises]
        except ImportError:
            continue
    return found


EXERCISES = _exercises()
MISTAKES = [
    (stem, name, mistake.name)
    for stem, name in EXERCISES
    for mistake in _lab(stem).exercises[name].mistakes
]


@pytest.mark.parametrize("stem", READY)
def test_a_ready_topic_has_checks(stem):
    lab = _lab(stem)
    assert lab.stem == stem
    assert lab.exercises
    assert [exercise.number for exercise in lab.exercises.values()] == list(
        range(1, len(lab.exercises) + 1)
    )


@pytest.mark.parametrize(("stem", "name"), EXERCISES)
@pytest.mark.parametrize("part", selftest.PARTS, ids=lambda part: part.__name__)
def test_exercise(stem, name, part):
    assert part(_lab(stem).exercises[name]) == []


@pytest.mark.parametrize(("stem", "name", "mistake"), MISTAKES)
def test_named_mistake(stem, name, mistake):
    exercise = _lab(stem).exercises[name]
    wrong = next(item for item in exercise.mistakes if item.name == mistake)
    assert selftest.mistake(exercise, wrong) == []


@pytest.mark.parametrize(("stem", "name"), EXERCISES)
def test_answers_can_be_judged_from_data_alone(stem, name):
    exercise = _lab(stem).exercises[name]
    exported = exercise.export()
    assert len(exported["cases"]) == len(exercise.cases)
    assert exercise.judge([case["expected"] for case in exported["cases"]]).passed
