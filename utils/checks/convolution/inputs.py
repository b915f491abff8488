"""What the exercises are tried on: small images, and random numbers that read well."""

import numpy as np


def image(*rows):
    """Write a single image of one channel, (1, 1, height, width)."""
    return np.array(rows)[None, None]


def normal(*shapes, seed):
    """Draw arrays of normal numbers with two decimals, which read well in a verdict."""
    rng = np.random.default_rng(seed)
    return tuple(rng.normal(size=shape).round(2) for shape in shapes)
