"""Lab 01, cross entropy: eight exercises, one module for each.

A module holds the cases that an answer is tried on and the mistakes known by name. A mistake is a
function that takes what the student's takes and goes wrong in one way. Whoever gives the same
answers on every case is shown its hint, so two mistakes must differ somewhere, and the cases are
chosen so that they do. What the mistakes share is in `wrong`; equations and sources are in
`utils.numpy_impl.cross_entropy`.
"""

from utils.checks.cross_entropy import (
    conditional_entropy,
    cross_entropy,
    entropy,
    fit,
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
)
