"""Lab 06, the GRU: its exercises in the lab's order.

Equations and sources are in `utils.numpy_impl.gru`.
"""

from utils.checks import exercises
from utils.checks.engine import Lab

check = Lab(
    "gru",
    *exercises(
        __name__,
        "gru_step",
        "gru_step_after",
        "leak_bias",
        "gru_step_backward",
        "gru_bptt",
        "parameter_counts",
        "gru_in_torch",
        "compare",
    ),
)
