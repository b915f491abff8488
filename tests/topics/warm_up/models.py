"""The models of topic 00 with small inputs, and what they refuse: see `contract/test_numpy.py`."""

import numpy as np

from utils.numpy_impl import warm_up as wu

RNG = np.random.default_rng(0)
X, W, B = RNG.standard_normal((5, 3)), RNG.standard_normal((3, 4)), RNG.standard_normal(4)
DY = RNG.standard_normal((5, 4))


def dense(activation):
    def model(X, W, b):
        Y, cache = wu.dense_forward(X, W, b, activation)
        return Y, lambda dY: wu.dense_backward(dY, cache)

    return model


def linear_regression(X, w, b):
    J, cache = wu.linear_regression_forward(X, DY[:, 0].astype(X.dtype), w, b)
    return J, lambda dJ: wu.linear_regression_backward(dJ, cache)


MODELS = {
    "regression": (linear_regression, {"X": X, "w": W[:, 0], "b": np.array(0.3)}),
    **{name: (dense(name), {"X": X, "W": W, "b": B}) for name in wu.ACTIVATIONS},
}
AND = wu.TRUTH_TABLES["AND"]
REFUSED = [
    (lambda: wu.matmul_rows([[1, 2]], [[1, 2]]), r"B: got shape \(1, 2\), expected \(2, ·\)"),
    (lambda: wu.matmul_outer([1, 2], [[1]]), r"A: got shape \(2,\), expected \(·, ·\)"),
    (lambda: wu.dense_forward(X, W, B[:1]), r"b: got shape \(1,\), expected \(4,\)"),
    (lambda: wu.dense_forward(X, W.T, B), "W: got shape"),
    (lambda: wu.dense_forward(X, W, B, "swish"), "activation: got 'swish', expected one of 'step'"),
    (lambda: wu.dense_forward([[np.nan] * 3], W, B), "X: "),
    (lambda: wu.dense_backward(DY[:1], wu.dense_forward(X, W, B)[1]), "dY: got shape"),
    (lambda: wu.activation_slope("softmax", 0.0), "activation: got 'softmax'"),
    (lambda: wu.mlp_parameter_count([3]), r"sizes: got \[3\], expected at least inputs"),
    (lambda: wu.mlp_parameter_count([3, 0, 1]), "sizes: got 0, expected at least 1"),
    (lambda: wu.mlp_forward(X, []), "parameters: got no layers"),
    (lambda: wu.perceptron(AND[0], [0, 0, 0, 2], 5), "y: entry .* is 2, expected labels"),
    (lambda: wu.perceptron(*AND, 0), "epochs: got 0"),
    (lambda: wu.perceptron(*AND, 5, eta=0.0), "eta: got 0"),
    (lambda: wu.linear_regression_forward(X, DY, W[:, 0], 0.0), "y: got shape"),
    (lambda: wu.fit_linear_regression(X, DY[:, 0], 0.1, 5, batch=2), "rng: got None"),
    (lambda: wu.fit_linear_regression(X, DY[:, 0], 100.0, 1000), "learning_rate: .* explode by st"),
    (lambda: wu.quadratic_descent([[1.0, 2.0], [0.0, 1.0]], [1, 1], 0.1, 5), "H: .* symmetric"),
    (lambda: wu.largest_stable_rate([[0.0]]), "H: got a smallest eigenvalue of 0"),
    (lambda: wu.quadratic_loss(np.eye(2), [1.0]), r"theta: got shape \(1,\), expected \(…, 2\)"),
    (lambda: wu.quadratic_descent([[1.0]], [1.0], 1e3, 200), "learning_rate: got 1000"),
    (lambda: wu.gradient_error_curve(np.sin, np.cos, 0.0, [0.0]), "steps: got 0"),
    (lambda: wu.complex_step_derivative(np.sin, 0.0, 0.0), "h: got 0"),
]
BAD = [(call, f"^(?:{message})") for call, message in REFUSED]
