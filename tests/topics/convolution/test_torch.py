"""Topic 03: NumPy and torch give the same numbers, forward and backward, in float64."""

import numpy as np
import pytest
import torch
from helpers import parity, refusals
from topics.convolution import models
from torch.nn import functional

from utils.numpy_impl import convolution as cv
from utils.torch_impl import convolution as ct


def samples_last(X, W, b, padding):
    """X (H, C, W, N), as the fast layers have it."""
    return functional.conv2d(X.permute(3, 1, 0, 2), W, b, padding=padding).permute(2, 1, 3, 0)


IN_TORCH = {
    models.FAST: samples_last,
    models.CONV1D: functional.conv1d,
    models.CONV2D: functional.conv2d,
    models.CONV3D: functional.conv3d,
    models.MAX: functional.max_pool2d,
    models.AVG: functional.avg_pool2d,
}


def layers(*pairs):
    """Parametrise over the layers of these forward and backward functions."""
    labels = [label for label, (pair, _, _) in models.LAYERS.items() if pair in pairs]
    return pytest.mark.parametrize("label", labels)


@layers(*IN_TORCH)
@pytest.mark.parametrize("ties", [False, True])
def test_a_layer_and_every_gradient_agree(label, ties):
    pair, how, inputs = models.LAYERS[label]
    if ties:  # whole numbers: many are equal
        inputs = {name: values.round() for name, values in inputs.items()}

    def in_torch(**tensors):
        return IN_TORCH[pair](*tensors.values(), *how)

    parity.assert_same(models.MODELS[label][0], inputs, in_torch)


@layers(models.CONV2D)
def test_im2col_is_unfold_and_col2im_is_fold(label):
    _, (stride, padding), inputs = models.LAYERS[label]
    X, kernel = inputs["X"], inputs["W"].shape[2:]
    how = {"kernel_size": kernel, "stride": stride, "padding": padding}
    columns = functional.unfold(torch.tensor(X), **how)
    parity.assert_close(columns, cv.im2col(X, kernel, stride, padding))
    back = functional.fold(columns, X.shape[2:], **how)
    parity.assert_close(back, cv.col2im(columns.numpy(), X.shape, kernel, stride, padding))


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_lenet_and_every_gradient_agree(activation):
    model, parameters, *_ = models.MODELS[f"LeNet with {activation}"]
    J, back = model(**parameters)
    network = ct.LeNet.from_numpy(parameters, activation)
    theirs = network.loss(torch.tensor(models.DIGITS), torch.tensor(models.LABELS))
    parity.assert_close(theirs, J)
    theirs.backward()
    gradients = back(1.0)
    for name, gradient in network.to_numpy(gradients=True).items():
        parity.assert_close(gradient, gradients[name])


@pytest.mark.parametrize("extra", [{}, {"decay": True}, {"decay": True, "jitter": 2}])
def test_lenet_takes_the_same_steps(extra):
    rng = np.random.default_rng(0)
    X, y = rng.random((20, 1, 28, 28)), rng.integers(0, 10, 20)
    how = {"epochs": 4, "learning_rate": 0.01, "momentum": 0.8, "batch": 8} | extra
    ours = cv.fit_lenet(X, y, models.PARAMETERS, rng=np.random.default_rng(1), **how)
    network = ct.LeNet.from_numpy(models.PARAMETERS)
    X, y = torch.tensor(X), torch.tensor(y)
    theirs = network.fit(X, y, rng=np.random.default_rng(1), **how)
    assert len(ours.losses) == 12  # three batches in each epoch, the last one of four pictures
    np.testing.assert_allclose(ours.losses, theirs.losses, rtol=1e-8)
    for name, p in theirs.parameters.items():
        np.testing.assert_allclose(ours.parameters[name], p, rtol=1e-6, atol=1e-9, err_msg=name)


test_bad_input = refusals.test_of(
    (lambda: ct.LeNet("step"), "activation: got 'step', expected one of 'relu'"),
    (lambda: ct.LeNet()(torch.zeros(1, 28, 28)), r"X: got shape \(1, 28, 28\)"),
    (lambda: ct.LeNet().fit(torch.zeros(1, 1, 28, 28), None, 1, 0.1), "rng: got None"),
)
