"""The series and the generated sequences: what is in them."""

import numpy as np
import pytest

from utils.data import recall, sea_temperature, temporal_parity


def test_the_sea_is_measured_every_half_hour_but_for_24_times():
    data = sea_temperature.load()
    assert (np.diff(data.time) == np.timedelta64(30, "m")).all()
    assert str(data.time[0]) == "2016-02-15T00:00"
    assert str(data.time[-1]) == "2017-03-22T00:00"
    assert (~data.measured).sum() == 24
    assert 3 < data.celsius.min() < 4 < 22 < data.celsius.max() < 23
    assert data.celsius[data.measured].mean() == pytest.approx(10.95, abs=0.5)
    # what is filled in lies on the line between its neighbours
    (gaps,) = np.nonzero(~data.measured)
    middle = (data.celsius[gaps - 1] + data.celsius[gaps + 1]) / 2
    np.testing.assert_allclose(data.celsius[gaps], middle)


@pytest.mark.parametrize("T", [1, 7])
def test_each_coin_flips_the_answers_after_it(T):
    X, y = temporal_parity.sample(T, 50, np.random.default_rng(0))
    assert X.shape == (T, 50, 1)
    assert (X.dtype, y.dtype) == (np.float64, np.int64)
    odd = np.zeros(50, int)
    for x_t, y_t in zip(X[..., 0], y, strict=True):
        odd ^= x_t.astype(int)
        np.testing.assert_array_equal(y_t, odd)


def test_half_of_the_coins_are_ones():
    X, _ = temporal_parity.sample(100, 100, np.random.default_rng(0))
    assert X.mean() == pytest.approx(0.5, abs=0.02)  # four standard deviations


@pytest.mark.parametrize("lag", [1, 2, 30])
def test_the_symbol_is_shown_once_and_asked_for_after_the_lag(lag):
    X, y = recall.sample(lag, 4000, np.random.default_rng(0))
    assert X.shape == (lag + 1, 4000)
    assert X.dtype == y.dtype == np.int64
    np.testing.assert_array_equal(X[0], y)
    assert set(y) == set(range(8))
    assert set(X[1:-1].ravel()) == (set(range(8, 12)) if lag > 1 else set())
    assert (X[-1] == 12).all()
    assert recall.SYMBOLS == 13


def test_nothing_but_the_first_step_tells_the_answer():
    X, y = recall.sample(3, 40_000, np.random.default_rng(0))
    assert np.bincount(y) / 40_000 == pytest.approx(1 / 8, abs=0.01)
    for x in X[1:-1]:
        counts = np.zeros((8, 4))
        np.add.at(counts, (y, x - 8), 1)
        assert counts / 40_000 == pytest.approx(1 / 32, abs=0.004)  # four standard deviations
