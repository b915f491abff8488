"""Topic 03: what is wrong with the input is said by name, what came and what was expected."""

import numpy as np
import pytest

from utils.numpy_impl import convolution as cv

ONES = np.ones((1, 1, 3, 3))
B = np.zeros(1)
NAN = np.full((1, 1, 3, 3), np.nan)
PARAMETERS = cv.lenet_parameters(np.random.default_rng(0))
RNG = np.random.default_rng(0)
DIGIT = RNG.random((1, 1, 28, 28))


def backward(dY):
    _, cache = cv.conv2d_forward(ONES, ONES, B)
    return cv.conv2d_backward(dY, cache)


def pool_backward(dY):
    return cv.max_pool2d_backward(dY, cv.max_pool2d_forward(ONES, 2)[1])


def fit(**changes):
    how = {"epochs": 1, "learning_rate": 0.1, "rng": RNG} | changes
    return cv.fit_lenet(DIGIT, [1], PARAMETERS, **how)


CALLS = {
    "kernel too large": (
        lambda: cv.conv2d_forward(ONES, np.ones((1, 1, 4, 2)), B),
        "W: got a kernel of 4×2, expected at most 3×3, the padded input",
    ),
    "kernel too large for the padding": (
        lambda: cv.conv2d_forward(ONES, np.ones((1, 1, 6, 6)), B, padding=1),
        "W: got a kernel of 6×6, expected at most 5×5",
    ),
    "kernel too large in the loop": (
        lambda: cv.conv2d_loop(ONES, np.ones((1, 1, 4, 4)), B),
        "W: got a kernel of 4×4",
    ),
    "kernel too large on a line": (
        lambda: cv.correlate1d([1, 2], [1, 2, 3]),
        "w: got a kernel of 3",
    ),
    "kernel too large to convolve": (
        lambda: cv.convolve1d([1, 2], [1, 2, 3]),
        "w: got a kernel of 3",
    ),
    "kernel too large in a volume": (
        lambda: cv.conv3d_forward(ONES[None], np.ones((1, 1, 2, 2, 2)), B),
        "W: got a kernel of 2×2×2, expected at most 1×3×3",
    ),
    "window too large": (lambda: cv.max_pool2d_forward(ONES, 4), "size: got a kernel of 4×4"),
    "im2col": (lambda: cv.im2col(ONES, 4), "kernel: got a kernel of 4×4"),
    "matrix": (lambda: cv.toeplitz_1d([1, 2, 3], 2), "w: got a kernel of 3"),
    "axes of X": (lambda: cv.conv2d_forward(ONES[0], ONES, B), r"X: got shape \(1, 3, 3\)"),
    "channels": (
        lambda: cv.conv2d_forward(ONES, np.ones((1, 2, 2, 2)), B),
        r"W: got shape \(1, 2, 2, 2\), expected \(·, 1, ·, ·\)",
    ),
    "bias": (lambda: cv.conv2d_forward(ONES, ONES, np.zeros(2)), r"b: got shape \(2,\), expected"),
    "NaN": (lambda: cv.conv2d_forward(NAN, ONES, B), r"X: entry \[0, 0, 0, 0\] is NaN"),
    "stride 0": (lambda: cv.conv2d_forward(ONES, ONES, B, stride=0), "stride: got 0, expected at"),
    "padding": (lambda: cv.conv2d_forward(ONES, ONES, B, padding=-1), "padding: got -1"),
    "half a padding": (lambda: cv.conv2d_forward(ONES, ONES, B, padding=0.5), "padding: got 0.5"),
    "three strides": (
        lambda: cv.conv2d_forward(ONES, ONES, B, stride=(1, 1, 1)),
        "stride: got 3 numbers, expected one or 2",
    ),
    "gradient": (lambda: backward(np.ones((1, 1, 2, 2))), r"dY: got shape \(1, 1, 2, 2\)"),
    "gradient of a line": (
        lambda: cv.conv1d_backward(np.ones((1, 1)), None),
        r"dY: got shape \(1, 1\)",
    ),
    "gradient of a pool": (lambda: pool_backward(np.ones((1, 1, 2, 2))), "dY: got shape"),
    "columns": (
        lambda: cv.col2im(np.ones((1, 4, 5)), (1, 1, 3, 3), 2),
        r"columns: got shape \(1, 4, 5\), expected \(1, 4, 4\)",
    ),
    "line": (lambda: cv.max_pool1d([[1, 2]], 2), r"X: got shape \(1, 2\)"),
    "strides": (lambda: cv.receptive_field([3, 3], [1]), "strides: got 1 numbers, expected 2"),
    "shift": (lambda: cv.shift(ONES, 3, 0), "dy, dx: got 3, 0, expected less than the picture"),
    "shift of a line": (lambda: cv.shift([1, 2], 0, 1), r"X: got shape \(2,\)"),
    "nothing seen": (
        lambda: cv.shift_sensitivity(lambda X: X, np.zeros((1, 1, 3, 3))),
        "features: every picture gives zeros only",
    ),
    "even kernel": (lambda: cv.edge_map(ONES, np.ones((2, 2))), "expected odd sides"),
    "edge of a line": (lambda: cv.edge_map([1.0], np.ones((3, 3))), r"pictures: got shape \(1,\)"),
    "information": (lambda: cv.information_lost(ONES, 4), "size: got a kernel of 4×4"),
    "information of a line": (lambda: cv.information_lost([1.0], 1), r"maps: got shape \(1,\)"),
    "not 28×28": (
        lambda: cv.lenet_forward(ONES, PARAMETERS),
        r"X: got shape \(1, 1, 3, 3\), expected \(·, 1, 28, 28\)",
    ),
    "activation": (
        lambda: cv.lenet_forward(DIGIT, PARAMETERS, "step"),
        "activation: got 'step', expected one of 'relu', 'tanh', 'sigmoid'",
    ),
    "missing weights": (
        lambda: cv.lenet_forward(DIGIT, {k: v for k, v in PARAMETERS.items() if k != "F6.b"}),
        "parameters: F6.b missing",
    ),
    "another shape": (
        lambda: cv.lenet_forward(DIGIT, PARAMETERS | {"C3.b": np.zeros(3)}),
        r"C3.b: got shape \(3,\), expected \(16,\)",
    ),
    "no such digit": (lambda: cv.accuracy(DIGIT, [10], PARAMETERS), "expected labels from 0 to 9"),
    "rng": (lambda: fit(rng=None), "rng: got None"),
    "rate": (lambda: fit(learning_rate=0), "learning_rate: got 0, expected a number above 0"),
    "momentum": (lambda: fit(momentum=1), "momentum: got 1, expected a number"),
    "epochs": (lambda: fit(epochs=1.5), "epochs: got 1.5"),
    "overflow": (
        lambda: fit(learning_rate=1e200, epochs=9),
        "learning_rate: with 1e.200 the logits overflow by step",
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_bad_input(name):
    call, message = CALLS[name]
    with pytest.raises(ValueError, match=message):
        call()
