"""Digits read as a sequence of 28 rows by an LSTM: how the answer firms up from row to row [S]."""

import sys
from typing import NamedTuple

import numpy as np

from utils import cache
from utils.data import digits
from utils.numpy_impl.convolution.shifts import shift
from utils.numpy_impl.convolution.training import drawn_shift
from utils.numpy_impl.core.minibatches import batches
from utils.numpy_impl.core.softmax import softmax
from utils.numpy_impl.lstm_gates.model import LSTM, fit, model_parameters, predict

HERE = sys.modules[__name__]  # the key of what is kept: this code and all that it runs through
UNITS, BATCH, EPOCHS, JITTER = 64, 50, 15, 1
SETTINGS = {"learning_rate": 0.01, "clip": 1.0, "decay": True}


class DigitRows(NamedTuple):
    """The network and what it says of the 1,000 held-out digits after each row."""

    parameters: dict[str, np.ndarray]
    losses: np.ndarray  # (steps,), nats
    probabilities: np.ndarray  # (28, 1000, 10)
    accuracy: np.ndarray  # (28,): the share whose likeliest digit is right after each row
    X: np.ndarray  # (28, 1000, 28): the held-out digits, rows as steps
    y: np.ndarray  # (1000,)


def rows(X):
    """Pictures (N, 1, 28, 28) as sequences of rows, (28, N, 28).

    >>> rows(np.zeros((5, 1, 28, 28))).shape
    (28, 5, 28)
    """
    return np.ascontiguousarray(X[:, 0].swapaxes(0, 1))


def digit_rows(at: str = "every", seed: int = 0, epochs: int = EPOCHS) -> DigitRows:
    """Train on the 4,000 training digits, asked after every row or only after the last.

    Each batch is moved by up to a pixel, as the LeNet's. Kept under work/cache; about 6 seconds.
    """
    data = digits.load()

    def train():
        rng = np.random.default_rng(seed)
        start = model_parameters(LSTM, 28, UNITS, 10, rng, dtype=np.float32)
        order = batches(len(data.y_train), BATCH, rng)

        def draw(step):
            few = next(order)
            X, y = rows(shift(data.X_train[few], *drawn_shift(JITTER, rng))), data.y_train[few]
            return X, y if at == "last" else np.repeat(y[None], 28, axis=0)

        found = fit(LSTM, start, draw, epochs * -(-len(data.y_train) // BATCH), at=at, **SETTINGS)
        return found.parameters | {"losses": found.losses}

    shapes = {name: None for name in _names()}
    key = cache.key(HERE, at, seed, epochs, UNITS, BATCH, JITTER, SETTINGS)
    kept = cache.arrays("digit_rows", key, train, shapes | {"losses": None})
    p = {name: kept[name] for name in shapes}
    X = rows(data.X_test)
    P = softmax(predict(X, p, LSTM))
    return DigitRows(
        p, kept["losses"], P, (P.argmax(axis=2) == data.y_test).mean(axis=1), X, data.y_test
    )


def _names():
    return model_parameters(LSTM, 1, 1, 1, np.random.default_rng(0))
