"""What a solution's source says and calls agrees with the checks.

Headings, hints and how a lab works are written there by the build: `course verify` proves that.
"""

import re

import jupytext
import pytest
from helpers import topics


@pytest.fixture(params=topics.READY, ids=lambda topic: topic.name)
def solution(request):
    """Return a solution's exercises, its text and its code."""
    topic = request.param
    cells = jupytext.read(topics.ROOT / "solutions" / f"{topic.name}.py").cells
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


def test_what_all_labs_say_alike_is_left_to_the_build(solution):
    _, text, _ = solution
    assert re.findall(r"^<!-- (lab|solved) -->$", text, re.MULTILINE) == ["solved", "lab"]
    assert "NotImplementedError" not in text
