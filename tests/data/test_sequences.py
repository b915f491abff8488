"""The series and the generated sequences: what is in them."""

import numpy as np
import pytest
from helpers import refusals

from utils.data import sea_temperature, temporal_parity


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


test_bad_requests = refusals.test_of(
    (lambda: temporal_parity.sample(0, 1, np.random.default_rng(0)), "T: got 0, expected at"),
    (lambda: temporal_parity.sample(1, 1.5, np.random.default_rng(0)), "N: got 1.5"),
    (lambda: temporal_parity.sample(1, 1, 0), "rng: got 0, expected np.random"),
)
