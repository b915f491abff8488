"""Topic 01 in torch: the same numbers as in NumPy, forward and backward."""

import pytest
import torch
from helpers import parity, refusals
from topics.cross_entropy.models import BINARY, LABELS, MODELS

from utils.data import iris
from utils.numpy_impl import cross_entropy as ce
from utils.torch_impl import cross_entropy as tce


def regression(X, W, b):
    model = tce.SoftmaxRegression(4, 3)
    model.W, model.b = W, b
    return model.loss(X, torch.tensor(LABELS))


def squared_error(Z):
    return torch.nn.functional.mse_loss(Z.sigmoid(), torch.tensor(BINARY, dtype=Z.dtype)) / 2


@pytest.mark.parametrize("scale", [1, 1e4])
def test_loss_and_every_gradient_agree(scale):
    model, inputs = MODELS["regression, mean"]
    # logits of ten thousand overflow nothing
    parity.assert_same(model, inputs | {"W": scale * inputs["W"]}, regression)


def test_the_squared_error_agrees():
    parity.assert_same(*MODELS["squared error, mean"], squared_error)


@parity.on_each_device
@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_the_fit_takes_the_same_path(momentum, device):
    flowers = iris.load()
    ours = ce.fit_softmax_regression(flowers.X, flowers.y, 3, 2.0, 200, momentum)
    model = tce.SoftmaxRegression(4, 3, dtype=torch.float64, device=device)
    x, y = (torch.tensor(values, device=device) for values in (flowers.X, flowers.y))
    parity.assert_close(model.fit(x, y, 2.0, 200, momentum), ours.losses)
    parity.assert_close(model.W, ours.W)
    parity.assert_close(model.b, ours.b)


def loss(x, y):
    return tce.SoftmaxRegression(4, 3).loss(x, torch.tensor(y))


test_bad_input = refusals.test_of(
    (lambda: loss(torch.zeros(1, 2), [0]), r"X: got shape \(1, 2\), expected \(·, 4\)"),
    (lambda: loss(torch.zeros(1, 4), [0, 1]), r"y: got shape \(2,\), expected \(1,\)"),
    (lambda: loss(torch.zeros(1, 4), [3]), "y: a label is no class, expected integers 0 to 2"),
    (lambda: loss(torch.zeros(1, 4), [0.0]), "y: a label is no class"),
)
