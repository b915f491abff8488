"""What a solution's source says and calls agrees with the checks.

Headings and hints are written there from the checks: `course verify` proves that.
"""

import re
from pathlib import Path

import jupytext
import pytest
from helpers import topics

ROOT = Path(__file__).resolve().parents[2]
NUMBER_WORDS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
)


@pytest.fixture(params=topics.READY, ids=lambda topic: topic.name)
def solution(request):
    """Return a solution's exercises, its text and its code."""
    topic = request.param
    cells = jupytext.read(ROOT / "solutions" / f"{topic.name}.py").cells
    text, code = (
        "\n".join(cell.source for cell in cells if cell.cell_type == kind)
        for kind in ("markdown", "code")
    )
    return topics.lab(topic.stem).exercises, text, code


def test_every_exercise_is_checked_once_by_its_own_name(solution):
    exercises, _, code = solution
    calls = re.findall(r"^check\.(\w+)\((\w+)\)$", code, re.MULTILINE)
    assert [name for name, given in calls if name == given] == list(exercises)


def test_yours_or_ours_never_takes_the_students_name(solution):
    """Else the course's version, once put in its place, would be judged as the student's."""
    exercises, _, code = solution
    uses = re.findall(r"^(.+) = .*check\.yours_or_ours\(", code, re.MULTILINE)
    assert uses
    assert {name for mine in uses for name in mine.split(", ")}.isdisjoint(exercises)


def test_answers_are_fetched_by_name(solution):
    """By name, since the cell of an exercise that was skipped has not been run."""
    exercises, _, code = solution
    fetched = re.findall(r"check\.yours_or_ours\(([^)]*)\)", code)
    assert set(fetched) <= {f'"{name}"' for name in exercises}


def test_the_sums_at_the_top_agree_with_the_checks(solution):
    exercises, text, _ = solution
    minutes, count = re.search(r"\*\*About (\d+) minutes, (\w+) exercises\.\*\*", text).groups()
    assert int(minutes) == sum(exercise.minutes for exercise in exercises.values())
    assert count == NUMBER_WORDS[len(exercises)]
