"""Drawn heads of 30×32 grey pixels that look left, straight, right or up, as we see them.

A stand-in for photographs [M21]: the head moves about in the frame, grows and shrinks, is lit
more or less, stands before a dark or a bright wall, and the camera adds noise. What tells the
direction is only where eyes, nose, mouth and hair lie in the head.
"""

import numpy as np

from utils import validate

CLASSES = ("left", "straight", "right", "up")
SHAPE = (30, 32)  # rows, columns

# How far the face turns, in radii of the head: (to the right, downwards).
_TURN = np.array([[-0.38, 0.0], [0.0, 0.0], [0.38, 0.0], [0.0, -0.36]])


def generate(n: int, rng: np.random.Generator, noise: float = 0.05):
    """Draw n pictures: X (n, 960) float64 from 0 (black) to 1, y (n,) int64, an entry of CLASSES.

    Row by row: `X[i].reshape(SHAPE)` is picture i. The four classes come equally often, to
    within one, in random order. noise is the standard deviation of each pixel.

    Raises ValueError when n < 1, when rng is no Generator, or when noise is negative.

    >>> X, y = generate(8, np.random.default_rng(0))
    >>> X.shape, np.bincount(y).tolist()
    ((8, 960), [2, 2, 2, 2])
    """
    n = validate.count("n", n)
    validate.generator("rng", rng)
    noise = validate.number("noise", noise, least=0)
    y = rng.permutation(np.arange(n) % len(CLASSES))

    def between(low, high):
        return rng.uniform(low, high, (n, 1, 1))

    # coordinates in the head: 0 at its centre, ±1 at its outline; u to the right, v downwards
    rows, columns = np.arange(SHAPE[0])[:, None], np.arange(SHAPE[1])[None, :]
    size = between(0.9, 1.1)
    u = (columns - 15.5 - between(-2, 2)) / (9 * size)  # (n, 1, 32)
    v = (rows - 15.0 - between(-2, 2)) / (12 * size)  # (n, 30, 1)
    turn = _TURN[y] + rng.uniform(-0.06, 0.06, (n, 2))
    right, down = turn[:, 0, None, None], turn[:, 1, None, None]

    wall, skin, hair = between(0.15, 0.6), between(0.7, 0.95), between(0.05, 0.25)
    head = _blob(u, v, 0, 0, 1, 1)
    # the hair covers what the face does not, and the face turns away from it
    face = _blob(u, v, 0.6 * right, 0.25 + 0.6 * down, 0.85, 0.9)
    X = _paint(_paint(wall, hair, head), skin, head * face)
    dark = 0.35 * skin
    for side in (-1, 1):  # the farther eye is drawn closer to the nose
        X = _paint(X, dark, _blob(u, v, right + side * 0.36, down, 0.15, 0.1))
    X = _paint(X, 0.7 * skin, _blob(u, v, 1.25 * right, 1.2 * down + 0.28, 0.1, 0.17))
    X = _paint(X, dark, _blob(u, v, right, down + 0.6, 0.3, 0.07))
    X = X * between(0.8, 1.1) + noise * rng.standard_normal(X.shape)
    return np.clip(X, 0, 1).reshape(n, -1), y


def _blob(u, v, centre_u, centre_v, radius_u, radius_v):
    """1 inside an ellipse, 0 outside, with an edge about a pixel wide. → (n, 30, 32)."""
    distance = np.hypot((u - centre_u) / radius_u, (v - centre_v) / radius_v)
    return np.clip(0.5 + (1 - distance) * 10 * np.minimum(radius_u, radius_v), 0, 1)


def _paint(X, colour, where):
    return X + where * (colour - X)
