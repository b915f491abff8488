"""Lab 02, hidden representations: its exercises in the lab's order.

Equations and sources are in `utils.numpy_impl.hidden_representations`.
"""

from utils.checks.engine import Lab
from utils.checks.hidden_representations import (
    autoencoder,
    backprop,
    backward,
    dead_units,
    forward,
    gradient_errors,
    gradients_in_torch,
    hidden_space,
    sgd,
    topological_order,
)

check = Lab(
    "hidden_representations",
    forward.exercise,
    backward.exercise,
    gradient_errors.exercise,
    sgd.exercise,
    hidden_space.exercise,
    dead_units.exercise,
    autoencoder.exercise,
    topological_order.exercise,
    backprop.exercise,
    gradients_in_torch.exercise,
)
