"""The models of topic 03 with small inputs, and what they refuse: see `contract/test_numpy.py`."""

import numpy as np

from utils.numpy_impl import convolution as cv
from utils.numpy_impl.convolution import fast, tagger
from utils.numpy_impl.core.losses import (
    softmax_cross_entropy_backward,
    softmax_cross_entropy_forward,
)

RNG = np.random.default_rng(0)
DIGITS, LABELS = RNG.random((2, 1, 28, 28)), np.array([3, 8])
DIGITS.flags.writeable = False
WORDS = RNG.standard_normal((2, 3, 5))


def layer(forward, backward, how):
    """A layer with its settings: stride, padding, …"""

    def model(**inputs):
        Y, cache = forward(*inputs.values(), *how)
        return Y, lambda dY: backward(dY, cache)

    return model


def lenet(activation):
    """The mean cross entropy of two digits."""

    def model(**parameters):
        X = DIGITS.astype(parameters["F6.b"].dtype, copy=False)
        logits, cache = cv.lenet_forward(X, parameters, activation)
        J, loss_cache = softmax_cross_entropy_forward(logits, LABELS)
        return J, lambda dJ: cv.lenet_backward(
            softmax_cross_entropy_backward(dJ, loss_cache), cache
        )

    return model


def two_layers(**layers):
    """A tagger's scores of every tag at every place."""
    scores, caches = tagger.forward(WORDS.astype(layers["b0"].dtype), layers)
    return scores, lambda d_scores: tagger.backward(d_scores, caches)


def drawn(**shapes):
    """Return random inputs of these shapes."""
    return {name: RNG.standard_normal(shape) for name, shape in shapes.items()}


def weighted(X, W):
    """Return random inputs of these shapes, and a bias for each kernel."""
    return drawn(X=X, W=W, b=W[:1])


CONV1D = cv.conv1d_forward, cv.conv1d_backward
CONV2D = cv.conv2d_forward, cv.conv2d_backward
CONV3D = cv.conv3d_forward, cv.conv2d_backward
FAST = fast.conv_forward, fast.conv_backward
MAX = cv.max_pool2d_forward, cv.max_pool2d_backward
AVG = cv.avg_pool2d_forward, cv.avg_pool2d_backward
# size and stride
POOLINGS = (2,), ((1, 2),), ((2, 1),), (3, 2), (2, 3), ((3, 2), (2, 1)), ((6, 7),), (5, 3)
# forward and backward, stride and padding, inputs
LAYERS = {
    "conv2d": (CONV2D, (1, 0), weighted((2, 3, 5, 5), (2, 3, 3, 3))),
    "sides of their own": (CONV2D, ((2, 1), (1, 4)), weighted((2, 3, 6, 9), (2, 3, 2, 5))),
    "a stride over the end": (CONV2D, (3, 2), weighted((2, 3, 7, 8), (2, 3, 3, 2))),
    "single pixels": (CONV2D, (2, 0), weighted((2, 3, 5, 5), (2, 3, 1, 1))),
    "a kernel as large as the image": (CONV2D, (1, 0), weighted((2, 3, 4, 3), (2, 3, 4, 3))),
    "a kernel larger than the image": (CONV2D, (2, (2, 3)), weighted((2, 3, 2, 2), (2, 3, 5, 4))),
    "conv1d": (CONV1D, (1, 0), weighted((2, 2, 7), (3, 2, 3))),
    "conv1d, padded": (CONV1D, (2, 3), weighted((2, 2, 7), (3, 2, 3))),
    "conv3d": (CONV3D, (1, 0), weighted((2, 2, 4, 5, 6), (3, 2, 2, 3, 2))),
    "conv3d, padded": (CONV3D, (3, 2), weighted((2, 2, 4, 5, 6), (3, 2, 2, 3, 4))),
    "conv3d, sides of their own": (
        CONV3D,
        ((1, 2, 3), (0, 1, 2)),
        weighted((1, 2, 4, 5, 6), (3, 2, 1, 3, 2)),
    ),
    "fast": (FAST, (0,), weighted((5, 2, 6, 3), (2, 2, 3, 2))),
    "fast, padded": (FAST, (2,), weighted((5, 2, 6, 3), (2, 2, 3, 2))),
    "fast, more padding than kernel": (FAST, (3,), weighted((3, 3, 2, 5), (4, 3, 2, 1))),
    "fast, a kernel as large as the image": (FAST, (0,), weighted((4, 3, 5, 1), (4, 3, 4, 5))),
    **{f"max pooling, {how}": (MAX, how, drawn(X=(2, 2, 6, 7))) for how in POOLINGS},
    **{f"avg pooling, {how}": (AVG, how, drawn(X=(2, 2, 6, 7))) for how in POOLINGS},
}
PARAMETERS = cv.lenet_parameters(np.random.default_rng(0))
MOVED = {name: p + 0.1 * RNG.standard_normal(p.shape) for name, p in PARAMETERS.items()}
MODELS = {
    **{label: (layer(*pair, how), inputs) for label, (pair, how, inputs) in LAYERS.items()},
    "tagger": (two_layers, drawn(W0=(4, 3, 3), b0=4, W1=(2, 4, 3), b1=2)),
    "LeNet with relu": (lenet("relu"), MOVED, 1e-7),
    "LeNet with tanh": (lenet("tanh"), MOVED),
    "LeNet with sigmoid": (lenet("sigmoid"), MOVED),
}

ONES, B = np.ones((1, 1, 3, 3)), np.zeros(1)


