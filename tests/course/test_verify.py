"""`course verify`: each damage gives exactly its finding, and the mend it names mends it."""

import re
from types import SimpleNamespace

import pytest
from helpers import small_course
from helpers.small_course import cell, change, findings

from utils.course import verify
from utils.course.errors import CourseError
from utils.course.execute import WIDGET_VIEW
from utils.course.verify import Finding

NAME = small_course.TOPIC.name


def cells(method, *arguments):
    """Return a change of a notebook's list of cells."""
    return lambda notebook: getattr(notebook["cells"], method)(*arguments)


def show(text, kind=None):
    """Return a change of a notebook: its second cell prints `text`, or shows it as `kind`."""
    output = {"output_type": "stream", "name": "stdout", "text": [text]}
    if kind:
        output = {"output_type": "display_data", "data": {kind: [text]}, "metadata": {}}
    return cell(1, outputs=[output])


def noted(name, value):
    """Return a change of a notebook: another program has left something in its metadata."""
    return lambda notebook: notebook["metadata"].update({name: value})


RAW = {"cell_type": "raw", "source": "", "metadata": {}}
ERROR = {
    **{"output_type": "error", "ename": "KeyError", "evalue": "'x'"},
    "traceback": ["/home/somebody/x.py"],
}
TEXT = f"course build {NAME} --keep text"
# Where what was changed, and how the finding about it or its cell begins.
DAMAGES = [
    ("lectures", cell(1, source="a"), f"2: its source is not as in the text source - mend: {TEXT}"),
    ("lectures", cell(0, cell_type="raw"), "1: its type is not as in the text source"),
    ("lectures", cell(1, metadata={"tags": ["x"]}), "2: its tags are not as in the text source"),
    ("lectures", cell(0, metadata={}), "1: its slide metadata is not as in the text source"),
    ("lectures", cells("pop"), "4: the text source has this cell, the notebook has not"),
    ("solutions", cells("append", RAW), "5: the notebook has this cell, the text source has not"),
    ("solutions", cell(1, execution_count=None), "2: it was not executed - mend: course build"),
    ("lectures", cell(1, execution_count=7), "2: it was executed out of order: [7] where [1] is"),
    ("lectures", cell(1, outputs=[ERROR]), "2: its output is an error: KeyError: 'x'"),
    ("lectures", show('{"model_id": "1"}', WIDGET_VIEW), "2: its output holds a live widget"),
    ("labs", cell(1, source="a"), "2: its source is not as in its solution - mend: "
        f"course build {NAME} --only labs --keep text"),
    ("labs", cell(1, execution_count=1), "2: a lab has no outputs, this cell has - mend: "
        f"course build {NAME} --only labs"),
    ("lectures", cell(1, metadata={"papermill": {}}), "2: it has metadata papermill"),
    ("lectures", show("File /home/somebody/x.py"), "2: the output shows a path in a home folder, "
        f"'/home/somebody' - mend: change cell 2 of lectures/{NAME}.py, then course build {NAME}"),
    ("lectures", show("File /home/somebody/x.py", "text/html"), "2: the output shows a path in a"),
    ("lectures", noted("kernelspec", {"name": "mine"}), "its kernel is 'mine', expected 'python3'"),
    ("lectures", noted("papermill", {"input_path": "/home/me"}), "it has metadata papermill"),
    ("lectures", show("abc", "image/png"), "2: it shows a picture without alt text; end the cell"),
    ("lectures", show('<img src="a" alt="b">', "text/html"), "2: it has an <img> whose alt text"),
    ("labs", noted("kernelspec", {}), "its ids or metadata are not as its solution gives"),
]  # fmt: skip


@pytest.mark.parametrize(("folder", "how", "expected"), DAMAGES)
def test_each_damage_gives_exactly_its_finding_and_building_mends_it(course, folder, how, expected):
    change(course, folder, how)
    (line,) = findings(course)
    file = f"{folder}/{NAME}.ipynb"
    assert line.startswith((f"{file}: cell {expected}", f"{file}: {expected}"))
    assert " - mend: " in line
    assert "\n" not in line
    # Then the fingerprint of the cells says that a person has changed them.
    edited = re.search("not as in|has this cell", expected) is not None
    assert ("--keep text" in line) == edited
    small_course.build(course, keep="text" if "--keep text" in line else None)
    assert findings(course) == []


@pytest.mark.parametrize("folder", ["lectures", "solutions", "labs"])
def test_line_ends_of_windows_are_no_difference(course, folder):
    def windows(notebook):
        for each in notebook["cells"]:
            each["source"] = "".join(each["source"]).replace("\n", "\r\n")

    change(course, folder, windows)
    assert not [line for line in findings(course) if "source" in line]
    small_course.build(course, keep=None if folder == "labs" else "notebook")
    assert findings(course) == []


