"""Lab 03, convolution: nine exercises, one module for each.

A module holds the cases that an answer is tried on and the mistakes known by name: functions that
take what the student's takes and go wrong in one way. Layers that are right unless told otherwise,
from which most of the mistakes are made, are in the modules `…_variants`; what several exercises
share is in `wrong`. Equations and sources are in `utils.numpy_impl.convolution`.
"""

from utils.checks.convolution import (
    conv2d,
    conv2d_backward,
    correlate1d,
    edge_kernels,
    max_pool2d,
    max_pool2d_backward,
    output_size,
    robustness_curve,
    training_step,
)
from utils.checks.engine import Lab

check = Lab(
    "convolution",
    correlate1d.exercise,
    output_size.exercise,
    conv2d.exercise,
    conv2d_backward.exercise,
    max_pool2d.exercise,
    max_pool2d_backward.exercise,
    edge_kernels.exercise,
    training_step.exercise,
    robustness_curve.exercise,
)
