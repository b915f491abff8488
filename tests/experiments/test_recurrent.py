"""Topic 04: what the recurrent networks of the lecture reach, over five seeds."""

import numpy as np
import pytest

from utils.experiments import sea_forecast as sea
from utils.experiments import temporal_parity as parity


def test_the_forecast_beats_persistence_by_a_tenth_with_every_seed():
    found = sea.sea_forecast()
    assert len(found.rnn) == 5
    assert (found.rnn < 0.9 * found.persistence).all(), found.rnn / found.persistence
    errors = found.predicted - sea.windows().y_test
    np.testing.assert_allclose(np.sqrt((errors**2).mean(axis=1)), found.rnn)
    assert found.linear < 0.9 * found.persistence  # which the lecture does not hide


def test_no_hour_is_in_training_and_in_the_test():
    data = sea.windows(history=5, horizon=2)
    train = {x.tobytes() for x in data.X_train[..., 0].T.copy()}
    series = sea.sea_temperature.load()
    hours = (data.end_test - series.time[0]) // np.timedelta64(60, "m")
    assert ((hours - 4) // sea.WEEK % 4 == 3).all()
    assert ((hours + 2) // sea.WEEK % 4 == 3).all()
    assert len(train) > 0.9 * data.X_train.shape[1]
    # the numbers are those of the series: the last value, and what came two hours later
    np.testing.assert_array_equal(data.X_test[-1], 0)
    np.testing.assert_array_equal(data.now_test, series.celsius[2 * hours])
    np.testing.assert_allclose(data.y_test, series.celsius[2 * hours + 4] - data.now_test)
    np.testing.assert_allclose(data.X_test[0, :, 0], series.celsius[2 * hours - 8] - data.now_test)


@pytest.mark.parametrize("seed", range(5))
def test_parity_is_told_at_lengths_never_seen(seed):
    """Trained on at most 12 steps, right in every one of 200 · 100 answers over 100 steps."""
    fit = parity.trained_parity(seed)
    assert parity.LONGEST == 12
    assert (parity.parity_accuracy(fit.parameters, 100) == 1).all()
