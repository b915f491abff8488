"""Topic 00 in torch: the same numbers as in NumPy, forward and backward, in float64 to 1e-10."""

import numpy as np
import pytest
import torch

from utils.numpy_impl import warm_up as wu
from utils.torch_impl import warm_up as twu

RNG = np.random.default_rng(0)
X, W, B = RNG.standard_normal((6, 3)), RNG.standard_normal((3, 4)), RNG.standard_normal(4)
DY = RNG.standard_normal((6, 4))
Y = RNG.standard_normal(6)


def close(theirs, ours):
    theirs = theirs.detach().cpu().numpy()
    assert theirs.dtype == np.float64
    np.testing.assert_allclose(theirs, ours, rtol=1e-10, atol=1e-10)


def leaf(array):
    return torch.tensor(array, requires_grad=True)


def test_both_know_the_same_activations():
    assert list(twu.ACTIVATIONS) == list(wu.ACTIVATIONS)


@pytest.mark.parametrize("name", wu.ACTIVATIONS)
def test_a_layer_and_its_gradients_agree(name):
    ours, cache = wu.dense_forward(X, W, B, name)
    x, w, b = leaf(X), leaf(W), leaf(B)
    theirs = twu.dense(x, w, b, name)
    close(theirs, ours)
    if name == "step":
        assert not theirs.requires_grad, "a step hands nothing back"
        return
    theirs.backward(torch.tensor(DY))
    for mine, other in zip(wu.dense_backward(DY, cache), (x, w, b), strict=True):
        close(other.grad, mine)


def test_relu_has_the_same_slope_at_its_kink():
    z = leaf([0.0, -0.0])
    torch.relu(z).sum().backward()
    np.testing.assert_array_equal(z.grad, wu.activation_slope("relu", [0.0, -0.0]))


@pytest.mark.parametrize("batch", [None, 1, 4])
def test_the_fit_takes_the_same_path(batch):
    ours = wu.fit_linear_regression(X, Y, 0.1, 40, batch, np.random.default_rng(2))
    theirs = twu.fit_linear_regression(
        torch.tensor(X), torch.tensor(Y), 0.1, 40, batch, np.random.default_rng(2)
    )
    close(theirs.W, ours.W)
    close(theirs.b, ours.b)
    close(theirs.losses, ours.losses)


def test_the_regression_gradients_agree():
    model = twu.LinearRegression(3, dtype=torch.float64)
    with torch.no_grad():
        model.w.copy_(torch.tensor(W[:, 0]))
        model.b.fill_(0.3)
    x = leaf(X)
    (1.7 * model.loss(x, torch.tensor(Y))).backward()
    J, cache = wu.linear_regression_forward(X, Y, W[:, 0], 0.3)
    close(model.loss(x, torch.tensor(Y)), J)
    for theirs, ours in zip(
        (x.grad, model.w.grad, model.b.grad), wu.linear_regression_backward(1.7, cache), strict=True
    ):
        close(theirs, ours)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU here")
def test_network_and_fit_run_on_a_gpu():
    parameters = wu.mlp_parameters([3, 5, 4], np.random.default_rng(1))
    on_gpu = torch.tensor(X, device="cuda")
    network = twu.MLP.from_numpy(parameters, device="cuda")
    close(network(on_gpu), wu.mlp_forward(X, parameters)[0])
    theirs = twu.fit_linear_regression(on_gpu, torch.tensor(Y, device="cuda"), 0.1, 20)
    close(theirs.losses, wu.fit_linear_regression(X, Y, 0.1, 20).losses)


BAD = [
    (
        lambda: twu.dense(torch.ones(2, 3), torch.ones(2, 2), torch.ones(2)),
        r"X: got shape \(2, 3\)",
    ),
    (lambda: twu.dense(torch.ones(2, 2), torch.ones(2, 2), torch.ones(1)), r"b: got shape \(1,\)"),
    (lambda: twu.MLP([2]), r"sizes: got \[2\]"),
    (lambda: twu.MLP([2, 1], "swish"), "activation: got 'swish', expected one of 'step'"),
    (lambda: twu.LinearRegression(2)(torch.ones(1, 3)), r"X: got shape \(1, 3\), expected \(·, 2"),
    (lambda: twu.LinearRegression(2).loss(torch.ones(3, 2), torch.ones(3, 1)), "y: got shape"),
    (lambda: twu.fit_linear_regression(torch.ones(3, 2), torch.ones(3), 0.1, 1, 2), "rng: got"),
]


@pytest.mark.parametrize(("call", "message"), BAD)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
