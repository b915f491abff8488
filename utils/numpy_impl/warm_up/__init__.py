"""Topic 00: matrices, neurons, training, one idea per module; every public name is here as well.

Rows are examples: X (N, D), W (D, H), b (H,), and a layer computes f(X W + b). float32 in,
float32 out; everything else is computed in float64. Bad input (another shape or type, NaN,
empty, a name that is none) raises ValueError, see `utils.validate`.
"""

from utils.numpy_impl.core.activations import activation_slope, linear, relu, sigmoid, step, tanh
from utils.numpy_impl.core.layers import dense_backward, dense_forward
from utils.numpy_impl.core.minibatches import batches
from utils.numpy_impl.warm_up.descent import (
    descent_regime,
    largest_stable_rate,
    quadratic_descent,
    quadratic_loss,
)
from utils.numpy_impl.warm_up.differences import complex_step_derivative, gradient_error_curve
from utils.numpy_impl.warm_up.matrices import (
    matmul_columns,
    matmul_outer,
    matmul_rows,
    plane_matrix,
)
from utils.numpy_impl.warm_up.neurons import (
    ACTIVATIONS,
    mlp_forward,
    mlp_parameter_count,
    mlp_parameters,
)
from utils.numpy_impl.warm_up.perceptron import TRUTH_TABLES, perceptron
from utils.numpy_impl.warm_up.regression import (
    LinearRegressionFit,
    fit_linear_regression,
    linear_regression_backward,
    linear_regression_forward,
)
