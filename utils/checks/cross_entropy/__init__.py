"""Lab 01, cross entropy: its exercises in the lab's order.

Equations and sources are in `utils.numpy_impl.cross_entropy`.
"""

from utils.checks import exercises
from utils.checks.engine import Lab

check = Lab(
    "cross_entropy",
    *exercises(
        __name__,
        "entropy",
        "cross_entropy",
        "kl_divergence",
        "conditional_entropy",
        "log_softmax",
        "loss_and_gradient",
        "fit",
        "losses_by_counting",
        "fit_in_torch",
    ),
)
