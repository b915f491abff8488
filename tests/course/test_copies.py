"""The work copies are made when absent and never overwritten."""

import json

import nbformat
import pytest
from helpers import notebook_root
from helpers.notebook_root import READY, notebook
from nbformat.sign import NotebookNotary

from utils.course import copies
from utils.course.errors import CourseError

NAME = f"{READY[0].name}.ipynb"
TRUST = copies.trust


@pytest.fixture
def root(tmp_path, monkeypatch):
    return notebook_root.make(tmp_path, monkeypatch)


@pytest.fixture
def original(root):
    """The lab as the course has it; its copy has been made."""
    copies.make()
    return root / "labs" / NAME


@pytest.fixture
def mine(root, original):
    """The student's copy, edited."""
    path = root / "work" / "labs" / NAME
    path.write_text("my own work", encoding="utf-8")
    yield path
    if path.exists():
        assert path.read_text(encoding="utf-8") == "my own work"


def lab():
    """Make the copies once more, and return what became of the lab's."""
    return next(copy for copy in copies.make() if copy.kind == "labs" and copy.topic == READY[0])


def change(original, source="print('newer')"):
    original.write_text(notebook(source), encoding="utf-8")


def test_first_time_copies_every_kind_byte_for_byte(root):
    made = copies.make()
    assert {copy.event for copy in made} == {"copied"}
    assert len(made) == len(READY) * len(copies.KINDS)
    for kind in copies.KINDS:
        assert (root / "work" / kind / NAME).read_bytes() == (root / kind / NAME).read_bytes()


def test_second_time_says_nothing_and_keeps_the_students_edits(mine):
    made = copies.make()
    assert [copy.line() for copy in made] == [""] * len(made)


def test_each_newer_version_is_put_beside_the_others_and_announced_once(original, mine):
    made = {}
    for ending, source in ((".new.ipynb", "print(2)"), (".new2.ipynb", "print(3)")):
        change(original, source)
        copy = lab()
        assert copy.event == "changed"
        assert copy.newest.name == NAME.replace(".ipynb", ending)
        assert f"Yours is untouched; the new one is beside it: {copy.newest.name}" in copy.line()
        again = lab()
        assert (again.event, again.newest) == ("kept", copy.newest)
        made[copy.newest] = notebook(source)
    assert {path: path.read_text(encoding="utf-8") for path in made} == made


def test_new_version_thrown_away_does_not_come_back(original):
    change(original)
    lab().newest.unlink()
    made = lab()
    assert (made.event, made.newest) == ("kept", made.path)
    assert not list(made.path.parent.glob("*.new*"))


def test_deleted_copy_is_made_afresh_from_the_newest(original, mine):
    change(original)
    mine.unlink()
    made = lab()
    assert made.event == "copied"
    assert made.path.read_bytes() == original.read_bytes()
    made.path.unlink()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"labs/x": 3}'])
def test_lost_record_keeps_both(root, original, mine, damage):
    record = root / "work" / ".copies.json"
    record.write_text(damage, encoding="utf-8")
    assert lab().newest.read_bytes() == original.read_bytes()
    json.loads(record.read_text(encoding="utf-8"))


def test_lost_record_with_an_untouched_copy_changes_nothing(root, original):
    (root / "work" / ".copies.json").unlink()
    assert {copy.event for copy in copies.make()} == {"kept"}


def test_line_ends_alone_are_no_change(original):
    original.write_bytes(original.read_bytes().replace(b"\n", b"\r\n"))
    assert lab().event == "kept"


@pytest.mark.parametrize(
    ("content", "event", "command"), [(None, "missing", ""), ("{broken", "broken", " --keep text")]
)
def test_an_original_that_cannot_be_handed_out_names_the_command(
    original, mine, content, event, command
):
    files_before = sorted(mine.parent.iterdir())
    original.unlink()
    if content:
        original.write_text(content, encoding="utf-8")
    made = lab()
    assert (made.event, made.newest) == (event, mine)
    assert made.line().endswith(f"course build {READY[0].stem}{command}")
    assert sorted(mine.parent.iterdir()) == files_before


@pytest.mark.parametrize("content", [b"\xff\xfe not UTF-8", None])
def test_a_copy_that_cannot_be_read_is_kept_and_the_others_go_on(root, original, content):
    mine = root / "work" / "labs" / NAME
    mine.unlink()
    mine.write_bytes(content) if content else mine.mkdir()
    change(original)
    made = copies.make()
    assert {copy.event for copy in made} == {"kept", "changed"}
    (changed,) = (copy for copy in made if copy.event == "changed")
    assert changed.newest.read_bytes() == original.read_bytes()
    assert mine.is_dir() or mine.read_bytes() == content


def test_work_that_cannot_be_written_is_one_clear_error(root):
    (root / "work").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(CourseError, match="cannot write"):
        copies.make()


def test_copies_are_trusted_by_jupyter(root, monkeypatch):
    monkeypatch.setattr(copies, "trust", TRUST)
    copies.make()
    notary = NotebookNotary()
    try:
        given = nbformat.read(root / "work" / "labs" / NAME, as_version=4)
        other = nbformat.reads(notebook("print('a stranger')"), as_version=4)
        assert notary.check_signature(given)
        assert not notary.check_signature(other)
    finally:
        notary.store.close()
