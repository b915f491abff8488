"""Topic 05: NumPy and torch give the same numbers, forward and backward, in float64."""

import pytest
import torch
from helpers import parity, recurrent, refusals
from topics.lstm_gates import models
from torch import nn

from utils.numpy_impl import lstm_gates as lg
from utils.torch_impl import lstm_gates as lt

each = pytest.mark.parametrize


def in_torch(**how):
    if "lengths" in how:
        how["lengths"] = torch.tensor(how["lengths"])

    def run(X, h0, c0, **p):
        H, c = lt.lstm(X, p, h0, c0, **how)
        return torch.cat([H, c[None]])

    return run


@each("label", models.LSTMS)
def test_an_lstm_and_every_gradient_agree(label):
    how, given = models.LSTMS[label]
    parity.assert_same(models.layer(**how), given, in_torch(**how))


@each("of", [{}, models.FULL])
def test_a_step_and_every_gradient_agree(of):
    def step(x, h_prev, c_prev, **p):
        return torch.stack(lt.lstm_cell(x, h_prev, c_prev, p))

    parity.assert_same(models.step(), recurrent.one_step(models.inputs(**of)), step)


test_truncation = recurrent.test_of_truncation(
    models.layer, in_torch, models.inputs, ({}, {"peepholes": "all"})
)


def own(module, X, h0, c0):
    """The states and the last cell of torch's module."""
    H, (_, c) = module(X, (h0[None], c0[None]))
    return torch.cat([H, c])


def parameters(given):
    return {name: given[name] for name in given if name not in ("X", "h0", "c0")}


@parity.on_each_device
@each("biases", [True, False])
@each("sizes", [{}, {"T": 1}, {"N": 1, "H": 1, "D": 1}])
def test_torch_own_module_agrees(biases, sizes, device):
    given = models.inputs(biases=biases, **sizes)
    module = lt.module_of(parameters(given), device=device)
    recurrent.assert_same_as_module(models.layer(), given, module, own, lt.parameters_of)


def test_of_two_biases_the_sum_alone_counts():
    module = nn.LSTM(models.D, models.H, dtype=torch.float64)  # both drawn at random
    given = models.inputs() | lt.parameters_of(module)
    recurrent.assert_same_as_module(models.layer(), given, module, own, lt.parameters_of)
    parity.assert_close(module.bias_ih_l0.grad, module.bias_hh_l0.grad.numpy())
    assert sum(w.numel() for w in module.parameters()) == lg.parameter_count("lstm", 2, 3) + 4 * 3


test_bad_input = refusals.test_of(
    (lambda: lt.module_of(models.inputs(peepholes="output")), "p: got V_o, but nn.LSTM has no pee"),
)
