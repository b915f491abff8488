"""Tables of results: kept, found again, and refused where they no longer belong to the code."""

import sys
from functools import partial

import numpy as np
import pytest

from utils.experiments import comparison, race, recall, table, three_cells, word_vectors
from utils.numpy_impl.rnn_unrolling import training

SETTINGS = {"units": (4, 8), "rate": 0.1}


@pytest.fixture
def toy(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "FOLDER", tmp_path)
    rows = [{"cell": "gru", "seed": n, "first": np.array([n + 1 / 3, 2.0])} for n in range(3)]
    return table.write("toy", SETTINGS, rows)


def test_what_was_written_is_read(toy):
    found = table.read("toy", SETTINGS)
    assert found.command == "python -m utils.experiments.toy"
    assert found.settings == {"units": [4, 8], "rate": 0.1}
    assert [row["seed"] for row in found.rows] == [0, 1, 2]
    assert found.rows[0]["first"] == [0.3333333333, 2]
    assert sum(line.startswith('{"cell"') for line in toy.read_text().splitlines()) == 3


@pytest.mark.parametrize(
    "other", [SETTINGS | {"rate": 0.2}, {"rate": 0.1}, SETTINGS | {"more": 1}], ids=str
)
def test_other_settings_are_refused_with_the_command(toy, other):
    with pytest.raises(ValueError, match=r"made with .*`python -m utils\.experiments\.toy` makes"):
        table.read("toy", other)


def test_a_row_without_first_steps_is_refused(toy):
    with pytest.raises(ValueError, match="without 'first'"):
        table.write("toy", SETTINGS, [{"seed": 0}])


def test_a_command_says_each_row_and_writes_them_all(toy, monkeypatch, capsys):
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


# the course's own: what reads it, which rows are tried, and how far another BLAS may lead
TABLES = {
    "comparison": (comparison, comparison.results, 11, 1e-6),
    "race": (race, race.results, 1, 1e-6),
    "recall": (recall, recall.table, 37, 1e-3),
    "word_vectors": (word_vectors, word_vectors.table, 4, 1e-4),
}
EACH_SETTING = [(name, setting) for name in TABLES for setting in TABLES[name][0].SETTINGS]


def test_every_table_is_tried():
    assert {path.stem for path in table.FOLDER.glob("*.json")} == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_that_of_the_code(name):
    module, _, every, rtol = TABLES[name]
    for row in table.read(name, module.SETTINGS).rows[::every]:
        assert module.first(row) == pytest.approx(row["first"], rel=rtol)


@pytest.mark.parametrize(("name", "setting"), EACH_SETTING)
def test_a_table_of_other_settings_is_refused(name, setting, monkeypatch):
    module, read, *_ = TABLES[name]
    monkeypatch.setitem(module.SETTINGS, setting, [1])
    with pytest.raises(ValueError, match=rf"made with .*python -m utils\.experiments\.{name}"):
        read()


START = three_cells.start
ANOTHER_BIAS = {"LSTM, forget bias 1": recall.VARIANTS["LSTM, forget bias 0"]}
# one row of a table, and what makes its first steps others
CHANGES = {
    "clip": ("comparison", -1, comparison, "SETTINGS", comparison.SETTINGS | {"clip": 0.1}),
    "rows of E": ("comparison", -1, three_cells, "TABLE", 15),
    "optimiser": ("comparison", -1, three_cells, "Adam", partial(three_cells.Adam, beta_1=0.8)),
    "start": (
        *("comparison", -1, three_cells, "start"),
        lambda *given: START(*given) | {"b_y": np.arange(2.0)},
    ),
    "start of recall": ("recall", 35, recall, "VARIANTS", recall.VARIANTS | ANOTHER_BIAS),
    "optimiser of recall": ("recall", 35, training, "Adam", partial(training.Adam, beta_1=0.8)),
    "data of recall": ("recall", 35, recall.recall, "ASK", 11),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_table_of_other_code_is_found_out(change, monkeypatch):
    name, number, place, part, other = CHANGES[change]
    module, *_, rtol = TABLES[name]
    row = table.read(name, module.SETTINGS).rows[number]
    assert module.first(row) == pytest.approx(row["first"], rel=rtol)
    monkeypatch.setattr(place, part, other)
    assert module.first(row) != pytest.approx(row["first"], rel=rtol)
