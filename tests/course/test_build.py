"""`course build`: same bytes twice, nothing half-written, no edit lost without being asked."""

import os

import pytest
from helpers import small_course
from helpers.small_course import cell, change, change_text, command, findings

from utils.course import build, files
from utils.course.errors import CourseError
from utils.course.files import read_notebook

NAME = small_course.TOPIC.name


def everything(root):
    """Return the bytes of every file under `root`."""
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


NINETY_NINE = cell(1, source="number = 99")


# With a kernel: a second each.


def test_building_twice_gives_the_same_bytes(tmp_path):
    root = small_course.make(tmp_path / "course")
    lines = small_course.build(root)
    first = everything(root)
    small_course.build(root)
    assert everything(root) == first
    assert [line.split(":")[0] for line in lines] == [
        f"{folder}/{NAME}.ipynb" for folder in ("lectures", "solutions", "labs")
    ]
    lecture = read_notebook(small_course.path(root, "lectures"))
    assert lecture.nbformat_minor == 5
    assert lecture.cells[1].outputs[0].data == {"text/plain": "21"}
    assert [cell.get("execution_count") for cell in lecture.cells] == [None, 1, 2, None]
    assert "version" not in lecture.metadata.language_info
    assert "execution" not in lecture.cells[1].metadata
    assert all(content.endswith(b"}\n") for path, content in first.items() if path.suffix != ".py")
    assert findings(root) == []


def test_a_failing_cell_writes_nothing(tmp_path):
    root = small_course.make(tmp_path / "course")
    change_text(root, "lectures", "20 + 1\nnumber", "[][3]")
    before = everything(root)
    with pytest.raises(CourseError) as caught:
        small_course.build(root)
    assert everything(root) == before
    assert caught.value.message.splitlines()[0] == (
        f"lectures/{NAME}.ipynb: cell 2 (number = [][3]) failed: "
        "IndexError: list index out of range (line 1: number = [][3])."
    )


# Without one.


@pytest.mark.parametrize("keep", [None, "notebook"])
def test_an_unedited_notebook_is_replaced_when_its_text_changed(course, keep):
    change_text(course, "lectures", "20 + 1", "30 + 1")
    small_course.build(course, keep=keep)
    assert "30 + 1" in read_notebook(small_course.path(course, "lectures")).cells[1].source


def test_an_edit_made_on_both_sides_is_no_conflict(course):
    change_text(course, "lectures", "20 + 1", "30 + 1")
    change(course, "lectures", cell(1, source="number = 30 + 1\nnumber"))
    small_course.build(course)


OTHERS = [f"course build {NAME} --keep text ", f"course build {NAME} --keep notebook "]
LABS = ["made from solutions/, so put the change there", f"{NAME} --only labs --keep text"]


@pytest.mark.parametrize(
    ("folder", "keep", "words"),
    [("lectures", None, OTHERS), ("labs", None, LABS), ("labs", "notebook", LABS)],
)
def test_a_hand_edit_is_refused_and_nothing_is_changed(course, folder, keep, words):
    change(course, folder, NINETY_NINE)
    before = everything(course)
    with pytest.raises(CourseError) as caught:
        small_course.build(course, keep)
    assert everything(course) == before
    said = [f"{folder}/{NAME}.ipynb was edited by hand: cell 2 (source)", *words]
    assert [text for text in said if text not in caught.value.message] == []


def test_keep_notebook_rewrites_the_text(course):
    source = small_course.path(course, "lectures", ".py")
    expected = source.read_text(encoding="utf-8").replace("number = 20 + 1\nnumber", "number = 99")
    change(course, "lectures", NINETY_NINE)
    lines = small_course.build(course, keep="notebook")
    assert lines[0] == f"lectures/{NAME}.py: rewritten from the notebook"
    assert source.read_text(encoding="utf-8") == expected
    assert findings(course) == []


def test_keep_notebook_of_a_solution_changes_its_lab_too(course):
    change(course, "solutions", cell(0, source="<!-- exercise: double -->\nNew."))
    small_course.build(course, keep="notebook")
    assert "New." in small_course.path(course, "labs").read_text(encoding="utf-8")
    assert findings(course) == []


def test_an_answer_that_was_edited_in_the_notebook_becomes_the_solution_s_own(course):
    filled = read_notebook(small_course.path(course, "solutions")).cells[1].source
    change(course, "solutions", cell(1, source=filled.replace("two * x", "x * two")))
    with pytest.raises(CourseError, match=r"cell 2 \(source\)"):
        small_course.build(course)
    small_course.build(course, keep="notebook")
    text = small_course.path(course, "solutions", ".py").read_text(encoding="utf-8")
    assert "    # BEGIN SOLUTION\n    two = 2\n    return x * two\n    # END SOLUTION\n" in text
    assert findings(course) == []


def test_labs_alone_need_no_kernel(tmp_path):
    root = small_course.make(tmp_path / "course")
    small_course.build(root, parts=("labs",))
    assert small_course.path(root, "labs").exists()
    assert not small_course.path(root, "solutions").exists()


@pytest.mark.parametrize("step", ["write_text", "replace"])
def test_a_read_only_folder_changes_nothing(course, monkeypatch, step):
    def refuse(*arguments, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.Path if step == "write_text" else os, step, refuse)
    before = everything(course)
    with pytest.raises(CourseError, match=r"cannot write .*Permission denied.*\n.*writable"):
        small_course.build(course, parts=("lectures",))
    assert everything(course) == before


def test_writing_keeps_the_permissions_of_the_file(tmp_path):
    target = tmp_path / "a"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    mode = target.stat().st_mode
    files.write_text(target, "new\n")
    assert target.read_bytes() == b"new\n"
    assert target.stat().st_mode == mode


def test_what_cannot_be_built_ends_with_status_2(course, tmp_path):
    for result, said in (
        (command(course, "build", "none"), "there is no topic 'none'; the topics are: "),
        (command(tmp_path / "elsewhere", "build", NAME), f"{NAME}.py"),
    ):
        assert result.exit_code == 2
        assert said in result.output


def test_the_command_builds_what_it_is_told(course, monkeypatch):
    monkeypatch.setattr(build, "exercises_of", lambda topic: small_course.EXERCISES)
    small_course.path(course, "labs").unlink()
    result = command(course, "build", "1", "--only", "lectures")
    assert result.exit_code == 0
    assert result.output.startswith(f"lectures/{NAME}.ipynb: 4 cells in ")
    assert not small_course.path(course, "labs").exists()
