"""The work copies are made when absent and never overwritten."""

import json

import pytest
from helpers import notebook_root
from helpers.notebook_root import READY, notebook

from utils.course import copies
from utils.course.errors import CourseError

NAME = f"{READY[0].name}.ipynb"


@pytest.fixture
def root(tmp_path, monkeypatch):
    return notebook_root.make(tmp_path, monkeypatch)


def lab(made):
    return next(copy for copy in made if copy.kind == "labs" and copy.topic == READY[0])


def change(root, source="print('newer')"):
    (root / "labs" / NAME).write_text(notebook(source), encoding="utf-8")


def test_first_time_copies_every_kind_byte_for_byte(root):
    made = copies.make()
    assert {copy.event for copy in made} == {"copied"}
    assert len(made) == len(READY) * len(copies.KINDS)
    for kind in copies.KINDS:
        assert (root / "work" / kind / NAME).read_bytes() == (root / kind / NAME).read_bytes()


def test_second_time_says_nothing_and_keeps_the_students_edits(root):
    copies.make()
    mine = root / "work" / "labs" / NAME
    mine.write_text("my own work", encoding="utf-8")
    made = copies.make()
    assert [copy.line() for copy in made] == [""] * len(made)
    assert mine.read_text(encoding="utf-8") == "my own work"


def test_changed_original_is_put_beside(root):
    copies.make()
    mine = root / "work" / "labs" / NAME
    mine.write_text("my own work", encoding="utf-8")
    change(root)
    made = lab(copies.make())
    assert mine.read_text(encoding="utf-8") == "my own work"
    assert made.event == "changed"
    assert made.newest.name == NAME.replace(".ipynb", ".new.ipynb")
    assert made.newest.read_bytes() == (root / "labs" / NAME).read_bytes()
    assert "Yours is untouched" in made.line()
    assert made.newest.name in made.line()


def test_a_change_is_announced_once_and_stays_the_newest(root):
    copies.make()
    change(root)
    newest = lab(copies.make()).newest
    again = lab(copies.make())
    assert (again.event, again.newest) == ("kept", newest)


def test_second_change_never_overwrites_the_first_new_version(root):
    copies.make()
    change(root, "print(2)")
    first = lab(copies.make()).newest
    change(root, "print(3)")
    second = lab(copies.make()).newest
    assert second.name == NAME.replace(".ipynb", ".new2.ipynb")
    assert first.read_text(encoding="utf-8") == notebook("print(2)")
    assert second.read_text(encoding="utf-8") == notebook("print(3)")


def test_new_version_thrown_away_does_not_come_back(root):
    copies.make()
    change(root)
    lab(copies.make()).newest.unlink()
    made = lab(copies.make())
    assert made.event == "kept"
    assert made.newest == made.path
    assert not list(made.path.parent.glob("*.new*"))


def test_deleted_copy_is_made_afresh_from_the_newest(root):
    copies.make()
    change(root)
    mine = root / "work" / "labs" / NAME
    mine.unlink()
    assert lab(copies.make()).event == "copied"
    assert mine.read_bytes() == (root / "labs" / NAME).read_bytes()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"labs/x": 3}'])
def test_lost_record_keeps_both(root, damage):
    copies.make()
    mine = root / "work" / "labs" / NAME
    mine.write_text("my own work", encoding="utf-8")
    (root / "work" / ".copies.json").write_text(damage, encoding="utf-8")
    made = lab(copies.make())
    assert mine.read_text(encoding="utf-8") == "my own work"
    assert made.newest.read_bytes() == (root / "labs" / NAME).read_bytes()
    json.loads((root / "work" / ".copies.json").read_text(encoding="utf-8"))


def test_lost_record_with_an_untouched_copy_changes_nothing(root):
    copies.make()
    (root / "work" / ".copies.json").unlink()
    assert {copy.event for copy in copies.make()} == {"kept"}


def test_line_ends_alone_are_no_change(root):
    copies.make()
    original = root / "labs" / NAME
    original.write_bytes(original.read_bytes().replace(b"\n", b"\r\n"))
    assert lab(copies.make()).event == "kept"


def test_missing_original_names_the_command(root):
    (root / "labs" / NAME).unlink()
    made = lab(copies.make())
    assert made.event == "missing"
    assert f"course build {READY[0].stem}" in made.line()
    assert not (root / "work" / "labs" / NAME).exists()


def test_a_broken_original_is_not_handed_out_and_mine_stays(root):
    copies.make()
    original, mine = root / "labs" / NAME, root / "work" / "labs" / NAME
    before, files_before = mine.read_bytes(), sorted(mine.parent.iterdir())
    original.write_text("{broken", encoding="utf-8")
    made = lab(copies.make())
    assert (made.event, made.newest) == ("broken", mine)
    assert f"course build {READY[0].stem} --keep text" in made.line()
    assert mine.read_bytes() == before
    assert sorted(mine.parent.iterdir()) == files_before


def test_work_that_cannot_be_written_is_one_clear_error(root):
    (root / "work").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(CourseError, match="cannot write"):
        copies.make()


def test_copies_are_trusted_by_jupyter(root):
    import nbformat
    from nbformat.sign import NotebookNotary

    copies.make()
    notary = NotebookNotary()
    try:
        given = nbformat.read(root / "work" / "labs" / NAME, as_version=4)
        other = nbformat.reads(notebook("print('a stranger')"), as_version=4)
        assert notary.check_signature(given)
        assert not notary.check_signature(other)
    finally:
        notary.store.close()
