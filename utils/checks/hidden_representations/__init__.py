"""Lab 02, hidden representations: nine exercises, one module for each.

A module holds the cases that an answer is tried on and the mistakes known by name: functions that
take what the student's takes and go wrong in one way. What several exercises share, the network
itself included, is in `wrong`; equations and sources are in `utils.numpy_impl`.
"""

from utils.checks.engine import Lab
from utils.checks.hidden_representations import (
    autoencoder,
    backprop,
    backward,
    dead_units,
    forward,
    gradient_errors,
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
)
