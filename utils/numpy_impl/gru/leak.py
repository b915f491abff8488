"""A GRU as a leaky integrator whose leak is learnt.

With W_z = U_z = 0 and r = 1 it is topic 04's leaky unit, h_t = (1 − α) h_(t−1) + α h̃, with
α = 1 − z and z = σ(b_z). What is not fed is kept by the factor z a step.
"""

from dataclasses import dataclass

import numpy as np

from utils import validate

WAYS = ("leak", "half_life", "time_constant")


@dataclass
class Memory:
    """How long a unit with a constant z remembers; each of the shape of b_z."""

    z: np.ndarray  # what is kept in a step
    leak: np.ndarray  # α = 1 − z
    half_life: np.ndarray  # steps until half is left: −ln 2 / ln z
    time_constant: np.ndarray  # steps until 1/e is left: −1 / ln z


def memory_of(b_z) -> Memory:
    """z = σ(b_z) and what follows from it, for b_z of any shape.

    >>> memory = memory_of(np.log(3))
    >>> memory.z.round(4), memory.leak.round(4), memory.half_life.round(4)
    (np.float64(0.75), np.float64(0.25), np.float64(2.4094))
    """
    b_z = validate.real("b_z", b_z)
    rate = np.logaddexp(0, -b_z)  # −ln z, exact also where z rounds to 1
    return Memory(np.exp(-rate), np.exp(-np.logaddexp(0, b_z)), np.log(2) / rate, 1 / rate)


def update_bias(value, of: str = "leak"):
    """The way back: b_z for a leak (between 0 and 1), a half-life or a time constant (above 0).

    b_z = ln(z / (1 − z)) = −ln(e^rate − 1) with rate = −ln z.

    >>> update_bias(0.25).round(4), update_bias(1.0, "half_life").round(4) + 0
    (np.float64(1.0986), np.float64(0.0))
    """
    of, value = validate.choice("of", of, WAYS), validate.real("value", value)
    if (value <= 0).any() or (of == "leak" and (value >= 1).any()):
        wanted = "above 0 and below 1" if of == "leak" else "above 0"
        raise ValueError(f"value: got {value}, expected a {of} {wanted}")
    if of == "leak":
        return np.log1p(-value) - np.log(value)
    return -np.log(np.expm1((np.log(2) if of == "half_life" else 1) / value))
