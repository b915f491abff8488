"""Topic 05: NumPy and torch give the same numbers, forward and backward, in float64."""

import numpy as np
import pytest
import torch
from helpers import parity, refusals
from topics.lstm_gates import models
from torch import nn
from torch.nn.utils import rnn as packing

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
    parity.assert_same(models.lstm(**how), given, in_torch(**how))


@each("how", [{}, models.FULL])
def test_a_step_and_every_gradient_agree(how):
    def step(x, h_prev, c_prev, **p):
        return torch.stack(lt.lstm_cell(x, h_prev, c_prev, p))

    parity.assert_same(models.step, models.one_step(**how), step)


def split(given):
    """Return X, the start and p."""
    p = dict(given)
    return p.pop("X"), {name: p.pop(name) for name in ("h0", "c0")}, p


@parity.on_each_device
@each("biases", [True, False])
@each("sizes", [{}, {"T": 1}, {"N": 1, "H": 1, "D": 1}])
def test_torch_own_module_agrees(biases, sizes, device):
    X, start, p = split(models.inputs(biases=biases, **sizes))
    module = lt.module_of(p, device=device)
    tX, h0, c0 = (torch.tensor(a, requires_grad=True, device=device) for a in (X, *start.values()))
    theirs, (h, c) = module(tX, (h0[None], c0[None]))
    H, cache = lg.lstm_forward(X, p, **start)
    for tensor, ours in ((theirs, H), (h[0], H[-1]), (c[0], cache.C[-1])):
        parity.assert_close(tensor, ours)
    rng = np.random.default_rng(1)
    dH, dc = rng.standard_normal(H.shape), rng.standard_normal(c[0].shape)
    at = {"device": device}
    ((theirs * torch.tensor(dH, **at)).sum() + (c[0] * torch.tensor(dc, **at)).sum()).backward()
    ours = lg.lstm_backward(dH, cache, dc)
    gradients = lt.parameters_of(module, gradients=True)
    assert gradients.keys() == p.keys()
    for name, gradient in gradients.items():
        parity.assert_close(gradient, ours[name])
    for name, leaf in (("X", tX), ("h0", h0), ("c0", c0)):
        parity.assert_close(leaf.grad, ours[name])
    for name, value in lt.parameters_of(module).items():
        np.testing.assert_array_equal(value, p[name])


def test_of_two_biases_the_sum_alone_counts():
    module = nn.LSTM(2, 3, dtype=torch.float64)  # both drawn at random
    X = np.random.default_rng(0).standard_normal((5, 2, 2))
    p = lt.parameters_of(module)
    H, cache = lg.lstm_forward(X, p)
    theirs = module(torch.tensor(X))[0]
    parity.assert_close(theirs, H)
    theirs.sum().backward()
    parity.assert_close(module.bias_ih_l0.grad, module.bias_hh_l0.grad.numpy())
    ours = lg.lstm_backward(np.ones_like(H), cache)
    for name, gradient in lt.parameters_of(module, gradients=True).items():
        parity.assert_close(gradient, ours[name])
    parity.assert_close(lt.module_of(p)(torch.tensor(X))[0], H)
    assert sum(w.numel() for w in module.parameters()) == lg.parameter_count("lstm", 2, 3) + 4 * 3


def test_lengths_and_both_directions_are_those_of_a_packed_sequence():
    X, start, p = split(models.inputs())
    one = lt.module_of(p).state_dict()
    both = nn.LSTM(models.D, models.H, bidirectional=True, dtype=torch.float64)
    both.load_state_dict({f"{n}{end}": w for n, w in one.items() for end in ("", "_reverse")})
    tX = torch.tensor(X, requires_grad=True)
    packed = packing.pack_padded_sequence(tX, torch.tensor(models.SOME), enforce_sorted=False)
    begin = tuple(torch.tensor(a).expand(2, -1, -1).contiguous() for a in start.values())
    theirs, (h, c) = both(packed, begin)
    theirs, _ = packing.pad_packed_sequence(theirs)  # 0 on padding, where ours keep their state
    there = (np.arange(models.T)[:, None] < models.SOME)[..., None]
    dH, dX = np.random.default_rng(1).standard_normal(theirs.shape) * there, 0
    for way in (0, 1):
        half = slice(way * models.H, (way + 1) * models.H)
        H, cache = lg.lstm_forward(X, p, **start, lengths=models.SOME, reverse=bool(way))
        parity.assert_close(theirs[..., half], np.where(there, H, 0))
        parity.assert_close(h[way], H[0 if way else -1])
        parity.assert_close(c[way], cache.C[-1])
        dX = dX + lg.lstm_backward(dH[..., half], cache)["X"]
    theirs.backward(torch.tensor(dH))
    parity.assert_close(tX.grad, dX)


@each("reverse", [False, True])
@each("tau", [1, 3, 8])
def test_truncation_is_torch_with_detach(tau, reverse):
    given = models.inputs(T=8, peepholes="all")

    def ours(X, h0, c0, **p):
        H, cache = lg.lstm_forward(X, p, h0, c0, reverse=reverse)
        return H, lambda dH: lg.lstm_backward(dH, cache, tau=tau)

    def theirs(X, h0, c0, **p):
        return lt.lstm(X, p, h0, c0, reverse=reverse, tau=tau)[0]

    parity.assert_same(ours, given, theirs)


test_bad_input = refusals.test_of(
    (lambda: lt.module_of(models.inputs(peepholes="output")), "p: got V_o, but nn.LSTM has no pee"),
)