def kernel(*sides):
    return np.ones((1, 1, *sides))


def conv(X=ONES, W=ONES, b=B, **how):
    return cv.conv2d_forward(X, W, b, **how)


def back(pair, *inputs):
    """A backward function with a gradient of a size that no output has."""
    return pair[1](np.ones((1, 7)), pair[0](*inputs)[1])


def logits(X=DIGITS, activation="relu", **changes):
    return cv.lenet_forward(X, PARAMETERS | changes, activation)


def fit(**changes):
    how = {"epochs": 1, "learning_rate": 0.1, "rng": RNG} | changes
    return cv.fit_lenet(DIGITS, LABELS, PARAMETERS, **how)


BAD = [
    (lambda: conv(W=kernel(4, 2)), "W: got a kernel of 4×2, expected at most 3×3, the pad"),
    (lambda: conv(W=kernel(6, 6), padding=1), "W: got a kernel of 6×6, expected at most 5×5"),
    (lambda: cv.conv2d_loop(ONES, kernel(4, 4), B), "W: got a kernel of 4×4"),
    (lambda: cv.output_size(2, 5, padding=1), "k: got a kernel of 5, expected at most 4"),
    (lambda: cv.correlate1d([1, 2], [1, 2, 3]), "w: got a kernel of 3"),
    (lambda: cv.convolve1d([1, 2], [1, 2, 3]), "w: got a kernel of 3"),
    (lambda: cv.conv3d_forward(ONES[None], kernel(2, 2, 2), B), "W: .* 2×2×2, expected .* 1×3×3"),
    (lambda: cv.max_pool2d_forward(ONES, 4), "size: got a kernel of 4×4"),
    (lambda: cv.im2col(ONES, 4), "kernel: got a kernel of 4×4"),
    (lambda: cv.toeplitz_1d([1, 2, 3], 2), "w: got a kernel of 3"),
    (lambda: conv(ONES[0]), r"X: got shape \(1, 3, 3\)"),
    (lambda: conv(W=np.ones((1, 2, 2, 2))), r"W: got .* \(1, 2, 2, 2\), expected \(·, 1, ·, ·\)"),
    (lambda: conv(b=np.zeros(2)), r"b: got shape \(2,\), expected"),
    (lambda: conv(np.full((1, 1, 3, 3), np.nan)), r"X: entry \[0, 0, 0, 0\] is NaN"),
    (lambda: conv(stride=0), "stride: got 0, expected at"),
    (lambda: conv(padding=-1), "padding: got -1"),
    (lambda: conv(padding=0.5), "padding: got 0.5"),
    (lambda: conv(stride=(1, 1, 1)), "stride: got 3 numbers, expected one or 2"),
    (lambda: back(CONV2D, ONES, ONES, B), r"dY: got shape \(1, 7\), expected \(1, 1, 1, 1\)"),
    (lambda: back(CONV1D, ONES[0], ONES[0], B), r"dY: got shape \(1, 7\), expected \(1, 1, 1\)"),
    (lambda: back(MAX, ONES, 2), r"dY: got shape \(1, 7\), expected \(1, 1, 1, 1\)"),
    (lambda: back(AVG, ONES, 2), r"dY: got shape \(1, 7\), expected \(1, 1, 1, 1\)"),
    (lambda: cv.col2im(np.ones((1, 4, 5)), ONES.shape, 2), r"columns: .* expected \(1, 4, 4\)"),
    (lambda: cv.max_pool1d([[1, 2]], 2), r"X: got shape \(1, 2\)"),
    (lambda: cv.receptive_field([3, 3], [1]), "strides: got 1 numbers, expected 2"),
    (lambda: cv.shift(ONES, 3, 0), "dy, dx: got 3, 0, expected less than the picture"),
    (lambda: cv.shift([1, 2], 0, 1), r"X: got shape \(2,\)"),
    (lambda: cv.shift_sensitivity(np.copy, 0 * ONES), "features: every picture gives zeros only"),
    (lambda: cv.edge_map(ONES, np.ones((2, 2))), "kernel: .* expected odd sides"),
    (lambda: cv.edge_map([1.0], np.ones((3, 3))), r"pictures: got shape \(1,\)"),
    (lambda: cv.information_lost(ONES, 4), "size: got a kernel of 4×4"),
    (lambda: cv.information_lost([1.0], 1), r"maps: got shape \(1,\)"),
    (lambda: tagger.fit(WORDS, np.ones((2, 5), int), [2], 2, RNG), "kernels: .* expected odd"),
    (lambda: logits(ONES), r"X: got shape \(1, 1, 3, 3\), expected \(·, 1, 28, 28\)"),
    (lambda: logits(activation="step"), "activation: .* expected one of 'relu', 'tanh', 'sigmoid'"),
    (lambda: cv.lenet_forward(DIGITS, {"F6.b": B}), "parameters: C1.W, .* missing"),
    (lambda: logits(**{"C3.b": np.zeros(3)}), r"C3.b: got shape \(3,\), expected \(16,\)"),
    (lambda: cv.accuracy(DIGITS, [9, 10], PARAMETERS), "y: .* expected labels from 0 to 9"),
    (lambda: fit(rng=None), "rng: got None"),
    (lambda: fit(learning_rate=0), "learning_rate: got 0, expected a number above 0"),
    (lambda: fit(momentum=1), "momentum: got 1, expected a number"),
    (lambda: fit(epochs=1.5), "epochs: got 1.5"),
    (lambda: fit(learning_rate=1e200, epochs=9), "learning_rate: with 1e.200 the logits overflow"),
]
