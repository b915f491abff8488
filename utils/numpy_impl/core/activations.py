"""Activations f(z) with their slopes f'(z), entry by entry [S, M21]."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from utils import validate


def step(z):
    """1 where z > 0, else 0; at 0 the neuron is silent [S]. (…) → (…).

    >>> step([-2.0, 0.0, 3.0])
    array([0., 0., 1.])
    """
    return activation("step")(validate.real("z", z))


def sigmoid(z):
    """σ(z) = 1 / (1 + e^(−z)) = P(Y=1), the softmax of the logits (0, z) [M21]. (…) → (…).

    >>> sigmoid([-1e4, 0.0, 1e4])
    array([0. , 0.5, 1. ])
    """
    return _sigmoid(validate.real("z", z))


def _sigmoid(z):
    # e^(−|z|) is at most 1; for z < 0 multiply both sides of the fraction by e^z
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def tanh(z):
    """tanh z = (e^z − e^(−z)) / (e^z + e^(−z)) = 2 σ(2z) − 1, from −1 to 1 [S]. (…) → (…).

    >>> tanh([0.0, 1.0]).round(4)
    array([0.    , 0.7616])
    """
    return np.tanh(validate.real("z", z))


def relu(z):
    """max(z, 0) [M21]. (…) → (…).

    >>> relu([-2.0, 3.0])
    array([0., 3.])
    """
    return activation("relu")(validate.real("z", z))


def linear(z):
    """z as it is: what a layer without an activation does. (…) → (…).

    >>> linear([-2.0, 3.0])
    array([-2.,  3.])
    """
    return validate.real("z", z)


@dataclass(frozen=True)
class Activation:
    """f and its slope f', for arrays that have been checked before.

    slope : takes z and y = f(z), since f'(z) is often shorter with y
    """

    f: Callable
    slope: Callable

    def __call__(self, z):
        """f(z)."""
        return self.f(z)


LEAK = 0.01
"""What a leaky ReLU lets through below 0."""


def _above_0(z):
    return (z > 0).astype(z.dtype)


# The step is flat wherever it has a slope, which is why no gradient ever moves a layer of steps.
# A ReLU has slope 0 at its kink, as in torch.
ACTIVATIONS = {
    "step": Activation(_above_0, lambda z, y: np.zeros_like(z)),
    "sigmoid": Activation(_sigmoid, lambda z, y: y * (1 - y)),
    "tanh": Activation(np.tanh, lambda z, y: 1 - y * y),
    "relu": Activation(lambda z: np.maximum(z, z.dtype.type(0)), lambda z, y: _above_0(z)),
    "leaky_relu": Activation(
        lambda z: np.maximum(z, z.dtype.type(LEAK) * z),
        lambda z, y: np.where(z > 0, 1, LEAK).astype(z.dtype),
    ),
    "linear": Activation(np.positive, lambda z, y: np.ones_like(z)),
}


def activation(name: str) -> Activation:
    """Return the activation of this name; ValueError for a name that is none.

    >>> activation("relu")(np.array([-2.0, 3.0]))
    array([0., 3.])
    """
    return ACTIVATIONS[validate.choice("activation", name, tuple(ACTIVATIONS))]


def activation_slope(name: str, z):
    """f'(z) of the activation called `name`; 0 for the step, and for ReLU at 0. (…) → (…).

    >>> activation_slope("sigmoid", 0.0)
    np.float64(0.25)
    """
    chosen = activation(name)
    z = validate.real("z", z)
    return chosen.slope(z, chosen(z))
