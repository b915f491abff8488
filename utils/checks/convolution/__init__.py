"""Lab 03, convolution: its exercises in the lab's order.

Equations and sources are in `utils.numpy_impl.convolution`.
"""

from utils.checks.convolution import (
    conv2d,
    conv2d_backward,
    conv_in_torch,
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
    conv_in_torch.exercise,
)
