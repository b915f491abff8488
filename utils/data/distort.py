"""Digits made harder to read: scaled, thicker or thinner, squeezed, noisy.

Pictures are X (…, H, W) of ink from 0 to 1, and so is what comes back, in the same dtype. Every
function leaves a picture as it is at its neutral value (1, 0, 1, 0).
"""

import numpy as np

from utils import validate

SCALES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5)
STROKES = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0, 4.0)
SQUEEZES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
NOISES = (0.0, 0.25, 0.5)
PICTURES = (..., None, None)  # their shape


def scale(X, factor: float):
    """Enlarge about the middle by `factor` in both directions; below 1 makes smaller.

    >>> dot = np.zeros((5, 5)); dot[1:4, 1:4] = 1
    >>> int((scale(dot, 1.6) > 0.5).sum()) > int(dot.sum()) > int((scale(dot, 0.5) > 0.5).sum())
    True
    """
    factor = validate.number("factor", factor, above=0)
    return _zoomed(validate.real("X", X, PICTURES), factor, factor)


def squeeze(X, factor: float):
    """Make narrower about the middle: the width times `factor`, the height as it was.

    >>> bar = np.zeros((5, 5)); bar[2] = 1
    >>> squeeze(bar, 0.5)[2].round(2)
    array([0., 1., 1., 1., 0.])
    """
    return _zoomed(validate.real("X", X, PICTURES), 1.0, validate.number("factor", factor, above=0))


def stroke_width(X, pixels: float):
    """Make strokes wider by `pixels`, or thinner where it is below 0.

    Two pixels are one round in which every pixel becomes the darkest (or lightest) of the 3×3
    around it; a part of a round mixes before and after.

    >>> dot = np.zeros((5, 5)); dot[2, 2] = 1
    >>> int(stroke_width(dot, 2).sum()), int(stroke_width(dot, -2).sum())
    (9, 0)
    """
    from scipy import ndimage  # slow to import

    X = validate.real("X", X, PICTURES)
    rounds = abs(validate.number("pixels", pixels)) / 2
    extreme = ndimage.grey_dilation if pixels > 0 else ndimage.grey_erosion
    size = (1,) * (X.ndim - 2) + (3, 3)
    while rounds > 0:
        part = X.dtype.type(min(rounds, 1))
        X = (1 - part) * X + part * extreme(X, size=size, mode="constant")
        rounds -= 1
    return X.copy() if pixels == 0 else X


def noise(X, strength: float, rng: np.random.Generator | None = None):
    """Add N(0, strength²) to every pixel and cut what is below 0 or above 1.

    rng None is `np.random.default_rng(0)`: the same noise every time.

    >>> noise(np.zeros((2, 2)), 0.0).tolist()
    [[0.0, 0.0], [0.0, 0.0]]
    """
    X = validate.real("X", X, PICTURES)
    strength = validate.number("strength", strength, least=0)
    rng = np.random.default_rng(0) if rng is None else rng
    return np.clip(X + X.dtype.type(strength) * rng.standard_normal(X.shape, X.dtype), 0, 1)


def _zoomed(X, vertical: float, horizontal: float):
    """Read each pixel of the result from where it was before: straight lines between pixels."""
    from scipy import ndimage

    steps = np.array([1 / vertical, 1 / horizontal])
    middle = (np.array(X.shape[-2:]) - 1) / 2
    flat = X.reshape(-1, *X.shape[-2:])
    made = np.empty_like(flat)
    for picture, result in zip(flat, made, strict=True):
        ndimage.affine_transform(
            picture, steps, middle - steps * middle, output=result, order=1, mode="constant"
        )
    return made.reshape(X.shape)
