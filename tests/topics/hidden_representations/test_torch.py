"""Topic 02 in torch: the same numbers as in NumPy, forward and backward, in float64 to 1e-10."""

import numpy as np
import pytest
import torch

from utils.numpy_impl import hidden_representations as hr
from utils.torch_impl import hidden_representations as thr

RNG = np.random.default_rng(0)
X, Y = RNG.standard_normal((6, 2)), np.array([0, 1, 1, 0, 1, 0])
CLASSES = np.array([0, 3, 1, 2, 2, 0])


def close(theirs, ours):
    if isinstance(theirs, torch.Tensor):
        theirs = theirs.detach().cpu().numpy()
    assert theirs.dtype == np.float64
    np.testing.assert_allclose(theirs, ours, rtol=1e-10, atol=1e-10)


def close_gradients(model, x, gradients):
    close(x.grad, gradients["X"])
    for name in ("W2", "b2", "W3", "b3"):
        close(getattr(model, name).grad, gradients[name])


@pytest.mark.parametrize("activation", hr.ACTIVATIONS)
@pytest.mark.parametrize("init", hr.INITS)
def test_the_network_agrees(activation, init):
    parameters = hr.initial_parameters(3, np.random.default_rng(1), init)
    model, x = thr.HiddenNetwork(parameters, activation), torch.tensor(X, requires_grad=True)
    J, cache = hr.network_forward(X, Y, parameters, activation)
    loss = model.loss(x, torch.tensor(Y))
    (1.7 * loss).backward()
    close(loss, J)
    close_gradients(model, x, hr.network_backward(1.7, cache))
    close(model.hidden(x), hr.hidden_units(X, parameters, activation))
    close(model.probability(x), hr.probability(X, parameters, activation))


def test_logits_of_ten_thousand_agree():
    parameters = hr.initial_parameters(3, np.random.default_rng(1))
    parameters = {name: 1e4 * value for name, value in parameters.items()}
    model = thr.HiddenNetwork(parameters)
    close(model.loss(torch.tensor(X), torch.tensor(Y)), hr.network_forward(X, Y, parameters)[0])


@pytest.mark.parametrize("activation", hr.ACTIVATIONS)
def test_the_slope_at_the_kink_agrees(activation):
    """With W2 = 0 and b2 = 0 every hidden unit stands at exactly 0."""
    parameters = {"W2": np.zeros((2, 2)), "b2": np.zeros(2), "W3": np.ones(2), "b3": np.array(0.5)}
    model, x = thr.HiddenNetwork(parameters, activation), torch.tensor(X, requires_grad=True)
    model.loss(x, torch.tensor(Y)).backward()
    _, cache = hr.network_forward(X, Y, parameters, activation)
    close_gradients(model, x, hr.network_backward(1.0, cache))


@pytest.mark.parametrize("activation", hr.ACTIVATIONS)
def test_the_classifier_agrees(activation):
    parameters = hr.classifier_parameters(2, 3, 4, np.random.default_rng(2))
    model, x = thr.Classifier(parameters, activation), torch.tensor(X, requires_grad=True)
    J, cache = hr.classifier_forward(X, CLASSES, parameters, activation)
    loss = model.loss(x, torch.tensor(CLASSES))
    (1.7 * loss).backward()
    close(loss, J)
    close_gradients(model, x, hr.classifier_backward(1.7, cache))


def test_the_autoencoder_agrees():
    parameters = hr.autoencoder_parameters(2, 3, np.random.default_rng(3), scale=2.0)
    model, x = thr.Autoencoder(parameters), torch.tensor(X, requires_grad=True)
    J, cache = hr.autoencoder_forward(X, parameters)
    loss = model.loss(x)
    (1.7 * loss).backward()
    close(loss, J)
    close(model(x), cache["X3"])
    close(model.hidden(x), cache["X2"])
    close_gradients(model, x, hr.autoencoder_backward(1.7, cache))


def test_training_takes_the_same_path():
    run = hr.train(hr.PINNED_SEED, steps=1_000, every=500)
    model = thr.HiddenNetwork(run.at(0))
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    outcomes = hr.draw_outcomes(hr.PINNED_SEED, 1_000)
    x, y = torch.tensor(hr.TABLE_INPUTS[hr.OUTCOME_INPUT]), torch.tensor(hr.OUTCOME_Y)
    table = torch.tensor(np.array(hr.TABLE_INPUTS))
    for step, few in enumerate(torch.tensor(outcomes.astype(np.int64))):
        if step == 500:
            close(model.probability(table), run.P[1])
        thr.train_step(model, optimiser, x[few], y[few])
    close(model.probability(table), run.P[2])


def test_training_leaves_the_numpy_parameters_alone():
    parameters = hr.initial_parameters(2, np.random.default_rng(0))
    before = {name: value.copy() for name, value in parameters.items()}
    model = thr.HiddenNetwork(parameters)
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    thr.train_step(model, optimiser, torch.tensor(X), torch.tensor(Y))
    assert not np.allclose(model.W3.detach().numpy(), before["W3"], atol=1e-6)
    for name, value in parameters.items():
        assert (value == before[name]).all()


def test_the_torch_init_is_that_of_a_linear_layer():
    torch.manual_seed(0)
    layer = torch.nn.Linear(2, 20_000)
    p = hr.initial_parameters(20_000, np.random.default_rng(0), "torch")
    np.testing.assert_allclose(p["W2"].std(), layer.weight.detach().numpy().std(), rtol=0.02)
    np.testing.assert_allclose(
        np.abs(p["b2"]).max(), layer.bias.detach().abs().max().item(), rtol=1e-3
    )


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU here")
def test_the_network_runs_on_a_gpu():
    parameters = hr.initial_parameters(3, np.random.default_rng(1))
    model = thr.HiddenNetwork(parameters, device="cuda")
    x, y = torch.tensor(X, device="cuda"), torch.tensor(Y, device="cuda")
    close(model.loss(x, y), hr.network_forward(X, Y, parameters)[0])


def test_bad_input_is_refused_by_name():
    parameters = hr.initial_parameters(3, np.random.default_rng(1))
    with pytest.raises(ValueError, match="activation: got 'step'"):
        thr.HiddenNetwork(parameters, "step")
    with pytest.raises(ValueError, match=r"X: got shape \(1, 3\), expected \(·, 2\)"):
        thr.HiddenNetwork(parameters)(torch.zeros(1, 3, dtype=torch.float64))
