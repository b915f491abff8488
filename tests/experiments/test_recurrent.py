"""Topic 04: the weeks of the sea; what the trained networks reach is asserted in the lecture."""

import numpy as np

from utils.experiments import sea_forecast as sea


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
