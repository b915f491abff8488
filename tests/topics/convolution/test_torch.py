"""Topic 03: NumPy and torch give the same numbers, forward and backward, in float64."""

import numpy as np
import pytest
from topics.convolution import samples

from utils.numpy_impl import convolution as cv

torch = pytest.importorskip("torch")

from torch.nn import functional  # noqa: E402  (needs torch)

from utils.torch_impl import convolution as ct  # noqa: E402

CLOSE = {"rtol": 1e-10, "atol": 1e-10}
RNG = np.random.default_rng(0)
# picture, kernel, stride, padding
CASES = [
    ((6, 6), (3, 3), 1, 0),
    ((7, 8), (3, 3), 3, 0),
    ((8, 7), (3, 3), 3, 2),
    ((6, 9), (2, 5), (2, 1), (1, 4)),
    ((5, 4), (5, 4), 1, 0),
    ((5, 4), (5, 4), 2, 3),
    ((5, 5), (1, 1), 2, 0),
    ((2, 3), (4, 5), 1, (2, 1)),
]


def tensor(a, grad=True):
    return torch.tensor(np.asarray(a, dtype=np.float64), requires_grad=grad)


@pytest.mark.parametrize(("shape", "kernel", "stride", "padding"), CASES)
def test_conv2d(shape, kernel, stride, padding):
    X, W = RNG.standard_normal((3, 2, *shape)), RNG.standard_normal((4, 2, *kernel))
    b = RNG.standard_normal(4)
    Y, cache = cv.conv2d_forward(X, W, b, stride, padding)
    dY = RNG.standard_normal(Y.shape)
    tensors = [tensor(a) for a in (X, W, b)]
    expected = functional.conv2d(*tensors, stride, padding)
    np.testing.assert_allclose(Y, expected.detach(), **CLOSE)
    (expected * tensor(dY, False)).sum().backward()
    for ours, theirs in zip(cv.conv2d_backward(dY, cache), tensors, strict=True):
        np.testing.assert_allclose(ours, theirs.grad, **CLOSE)


@pytest.mark.parametrize(("length", "k", "stride", "padding"), [(9, 3, 3, 2), (4, 4, 1, 0)])
def test_conv1d(length, k, stride, padding):
    X, W = RNG.standard_normal((2, 3, length)), RNG.standard_normal((4, 3, k))
    b = RNG.standard_normal(4)
    Y, cache = cv.conv1d_forward(X, W, b, stride, padding)
    tensors = [tensor(a) for a in (X, W, b)]
    expected = functional.conv1d(*tensors, stride, padding)
    np.testing.assert_allclose(Y, expected.detach(), **CLOSE)
    (expected**2).sum().backward()
    for ours, theirs in zip(cv.conv1d_backward(2 * Y, cache), tensors, strict=True):
        np.testing.assert_allclose(ours, theirs.grad, **CLOSE)


@pytest.mark.parametrize(
    ("stride", "padding", "kernel"),
    [(1, 0, (2, 3, 2)), (3, 2, (2, 3, 4)), ((1, 2, 3), (0, 1, 2), (1, 3, 2)), (1, 0, (4, 5, 6))],
)
def test_conv3d(stride, padding, kernel):
    X, W = RNG.standard_normal((2, 2, 4, 5, 6)), RNG.standard_normal((3, 2, *kernel))
    b = RNG.standard_normal(3)
    Y, _ = cv.conv3d_forward(X, W, b, stride, padding)
    expected = functional.conv3d(*(tensor(a, False) for a in (X, W, b)), stride, padding)
    np.testing.assert_allclose(Y, expected, **CLOSE)


@pytest.mark.parametrize(("shape", "kernel", "stride", "padding"), CASES)
def test_im2col_is_unfold_and_col2im_is_fold(shape, kernel, stride, padding):
    X = RNG.standard_normal((2, 3, *shape))
    how = {"stride": stride, "padding": padding}
    columns = cv.im2col(X, kernel, stride, padding)
    expected = functional.unfold(tensor(X, False), kernel, **how)
    np.testing.assert_allclose(columns, expected, rtol=0)
    back = functional.fold(expected, shape, kernel, **how)
    np.testing.assert_allclose(cv.col2im(columns, X.shape, kernel, stride, padding), back, **CLOSE)


def max_pool2d(X, size, stride=None, padding=0, ceil_mode=False):
    return functional.max_pool2d(X, size, stride, padding, ceil_mode=ceil_mode)


