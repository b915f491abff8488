"""Recall: a symbol is shown once, others distract for a while, and then it is asked for."""

import numpy as np

from utils import validate

KINDS, DISTRACTORS = 8, 4
ASK = KINDS + DISTRACTORS
SYMBOLS = ASK + 1  # numbers that may stand in X


def sample(lag: int, N: int, rng: np.random.Generator):
    """Draw N sequences of lag + 1 symbols: X (lag + 1, N), y (N,), int64.

    X[0] = y, one of 0 … 7, is what is to be kept; in between stand distractors 8 … 11, and X[lag]
    is 12, the question. No other step tells anything about y: guessing is right once in 8.
    Raises ValueError when lag or N is below 1 or rng is no Generator.

    >>> X, y = sample(5, 2, np.random.default_rng(0))
    >>> X[0] == y, X[-1], bool((X[1:-1] >= KINDS).all())
    (array([ True,  True]), array([12, 12]), True)
    """
    lag, N = validate.count("lag", lag), validate.count("N", N)
    validate.generator("rng", rng)
    X = rng.integers(KINDS, ASK, (lag + 1, N))
    X[0] = rng.integers(0, KINDS, N)
    X[-1] = ASK
    return X, X[0].copy()
