"""Lab 03, convolution: its exercises in the lab's order.

Equations and sources are in `utils.numpy_impl.convolution`.
"""

from utils.checks import exercises
from utils.checks.engine import Lab

check = Lab(
    "convolution",
    *exercises(
        __name__,
        "correlate1d",
        "output_size",
        "conv2d",
        "conv2d_backward",
        "max_pool2d",
        "max_pool2d_backward",
        "edge_kernels",
        "training_step",
        "robustness_curve",
        "conv_in_torch",
    ),
)
