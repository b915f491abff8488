"""Optimisers: from gradients to new parameters, one object for each training [M17, M21].

Parameters and gradients are dicts of arrays of the same names and shapes. `step` returns new
parameters and leaves the old ones alone; what an optimiser remembers, it keeps itself.

>>> sgd = SGD(0.1)
>>> sgd.step({"w": np.array([1.0])}, {"w": np.array([2.0])})["w"]
array([0.8])
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from utils import validate


def _checked(parameters: Mapping, gradients: Mapping) -> None:
    validate.names("gradients", gradients, parameters, "one per parameter")
    for name, value in parameters.items():
        if np.shape(gradients[name]) != np.shape(value):
            raise ValueError(
                f"gradients: {name} has shape {np.shape(gradients[name])}, "
                f"expected {np.shape(value)}, the shape of the parameter"
            )


@dataclass
class SGD:
    """v ← μ v + g;  θ ← θ − η v: with μ = 0 plain gradient descent.

    learning_rate η > 0; momentum 0 ≤ μ < 1
    """

    learning_rate: float
    momentum: float = 0.0
    velocity: dict = field(default_factory=dict)

    def __post_init__(self):
        validate.number("learning_rate", self.learning_rate, above=0)
        validate.number("momentum", self.momentum, least=0, below=1)

    def step(self, parameters: Mapping, gradients: Mapping) -> dict:
        """Return the parameters after one step."""
        _checked(parameters, gradients)
        new = {}
        for name, value in parameters.items():
            v = self.momentum * self.velocity.get(name, 0.0) + gradients[name]
            self.velocity[name] = v
            new[name] = value - self.learning_rate * v
        return new


@dataclass
class Adam:
    """Steps of about η in every entry, whatever the size of its gradient (Kingma & Ba 2015).

    m ← β₁ m + (1 − β₁) g;  v ← β₂ v + (1 − β₂) g²;
    θ ← θ − η m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
    """

    learning_rate: float = 1e-3
    beta_1: float = 0.9
    beta_2: float = 0.999
    eps: float = 1e-8
    t: int = 0
    m: dict = field(default_factory=dict)
    v: dict = field(default_factory=dict)

    def __post_init__(self):
        validate.number("learning_rate", self.learning_rate, above=0)
        validate.number("beta_1", self.beta_1, least=0, below=1)
        validate.number("beta_2", self.beta_2, least=0, below=1)

    def step(self, parameters: Mapping, gradients: Mapping) -> dict:
        """Return the parameters after one step."""
        _checked(parameters, gradients)
        self.t += 1
        new = {}
        for name, value in parameters.items():
            g = gradients[name]
            m = self.m[name] = self.beta_1 * self.m.get(name, 0.0) + (1 - self.beta_1) * g
            v = self.v[name] = self.beta_2 * self.v.get(name, 0.0) + (1 - self.beta_2) * g * g
            m_hat, v_hat = m / (1 - self.beta_1**self.t), v / (1 - self.beta_2**self.t)
            new[name] = value - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.eps)
        return new


def clip_by_norm(gradients: Mapping, largest: float) -> tuple[dict, float]:
    """g ← g · min(1, largest / ‖g‖), with ‖g‖ over all arrays together: the direction stays.

    Returns (the clipped gradients, ‖g‖ as it was).

    >>> clipped, norm = clip_by_norm({"a": np.array([3.0]), "b": np.array([4.0])}, 1.0)
    >>> clipped["b"].round(6), norm
    (array([0.8]), 5.0)
    """
    largest = validate.number("largest", largest, above=0)
    norm = float(np.sqrt(sum((np.asarray(g) ** 2).sum() for g in gradients.values())))
    factor = min(1.0, largest / norm) if norm > 0 else 1.0
    return {name: g * factor for name, g in gradients.items()}, norm


def clip_by_value(gradients: Mapping, largest: float) -> dict:
    """g_i ← max(−largest, min(g_i, largest)), entry by entry: the direction changes.

    >>> clip_by_value({"a": np.array([3.0, -0.5])}, 1.0)["a"]
    array([ 1. , -0.5])
    """
    largest = validate.number("largest", largest, above=0)
    return {name: np.clip(g, -largest, largest) for name, g in gradients.items()}
