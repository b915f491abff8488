"""Topic 04: NumPy and torch give the same numbers, forward and backward, in float64."""

from functools import partial

import numpy as np
import pytest
import torch
from helpers import parity, refusals
from topics.rnn_unrolling import models
from torch import nn
from torch.nn.utils import rnn as packing

from utils.numpy_impl import rnn_unrolling as ru
from utils.torch_impl import rnn_unrolling as rt

each = pytest.mark.parametrize


@each("label", models.RNNS)
def test_an_rnn_and_every_gradient_agree(label):
    how, inputs = models.RNNS[label]
    lengths = {"lengths": torch.tensor(how["lengths"])} if "lengths" in how else {}
    parity.assert_same(models.rnn(**how), inputs, lambda **p: rt.rnn(**p, **how | lengths))


@each("label", models.REMEDIES)
def test_the_remedies_agree(label):
    how, inputs = models.REMEDIES[label]
    p = {name: torch.tensor(value, requires_grad=True) for name, value in inputs.items()}
    theirs = rt.leaky_skip(**p, **how)
    H, back = models.leaky_skip(**how)(**inputs)
    parity.assert_close(theirs, H)
    theirs.sum().backward()
    parity.assert_close(p["X"].grad, back(np.ones_like(H))["X"])


def own_module(X, W, U, b, h0, b_h, activation="tanh", both=False):
    """The states of torch's own module with our weights; `both`: read in both directions."""
    made = nn.RNN(*W.shape, nonlinearity=activation, bidirectional=both, dtype=torch.float64)
    weights = {"weight_ih_l0": W.T, "weight_hh_l0": U.T, "bias_ih_l0": b, "bias_hh_l0": b_h}
    if both:
        weights |= {f"{name}_reverse": value for name, value in weights.items()}
    h0 = h0.expand(1 + both, -1, -1).contiguous()
    return torch.func.functional_call(made, weights, (X, h0))[0]


@each("activation", ["tanh", "relu"])
def test_torch_own_module_agrees_with_two_biases(activation):
    model = models.rnn(activation=activation)
    in_torch = partial(own_module, activation=activation)
    parity.assert_same(model, models.recurrent(b_h=models.H), in_torch)


def test_lengths_and_both_directions_are_those_of_a_packed_sequence():
    lengths = models.SOME
    there = (np.arange(models.T)[:, None] < lengths)[..., None]

    def ours(**p):
        runs = [ru.rnn_forward(**p, lengths=lengths, reverse=way) for way in (False, True)]
        # torch has 0 on padding, where ours keep their state
        H = np.concatenate([there * H for H, _ in runs], axis=2)

        def back(dH):
            halves = zip(np.split(there * dH, 2, axis=2), runs, strict=True)
            one, other = (ru.rnn_backward(half, cache) for half, (_, cache) in halves)
            return {name: one[name] + other[name] for name in one}

        return H, back

    def packed(X, **p):
        X = packing.pack_padded_sequence(X, torch.tensor(lengths), enforce_sorted=False)
        return packing.pad_packed_sequence(own_module(X, **p, both=True))[0]

    parity.assert_same(ours, models.recurrent(b_h=models.H), packed)


@each("reverse", [False, True])
@each("tau", [1, 3, 8])
def test_truncation_is_torch_with_detach(tau, reverse):
    model = models.of(ru.rnn_forward, partial(ru.rnn_backward, tau=tau), reverse=reverse)
    in_torch = partial(rt.rnn, tau=tau, reverse=reverse)
    parity.assert_same(model, models.recurrent(T=8), in_torch)


def test_the_fast_network_agrees():
    parity.assert_same(*models.MODELS["fast"], rt.rnn)


@parity.on_each_device
@each("label", models.LOSSES)
@each("activation", ["tanh", "relu"])
def test_the_network_and_its_loss_agree(label, activation, device):
    y, how = models.LOSSES[label]
    p = models.network()
    X = p.pop("X")
    J, cache = ru.rnn_model_forward(X, y, p, activation=activation, **how)
    network = rt.RNN.from_numpy(p, activation, device=device)
    tX = torch.tensor(X, requires_grad=True, device=device)
    parity.assert_close(network(tX), cache.Y)
    theirs = network.loss(tX, torch.tensor(y, device=device), **how)
    parity.assert_close(theirs, J)
    theirs.backward()
    ours = ru.rnn_model_backward(1.0, cache)
    for name, gradient in network.to_numpy(gradients=True).items():
        parity.assert_close(gradient, ours[name])
    parity.assert_close(tX.grad, ours["X"])
    for name, value in network.to_numpy().items():
        np.testing.assert_array_equal(value, p[name])


test_bad_input = refusals.test_of(
    (lambda: rt.RNN(1, 1, "sigmoid"), "activation: got 'sigmoid', expected one of 'tanh', 'relu'"),
    (lambda: rt.rnn(*[torch.ones(1, 1, 1)] * 4, activation="step"), "activation: got 'step'"),
)
