"""README.md: its table is current and its links lead somewhere."""

import re
from pathlib import Path

import pytest

from utils.course import readme
from utils.course.cli import main
from utils.course.errors import CourseError
from utils.topics import TOPICS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def text():
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_table_is_current_and_has_every_topic(text):
    assert readme.updated(text) == text, "run: make readme"
    assert all(topic.title in text for topic in TOPICS)


def test_links_and_pictures_lead_to_files(text):
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    assert [target for target in targets if not (ROOT / target).is_file()] == []


def test_the_make_targets_it_names_exist(text):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", text, flags=re.MULTILINE))
    assert {"lab", "test"} <= named <= targets


def test_the_course_commands_it_names_exist(text):
    named = set(re.findall(r"(?:^|`|/|\\)course ([a-z]+)", text, flags=re.MULTILINE))
    assert {"lab", "present"} <= named <= set(main.commands)


def test_an_old_table_is_replaced_and_the_rest_kept():
    old = f"before\n{readme.BEGIN}\nold\n{readme.END}\nafter"
    assert readme.updated(old) == f"before\n{readme.BEGIN}\n{readme.table()}\n{readme.END}\nafter"


@pytest.mark.parametrize(
    "text",
    ["", readme.BEGIN, readme.END + readme.BEGIN, readme.BEGIN * 2 + readme.END],
    ids=["none", "one", "order", "twice"],
)
def test_missing_markers_are_a_clear_error(text):
    with pytest.raises(CourseError, match="once and in this order"):
        readme.updated(text)
