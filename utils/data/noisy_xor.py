"""Noisy XOR: two fair coins x1, x2, and y = x1 XOR x2, told wrongly one time in ten [M17].

P(Y=0 | x1 = x2) = 0.9 and P(Y=1 | x1 ≠ x2) = 0.9, so no model's mean loss can be below
H(Y|X) = −0.9 ln 0.9 − 0.1 ln 0.1 = 0.32508 nats = 0.46900 bits.
"""

import numpy as np

from utils import validate

# Row x of the joint distribution: x = 2 x1 + x2, and the pair it stands for.
INPUTS = ((0, 0), (0, 1), (1, 0), (1, 1))


def sample(n: int, rng: np.random.Generator, noise: float = 0.1):
    """Draw n examples: X (n, 2) int64 of 0 and 1, y (n,) int64, wrong with probability `noise`.

    Raises ValueError when n < 1, when rng is no Generator, or when noise is not within 0…1.

    >>> X, y = sample(4, np.random.default_rng(0), noise=0.0)
    >>> bool((y == X[:, 0] ^ X[:, 1]).all())
    True
    """
    n = validate.count("n", n)
    validate.generator("rng", rng)
    noise = validate.number("noise", noise, least=0, most=1)
    X = rng.integers(0, 2, size=(n, 2))
    wrong = rng.random(n) < noise
    return X, X[:, 0] ^ X[:, 1] ^ wrong


def index(X) -> np.ndarray:
    """Return x = 2 x1 + x2, the row of the joint distribution: X (n, 2) → (n,).

    >>> index(np.array([[0, 1], [1, 1]]))
    array([1, 3])
    """
    X = np.asarray(X)
    if X.ndim != 2 or X.shape[1] != 2 or not np.isin(X, (0, 1)).all():
        raise ValueError(f"X: got shape {X.shape}, expected (·, 2) of 0 and 1 only")
    return (2 * X[:, 0] + X[:, 1]).astype(np.int64)


def distribution(noise: float = 0.1) -> np.ndarray:
    """Return P(x, y) as (4, 2), rows as in INPUTS, each x with probability 1/4.

    >>> distribution()[0].round(6)
    array([0.225, 0.025])
    """
    noise = validate.number("noise", noise, least=0, most=1)
    right = np.array([x1 ^ x2 for x1, x2 in INPUTS])
    joint = np.full((4, 2), noise / 4)
    joint[np.arange(4), right] = (1 - noise) / 4
    return joint
