"""A table of results: kept, found again, and refused where it no longer belongs to the code."""

import numpy as np
import pytest

from utils.experiments import table

SETTINGS = {"units": (4, 8), "rate": 0.1}


def first(row, slip=0.0):
    return np.array([row["seed"] + 1 / 3, 2.0 + slip])


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "FOLDER", tmp_path)
    rows = [{"cell": "gru", "seed": seed, "first": first({"seed": seed})} for seed in range(3)]
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


@pytest.mark.parametrize(
    ("again", "rows"),
    [
        (first, 0),
        (lambda row: first(row, 1e-5), 3),
        (lambda row: first(row, np.nan), 3),
        (lambda row: first(row)[:1], 3),
        (lambda row: first(row, float(row["seed"] == 1)), 1),
    ],
    ids=["same", "slip", "nan", "fewer", "one row"],
)
def test_rows_that_come_out_differently_are_named(again, rows):
    said = table.differences(table.read("toy", SETTINGS), again)
    assert len(said) == rows
    assert all("'cell': 'gru'" in each for each in said)


def test_every_other_row():
    assert len(table.differences(table.read("toy", SETTINGS), lambda row: [], every=2)) == 2


def test_a_row_without_first_steps_is_refused():
    with pytest.raises(ValueError, match="without 'first'"):
        table.write("toy", SETTINGS, [{"seed": 0}])
