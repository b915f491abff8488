"""What a lab's text says of an exercise is what the checks have: title, minutes, words, hints."""

import importlib
import re
from pathlib import Path

import jupytext
import pytest

from utils.topics import TOPICS

ROOT = Path(__file__).resolve().parents[2]
READY = [topic for topic in TOPICS if topic.ready]
HEADING = re.compile(r"^## Exercise (\d+): (.+)\n\*(\d+) minutes · ([^*]+)\*$", re.MULTILINE)
HINT = re.compile(r"<details><summary>Hint (\d+)</summary>\n(.*?)</details>", re.DOTALL)
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
CHECK = re.compile(r"^check\.(\w+)\((\w+)\)$", re.MULTILINE)


def _exercises(topic):
    lab = importlib.import_module(f"utils.checks.{topic.stem}").check
    return {exercise.number: exercise for exercise in lab.exercises.values()}


def _cells(topic):
    return jupytext.read(ROOT / "solutions" / f"{topic.name}.py").cells


def _texts(topic):
    """Return the Markdown of each exercise's own cell by number, found by its heading."""
    cells = [cell.source for cell in _cells(topic) if cell.cell_type == "markdown"]
    return {int(HEADING.search(text)[1]): text for text in cells if HEADING.search(text)}


def _one_line(text):
    return " ".join(text.split())


@pytest.mark.parametrize("topic", READY, ids=lambda topic: topic.name)
def test_every_exercise_has_one_heading_in_order(topic):
    text = "\n".join(cell.source for cell in _cells(topic) if cell.cell_type == "markdown")
    numbers = [int(n) for n in re.findall(r"^#+ Exercise (\d+)", text, re.MULTILINE)]
    assert numbers == list(_exercises(topic))
    assert sorted(_texts(topic)) == numbers, "a heading lacks its line of minutes and difficulty"


NUMBERED = [
    pytest.param(topic, number, id=f"{topic.name}-{number}")
    for topic in READY
    for number in _exercises(topic)
]


@pytest.mark.parametrize(("topic", "number"), NUMBERED)
def test_a_heading_agrees_with_the_checks(topic, number):
    exercise = _exercises(topic)[number]
    _, title, minutes, difficulty = HEADING.search(_texts(topic)[number]).groups()
    assert (title, int(minutes), difficulty) == (
        exercise.title,
        exercise.minutes,
        exercise.difficulty,
    )


@pytest.mark.parametrize(("topic", "number"), NUMBERED)
def test_the_hints_agree_with_the_checks(topic, number):
    found = HINT.findall(_texts(topic)[number])
    assert [int(step) for step, _ in found] == list(range(1, len(found) + 1))
    hints = _exercises(topic)[number].hints
    assert [_one_line(hint) for _, hint in found] == [_one_line(hint) for hint in hints]


@pytest.mark.parametrize("topic", READY, ids=lambda topic: topic.name)
def test_every_exercise_is_checked_once_by_its_own_name(topic):
    code = "\n".join(cell.source for cell in _cells(topic) if cell.cell_type == "code")
    calls = [name for name, given in CHECK.findall(code) if name == given]
    assert calls == [exercise.name for exercise in _exercises(topic).values()]


@pytest.mark.parametrize("topic", READY, ids=lambda topic: topic.name)
def test_yours_or_ours_never_takes_the_students_name(topic):
    """Else the course's version, once put in its place, would be judged as the student's."""
    code = "\n".join(cell.source for cell in _cells(topic) if cell.cell_type == "code")
    uses = re.findall(r"^(\w+) = check\.yours_or_ours\((\w+)", code, re.MULTILINE)
    assert uses
    names = {exercise.name for exercise in _exercises(topic).values()}
    assert [mine for mine, _ in uses if mine in names] == []


@pytest.mark.parametrize("topic", READY, ids=lambda topic: topic.name)
def test_the_sums_at_the_top_agree_with_the_checks(topic):
    text = "\n".join(cell.source for cell in _cells(topic) if cell.cell_type == "markdown")
    minutes, count = re.search(r"\*\*About (\d+) minutes, (\w+) exercises\.\*\*", text).groups()
    exercises = _exercises(topic)
    assert int(minutes) == sum(exercise.minutes for exercise in exercises.values())
    assert NUMBER_WORDS.index(count) == len(exercises)
