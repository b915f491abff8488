"""The recall task: what is shown, what distracts, and what is asked."""

import numpy as np
import pytest
from helpers import refusals

from utils.data import recall

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("lag", [1, 2, 30])
def test_the_symbol_is_shown_once_and_asked_for_after_the_lag(lag):
    X, y = recall.sample(lag, 4000, RNG)
    assert X.shape == (lag + 1, 4000)
    assert X.dtype == y.dtype == np.int64
    np.testing.assert_array_equal(X[0], y)
    assert set(y) == set(range(8))
    assert set(X[1:-1].ravel()) == (set(range(8, 12)) if lag > 1 else set())
    assert (X[-1] == 12).all()
    assert recall.SYMBOLS == 13


def test_nothing_but_the_first_step_tells_the_answer():
    X, y = recall.sample(3, 40_000, RNG)
    assert np.bincount(y) / 40_000 == pytest.approx(1 / 8, abs=0.01)
    for x in X[1:-1]:
        counts = np.zeros((8, 4))
        np.add.at(counts, (y, x - 8), 1)
        assert counts / 40_000 == pytest.approx(1 / 32, abs=0.004)  # four standard deviations


test_bad_requests = refusals.test_of(
    (lambda: recall.sample(0, 1, RNG), "lag: got 0"),
    (lambda: recall.sample(1, 1.5, RNG), "N: got 1.5"),
    (lambda: recall.sample(1, 1, 0), "rng: got 0, expected np.random"),
)
