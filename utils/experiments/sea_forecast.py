"""A recurrent network that forecasts the sea's temperature, beside two forecasts without one.

Persistence says that the sea will be as warm as it is; the linear forecast weighs the same
window by least squares. Every fourth week is held out, and no window reaches into one.
"""

import sys
from typing import NamedTuple

import numpy as np

from utils import cache
from utils.data import sea_temperature
from utils.numpy_impl.rnn_unrolling import training
from utils.numpy_impl.rnn_unrolling.readout import rnn_predict

HERE = sys.modules[__name__]  # the key of what is kept: this code and all that it runs through
HISTORY, HORIZON = 36, 12  # hours seen, and hours ahead
WEEK = 7 * 24
UNITS, STEPS, BATCH = 16, 600, 64
SETTINGS = {"learning_rate": 0.005, "clip": 1.0, "decay": True}
SEEDS = (0, 1, 2, 3, 4)


class Windows(NamedTuple):
    """Hourly windows; temperatures are differences from the window's last, in °C."""

    X_train: np.ndarray  # (T, n, 1), T = HISTORY
    y_train: np.ndarray  # (n,): how much warmer it was HORIZON hours after the window's end
    X_test: np.ndarray  # (T, m, 1)
    y_test: np.ndarray  # (m,)
    end_test: np.ndarray  # (m,) datetime64[m]: the hour of the window's last temperature
    now_test: np.ndarray  # (m,) °C, that temperature


def windows(history: int = HISTORY, horizon: int = HORIZON) -> Windows:
    """Cut the series into windows for training and, from every fourth week, for the test.

    >>> windows().X_train.shape[::2]
    (36, 1)
    """
    data = sea_temperature.load()
    time, hourly = data.time[::2], data.celsius[::2]
    end = np.arange(history - 1, len(hourly) - horizon)
    values = np.lib.stride_tricks.sliding_window_view(hourly, history)[: len(end)]
    X = (values - values[:, -1:]).T[..., None]  # (T, n, 1)
    y = hourly[end + horizon] - hourly[end]
    first, last = (end - history + 1) // WEEK, (end + horizon) // WEEK
    test = (first % 4 == 3) & (first == last)
    train = (first % 4 != 3) & (last % 4 != 3)
    at = end[test]
    return Windows(X[:, train], y[train], X[:, test], y[test], time[at], hourly[at])


class Forecasts(NamedTuple):
    """Root mean squared errors on the held-out weeks in °C, and what each seed forecast."""

    persistence: float
    linear: float
    rnn: np.ndarray  # (seeds,)
    predicted: np.ndarray  # (seeds, m): warmer by so much than the window's last


def sea_forecast(seeds: tuple[int, ...] = SEEDS, steps: int = STEPS) -> Forecasts:
    """Train one network for each seed and compare; kept under work/cache."""
    data = windows()

    def train():
        return {"predicted": np.array([_trained(data, seed, steps) for seed in seeds])}

    key = cache.key(HERE, seeds, steps, HISTORY, HORIZON, UNITS, BATCH, SETTINGS)
    shapes = {"predicted": (len(seeds), len(data.y_test))}
    predicted = cache.arrays("sea_forecast", key, train, shapes)["predicted"]
    return Forecasts(*without_network(data), _rmse(predicted - data.y_test), predicted)


def without_network(data: Windows) -> tuple[float, float]:
    """The errors of persistence and of the linear forecast, as in `Forecasts`."""
    before, then = (X[:-1, :, 0].T for X in (data.X_train, data.X_test))
    weights = np.linalg.lstsq(before, data.y_train, rcond=None)[0]
    return float(_rmse(data.y_test)), float(_rmse(then @ weights - data.y_test))


def _rmse(errors):
    return np.sqrt((errors**2).mean(axis=-1))


def _trained(data: Windows, seed: int, steps: int) -> np.ndarray:
    """Train from this seed and return what is forecast for the test windows, in °C (m,)."""
    rng = np.random.default_rng(seed)
    scale = data.y_train.std()
    start = training.rnn_parameters(1, UNITS, rng, radius=0.9)

    def draw(step):
        few = rng.integers(0, len(data.y_train), BATCH)
        return data.X_train[:, few] / scale, data.y_train[few] / scale

    fit = training.fit_rnn(start, draw, steps, at="last", **SETTINGS)
    return rnn_predict(data.X_test / scale, fit.parameters)[-1] * scale
