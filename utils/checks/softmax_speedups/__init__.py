"""Lab 08, softmax over a large vocabulary: its exercises in the lab's order.

Equations and sources are in `utils.numpy_impl.softmax_speedups`.
"""

from utils.checks import exercises
from utils.checks.engine import Lab

check = Lab(
    "softmax_speedups",
    *exercises(
        __name__,
        "softmax_bill",
        "frequency_classes",
        "class_loss",
        "huffman",
        "path_loss",
        "nce_loss",
        "self_normalised",
        "scaling_exponent",
    ),
)
