"""Layers of neurons, one after the other."""

from itertools import pairwise

import numpy as np

from utils import validate
from utils.numpy_impl.core import activations
from utils.numpy_impl.core.layers import dense_forward

ACTIVATIONS = {
    name: activations.ACTIVATIONS[name] for name in ("step", "sigmoid", "tanh", "relu", "linear")
}
"""Those that this topic draws."""


def mlp_parameter_count(sizes) -> int:
    """Σ_k (D_k + 1) D_(k+1): a weight for every edge and a bias for every neuron [S].

    sizes: inputs, neurons of each hidden layer, outputs.

    >>> mlp_parameter_count([2, 3, 1])
    13
    """
    sizes = _sizes(sizes)
    return sum((D + 1) * H for D, H in pairwise(sizes))


def mlp_parameters(sizes, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    """Draw [(W, b), …] for `mlp_forward`: W ~ N(0, 1/D), so that sums stay of size 1; b = 0.

    >>> [W.shape for W, b in mlp_parameters([2, 3, 1], np.random.default_rng(0))]
    [(2, 3), (3, 1)]
    """
    sizes = _sizes(sizes)
    return [(rng.standard_normal((D, H)) / np.sqrt(D), np.zeros(H)) for D, H in pairwise(sizes)]


def _sizes(sizes) -> list[int]:
    if len(sizes) < 2:
        raise ValueError(f"sizes: got {list(sizes)}, expected at least inputs and outputs")
    return [validate.count("sizes", size) for size in sizes]


def mlp_forward(X, parameters, activation: str = "tanh"):
    """Layer after layer: Y = f(… f(X W_1 + b_1) …) W_L + b_L [S, M21].

    The last layer is linear: what it says is a number for regression or a score.

    X (N, D_0); parameters [(W_1 (D_0, D_1), b_1 (D_1,)), …] → (Y (N, D_L), cache).

    >>> mlp_forward([[1.0]], [([[1.0]], [0.0]), ([[2.0]], [1.0])], "relu")[0]
    array([[3.]])
    """
    if len(parameters) == 0:
        raise ValueError("parameters: got no layers, expected at least one (W, b)")
    activations.activation(activation)  # a wrong name is refused before any layer is computed
    caches, Y = [], X
    for k, (W, b) in enumerate(parameters):
        Y, cache = dense_forward(Y, W, b, activation if k < len(parameters) - 1 else "linear")
        caches.append(cache)
    return Y, caches
