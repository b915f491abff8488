"""A table of results: kept, found again, and refused where it no longer belongs to the code."""

import sys

import numpy as np
import pytest

from utils.experiments import table

SETTINGS = {"units": (4, 8), "rate": 0.1}


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "FOLDER", tmp_path)
    rows = [{"cell": "gru", "seed": n, "first": np.array([n + 1 / 3, 2.0])} for n in range(3)]
    return table.write("toy", SETTINGS, rows)


def test_what_was_written_is_read():
    found = table.read("toy", SETTINGS)
    assert found.command == "python -m utils.experiments.toy"
    assert found.settings == {"units": [4, 8], "rate": 0.1}
    assert [row["seed"] for row in found.rows] == [0, 1, 2]
    assert found.rows[0]["first"] == [0.3333333333, 2]


def test_a_row_is_a_line(kept):
    assert sum(line.startswith('{"cell"') for line in kept.read_text().splitlines()) == 3


@pytest.mark.parametrize(
    "other", [SETTINGS | {"rate": 0.2}, {"rate": 0.1}, SETTINGS | {"more": 1}], ids=str
)
def test_other_settings_are_refused_with_the_command(other):
    with pytest.raises(ValueError, match=r"made with .*`python -m utils\.experiments\.toy` makes"):
        table.read("toy", other)


def test_a_row_without_first_steps_is_refused():
    with pytest.raises(ValueError, match="without 'first'"):
        table.write("toy", SETTINGS, [{"seed": 0}])


def test_a_command_says_each_row_and_writes_them_all(monkeypatch, capsys):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    table.make("toy", SETTINGS, iter([{"seed": 7, "first": [1.0]}]))
    assert table.read("toy", SETTINGS).rows == [{"seed": 7, "first": [1.0]}]
    assert capsys.readouterr().err == "{'seed': 7, 'first': [1.0]}\n"


def test_a_command_begins_anew_on_one_thread(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    begun = []
    monkeypatch.setattr(table.os, "execve", lambda *how: sys.exit(begun.append(how)))
    with pytest.raises(SystemExit):
        table.make("toy", SETTINGS, iter(()))
    ((program, _, environment),) = begun
    assert (program, environment["OMP_NUM_THREADS"]) == (sys.executable, "1")
