"""Two inputs, H hidden units, one sigmoid: the network of the noisy XOR, backward by hand [M17].

Z2 = X W2 + b2,  X2 = f(Z2),  z3 = X2 W3 + b3,  X3 = σ(z3) = P(Y=1 | X). A number after a name is
the layer it belongs to. Parameters are a dict {"W2" (D, H), "b2" (H,), "W3" (H,), "b3" ()}, and
gradients come under the same names. float32 in, float32 out. Bad input (another shape or type,
NaN, empty, a name that is none) raises ValueError, see `validate`.
"""

from collections.abc import Mapping

import numpy as np

from utils import validate
from utils.data import noisy_xor
from utils.numpy_impl.core import activations
from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.core.losses import (
    sigmoid_cross_entropy_backward,
    sigmoid_cross_entropy_forward,
)

# The four inputs in the order of the table of [M17].
TABLE_INPUTS = np.array([[0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]])
TABLE_INPUTS.setflags(write=False)  # shared by everyone who imports it

NAMES = ("W2", "b2", "W3", "b3")

ACTIVATIONS = {
    name: activations.ACTIVATIONS[name] for name in ("relu", "leaky_relu", "tanh", "sigmoid")
}
"""Those that a hidden unit may have."""


# ---------------------------------------------------------------- forward and backward


def checked_parameters(parameters: Mapping, D: int | None = None, outputs: tuple = ()) -> dict:
    """Return the four parameters as float arrays whose shapes fit together, else ValueError.

    outputs: the shape of b3, () for one output unit, (R,) for R of them, (None,) for any number.
    """
    validate.names("parameters", parameters, NAMES)
    W2 = validate.real("W2", parameters["W2"], (D, None))
    H = W2.shape[1]
    b2 = validate.real("b2", parameters["b2"], (H,))
    W3 = validate.real("W3", parameters["W3"], (H, *outputs))
    b3 = validate.real("b3", parameters["b3"], W3.shape[1:])
    return {"W2": W2, "b2": b2, "W3": W3, "b3": b3}


def forward_pass(X, parameters, activation):
    """`hidden_forward` for arrays that have been checked before: the inside of a training loop."""
    Z2 = X @ parameters["W2"] + parameters["b2"]  # (N, H)
    X2 = ACTIVATIONS[activation].f(Z2)
    z3 = X2 @ parameters["W3"] + parameters["b3"]  # (N,) or (N, R)
    return z3, (X, parameters, Z2, X2, activation)


def backward_pass(dz3, cache):
    """From the gradient of the logits to that of all before: see `network_backward`."""
    X, parameters, Z2, X2, activation = cache
    W3 = parameters["W3"]
    dX2 = np.outer(dz3, W3) if dz3.ndim == 1 else dz3 @ W3.T  # (N, H)
    dZ2 = dX2 * ACTIVATIONS[activation].slope(Z2, X2)
    return {
        "X": dZ2 @ parameters["W2"].T,
        "W2": X.T @ dZ2,
        "b2": dZ2.sum(axis=0),
        "W3": X2.T @ dz3,
        "b3": dz3.sum(axis=0),
    }


def sigma(z3):
    """σ(z) = ½ tanh(z/2) + ½, for an array that has been checked before."""
    return 0.5 * np.tanh(0.5 * z3) + 0.5


def hidden_forward(X, parameters, activation: str = "relu", outputs: tuple = ()):
    """Z2 = X W2 + b2;  X2 = f(Z2);  z3 = X2 W3 + b3 [M17].

    X (N, D); parameters W2 (D, H), b2 (H,), W3 (H,), b3 (); activation a name in ACTIVATIONS;
    outputs: the shape of b3 where it is another → (z3 (N,), logits of Y=1; cache).

    >>> parameters = {"W2": [[1, -1], [-1, 1]], "b2": [0, 0], "W3": [2, 2], "b3": -1}
    >>> hidden_forward(TABLE_INPUTS, parameters)[0]
    array([ 1., -1.,  1., -1.])
    """
    validate.choice("activation", activation, tuple(ACTIVATIONS))
    X = validate.real("X", X, (None, None))
    return forward_pass(X, checked_parameters(parameters, X.shape[1], outputs), activation)


def network_forward(X, y, parameters, activation: str = "relu"):
    """J = (1/N) Σ_n −ln P(Y=y_n | X_n), the mean cross entropy, computed from logits [M17].

    X (N, D); y (N,) of 0 and 1; parameters, activation as in `hidden_forward`
    → (J in nats, cache).

    >>> parameters = {"W2": [[1, -1], [-1, 1]], "b2": [0, 0], "W3": [2, 2], "b3": -1}
    >>> network_forward(TABLE_INPUTS, [1, 0, 1, 0], parameters)[0].round(4)
    np.float64(0.3133)
    """
    z3, cache = hidden_forward(X, parameters, activation)
    J, loss_cache = sigmoid_cross_entropy_forward(z3, y)
    return J, (cache, loss_cache)