POOLINGS = {
    "max": (cv.max_pool2d_forward, cv.max_pool2d_backward, max_pool2d),
    "average": (cv.avg_pool2d_forward, cv.avg_pool2d_backward, functional.avg_pool2d),
}


POOLING_SHAPES = [
    *((2,), ((1, 2),), ((2, 1),), (3, 2), (2, 3), ((6, 7),)),
    # size, stride, padding, and whether what is left over gets a window
    *((3, 2, 1), ((2, 3), (1, 3), (1, 0)), (4, 4, 2), (5, 3, 2)),
    *((2, None, 0, True), (3, 2, 1, True), (4, 3, 2, True), (2, 5, 1, True), (3, 4, 0, True)),
]


@pytest.mark.parametrize("kind", POOLINGS)
@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("how", POOLING_SHAPES)
def test_pooling(kind, ties, how):
    X = RNG.standard_normal((2, 3, 6, 7))
    X = X.round() if ties else X  # whole numbers: many are equal
    forward, backward, in_torch = POOLINGS[kind]
    Y, cache = forward(X, *how)
    dY = RNG.standard_normal(Y.shape)
    t = tensor(X)
    expected = in_torch(t, *how)
    np.testing.assert_allclose(Y, expected.detach(), **CLOSE)
    (expected * tensor(dY, False)).sum().backward()
    np.testing.assert_allclose(backward(dY, cache), t.grad, **CLOSE)


def test_ties_go_to_the_first():
    t = tensor(np.zeros((1, 1, 2, 2)))
    functional.max_pool2d(t, 2).sum().backward()
    _, cache = cv.max_pool2d_forward(np.zeros((1, 1, 2, 2)), 2)
    ours = cv.max_pool2d_backward(np.ones((1, 1, 1, 1)), cache)
    assert ours[0, 0].tolist() == t.grad[0, 0].tolist() == [[1, 0], [0, 0]]


# ---------------------------------------------------------------- LeNet


def digits_like(n=8, seed=0):
    rng = np.random.default_rng(seed)
    return rng.random((n, 1, 28, 28)), rng.integers(0, 10, n), cv.lenet_parameters(rng)


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_lenet_gradients(activation):
    X, y, parameters = digits_like()
    network = ct.LeNet.from_numpy(parameters, activation)
    J, gradients = samples.lenet_loss(X, y, parameters, activation)
    expected = network.loss(tensor(X, False), torch.tensor(y))
    assert pytest.approx(expected.item(), rel=1e-12) == J
    expected.backward()
    for name, gradient in network.to_numpy(gradients=True).items():
        np.testing.assert_allclose(gradients[name], gradient, err_msg=name, **CLOSE)
    logits, _ = cv.lenet_forward(X, parameters, activation)
    np.testing.assert_allclose(logits, network(tensor(X, False)).detach(), **CLOSE)


@pytest.mark.parametrize("extra", [{}, {"decay": True}, {"decay": True, "jitter": 2}])
def test_lenet_takes_the_same_steps(extra):
    X, y, parameters = digits_like(20)
    how = {"epochs": 4, "learning_rate": 0.01, "momentum": 0.9, "batch": 8} | extra
    ours = cv.fit_lenet(X, y, parameters, rng=np.random.default_rng(1), **how)
    network = ct.LeNet.from_numpy(parameters)
    theirs = network.fit(tensor(X, False), torch.tensor(y), rng=np.random.default_rng(1), **how)
    assert len(ours.losses) == 12  # three batches in each epoch, the last one of four pictures
    np.testing.assert_allclose(ours.losses, theirs.losses, rtol=1e-8)
    for name, p in network.to_numpy().items():
        np.testing.assert_allclose(ours.parameters[name], p, rtol=1e-6, atol=1e-9, err_msg=name)


def test_weights_come_back_as_they_went():
    parameters = digits_like()[2]
    back = ct.LeNet.from_numpy(parameters).to_numpy()
    assert list(back) == list(parameters)
    for name, p in parameters.items():
        np.testing.assert_array_equal(back[name], p)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ct.LeNet("step"), "activation: got 'step', expected one of 'relu'"),
        (lambda: ct.LeNet()(torch.zeros(1, 28, 28)), r"X: got shape \(1, 28, 28\)"),
        (lambda: ct.LeNet().fit(torch.zeros(1, 1, 28, 28), None, 1, 0.1), "rng: got None"),
    ],
)
def test_bad_input(call, message):
    with pytest.raises(ValueError, match=message):
        call()
