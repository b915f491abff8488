"""Topic 05: the recall table is that of the code, and what the lecture's trained networks reach."""

import itertools
from functools import partial

import numpy as np
import pytest

from utils.experiments import digit_rows as rows
from utils.experiments import gradient_flow as flow
from utils.experiments import python_units as units
from utils.experiments import recall, table
from utils.numpy_impl.core.optim import Adam
from utils.numpy_impl.lstm_gates import model
from utils.numpy_impl.rnn_unrolling import training


@pytest.fixture
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    return tmp_path / "cache"


def some_rows_are_those_of_the_code() -> bool:
    """Whether the code makes the same now, of some rows of each variant."""
    rows = table.read("recall", recall.SETTINGS).rows[::37]
    # with another BLAS the fourth digit may differ
    return all(recall.first(row) == pytest.approx(row["first"], rel=1e-3) for row in rows)


def test_the_recall_table_is_that_of_the_code():
    assert some_rows_are_those_of_the_code()
    every = itertools.product(recall.LAGS, recall.VARIANTS, recall.RATES, recall.SEEDS)
    assert [(run.lag, run.variant, run.rate, run.seed) for run in recall.table()] == list(every)
    found = recall.run("Elman, radius 1", 10, 0.01, 0)
    (kept,) = [each for each in recall.table() if each[:4] == found[:4]]
    assert found.accuracy == pytest.approx(kept.accuracy, abs=0.02)


CHANGES = {
    "a start": lambda patch: patch.setitem(
        recall.VARIANTS, "LSTM, forget bias 1", (model.LSTM, lambda lag: {"forget_bias": 1.5})
    ),
    "the optimiser": lambda patch: patch.setattr(training, "Adam", partial(Adam, beta_1=0.8)),
    "the data": lambda patch: patch.setattr(recall.recall, "ASK", 11),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_table_of_other_code_is_found_out(change, monkeypatch):
    CHANGES[change](monkeypatch)
    assert not some_rows_are_those_of_the_code()


@pytest.mark.parametrize("setting", recall.SETTINGS)
def test_a_table_of_other_settings_is_refused(setting, monkeypatch):
    monkeypatch.setitem(recall.SETTINGS, setting, 0)
    with pytest.raises(ValueError, match=r"python -m utils\.experiments\.recall"):
        recall.table()


def test_the_table_says_what_success_is(monkeypatch):
    share, accuracies = recall.success("LSTM, forget bias ln(lag)")
    assert accuracies.shape == (5, 5)
    np.testing.assert_array_equal(share, (accuracies >= 0.95).mean(axis=1))
    for lag, best in zip(recall.LAGS, share, strict=True):
        of_lag = [each for each in recall.table() if each[:2] == ("LSTM, forget bias ln(lag)", lag)]
        shares = [
            np.mean([e.accuracy >= 0.95 for e in of_lag if e.rate == r]) for r in recall.RATES
        ]
        assert best == max(shares)


def test_a_start_that_keeps_outlasts_one_that_forgets():
    keeps, forgets = (recall.success(f"LSTM, forget bias {b}")[0] for b in ("ln(lag)", "0"))
    assert (keeps[1:3] == 1).all()
    assert recall.success("LSTM, biases ±ln(lag)")[0][-1] > keeps[-1]
    assert (forgets[1:] == 0).all()


def test_training_changes_what_is_told(empty_cache):
    found = flow.gradient_flow("LSTM, forget bias ln(lag)", 20)
    assert found.accuracy >= recall.SUCCESS
    assert found.told.shape == (2, 21)
    np.testing.assert_array_equal(found.told[:, -1], 1)
    np.testing.assert_array_equal(found.path[:, -1], 1)
    assert found.path[0, 0].mean() == pytest.approx((1 - 1 / 21) ** 20, abs=0.03)
    again = flow.gradient_flow("LSTM, forget bias ln(lag)", 20)  # from the cache
    np.testing.assert_array_equal(again.told, found.told)
    assert len(list(empty_cache.iterdir())) == 1
    assert (flow.gradient_flow("Elman, radius 1", 10).path == 1).all()


def test_digits_are_read_row_by_row():
    found = rows.digit_rows()
    assert found.accuracy[-1] >= 0.95
    assert found.accuracy[0] == pytest.approx(0.1, abs=0.05)  # nothing stands in the first row
    np.testing.assert_array_equal(
        found.accuracy, (found.probabilities.argmax(axis=2) == found.y).mean(axis=1)
    )
    assert found.probabilities.sum(axis=2) == pytest.approx(1, abs=1e-5)
    assert np.diff(found.accuracy[3:14]).min() > 0


def test_units_follow_brackets_and_columns_beyond_chance():
    found = units.python_units().found
    for label in ("brackets", "docstring", "column"):
        assert abs(found[label].r) > max(found[label].untrained + 0.1, 3 * found[label].shuffled)


def test_a_unit_that_knows_is_found():
    rng = np.random.default_rng(0)
    y = rng.integers(0, 2, (60, 8))
    C, H = rng.standard_normal((2, 60, 8, 5))
    H[..., 3] = -y + 0.1 * rng.standard_normal(y.shape)
    (kind, unit, r), _ = units._best(C, H, np.stack([y, 1 - y], axis=2))
    assert (kind, unit) == ("h", 3)
    assert r == pytest.approx(-0.98, abs=0.02)
    expected = np.corrcoef(C[20:, :, 2].ravel(), y[20:].ravel())[0, 1]
    assert units.correlations(C, H, y[..., None])[0, 2, 0] == pytest.approx(expected)


def test_short_trainings_are_kept_by_seed_and_settings(empty_cache, monkeypatch):
    first, losses = units.trained_reader(steps=2)
    again, kept = units.trained_reader(steps=2)
    np.testing.assert_array_equal(kept, losses)
    assert all((again[name] == first[name]).all() for name in first)
    assert (units.trained_reader(1, steps=2)[1] != losses).any()
    monkeypatch.setitem(units.SETTINGS, "learning_rate", 0.02)
    assert (units.trained_reader(steps=2)[1] != losses).any()
    assert len(list(empty_cache.glob("python_units-*"))) == 3
