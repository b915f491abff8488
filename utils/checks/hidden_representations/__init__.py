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

check = Lab("hidden_representations")
for module in (
    forward,
    backward,
    gradient_errors,
    sgd,
    hidden_space,
    dead_units,
    autoencoder,
    topological_order,
    backprop,
):
    check.add(module.exercise)
