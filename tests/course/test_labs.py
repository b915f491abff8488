"""A solution without its answers: what goes, what stays, which marks are refused."""

from types import SimpleNamespace

import pytest
from helpers.small_course import code

from utils.course import labs
from utils.course.errors import CourseError
from utils.course.exercises import exercises_of
from utils.topics import Topic

EXERCISES = {
    "double": SimpleNamespace(number=1, title="Twice as much"),
    "Cell": SimpleNamespace(number=2, title='The "cell"'),
}


def cell(source, kind="code", tags=()):
    return code(source, tags=list(tags)) | {"cell_type": kind}


def test_the_answers_become_raises_with_their_own_numbers_and_the_rest_stays():
    source = """\
import numpy as np

def double(
    x,
):
    '''Return 2 x.'''
    # BEGIN SOLUTION
    if x:

        return 2 * x
    # END SOLUTION

class Cell:
    def step(self):
        # SOLUTION
double"""
    assert (
        labs.blank(source, EXERCISES)
        == """\
import numpy as np

def double(
    x,
):
    '''Return 2 x.'''
    raise NotImplementedError("Exercise 1: Twice as much")

class Cell:
    def step(self):
        raise NotImplementedError("Exercise 2: The \\"cell\\"")
double"""
    )


BEGIN, END = "    # BEGIN SOLUTION\n", "    # END SOLUTION\n"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (f"def double(x):\n{BEGIN}    return x\n", "line 2 is `# BEGIN SOLUTION`; expected"),
        (f"def double(x):\n    return x\n{END}", "line 3 is `# END SOLUTION`; expected"),
        (f"def double(x):\n{BEGIN}{BEGIN}{END}", "line 3 is `# BEGIN SOLUTION`; expected"),
        (f"def double(x):\n{BEGIN}  {END}", "line 2 is `# BEGIN SOLUTION`; .* indented alike"),
        (f"def double(): 0\ndef triple(x):\n{BEGIN}{END}", "`triple` is not registered .*, Cell"),
        ("# BEGIN SOLUTION\nx = 1\n# END SOLUTION", "line 1 is outside any function"),
        (f"def double(x):\n{BEGIN}    # SOLUTION\n{END}", "line 3 is `# SOLUTION`; expected"),
        ("# SOLUTION", "line 1 is outside any function"),
        ("def double(x):\n    # Solution\n", "line 2 is `# Solution`; expected"),
        ("def double(x):\n    # begin solution\n", "line 2 is `# begin solution`; expected"),
        (f"def double(x):\n{BEGIN}    #END SOLUTION\n{END}", "line 3 is `#END SOLUTION`"),
        (f"def double(x):\n{BEGIN}{END}    # END SOLUTIONS\n", "line 4 is `# END SOLUTIONS`"),
    ],
)
def test_a_wrong_mark_is_refused_with_its_cell_and_line(source, message):
    with pytest.raises(labs.LabError, match=message) as caught:
        labs.strip([cell("a = 1"), cell(source)], EXERCISES, "solutions/01_x.py")
    assert caught.value.message.startswith("solutions/01_x.py: cell 2: ")
    assert caught.value.exit_code == 2


def test_whole_answers_become_a_place_or_go():
    lab = labs.strip(
        [
            cell("double(4)", tags=["solution", "nbval-ignore-output"]),
            cell("Because.", "markdown", ["solution"]),
            cell("A question.", "markdown"),
        ],
        {},
        "x.py",
    )
    assert [(each.cell_type, each.source) for each in lab.cells] == [
        ("code", "# Your code here."),
        ("markdown", "A question."),
    ]
    assert lab.cells[0].metadata == {"tags": ["nbval-ignore-output"]}
    assert lab.cells[0].outputs == []
    assert lab.metadata.course.lab is True


def broken(name):
    raise SyntaxError("invalid syntax")


def absent(name):
    raise ModuleNotFoundError("No module named 'numpy'", name="numpy")


@pytest.mark.parametrize(
    ("stem", "importing", "message"),
    [
        ("no_such_topic", None, r"expected utils/checks/no_such_topic\.py"),
        ("cross_entropy", broken, "cannot be used: SyntaxError"),
        ("cross_entropy", absent, "need numpy, which is not installed"),
    ],
)
def test_checks_that_cannot_be_had_are_a_clear_error(monkeypatch, stem, importing, message):
    if importing:
        monkeypatch.setattr("importlib.import_module", importing)
    with pytest.raises(CourseError, match=message):
        exercises_of(Topic(99, stem, "None", 5, "No topic."))
