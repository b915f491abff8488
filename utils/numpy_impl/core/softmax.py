"""From scores to probabilities, over the last axis, right for scores of any size [M21]."""

import numpy as np

from utils import validate


def log_softmax(z, temperature: float = 1.0):
    """ln softmax(z/T)_i = z_i/T − ln Σ_j e^(z_j/T), over the last axis [M21].

    z (…, R) logits; temperature T > 0 (below 1 sharpens, above 1 flattens) → (…, R), all ≤ 0.

    >>> log_softmax([1e4, 0.0])
    array([     0., -10000.])
    """
    z = validate.real("z", z)
    if z.ndim == 0:
        raise ValueError("z: got a single number, expected logits of shape (…, R)")
    temperature = validate.number("temperature", temperature, above=0)
    with np.errstate(over="ignore"):  # a tiny T sends the losers to −inf, as it should
        # adding a constant to every logit changes nothing: move the largest to 0 first
        shifted = (z - z.max(axis=-1, keepdims=True)) / temperature
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def softmax(z, temperature: float = 1.0):
    """softmax(z/T)_i = e^(z_i/T) / Σ_j e^(z_j/T), over the last axis [M21]. (…, R) → (…, R).

    >>> softmax([0.0, np.log(3)]).round(4)
    array([0.25, 0.75])
    """
    return np.exp(log_softmax(z, temperature))
