"""The models of topic 01 with small inputs, and what they refuse: see `contract/test_numpy.py`."""

import numpy as np

from utils.numpy_impl import cross_entropy as ce

RNG = np.random.default_rng(0)
LABELS, BINARY = np.array([0, 1, 2, 1, 1, 0]), np.array([1, 0, 1, 1])


def on_logits(forward, backward, y, reduction):
    def model(Z):
        J, cache = forward(Z, y, reduction)
        return J, lambda dJ: backward(dJ, cache)

    return model


def regression(reduction):
    def model(X, W, b):
        J, cache = ce.softmax_regression_forward(X, LABELS, W, b, reduction)
        return J, lambda dJ: ce.softmax_regression_backward(dJ, cache)

    return model


SOFTMAX = ce.softmax_cross_entropy_forward, ce.softmax_cross_entropy_backward, LABELS
SIGMOID = ce.sigmoid_cross_entropy_forward, ce.sigmoid_cross_entropy_backward, BINARY
SQUARED = ce.sigmoid_squared_error_forward, ce.sigmoid_squared_error_backward, BINARY
LOGITS, LOGIT = RNG.standard_normal((6, 3)), np.array([-3.0, -0.5, 0.0, 2.0])
REGRESSION = {
    "X": RNG.standard_normal((6, 4)),
    "W": RNG.standard_normal((4, 3)),
    "b": RNG.standard_normal(3),
}
MODELS = {}
for reduction in ("mean", "sum"):
    MODELS[f"softmax, {reduction}"] = on_logits(*SOFTMAX, reduction), {"Z": LOGITS}
    MODELS[f"sigmoid, {reduction}"] = on_logits(*SIGMOID, reduction), {"Z": LOGIT}
    MODELS[f"squared error, {reduction}"] = on_logits(*SQUARED, reduction), {"Z": LOGIT}
    MODELS[f"regression, {reduction}"] = regression(reduction), REGRESSION

