"""Lab 00, warm-up: its exercises in the lab's order.

Equations and sources are in `utils.numpy_impl.warm_up`.
"""

from utils.checks import exercises
from utils.checks.engine import Lab

check = Lab(
    "warm_up",
    *exercises(
        __name__,
        "matmul_rows",
        "matmul_columns",
        "outer_products",
        "dense",
        "perceptron",
        "loss_and_gradient",
        "fit",
        "central_difference",
    ),
)
