"""Progress survives restarts and damage, and keeping it never disturbs a check."""

import json
import re
import sys
from types import ModuleType, SimpleNamespace

import pytest
from click.testing import CliRunner

from utils.course import progress
from utils.course.cli import main
from utils.topics import TOPICS

READY = next(topic for topic in TOPICS if topic.ready)


@pytest.fixture(autouse=True)
def work(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path / "work"))
    monkeypatch.delenv("COURSE_PROGRESS", raising=False)
    monkeypatch.setattr(progress, "_warned", False)
    return tmp_path / "work"


def put(work, text, encoding="utf-8"):
    work.mkdir(exist_ok=True)
    (work / "progress.json").write_text(text, encoding=encoding)


def test_nothing_recorded_is_empty_and_makes_no_file(work):
    assert progress.load() == {}
    assert not work.exists()


def test_what_is_recorded_is_loaded(work):
    progress.record("gru", "step", "not right yet")
    progress.record("gru", "backward", "passed")
    progress.record("convolution", "conv2d", "not attempted yet")
    assert progress.load() == {
        "gru": {"step": "not right yet", "backward": "passed"},
        "convolution": {"conv2d": "not attempted yet"},
    }


def test_running_our_solution_is_not_the_students_progress(tmp_path, monkeypatch):
    for folder, kept in (("solutions", {}), ("labs", {"gru": {"step": "passed"}})):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        progress.record("gru", "step", "passed")
        assert progress.load() == kept


def test_a_better_verdict_replaces_a_worse_one_and_passed_sticks():
    for verdict in progress.VERDICTS:
        progress.record("gru", "step", verdict)
        assert progress.load()["gru"]["step"] == verdict
    for verdict in progress.VERDICTS:
        progress.record("gru", "step", verdict)
        assert progress.load()["gru"]["step"] == "passed"


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "null", '{"topics": 3}', '{"version": 1}', "\xff"]
)
def test_damaged_file_is_kept_aside_and_said(work, capsys, damage):
    put(work, damage, "latin-1")
    progress.record("gru", "step", "passed")
    assert progress.load() == {"gru": {"step": "passed"}}
    assert (work / "progress.damaged-1.json").read_text(encoding="latin-1") == damage
    said = capsys.readouterr().err
    assert "damaged" in said
    assert said.count("\n") == 1
    put(work, "damaged again")
    progress.load()
    assert (work / "progress.damaged-1.json").read_text(encoding="latin-1") == damage
    assert (work / "progress.damaged-2.json").read_text(encoding="utf-8") == "damaged again"


def test_a_byte_order_mark_loses_nothing(work):
    progress.record("warm_up", "dense", "passed")
    progress.path().write_bytes(b"\xef\xbb\xbf" + progress.path().read_bytes())
    assert progress.load() == {"warm_up": {"dense": "passed"}}


def test_entries_that_make_no_sense_are_left_out(work):
    topics = {"gru": {"step": "passed", "odd": "brilliant", "odder": 3}, "lstm_gates": 7}
    put(work, json.dumps({"version": 1, "topics": topics}))
    assert progress.load() == {"gru": {"step": "passed"}}


def test_turned_off_writes_nothing(work, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", "off")
    progress.record("gru", "step", "passed")
    assert not work.exists()


def test_a_folder_that_cannot_be_written_is_said_once(work, capsys):
    work.write_text("a file where the folder should be", encoding="utf-8")
    progress.record("gru", "step", "passed")
    progress.record("gru", "step", "passed")
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Progress is not being kept" in said


def test_an_unknown_verdict_is_not_kept(work, capsys):
    progress.record("gru", "step", "splendid")
    assert not work.exists()
    assert "splendid" in capsys.readouterr().err


@pytest.fixture
def exercises(monkeypatch):
    module = ModuleType(f"utils.checks.{READY.stem}")
    first = SimpleNamespace(number=1, title="The first one")
    second = SimpleNamespace(number=2, title="The second one")
    module.check = SimpleNamespace(exercises={"first": first, "second": second})
    monkeypatch.setitem(sys.modules, module.__name__, module)


def command(columns="80"):
    return CliRunner().invoke(main, ["progress"], env={"COLUMNS": columns})


def test_command_counts_and_is_stable(exercises):
    progress.record(READY.stem, "second", "passed")
    progress.record(READY.stem, "gone", "passed")
    first, second = command("40"), command("200")
    assert first.exit_code == 0
    assert first.output == second.output
    assert f"{READY.number:02d} {READY.title}: 1 of 2 passed" in first.output
    assert re.search(
        r"1 +The first one +not attempted yet *\n +2 +The second one +passed", first.output
    )
    assert "\x1b" not in first.output


def test_unreadable_file_is_a_clear_error(work, exercises):
    (work / "progress.json").mkdir(parents=True)
    result = command()
    assert result.exit_code == 2
    assert "cannot read" in result.output
