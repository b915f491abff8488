"""Topic 02 in torch: the same numbers as in NumPy, forward and backward."""

import numpy as np
import pytest
import torch
from helpers import parity, refusals
from topics.hidden_representations.models import DIRECTIONS, LABELS, MODELS, NETWORK

from utils.numpy_impl import hidden_representations as hr
from utils.torch_impl import hidden_representations as thr
from utils.torch_impl.core import train_step


def loss(model, labels, *how):
    """Return the loss of a network in torch, made of the very tensors that are given."""

    def in_torch(X, **parameters):
        network = model(START, *how)
        for name, value in parameters.items():
            setattr(network, name, value)
        return network.loss(X, *labels)

    return in_torch


START = hr.initial_parameters(3, np.random.default_rng(1))
LABEL, DIRECTION = (torch.tensor(LABELS),), (torch.tensor(DIRECTIONS),)
IN_TORCH = {
    **{f"{name}, 5 units": loss(thr.HiddenNetwork, LABEL, name) for name in hr.ACTIVATIONS},
    **{f"classifier with {name}": loss(thr.Classifier, DIRECTION, name) for name in hr.ACTIVATIONS},
    "autoencoder": loss(thr.Autoencoder, ()),
}


@pytest.mark.parametrize("label", IN_TORCH)
@pytest.mark.parametrize("scale", [1, 0, 1e4])
def test_loss_and_every_gradient_agree(label, scale):
    """At 0 every hidden unit stands at its kink; logits of ten thousand overflow nothing."""
    model, inputs = MODELS[label]
    scaled = {"W2": scale * inputs["W2"], "b2": scale * inputs["b2"]}
    parity.assert_same(model, inputs | scaled, IN_TORCH[label])


@parity.on_each_device
@pytest.mark.parametrize("activation", hr.ACTIVATIONS)
def test_what_the_network_says_agrees(activation, device):
    X, parameters = NETWORK[5]["X"], {k: v for k, v in NETWORK[5].items() if k != "X"}
    model, x = thr.HiddenNetwork(parameters, activation, device=device), torch.tensor(X)
    parity.assert_close(model.hidden(x.to(device)), hr.hidden_units(X, parameters, activation))
    parity.assert_close(model.probability(x.to(device)), hr.probability(X, parameters, activation))


def test_code_and_reconstruction_agree():
    X, parameters = np.eye(3), hr.autoencoder_parameters(3, 2, np.random.default_rng(3), scale=2.0)
    model, (_, cache) = thr.Autoencoder(parameters), hr.autoencoder_forward(X, parameters)
    parity.assert_close(model.hidden(torch.tensor(X)), cache["X2"])
    parity.assert_close(model(torch.tensor(X)), cache["X3"])


def test_training_takes_the_same_path_and_leaves_the_numpy_parameters_alone():
    run = hr.train(hr.PINNED_SEED, steps=1_000, every=500)
    model = thr.HiddenNetwork(run.at(0))
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    outcomes = torch.tensor(hr.draw_outcomes(hr.PINNED_SEED, 1_000).astype(np.int64))
    x, y = torch.tensor(hr.TABLE_INPUTS[hr.OUTCOME_INPUT]), torch.tensor(hr.OUTCOME_Y)
    table = torch.tensor(np.array(hr.TABLE_INPUTS))
    for k in (1, 2):
        for few in outcomes[run.steps[k - 1] : run.steps[k]]:
            train_step(model, optimiser, x[few], y[few])
        parity.assert_close(model.probability(table), run.P[k])
    for name, value in hr.initial_parameters(2, np.random.default_rng(hr.PINNED_SEED)).items():
        assert (run.at(0)[name] == value).all()


def test_the_torch_init_is_that_of_a_linear_layer():
    torch.manual_seed(0)
    layer = torch.nn.Linear(2, 20_000)
    p = hr.initial_parameters(20_000, np.random.default_rng(0), "torch")
    np.testing.assert_allclose(p["W2"].std(), layer.weight.detach().std(), rtol=0.02)
    np.testing.assert_allclose(np.abs(p["b2"]).max(), layer.bias.detach().abs().max(), rtol=1e-3)


test_bad_input = refusals.test_of(
    (lambda: thr.HiddenNetwork(START, "step"), "activation: got 'step'"),
    (
        lambda: thr.HiddenNetwork(START)(torch.zeros(1, 3)),
        r"X: got shape \(1, 3\), expected \(·, 2\)",
    ),
)
