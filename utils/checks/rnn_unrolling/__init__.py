"""Lab 04, recurrent networks and unrolling: its exercises in the lab's order.

Equations and sources are in `utils.numpy_impl.rnn_unrolling`.
"""

from utils.checks import exercises
from utils.checks.engine import Lab

check = Lab(
    "rnn_unrolling",
    *exercises(
        __name__,
        "rnn_step",
        "rnn_sequence",
        "rnn_step_backward",
        "bptt",
        "truncated_bptt",
        "clip_by_norm",
        "gradient_by_lag",
        "forecast",
        "rnn_in_torch",
    ),
)
