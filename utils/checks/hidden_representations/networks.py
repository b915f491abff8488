"""The networks and inputs that the exercises are tried on."""

import numpy as np

TABLE_INPUTS = np.array([[0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]])
"""The four inputs of noisy XOR in the order of the lecture's table."""


def network(W2, b2, W3, b3):
    """Return parameters as the lab has them; b3 becomes a scalar array."""
    arrays = {"W2": W2, "b2": b2, "W3": W3, "b3": b3}
    return {name: np.array(value, dtype=float) for name, value in arrays.items()}


def random_network(H, seed, D=2):
    """Draw parameters of a D–H–1 network, biases included, away from any symmetry."""
    rng = np.random.default_rng(seed)
    return network(rng.normal(size=(D, H)), rng.normal(size=H), rng.normal(size=H), rng.normal())


EXAMPLE = network([[1, -1], [2, 1]], [0, -1], [1, 3], -2)
"""The small network of the lab's worked examples, met by the input (1, 1)."""

SOLVED = network([[2, 2], [2, 2]], [0, -2], [2.2, -4.4], -2.2)
"""Computes XOR with an open and a shifted ReLU; two of the scores before them are exactly 0."""

ALL_OFF = network([[-1, -2], [-3, -1]], [-0.5, -1], [3, 2], 0.7)
"""No hidden unit is on for any input of the table."""

HUGE = network([[500, 1], [1, 400]], [0, 1], [2, -2.5], 0.5)
"""Makes scores of about ±1,000."""
