"""Topic 03: every hand-written gradient against central differences, every input and parameter."""

import numpy as np
import pytest
from topics.convolution import samples

from utils.numpy_impl import convolution as cv
from utils.numpy_impl.convolution import fast
from utils.numpy_impl.core.gradient_check import gradient_errors, numerical_gradient, relative_error

RNG = np.random.default_rng(0)
# picture, kernel, stride, padding; the last kernel is as large as the picture
CASES = [
    ((5, 5), (3, 3), 1, 0),
    ((5, 6), (2, 3), (2, 1), (0, 1)),
    ((7, 8), (3, 2), 3, 2),
    ((4, 3), (1, 1), 1, 0),
    ((4, 3), (4, 3), 1, 0),
    ((2, 2), (5, 4), 2, (2, 3)),
]


@pytest.mark.parametrize(("shape", "kernel", "stride", "padding"), CASES)
def test_conv2d(shape, kernel, stride, padding):
    X, b = RNG.standard_normal((2, 3, *shape)), RNG.standard_normal(2)
    W = RNG.standard_normal((2, 3, *kernel))
    Y, cache = cv.conv2d_forward(X, W, b, stride, padding)
    dY = RNG.standard_normal(Y.shape)

    def loss(X, W, b):
        return (cv.conv2d_forward(X, W, b, stride, padding)[0] * dY).sum()

    gradients = dict(zip("XWb", cv.conv2d_backward(dY, cache), strict=True))
    errors = gradient_errors(loss, {"X": X, "W": W, "b": b}, gradients)
    assert len(errors) == 3
    assert max(errors.values()) < 1e-8


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (2, 3)])
def test_conv1d(stride, padding):
    X, W, b = RNG.standard_normal((2, 2, 7)), RNG.standard_normal((3, 2, 3)), np.zeros(3)
    Y, cache = cv.conv1d_forward(X, W, b, stride, padding)
    dY = RNG.standard_normal(Y.shape)

    def loss(X, W, b):
        return (cv.conv1d_forward(X, W, b, stride, padding)[0] * dY).sum()

    gradients = dict(zip("XWb", cv.conv1d_backward(dY, cache), strict=True))
    errors = gradient_errors(loss, {"X": X, "W": W, "b": b}, gradients)
    assert len(errors) == 3
    assert max(errors.values()) < 1e-8


@pytest.mark.parametrize("kind", ["max", "avg"])
@pytest.mark.parametrize(("size", "stride"), [(2, None), ((1, 2), None), ((3, 2), (2, 1)), (2, 3)])
def test_pooling(kind, size, stride):
    forward, backward = (
        getattr(cv, f"{kind}_pool2d_forward"),
        getattr(cv, f"{kind}_pool2d_backward"),
    )
    X = RNG.standard_normal((2, 2, 6, 5))
    Y, cache = forward(X, size, stride)
    dY = RNG.standard_normal(Y.shape)
    numerical = numerical_gradient(lambda X: (forward(X, size, stride)[0] * dY).sum(), X)
    assert relative_error(backward(dY, cache), numerical) < 1e-8


@pytest.mark.parametrize("padding", [0, 2])
def test_the_fast_convolution(padding):
    X, W, b = RNG.standard_normal((5, 2, 6, 3)), RNG.standard_normal((2, 2, 3, 2)), np.ones(2)
    Y, cache = fast.conv_forward(X, W, b, padding)
    dY = RNG.standard_normal(Y.shape)

    def loss(X, W, b):
        return (fast.conv_forward(X, W, b, padding)[0] * dY).sum()

    gradients = dict(zip("XWb", fast.conv_backward(dY, cache), strict=True))
    errors = gradient_errors(loss, {"X": X, "W": W, "b": b}, gradients)
    assert len(errors) == 3
    assert max(errors.values()) < 1e-8


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_lenet(activation):
    """Twelve entries of each parameter: all 61,706 would take a quarter of an hour."""
    rng = np.random.default_rng(1)
    parameters = {
        name: p + 0.1 * rng.standard_normal(p.shape) for name, p in cv.lenet_parameters(rng).items()
    }
    X, y = rng.random((2, 1, 28, 28)), [3, 8]
    _, gradients = samples.lenet_loss(X, y, parameters, activation)
    assert list(gradients) == list(cv.SHAPES)
    # subtle: ReLU and pooling have kinks; a large step would carry some of the pixels over them
    h, most = (1e-7, 1e-5) if activation == "relu" else (1e-5, 1e-7)
    for name, p in parameters.items():
        assert gradients[name].shape == p.shape
        largest = np.abs(gradients[name]).ravel().argsort()[-6:]
        for i in {*largest, *rng.integers(0, p.size, 6)}:
            J = []
            for sign in (1, -1):
                moved = p.copy()
                moved.flat[i] += sign * h
                J.append(samples.lenet_loss(X, y, parameters | {name: moved}, activation)[0])
            slope = (J[0] - J[1]) / (2 * h)
            assert relative_error(gradients[name].flat[i], slope) < most, (name, i)
