"""Topic 05: what the recall table holds, what a sequence's end tells, units that follow a label.

What the other trained networks reach is asserted in the lecture.
"""

import itertools

import numpy as np
import pytest

from utils.experiments import gradient_flow as flow
from utils.experiments import python_units as units
from utils.experiments import recall


def test_the_recall_table_has_every_run_and_what_it_came_to():
    every = itertools.product(recall.LAGS, recall.VARIANTS, recall.RATES, recall.SEEDS)
    assert [(run.lag, run.variant, run.rate, run.seed) for run in recall.table()] == list(every)
    found = recall.run("Elman, radius 1", 10, 0.01, 0)
    (kept,) = [each for each in recall.table() if each[:4] == found[:4]]
    assert found.accuracy == pytest.approx(kept.accuracy, abs=0.02)


def test_the_table_says_what_success_is():
    share, accuracies = recall.success("LSTM, forget bias ln(lag)")
    assert accuracies.shape == (5, 5)
    np.testing.assert_array_equal(share, (accuracies >= 0.95).mean(axis=1))
    for lag, best in zip(recall.LAGS, share, strict=True):
        of_lag = [each for each in recall.table() if each[:2] == ("LSTM, forget bias ln(lag)", lag)]
        shares = [
            np.mean([e.accuracy >= 0.95 for e in of_lag if e.rate == r]) for r in recall.RATES
        ]
        assert best == max(shares)


def test_what_is_told_is_kept_and_ends_at_the_question(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    found, again = (flow.gradient_flow("Elman, radius 1", 10) for _ in range(2))
    np.testing.assert_array_equal(again.told, found.told)
    assert len(list((tmp_path / "cache").iterdir())) == 1
    np.testing.assert_array_equal(found.told[:, -1], 1)
    assert (found.path == 1).all()  # without a cell


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
