"""The training of the lab on noisy XOR, with any function that makes the steps."""

from collections.abc import Callable

import numpy as np

from utils.data import noisy_xor
from utils.numpy_impl.hidden_representations import initial_parameters

EVERY, RECORDS, BATCH = 100, 200, 4


def sgd_history(sgd: Callable, seed: int = 116, learning_rate: float = 0.1) -> list[dict]:
    """Return the parameters of two hidden ReLUs before, and after every 100 of 20,000 steps.

    sgd : `(parameters, X (T, B, 2), y (T, B), learning_rate)` → the parameters after T steps with
        the minibatches X[t], y[t]

    >>> len(sgd_history(lambda parameters, X, y, learning_rate: parameters))
    201
    """
    rng = np.random.default_rng(seed)
    history = [initial_parameters(2, rng)]
    X, y = noisy_xor.sample(RECORDS * EVERY * BATCH, rng)
    shape = RECORDS, EVERY, BATCH
    for X_part, y_part in zip(X.reshape(*shape, 2), y.reshape(shape), strict=True):
        history.append(sgd(history[-1], X_part, y_part, learning_rate))
    return history
