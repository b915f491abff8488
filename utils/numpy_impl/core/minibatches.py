"""Minibatches: which examples a step sees."""

from collections.abc import Iterator

import numpy as np

from utils import validate


def batches(n: int, size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Yield the indices of minibatches for ever: shuffle, cut into pieces of `size`, again.

    The last piece of a pass is shorter where `size` does not divide `n`.

    >>> few = batches(3, 2, np.random.default_rng(0))
    >>> sorted([*next(few), *next(few)]) == [0, 1, 2]
    True
    """
    n, size = validate.count("n", n), validate.count("size", size)
    while True:
        order = rng.permutation(n)
        for start in range(0, n, size):
            yield order[start : start + size]
