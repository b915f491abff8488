"""Lab 00, warm-up: its exercises in the lab's order.

Equations and sources are in `utils.numpy_impl.warm_up`.
"""

from utils.checks.engine import Lab
from utils.checks.warm_up import (
    central_difference,
    dense,
    fit,
    loss_and_gradient,
    matmul_columns,
    matmul_rows,
    outer_products,
    perceptron,
)

check = Lab(
    "warm_up",
    matmul_rows.exercise,
    matmul_columns.exercise,
    outer_products.exercise,
    dense.exercise,
    perceptron.exercise,
    loss_and_gradient.exercise,
    fit.exercise,
    central_difference.exercise,
)