def network_backward(dJ, cache) -> dict:
    """dz3 = (P − y) dJ / N, dX2 = dz3 W3ᵀ, dZ2 = dX2 ⊙ f'(Z2); the rest are products [M17].

    dX = dZ2 W2ᵀ,  dW2 = Xᵀ dZ2,  db2 = Σ_n dZ2_n,  dW3 = X2ᵀ dz3,  db3 = Σ_n dz3_n.

    Returns {"X" (N, D), "W2" (D, H), "b2" (H,), "W3" (H,), "b3" ()}.

    >>> parameters = {"W2": [[1, -1], [-1, 1]], "b2": [0, 0], "W3": [2, 2], "b3": 0}
    >>> _, cache = network_forward([[0, 0]], [1], parameters)
    >>> network_backward(1.0, cache)["b3"]
    np.float64(-0.5)
    """
    cache, loss_cache = cache
    return backward_pass(sigmoid_cross_entropy_backward(dJ, loss_cache), cache)


# ---------------------------------------------------------------- what the network says


def probability(X, parameters, activation: str = "relu"):
    """X3 = σ(z3) = P(Y=1 | X) for each row [M17]. X (N, D) → (N,).

    >>> parameters = {"W2": [[1, -1], [-1, 1]], "b2": [0, 0], "W3": [2, 2], "b3": -1}
    >>> probability(TABLE_INPUTS, parameters).round(4)
    array([0.7311, 0.2689, 0.7311, 0.2689])
    """
    return sigmoid(hidden_forward(X, parameters, activation)[0])


def hidden_units(X, parameters, activation: str = "relu"):
    """X2 = f(X W2 + b2): where each input lies in the space of the hidden units. → (N, H).

    >>> parameters = {"W2": [[1, -1], [-1, 1]], "b2": [0, 0], "W3": [2, 2], "b3": -1}
    >>> hidden_units(TABLE_INPUTS, parameters)
    array([[0., 1.],
           [0., 0.],
           [1., 0.],
           [0., 0.]])
    """
    return hidden_forward(X, parameters, activation)[1][3]


def distribution_loss(parameters, activation: str = "relu", noise: float = 0.1):
    """E[−ln P_θ(Y|X)] over the noisy XOR itself, not over a sample: ¼ Σ_x Σ_y P(y|x) (−ln …).

    Its floor is H(Y|X) = 0.32508 nats for noise 0.1; answering ½ to everything costs ln 2.
    parameters with W2 (2, H) → number in nats.

    >>> zero = {"W2": np.zeros((2, 1)), "b2": [0.0], "W3": [0.0], "b3": 0.0}
    >>> distribution_loss(zero).round(4)
    np.float64(0.6931)
    """
    parameters = checked_parameters(parameters, 2)
    X = TABLE_INPUTS.astype(parameters["W2"].dtype)
    return loss_of_logits(hidden_forward(X, parameters, activation)[0], noise)


def loss_of_logits(z3, noise: float = 0.1):
    """`distribution_loss` from the logits of the four TABLE_INPUTS: z3 (…, 4) → (…).

    >>> loss_of_logits(np.log(9) * np.array([1, -1, 1, -1])).round(5)
    np.float64(0.32508)
    """
    z3 = validate.real("z3", z3, (..., 4))
    joint = noisy_xor.distribution(noise)[noisy_xor.index(TABLE_INPUTS)]  # (4, 2)
    joint = joint.astype(z3.dtype)
    # −ln P(Y=1) = ln(1 + e^z) − z and −ln P(Y=0) = ln(1 + e^z)
    softplus = np.maximum(z3, 0) + np.log1p(np.exp(-np.abs(z3)))
    return (joint.sum(axis=1) * softplus - joint[:, 1] * z3).sum(axis=-1)


def dead_units(parameters, X=None):
    """Which ReLU units give 0 for every row of X (all four inputs where X is None). → bool (H,).

    Such a unit has the slope 0 everywhere, so that no example moves its weights again.

    >>> parameters = {"W2": [[1, -1], [0, -1]], "b2": [0, 0], "W3": [2, 2], "b3": -1}
    >>> dead_units(parameters)
    array([False,  True])
    """
    X = TABLE_INPUTS if X is None else X
    return (hidden_units(X, parameters, "relu") == 0).all(axis=0)
