"""What the exercises share: the network in a few lines, parameters for the cases, small helpers."""

import math

import numpy as np

from utils.checks.engine import Mistake

TABLE_INPUTS = np.array([[0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]])
"""The four inputs of noisy XOR in the order of the lecture's table."""


def a(*numbers):
    """Write an array of numbers in one short word, for the cases."""
    return np.array(numbers)


def sigmoid(z):
    """1 / (1 + e^−z), for scores of any size."""
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)


def fraction(z):
    """e^z / (1 + e^z): σ(z) on paper, ∞/∞ for large scores."""
    return np.exp(z) / (1 + np.exp(z))


def one_by_one(z):
    """σ of every score with `math.exp`, which stops where `np.exp` returns infinity."""
    return np.reshape([1 / (1 + math.exp(-score)) for score in np.ravel(z)], np.shape(z))


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


def forward(X, parameters):
    """Z2 = X W2 + b2;  X2 = max(0, Z2);  X3 = σ(X2 W3 + b3)."""
    Z2 = X @ parameters["W2"] + parameters["b2"]
    X2 = np.maximum(Z2, 0)
    return Z2, X2, sigmoid(X2 @ parameters["W3"] + parameters["b3"])


def mistakes(*rows):
    """Make mistakes of rows (name, function, hint)."""
    return tuple(Mistake(*row) for row in rows)
