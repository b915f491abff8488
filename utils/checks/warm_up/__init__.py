"""Lab 00, warm-up: eight exercises, one module for each.

A module holds the cases that an answer is tried on and the mistakes known by name: functions that
take what the student's takes and go wrong in one way. A wrong way often ends in an exception for
some shapes; it counts as the same mistake when type and words are the same, so such variants are
written the way a beginner writes them. What several exercises share is in `wrong`; equations and
sources are in `utils.numpy_impl.warm_up`.
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