P2, J22, Z23, Y2 = [0.5, 0.5], [[0.25, 0.25], [0.25, 0.25]], [[0.0, 1.0, 2.0]] * 2, [0, 2]
W32, NAN = [[0.0, 0.0]] * 3, float("nan")
CALLS = [
    (ce.surprise, (1.5,), "p: the value is 1.5, expected probabilities from 0 to 1"),
    (ce.surprise, ([0.5, -0.1],), r"p: entry \[1\] is -0.1"),
    (ce.entropy, ([],), "p: got an empty array"),
    (ce.entropy, (0.5,), "p: got a single number"),
    (ce.entropy, ([0.5, 0.6],), "p: the probabilities sum to 1.1, expected 1"),
    (ce.entropy, ([0.5, 0.499998],), "p: the probabilities sum to 0.999998"),
    (ce.entropy, ([P2, [0.5, 0.6]],), r"p: the probabilities in row \[1\] sum to 1.1"),
    (ce.entropy, ([1.5, -0.5],), r"p: entry \[1\] is -0.5, expected no negative"),
    (ce.entropy, ([NAN, 1.0],), r"p: entry \[0\] is NaN"),
    (ce.entropy, (["a", "b"],), "p: got values of type <U1, expected real numbers"),
    (ce.entropy, ([[1.0], P2],), "p: rows of different lengths"),
    (ce.cross_entropy, (P2, [1.0]), r"q: got shape \(1,\), expected \(2,\), the shape of p"),
    (ce.cross_entropy, (P2, J22), "q: the probabilities in row"),
    (ce.kl_divergence, ([P2], P2), r"q: got shape \(2,\), expected \(1, 2\)"),
    (ce.perplexity, (NAN,), "nats: the value is NaN"),
    (ce.to_bits, ("1",), "nats: got values of type"),
    (ce.empirical_joint, ([0, 1], [0], 2, 2), r"y: got shape \(1,\), expected \(2,\)"),
    (ce.empirical_joint, ([0, 2], [0, 1], 2, 2), r"x: entry \[1\] is 2, expected labels from 0 to"),
    (ce.empirical_joint, ([0, -1], [0, 1], 2, 2), r"x: entry \[1\] is -1"),
    (ce.empirical_joint, ([0.0, 1.0], [0, 1], 2, 2), "x: got labels of type float64, expected int"),
    (ce.empirical_joint, ([], [], 2, 2), "x: got no labels"),
    (ce.empirical_joint, ([0], [0], 0, 2), "n_x: got 0, expected at least 1"),
    (ce.empirical_joint, ([0], [0], 2, 2.0), "n_y: got 2.0, expected an integer"),
    (ce.conditional, ([P2, [0.0, 0.0]],), "joint: x = 1 never occurs"),
    (ce.conditional, (P2,), r"joint: got shape \(2,\), expected \(·, ·\)"),
    (ce.conditional_entropy, ([P2, P2],), "joint: the probabilities sum to 2, expected 1"),
    (ce.conditional_cross_entropy, (J22, [P2]), r"q: got shape \(1, 2\), expected \(2, 2\)"),
    (ce.decompose, (J22, J22), r"q: the probabilities in row \[0\] sum to 0.5"),
    (ce.sigmoid, ([np.inf],), r"z: entry \[0\] is infinite"),
    (ce.log_softmax, ([],), "z: got an empty array"),
    (ce.log_softmax, (1.0,), "z: got a single number"),
    (ce.softmax, ([0.0, 1.0], 0), "temperature: got 0, expected a number above 0"),
    (ce.softmax, ([0.0, 1.0], [1.0, 2.0]), r"temperature: got shape \(2,\)"),
    (ce.softmax_cross_entropy_forward, (P2, [0]), r"Z: got shape \(2,\), expected \(·, ·\)"),
    (ce.softmax_cross_entropy_forward, (Z23, [0, 3]), r"y: entry \[1\] is 3, expected labels from"),
    (ce.softmax_cross_entropy_forward, (Z23, [[0, 1]]), r"y: got shape \(1, 2\), expected \(2,\)"),
    (ce.softmax_cross_entropy_forward, (Z23, Y2, "max"), "reduction: got 'max', expected one of"),
    (ce.sigmoid_cross_entropy_forward, ([0.0], [2]), r"y: entry \[0\] is 2, expected labels from"),
    (ce.sigmoid_squared_error_forward, ([0.0], [0, 1]), r"y: got shape \(2,\), expected \(1,\)"),
    (ce.softmax_regression_forward, (Z23, [0, 1], [[0.0]], [0.0]), r"W: .* expected \(3, ·\)"),
    (ce.softmax_regression_forward, (Z23, [0, 1], W32, [0.0]), r"b: .*\(1,\), expected \(2,\)"),
    (ce.fit_softmax_regression, (Z23, Y2, 2), r"y: entry \[1\] is 2, expected labels from 0 to 1"),
    (ce.fit_softmax_regression, (Z23, Y2, 3, 0.0), "learning_rate: got 0, expected .* above 0"),
    (ce.fit_softmax_regression, (Z23, Y2, 3, 1.0, -1), "steps: got -1, expected at least 0"),
    (ce.fit_softmax_regression, (Z23, Y2, 3, 1.0, 1, 1.0), "momentum: got 1, .* 0 and below 1"),
    (ce.fit_softmax_regression, (Z23, Y2, 3, 1.0, 1, 0.0, 0), "record_every: got 0"),
    (ce.huffman_code, (J22,), r"p: got shape \(2, 2\), expected \(·,\)"),
    (ce.expected_length, (P2, ["0"]), "codes: got 1 words, expected 2"),
    (ce.fixed_length, (0,), "n: got 0, expected at least 1"),
    (ce.fixed_length, (True,), "n: got True, expected an integer"),
]
BAD = [(lambda f=f, given=given: f(*given), f"^(?:{message})") for f, given, message in CALLS]
