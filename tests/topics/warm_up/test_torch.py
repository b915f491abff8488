"""Topic 00 in torch: the same numbers as in NumPy, forward and backward."""

from functools import partial

import numpy as np
import pytest
import torch
from helpers import parity, refusals
from topics.warm_up.models import DY, MODELS, X

from utils.numpy_impl import warm_up as wu
from utils.torch_impl import warm_up as twu

Y = DY[:, 0]


def regression(X, w, b):
    return twu.linear_regression(X, torch.tensor(Y), w, b)


IN_TORCH = {name: partial(twu.dense, activation=name) for name in wu.ACTIVATIONS if name != "step"}
IN_TORCH["regression"] = regression


@pytest.mark.parametrize("label", IN_TORCH)
def test_numbers_and_gradients_agree(label):
    parity.assert_same(*MODELS[label], IN_TORCH[label])


def test_a_layer_of_steps_has_no_gradient_and_agrees():
    """At −1, 0 and 1."""
    x = np.array([[-1.0], [0.0], [1.0]])
    theirs = twu.dense(*map(torch.tensor, (x, np.ones((1, 1)), np.zeros(1))), "step")
    parity.assert_close(theirs, wu.dense_forward(x, np.ones((1, 1)), np.zeros(1), "step")[0])


@parity.on_each_device
def test_the_network_agrees(device):
    parameters = wu.mlp_parameters([3, 5, 4], np.random.default_rng(1))
    network = twu.MLP(parameters, device=device)
    parity.assert_close(network(torch.tensor(X, device=device)), wu.mlp_forward(X, parameters)[0])


@parity.on_each_device
@pytest.mark.parametrize("batch", [None, 1, 4])
def test_the_fit_takes_the_same_path(batch, device):
    ours = wu.fit_linear_regression(X, Y, 0.1, 40, batch, np.random.default_rng(2))
    x, y = torch.tensor(X, device=device), torch.tensor(Y, device=device)
    theirs = twu.fit_linear_regression(x, y, 0.1, 40, batch, np.random.default_rng(2))
    for name in ("W", "b", "losses"):
        parity.assert_close(getattr(theirs, name), getattr(ours, name))


ONES = torch.ones(2, 2)
test_bad_input = refusals.test_of(
    (lambda: twu.dense(torch.ones(2, 3), ONES, torch.ones(2)), r"X: got shape \(2, 3\)"),
    (lambda: twu.dense(ONES, ONES, torch.ones(1)), r"b: got shape \(1,\)"),
    (lambda: twu.MLP([], "swish"), "activation: got 'swish', expected one of 'step'"),
    (lambda: twu.linear_regression(ONES, *[torch.ones(2, 1)] * 3), "y: got shape"),
    (
        lambda: twu.linear_regression(torch.ones(2, 3), *[torch.ones(2)] * 3),
        r"X: got shape \(2, 3\), expected \(·, 2",
    ),
    (lambda: twu.fit_linear_regression(ONES, torch.ones(2), 0.1, 1, 2), "rng: got"),
)