def test_a_byte_order_mark_is_no_cell(course):
    for folder, ending in (("lectures", ".py"), ("lectures", ".ipynb"), ("solutions", ".py")):
        path = small_course.path(course, folder, ending)
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert findings(course) == []


@pytest.mark.parametrize("folder", ["lectures", "solutions", "labs"])
@pytest.mark.parametrize(
    "content", [None, "{", "[]", '{"cells": [], "metadata": {}}', '{"cells": [{}]}']
)
def test_a_missing_or_broken_notebook_is_found_and_named_with_its_mend(course, folder, content):
    path = small_course.path(course, folder)
    path.unlink()
    if content is not None:
        path.write_text(content, encoding="utf-8")
        with pytest.raises(CourseError, match=r"is not a notebook: .*\n.*--keep text"):
            small_course.build(course)
    (line,) = findings(course)
    expected = "it is not a notebook" if content else "there is no file"
    assert line.startswith(f"{folder}/{NAME}.ipynb: {expected}")
    assert ("--keep text" in line) == (content is not None)
    small_course.build(course, keep="text" if content else None)
    assert findings(course) == []


def test_a_missing_source_is_one_finding(course):
    small_course.path(course, "lectures", ".py").unlink()
    (line,) = findings(course)
    assert line.startswith(f"lectures/{NAME}.py: there is no file lectures/{NAME}.py")


MARKER = "<!-- exercise: double -->"
OTHER = "<!-- exercise: other -->"
# What was changed in a source, and what is said of it.
SLIPS = [
    ("lectures", "number = 20", "<<<<<<< HEAD\nnumber = 20", "is a mark of Git's, `<<<<<<< HEAD`"),
    ("solutions", "# SOLUTION", "# BEGIN SOLUTION", "cell 2: line 3 is `# BEGIN SOLUTION`; exp"),
    ("solutions", "# SOLUTION", "# BEGIN SOLUTION\n    two = 2\n    return two * x\n"
        "    # END SOLUTION", "under `# SOLUTION` is written out"),
    ("solutions", MARKER, "<!-- exercise: treble -->", "cell 1: utils/checks/cross_entropy has no"),
    ("solutions", MARKER, OTHER, f".py: there is no marker `{MARKER}`"),
    ("solutions", MARKER, "## Exercise 1: Twice", "cell 1: it has an exercise's heading"),
    ("solutions", "a number.", "a number.\n# <!-- hints -->", f"under `{MARKER}` is written out"),
    ("solutions", "\n# An answer", f"\n# {MARKER}\n# An", "cell 4: exercise double has a second"),
]  # fmt: skip


@pytest.mark.parametrize(("folder", "old", "new", "expected"), SLIPS)
def test_a_slip_in_a_source_is_found(course, folder, old, new, expected):
    small_course.change_text(course, folder, old, new)
    assert any(expected in line for line in findings(course)), findings(course)


def test_exercises_in_another_order_are_found(course):
    small_course.change_text(course, "solutions", "An answer", f"An\n\n# %% [markdown]\n# {OTHER}")
    other = SimpleNamespace(number=1, title="More", minutes=1, difficulty="easy", hints=())
    lines = findings(course, {"other": other, **small_course.EXERCISES})
    assert any("in another order" in line and "double, other" in line for line in lines)


HIDING = ("utils.py", "tests/random.py", "lectures/numpy.py", "labs/torch.py")


@pytest.mark.parametrize("name", [*HIDING, "solutions/json/__init__.py"])
def test_a_file_that_hides_a_module_is_one_finding(course, name):
    for file in (name, "utils/__init__.py", "tests/__init__.py"):  # of which the first hides one
        (course / file).parent.mkdir(parents=True, exist_ok=True)
        (course / file).write_text("", encoding="utf-8")
    (line,) = findings(course)
    assert line.startswith(f"{name.removesuffix('/__init__.py')}: it hides the module `")


def test_status_0_says_how_many_are_in_order(course, monkeypatch):
    monkeypatch.setattr(verify, "verify", lambda root, topics: [])
    result = small_course.command(course, "verify", "1")
    assert (result.exit_code, result.output) == (0, "3 notebooks of 1 topic are in order.\n")


def test_status_1_comes_with_one_line_per_finding(course, monkeypatch):
    finding = Finding("a.ipynb", 3, "it is wrong", "do this")
    monkeypatch.setattr(verify, "verify", lambda root, topics: [finding])
    result = small_course.command(course, "verify")
    assert result.exit_code == 1
    assert result.output == "a.ipynb: cell 3: it is wrong - mend: do this\n1 finding.\n"
