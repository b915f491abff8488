"""Lab 01, cross entropy: its exercises in the lab's order.

Equations and sources are in `utils.numpy_impl.cross_entropy`.
"""

from utils.checks.cross_entropy import (
    conditional_entropy,
    cross_entropy,
    entropy,
    fit,
    fit_in_torch,
    kl_divergence,
    log_softmax,
    loss_and_gradient,
    losses_by_counting,
)
from utils.checks.engine import Lab

check = Lab(
    "cross_entropy",
    entropy.exercise,
    cross_entropy.exercise,
    kl_divergence.exercise,
    conditional_entropy.exercise,
    log_softmax.exercise,
    loss_and_gradient.exercise,
    fit.exercise,
    losses_by_counting.exercise,
    fit_in_torch.exercise,
)
