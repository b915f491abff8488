"""What the exercises are tried on: small images, and random numbers that read well."""

import numpy as np


def image(*rows):
    """Write a single image of one channel, (1, 1, height, width)."""
    return np.array(rows)[None, None]


def normal(*shapes, seed, digits=2):
    """Draw arrays of normal numbers with few decimals, which read well in a verdict.

    A case or two of every exercise need more `digits`: rounding on the way must show.
    """
    rng = np.random.default_rng(seed)
    return tuple(rng.normal(size=shape).round(digits) for shape in shapes)
