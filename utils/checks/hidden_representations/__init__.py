"""Lab 02, hidden representations: its exercises in the lab's order.

Equations and sources are in `utils.numpy_impl.hidden_representations`.
"""

from utils.checks import exercises
from utils.checks.engine import Lab

check = Lab(
    "hidden_representations",
    *exercises(
        __name__,
        "forward",
        "backward",
        "gradient_errors",
        "sgd",
        "hidden_space",
        "dead_units",
        "autoencoder",
        "topological_order",
        "backprop",
        "gradients_in_torch",
    ),
)
