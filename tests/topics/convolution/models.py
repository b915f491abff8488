"""The models of topic 03 with small inputs, and what they refuse: see `contract/test_numpy.py`."""

import numpy as np

from utils.numpy_impl import convolution as cv
from utils.numpy_impl.convolution import fast
from utils.numpy_impl.core.losses import (
    softmax_cross_entropy_backward,
    softmax_cross_entropy_forward,
)

RNG = np.random.default_rng(0)


def conv2d(stride, padding):
    def model(X, W, b):
        Y, cache = cv.conv2d_forward(X, W, b, stride, padding)
        return Y, lambda dY: cv.conv2d_backward(dY, cache)

    return model


def conv1d(stride, padding):
    def model(X, W, b):
        Y, cache = cv.conv1d_forward(X, W, b, stride, padding)
        return Y, lambda dY: cv.conv1d_backward(dY, cache)

    return model


def fast_convolution(padding):
    def model(X, W, b):
        Y, cache = fast.conv_forward(X, W, b, padding)
        return Y, lambda dY: fast.conv_backward(dY, cache)

    return model


def pooling(forward, backward, *how):
    def model(X):
        Y, cache = forward(X, *how)
        return Y, lambda dY: backward(dY, cache)

    return model


def lenet(activation):
    """The mean cross entropy of two digits."""

    def model(**parameters):
        X = LENET["X"].astype(parameters["F6.b"].dtype)
        logits, cache = cv.lenet_forward(X, parameters, activation)
        J, loss_cache = softmax_cross_entropy_forward(logits, [3, 8])
        return J, lambda dJ: cv.lenet_backward(
            softmax_cross_entropy_backward(dJ, loss_cache), cache
        )

    return model


def inputs(X, W):
    """Return random inputs of these shapes, the bias included."""
    shapes = {"X": X, "W": W, "b": W[:1]}
    return {name: RNG.standard_normal(shape) for name, shape in shapes.items()}


LENET = {"X": RNG.random((2, 1, 28, 28))}
PARAMETERS = cv.lenet_parameters(np.random.default_rng(0))
MOVED = {name: p + 0.1 * RNG.standard_normal(p.shape) for name, p in PARAMETERS.items()}
MAX, AVG = (
    (cv.max_pool2d_forward, cv.max_pool2d_backward),
    (cv.avg_pool2d_forward, cv.avg_pool2d_backward),
)
MODELS = {
    "conv2d": (conv2d(1, 0), inputs((2, 3, 5, 5), (2, 3, 3, 3))),
    "conv2d with sides of their own": (
        conv2d((2, 1), (0, 1)),
        inputs((2, 3, 5, 6), (2, 3, 2, 3)),
    ),
    "conv2d, a stride over the end": (conv2d(3, 2), inputs((2, 3, 7, 8), (2, 3, 3, 2))),
    "conv2d of single pixels": (conv2d(1, 0), inputs((2, 3, 4, 3), (2, 3, 1, 1))),
    "conv2d, a kernel as large as the image": (conv2d(1, 0), inputs((2, 3, 4, 3), (2, 3, 4, 3))),
    "conv2d, a kernel larger than the image": (
        conv2d(2, (2, 3)),
        inputs((2, 3, 2, 2), (2, 3, 5, 4)),
    ),
    "conv1d": (conv1d(1, 0), inputs((2, 2, 7), (3, 2, 3))),
    "conv1d, padded": (conv1d(2, 3), inputs((2, 2, 7), (3, 2, 3))),
    "fast": (fast_convolution(0), inputs((5, 2, 6, 3), (2, 2, 3, 2))),
    "fast, padded": (fast_convolution(2), inputs((5, 2, 6, 3), (2, 2, 3, 2))),
    **{
        f"{kind} pooling, {how}": (pooling(*pair, *how), {"X": RNG.standard_normal((2, 2, 6, 5))})
        for kind, pair in (("max", MAX), ("avg", AVG))
        for how in ((2,), ((1, 2),), ((3, 2), (2, 1)), (2, 3), (3, 2, 1), (3, 2, (0, 1), True))
    },
    "LeNet with relu": (lenet("relu"), MOVED, 1e-7),
    "LeNet with tanh": (lenet("tanh"), MOVED),
    "LeNet with sigmoid": (lenet("sigmoid"), MOVED),
}

ONES = np.ones((1, 1, 3, 3))
B = np.zeros(1)
NAN = np.full((1, 1, 3, 3), np.nan)
DIGIT = RNG.random((1, 1, 28, 28))


def backward(dY):
    _, cache = cv.conv2d_forward(ONES, ONES, B)
    return cv.conv2d_backward(dY, cache)


def pool_backward(dY):
    return cv.max_pool2d_backward(dY, cv.max_pool2d_forward(ONES, 2)[1])


def fit(**changes):
    how = {"epochs": 1, "learning_rate": 0.1, "rng": RNG} | changes
    return cv.fit_lenet(DIGIT, [1], PARAMETERS, **how)


