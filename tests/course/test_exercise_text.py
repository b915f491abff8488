"""Headings and hints of a solution come from the checks, and go back there."""

import pytest
from helpers import small_course
from helpers.small_course import EXERCISES, code

from utils.course import exercise_text, pairs
from utils.course.files import read_notebook

TASK = "<!-- exercise: double -->\nReturn twice a number.\n\nShapes: none."


def cells(*sources):
    return [code(source) | {"cell_type": "markdown"} for source in sources]


def test_a_marker_becomes_heading_and_hints_and_goes_back():
    expanded = exercise_text.expand(cells(TASK, "Text."), EXERCISES, "00_x")
    assert expanded[0]["source"].startswith(
        "<!-- exercise: double -->\n## Exercise 1: Twice as much\n*1 minute · easy*\n\n"
        "Return twice a number.\n\nShapes: none.\n\n"
        "<!-- hints -->\n<details><summary>Hint 1</summary>\n\nAdd it to itself.\n</details>\n"
    )
    assert "close it, and write it yourself.\n</details>" in expanded[0]["source"]
    assert exercise_text.expand(expanded, EXERCISES, "00_x") == expanded
    assert exercise_text.collapse(expanded, EXERCISES) == cells(TASK, "Text.")
    assert exercise_text.written_out(expanded, EXERCISES) == ["<!-- exercise: double -->"]


LAB = "<!-- lab -->\nNumbers, doubled.\n\nIn whole numbers."


def test_a_lab_opens_with_its_length_and_how_it_works():
    (opening, solved) = exercise_text.expand(
        cells(LAB, "<!-- solved -->"), EXERCISES, "01_cross_entropy"
    )
    assert opening["source"].startswith(
        "<!-- lab -->\n# Lab 01 · Cross entropy\n\n*About 1 minute, one exercise. Everything you "
        "need is in [lecture 01](../lectures/01_cross_entropy.ipynb).*\n\nNumbers, doubled."
    )
    assert opening["source"].endswith("Run this cell first, each time you open the notebook:")
    assert "](../labs/01_cross_entropy.ipynb)" in solved["source"]
    assert exercise_text.collapse([opening, solved], EXERCISES) == cells(LAB, "<!-- solved -->")


def test_code_and_unknown_exercises_stay():
    unknown = cells("<!-- exercise: other -->\nText.")
    assert exercise_text.expand(unknown, EXERCISES, "00_x") == unknown
    assert exercise_text.expand([code(TASK)], EXERCISES, "00_x") == [code(TASK)]


MARKED = "def double(x):\n    # SOLUTION\n\nx = 1"
FILLED = """\
def double(x):
    # BEGIN SOLUTION
    two = 2
    return two * x
    # END SOLUTION

x = 1"""
OWN = FILLED.replace("two = 2", "two = 1 + 1")


@pytest.mark.parametrize(
    ("source", "expanded", "collapsed"),
    [
        (MARKED, FILLED, MARKED),
        (FILLED, FILLED, MARKED),
        (OWN, OWN, OWN),
        (MARKED.replace("double", "treble"),) * 3,
        ("# SOLUTION",) * 3,
    ],
    ids=["marked", "filled", "an answer of its own", "no exercise", "no function"],
)
def test_a_marked_answer_is_the_one_of_the_check(source, expanded, collapsed):
    assert exercise_text.expand([code(source)], EXERCISES, "00_x") == [code(expanded)]
    assert exercise_text.collapse([code(source)], EXERCISES) == [code(collapsed)]


def test_solution_and_lab_are_built_with_them_and_a_text_that_has_them_loses_them(course):
    for folder in ("solutions", "labs"):
        first = read_notebook(small_course.path(course, folder)).cells[0].source
        assert "## Exercise 1: Twice as much\n*1 minute · easy*\n\nReturn twice" in first
        assert first.count("<details>") == 3
    # as JupyterLab does when the notebook is saved there
    source = small_course.path(course, "solutions", ".py")
    written = source.read_text(encoding="utf-8")
    pairs.write_source(source, read_notebook(small_course.path(course, "solutions")).cells)
    assert all(part in source.read_text(encoding="utf-8") for part in ("Hint 1", "two = 2"))
    lines = small_course.build(course)
    assert source.read_text(encoding="utf-8") == written
    assert any("without what comes from the checks" in line for line in lines)
