"""Topic 06: NumPy and torch give the same numbers, forward and backward, in float64."""

import pytest
import torch
from helpers import parity, recurrent, refusals
from topics.gru import models
from torch import nn

from utils.numpy_impl import gru as gu
from utils.torch_impl import gru as gt

each = pytest.mark.parametrize


def in_torch(**how):
    """With reset="before", which torch lacks, `gt.gru` is the cell written for this test."""
    if "lengths" in how:
        how["lengths"] = torch.tensor(how["lengths"])
    held = [f"{kind}_{gate}" for gate in how.get("clamp", ()) for kind in "WUb"]

    def run(X, h0, **p):
        nothing = sum((p[name] * 0).sum() for name in held)  # a gradient of 0 instead of none
        return gt.gru(X, p, h0, **how) + nothing

    return run


@each("label", models.GRUS)
def test_a_gru_and_every_gradient_agree(label):
    how, given = models.GRUS[label]
    parity.assert_same(models.layer(**how), given, in_torch(**how))


test_truncation = recurrent.test_of_truncation(
    models.layer, in_torch, models.inputs, *[({"reset": r}, {"reset": r}) for r in gu.FORMS]
)


def own(module, X, h0):
    return module(X, h0[None])[0]


@parity.on_each_device
def test_torch_own_module_agrees_with_converted_weights(device):
    given = models.inputs("after")
    module = gt.module_of(given, device=device)
    layer = models.layer(reset="after")
    recurrent.assert_same_as_module(layer, given, module, own, gt.parameters_of)


def test_a_module_of_torch_comes_to_numpy_with_both_its_biases():
    module = nn.GRU(models.D, models.H, dtype=torch.float64)
    given = models.inputs("after") | gt.parameters_of(module)
    layer = models.layer(reset="after")
    recurrent.assert_same_as_module(layer, given, module, own, gt.parameters_of)
    count = sum(value.numel() for value in module.parameters())
    assert count == gu.gru_parameter_count(2, 3, "nn.GRU")
    assert 4 * count == 3 * sum(value.numel() for value in nn.LSTM(2, 3).parameters())


test_bad_input = refusals.test_of(
    (lambda: gt.module_of(gu.gru_parameters(1, 1, models.RNG)), "p: b_u missing, expected those"),
    (lambda: gt.parameters_of(nn.GRU(1, 1, num_layers=2)), "module: got GRU.*, expected one layer"),
    (lambda: gt.gru(torch.ones(1, 1, 1), {}, reset="at"), "reset: got 'at', expected one of"),
)
