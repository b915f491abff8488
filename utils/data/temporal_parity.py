"""Temporal parity, the XOR of sequences: is the number of ones so far odd?"""

import numpy as np

from utils import validate


def sample(T: int, N: int, rng: np.random.Generator):
    """Draw N sequences of T fair coins: X (T, N, 1) float64 and y (T, N) int64, both of 0 and 1.

    y_t = x_1 XOR … XOR x_t: every coin flips all answers after it, so that no window will do.
    Raises ValueError when T or N is below 1 or rng is no Generator.

    >>> X, y = sample(5, 2, np.random.default_rng(0))
    >>> X.shape, bool((y == X[..., 0].cumsum(axis=0) % 2).all())
    ((5, 2, 1), True)
    """
    T, N = validate.count("T", T), validate.count("N", N)
    validate.generator("rng", rng)
    X = rng.integers(0, 2, size=(T, N, 1))
    return X.astype(np.float64), X[..., 0].cumsum(axis=0) % 2
