"""`course build`: same bytes twice, nothing half-written, no edit lost without being asked."""

import json
import os

import nbformat
import pytest
from click.testing import CliRunner
from helpers import small_course
from helpers.small_course import findings

from utils.course import build_command, files
from utils.course.cli import main
from utils.course.errors import CourseError
from utils.course.files import read_notebook, write_text

NAME = small_course.TOPIC.name


def run(root, *arguments):
    """Run the command on the course at `root`."""
    return CliRunner().invoke(main, ["build", *arguments], env={"COURSE_ROOT": str(root)})


def everything(root):
    """Return the bytes of every file under `root`."""
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def edit_notebook(path, cell=1, source="number = 99"):
    """Change one cell of a notebook as a person would in JupyterLab."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[cell].source = source
    nbformat.write(notebook, path)


def edit_text(root, old="20 + 1", new="30 + 1", folder="lectures"):
    """Change the text source of the made-up lecture."""
    path = small_course.path(root, folder, ".py")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def source_of(root, cell=1, folder="lectures"):
    return read_notebook(small_course.path(root, folder)).cells[cell].source


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
    assert lecture.cells[1].outputs[0].data == {"text/plain": "21"}
    assert [cell.get("execution_count") for cell in lecture.cells] == [None, 1, 2, None]
    assert "version" not in lecture.metadata.language_info
    assert "execution" not in lecture.cells[1].metadata
    assert findings(root) == []


def test_the_kernel_is_the_same_whatever_the_surroundings(tmp_path, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setenv("COLUMNS", "33")
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    root = small_course.make(tmp_path / "course")
    names = ["MPLBACKEND", "COLUMNS", "OMP_NUM_THREADS", "PYTHONHASHSEED", "COURSE_PROGRESS"]
    edit_text(
        root,
        "number = 20 + 1\nnumber",
        f"import os\nprint(*map(os.environ.get, {names}), os.path.basename(os.getcwd()))",
    )
    small_course.build(root, parts=("lectures",))
    output = read_notebook(small_course.path(root, "lectures")).cells[1].outputs[0]
    assert output.text == "module://matplotlib_inline.backend_inline 100 1 0 off lectures\n"


def test_a_failing_cell_writes_nothing(tmp_path):
    root = small_course.make(tmp_path / "course")
    edit_text(root, "20 + 1\nnumber", "[][3]")
    before = everything(root)
    with pytest.raises(CourseError) as caught:
        small_course.build(root)
    assert everything(root) == before
    assert caught.value.message.splitlines()[0] == (
        f"lectures/{NAME}.ipynb: cell 2 (number = [][3]) failed: "
        "IndexError: list index out of range (line 1: number = [][3])."
    )


# Without one.


def test_ids_stay_when_a_cell_is_inserted(course):
    before = {c.source: c.id for c in read_notebook(small_course.path(course, "lectures")).cells}
    edit_text(course, "# %% [markdown]\n# The end.", "# %%\nnew = 1\n\n# %% [markdown]\n# The end.")
    small_course.build(course)
    after = {c.source: c.id for c in read_notebook(small_course.path(course, "lectures")).cells}
    assert after.pop("new = 1")
    assert after == before


@pytest.mark.parametrize("keep", [None, "notebook"])
def test_an_unedited_notebook_is_replaced_when_its_text_changed(course, keep):
    edit_text(course)
    small_course.build(course, keep=keep)
    assert "30 + 1" in source_of(course)


def test_an_edit_made_on_both_sides_is_no_conflict(course):
    edit_text(course)
    edit_notebook(small_course.path(course, "lectures"), source="number = 30 + 1\nnumber")
    small_course.build(course)


def test_a_hand_edit_is_refused_and_nothing_is_changed(course):
    edit_notebook(small_course.path(course, "lectures"))
    before = everything(course)
    with pytest.raises(CourseError) as caught:
        small_course.build(course)
    assert everything(course) == before
    message = caught.value.message
    assert f"lectures/{NAME}.ipynb was edited by hand: cell 2 (source)" in message
    assert f"course build {NAME} --keep text " in message
    assert f"course build {NAME} --keep notebook " in message


def test_keep_text_loses_the_edit(course):
    before = everything(course)
    edit_notebook(small_course.path(course, "lectures"))
    small_course.build(course, keep="text")
    assert everything(course) == before


def test_keep_notebook_rewrites_the_text(course):
    source = small_course.path(course, "lectures", ".py")
    expected = source.read_text(encoding="utf-8").replace("number = 20 + 1\nnumber", "number = 99")
    edit_notebook(small_course.path(course, "lectures"))
    lines = small_course.build(course, keep="notebook")
    assert lines[0] == f"lectures/{NAME}.py: rewritten from the notebook"
    assert source.read_text(encoding="utf-8") == expected
    assert findings(course) == []


def test_keep_notebook_of_a_solution_changes_its_lab_too(course):
    edit_notebook(small_course.path(course, "solutions"), 0, "<!-- exercise: double -->\nNew.")
    small_course.build(course, keep="notebook")
    assert "New." in small_course.path(course, "labs").read_text(encoding="utf-8")
    assert findings(course) == []


def test_an_edited_lab_is_refused(course):
    edit_notebook(small_course.path(course, "labs"))
    for keep in (None, "notebook"):
        with pytest.raises(CourseError, match="made from solutions/, so put the change there"):
            small_course.build(course, keep=keep)
    small_course.build(course, keep="text")
    assert findings(course) == []


def test_labs_alone_need_no_kernel(tmp_path):
    root = small_course.make(tmp_path / "course")
    small_course.build(root, parts=("labs",))
    assert small_course.path(root, "labs").exists()
    assert not small_course.path(root, "solutions").exists()


@pytest.mark.parametrize("folder", ["lectures", "labs"])
@pytest.mark.parametrize("content", ["{", "[]", '{"cells": 3}', '{"cells": [{}]}'])
def test_a_broken_notebook_is_named_with_its_mend(course, folder, content):
    small_course.path(course, folder).write_text(content, encoding="utf-8")
    before = everything(course)
    with pytest.raises(CourseError, match=r"is not a notebook: .*\n.*--keep text"):
        small_course.build(course)
    assert everything(course) == before
    small_course.build(course, keep="text")
    assert findings(course) == []


@pytest.mark.parametrize("step", ["mkstemp", "replace"])
def test_a_read_only_folder_changes_nothing(course, monkeypatch, step):
    def refuse(*arguments, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.tempfile if step == "mkstemp" else os, step, refuse)
    before = everything(course)
    with pytest.raises(CourseError, match=r"cannot write .*Permission denied.*\n.*writable"):
        small_course.build(course, parts=("lectures",))
    assert everything(course) == before


def test_a_folder_that_is_a_file_is_an_error(tmp_path):
    (tmp_path / "labs").write_text("not a folder", encoding="utf-8")
    with pytest.raises(CourseError, match="cannot write"):
        write_text(tmp_path / "labs" / "a.ipynb", "text")


def test_writing_keeps_the_permissions_of_the_file(tmp_path):
    target = tmp_path / "a"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    mode = target.stat().st_mode
    write_text(target, "new\n")
    assert target.read_bytes() == b"new\n"
    assert target.stat().st_mode == mode


def test_what_cannot_be_built_ends_with_status_2(course, tmp_path):
    for result, said in (
        (run(course, "no_such_topic"), "there is no topic 'no_such_topic'"),
        (run(tmp_path / "elsewhere", NAME), f"{NAME}.py"),
    ):
        assert result.exit_code == 2
        assert said in result.output


def test_the_command_builds_what_it_is_told(course, monkeypatch):
    monkeypatch.setattr(
        build_command.Build, "exercises_of", staticmethod(lambda topic: small_course.EXERCISES)
    )
    small_course.path(course, "labs").unlink()
    result = run(course, "1", "--only", "lectures")
    assert result.exit_code == 0
    assert result.output.startswith(f"lectures/{NAME}.ipynb: 4 cells in ")
    assert not small_course.path(course, "labs").exists()


@pytest.mark.parametrize("folder", ["lectures", "solutions", "labs"])
def test_notebooks_are_plain_json_with_one_newline_at_the_end(course, folder):
    text = small_course.path(course, folder).read_text(encoding="utf-8")
    assert text.endswith("}\n")
    assert json.loads(text)["nbformat_minor"] == 5
