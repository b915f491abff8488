"""Topic 06: NumPy and torch give the same numbers, forward and backward, in float64."""

import numpy as np
import pytest
import torch
from helpers import parity, refusals
from topics.gru import models
from torch import nn

from utils.numpy_impl import gru as gu
from utils.torch_impl import gru as gt

each = pytest.mark.parametrize


@each("label", models.GRUS)
def test_a_gru_and_every_gradient_agree(label):
    """With reset="before", which torch lacks, `gt.gru` is the cell written for this test."""
    how, inputs = models.GRUS[label]
    lengths = {"lengths": torch.tensor(how["lengths"])} if "lengths" in how else {}
    held = {f"{kind}_{gate}" for gate in how.get("clamp", ()) for kind in "WUb"}

    def in_torch(X, h0, **p):
        nothing = sum((p[name] * 0).sum() for name in held)  # a gradient of 0 instead of none
        return gt.gru(X, p, h0, **how | lengths) + nothing

    parity.assert_same(models.gru(**how), inputs, in_torch)


@each("reset", gu.FORMS)
@each("reverse", [False, True])
@each("tau", [1, 3, 8])
def test_truncation_in_blocks_is_torch_with_detach(tau, reset, reverse):
    how = {"reset": reset, "reverse": reverse}
    model = models.gru(tau=(tau,), **how)

    def in_torch(X, h0, **p):
        return gt.gru(X, p, h0, tau=tau, **how)

    parity.assert_same(model, models.drawn(reset, T=8), in_torch)


@parity.on_each_device
def test_torch_own_module_agrees_with_converted_weights(device):
    p = models.drawn("after")
    X, h0 = p.pop("X"), p.pop("h0")
    made = gt.module_of(p, device=device)
    tX, th0 = (torch.tensor(a, requires_grad=True, device=device) for a in (X, h0))
    theirs, last = made(tX, th0[None])
    H, cache = gu.gru_forward(X, p, h0, "after")
    parity.assert_close(theirs, H)
    parity.assert_close(last[0], H[-1])
    dH = np.random.default_rng(1).standard_normal(H.shape)
    theirs.backward(torch.tensor(dH, device=device))
    gradients = gu.gru_backward(dH, cache)
    parity.assert_close(tX.grad, gradients.pop("X"))
    parity.assert_close(th0.grad, gradients.pop("h0"))
    there = gt.parameters_of(made, gradients=True)
    assert there.keys() == gradients.keys()
    for name, gradient in there.items():
        parity.assert_close(gradient, gradients[name])
    for name, value in gt.parameters_of(made).items():
        np.testing.assert_array_equal(value, p[name])


def test_a_module_of_torch_comes_to_numpy_with_both_its_biases():
    torch.manual_seed(0)
    made = nn.GRU(2, 3, dtype=torch.float64)
    X = np.random.default_rng(0).standard_normal((4, 2, 2))
    p = gt.parameters_of(made)
    parity.assert_close(made(torch.tensor(X))[0], gu.gru_forward(X, p, reset="after")[0])
    count = sum(value.numel() for value in made.parameters())
    assert count == gu.gru_parameter_count(2, 3, "nn.GRU")
    lstm = sum(value.numel() for value in nn.LSTM(2, 3).parameters())
    assert 4 * count == 3 * lstm


test_bad_input = refusals.test_of(
    (lambda: gt.module_of(gu.gru_parameters(1, 1, models.RNG)), "p: b_u missing, expected those"),
    (lambda: gt.parameters_of(nn.GRU(1, 1, num_layers=2)), "module: got GRU.*, expected one layer"),
    (lambda: gt.gru(torch.ones(1, 1, 1), {}, reset="at"), "reset: got 'at', expected one of"),
)
