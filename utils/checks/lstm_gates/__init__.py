"""Lab 05, LSTM gates: its exercises in the lab's order.

Equations and sources are in `utils.numpy_impl.lstm_gates`.
"""

from utils.checks import exercises
from utils.checks.engine import Lab

check = Lab(
    "lstm_gates",
    *exercises(
        __name__,
        "lstm_step",
        "lstm_sequence",
        "lstm_step_backward",
        "lstm_bptt",
        "peephole_step",
        "gates_held",
        "lstm_in_torch",
        "recall",
    ),
)