BAD = [
    (
        lambda: cv.conv2d_forward(ONES, np.ones((1, 1, 4, 2)), B),
        "W: got a kernel of 4×2, expected at most 3×3, the padded input",
    ),
    (
        lambda: cv.conv2d_forward(ONES, np.ones((1, 1, 6, 6)), B, padding=1),
        "W: got a kernel of 6×6, expected at most 5×5",
    ),
    (
        lambda: cv.conv2d_loop(ONES, np.ones((1, 1, 4, 4)), B),
        "W: got a kernel of 4×4",
    ),
    (
        lambda: cv.correlate1d([1, 2], [1, 2, 3]),
        "w: got a kernel of 3",
    ),
    (
        lambda: cv.convolve1d([1, 2], [1, 2, 3]),
        "w: got a kernel of 3",
    ),
    (
        lambda: cv.conv3d_forward(ONES[None], np.ones((1, 1, 2, 2, 2)), B),
        "W: got a kernel of 2×2×2, expected at most 1×3×3",
    ),
    (lambda: cv.max_pool2d_forward(ONES, 4), "size: got a kernel of 4×4"),
    (lambda: cv.max_pool2d_forward(ONES, 2, padding=2), r"padding: got \(2, 2\), expected at most"),
    (lambda: cv.im2col(ONES, 4), "kernel: got a kernel of 4×4"),
    (lambda: cv.toeplitz_1d([1, 2, 3], 2), "w: got a kernel of 3"),
    (lambda: cv.conv2d_forward(ONES[0], ONES, B), r"X: got shape \(1, 3, 3\)"),
    (
        lambda: cv.conv2d_forward(ONES, np.ones((1, 2, 2, 2)), B),
        r"W: got shape \(1, 2, 2, 2\), expected \(·, 1, ·, ·\)",
    ),
    (lambda: cv.conv2d_forward(ONES, ONES, np.zeros(2)), r"b: got shape \(2,\), expected"),
    (lambda: cv.conv2d_forward(NAN, ONES, B), r"X: entry \[0, 0, 0, 0\] is NaN"),
    (lambda: cv.conv2d_forward(ONES, ONES, B, stride=0), "stride: got 0, expected at"),
    (lambda: cv.conv2d_forward(ONES, ONES, B, padding=-1), "padding: got -1"),
    (lambda: cv.conv2d_forward(ONES, ONES, B, padding=0.5), "padding: got 0.5"),
    (
        lambda: cv.conv2d_forward(ONES, ONES, B, stride=(1, 1, 1)),
        "stride: got 3 numbers, expected one or 2",
    ),
    (lambda: backward(np.ones((1, 1, 2, 2))), r"dY: got shape \(1, 1, 2, 2\)"),
    (
        lambda: cv.conv1d_backward(np.ones((1, 1)), cv.conv1d_forward(ONES[0], ONES[0], B)[1]),
        r"dY: got shape \(1, 1\)",
    ),
    (lambda: pool_backward(np.ones((1, 1, 2, 2))), "dY: got shape"),
    (
        lambda: cv.col2im(np.ones((1, 4, 5)), (1, 1, 3, 3), 2),
        r"columns: got shape \(1, 4, 5\), expected \(1, 4, 4\)",
    ),
    (lambda: cv.max_pool1d([[1, 2]], 2), r"X: got shape \(1, 2\)"),
    (lambda: cv.receptive_field([3, 3], [1]), "strides: got 1 numbers, expected 2"),
    (lambda: cv.shift(ONES, 3, 0), "dy, dx: got 3, 0, expected less than the picture"),
    (lambda: cv.shift([1, 2], 0, 1), r"X: got shape \(2,\)"),
    (
        lambda: cv.shift_sensitivity(lambda X: X, np.zeros((1, 1, 3, 3))),
        "features: every picture gives zeros only",
    ),
    (lambda: cv.edge_map(ONES, np.ones((2, 2))), "expected odd sides"),
    (lambda: cv.edge_map([1.0], np.ones((3, 3))), r"pictures: got shape \(1,\)"),
    (lambda: cv.information_lost(ONES, 4), "size: got a kernel of 4×4"),
    (lambda: cv.information_lost([1.0], 1), r"maps: got shape \(1,\)"),
    (
        lambda: cv.lenet_forward(ONES, PARAMETERS),
        r"X: got shape \(1, 1, 3, 3\), expected \(·, 1, 28, 28\)",
    ),
    (
        lambda: cv.lenet_forward(DIGIT, PARAMETERS, "step"),
        "activation: got 'step', expected one of 'relu', 'tanh', 'sigmoid'",
    ),
    (
        lambda: cv.lenet_forward(DIGIT, {k: v for k, v in PARAMETERS.items() if k != "F6.b"}),
        "parameters: F6.b missing",
    ),
    (
        lambda: cv.lenet_forward(DIGIT, PARAMETERS | {"C3.b": np.zeros(3)}),
        r"C3.b: got shape \(3,\), expected \(16,\)",
    ),
    (lambda: cv.accuracy(DIGIT, [10], PARAMETERS), "expected labels from 0 to 9"),
    (lambda: fit(rng=None), "rng: got None"),
    (lambda: fit(learning_rate=0), "learning_rate: got 0, expected a number above 0"),
    (lambda: fit(momentum=1), "momentum: got 1, expected a number"),
    (lambda: fit(epochs=1.5), "epochs: got 1.5"),
    (
        lambda: fit(learning_rate=1e200, epochs=9),
        "learning_rate: with 1e.200 the logits overflow by step",
    ),
]
