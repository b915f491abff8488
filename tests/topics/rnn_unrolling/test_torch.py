"""Topic 04: NumPy and torch give the same numbers, forward and backward, in float64."""

import numpy as np
import pytest
import torch
from helpers import parity, refusals
from topics.rnn_unrolling import models
from torch import nn
from torch.nn.utils import rnn as packing

from utils.numpy_impl import rnn_unrolling as ru
from utils.numpy_impl.core.optim import clip_by_norm, clip_by_value
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


def module(W, U, b, b_h, activation="tanh", both=False):
    """torch's own module with our weights; `both` reads in both directions with the same."""
    made = nn.RNN(*W.shape, nonlinearity=activation, bidirectional=both, dtype=torch.float64)
    with torch.no_grad():
        for end in ("", "_reverse") if both else ("",):
            for name, value in (("weight_ih", W.T), ("weight_hh", U.T), ("bias_ih", b)):
                getattr(made, f"{name}_l0{end}").copy_(torch.tensor(value))
            getattr(made, f"bias_hh_l0{end}").copy_(torch.tensor(b_h))
    return made


@each("activation", ["tanh", "relu"])
def test_torch_own_module_agrees_with_two_biases(activation):
    p = models.recurrent(b_h=models.H)
    made = module(p["W"], p["U"], p["b"], p["b_h"], activation)
    X, h0 = (torch.tensor(p[name], requires_grad=True) for name in ("X", "h0"))
    theirs, last = made(X, h0[None])
    H, cache = ru.rnn_forward(**p, activation=activation)
    parity.assert_close(theirs, H)
    parity.assert_close(last[0], H[-1])
    dH = np.random.default_rng(1).standard_normal(H.shape)
    theirs.backward(torch.tensor(dH))
    gradients = ru.rnn_backward(dH, cache)
    for tensor, name in ((X, "X"), (h0, "h0"), (made.bias_ih_l0, "b"), (made.bias_hh_l0, "b_h")):
        parity.assert_close(tensor.grad, gradients[name])
    parity.assert_close(made.weight_ih_l0.grad.T, gradients["W"])
    parity.assert_close(made.weight_hh_l0.grad.T, gradients["U"])


def test_lengths_and_both_directions_are_those_of_a_packed_sequence():
    p, lengths = models.recurrent(b_h=models.H), models.SOME
    made = module(p["W"], p["U"], p["b"], p["b_h"], both=True)
    X = torch.tensor(p["X"], requires_grad=True)
    packed = packing.pack_padded_sequence(X, torch.tensor(lengths), enforce_sorted=False)
    h0 = torch.tensor(p["h0"]).expand(2, -1, -1).contiguous()
    theirs, last = made(packed, h0)
    theirs, _ = packing.pad_packed_sequence(theirs)  # 0 on padding, where ours keep their state
    dX = 0
    dH = np.random.default_rng(1).standard_normal(theirs.shape)
    there = (np.arange(models.T)[:, None] < lengths)[..., None]
    for direction in (0, 1):
        half = slice(direction * models.H, (direction + 1) * models.H)
        H, cache = ru.rnn_forward(**p, lengths=lengths, reverse=bool(direction))
        parity.assert_close(theirs[..., half], np.where(there, H, 0))
        parity.assert_close(last[direction], H[0 if direction else -1])
        dX = dX + ru.rnn_backward(np.where(there, dH[..., half], 0), cache)["X"]
    theirs.backward(torch.tensor(dH))
    parity.assert_close(X.grad, dX)


def test_the_two_steps_of_the_source():
    """NumPy's two lines, torch's cell twice and torch's module: the same eight rows [S]."""
    rng = np.random.default_rng(0)
    W_x, W_y, b = rng.standard_normal((3, 5)), rng.standard_normal((5, 5)), rng.standard_normal(5)
    X0, X1 = ru.TWO_STEP_INPUTS
    by_hand = np.array(ru.two_step_network(X0, X1, W_x, W_y, b))
    assert by_hand.shape == (2, 4, 5)
    np.testing.assert_allclose(ru.rnn_forward(ru.TWO_STEP_INPUTS, W_x, W_y, b)[0], by_hand)
    made = module(W_x, W_y, b, np.zeros(5))
    cell = nn.RNNCell(3, 5, dtype=torch.float64)
    cell.load_state_dict({name[:-3]: value for name, value in made.state_dict().items()})
    Y0 = cell(torch.tensor(X0))
    parity.assert_close(torch.stack([Y0, cell(torch.tensor(X1), Y0)]), by_hand)
    parity.assert_close(made(torch.tensor(ru.TWO_STEP_INPUTS))[0], by_hand)


LONG = models.recurrent(T=8)
D_LONG = np.random.default_rng(2).standard_normal((8, models.N, models.H))


def grads(H, leaves, dH):
    return dict(zip(leaves, torch.autograd.grad((H * dH).sum(), leaves.values()), strict=True))


@each("reverse", [False, True])
@each("tau", [1, 3, 8])
def test_truncation_in_blocks_is_torch_with_detach(tau, reverse):
    leaves = {name: torch.tensor(value, requires_grad=True) for name, value in LONG.items()}
    theirs = grads(rt.rnn(**leaves, tau=tau, reverse=reverse), leaves, torch.tensor(D_LONG))
    _, cache = ru.rnn_forward(**LONG, reverse=reverse)
    ours = ru.rnn_backward(D_LONG, cache, tau)
    for name, gradient in theirs.items():
        parity.assert_close(gradient, ours[name])


@parity.on_each_device
@each("label", [label for label in models.LOSSES if "lengths" not in label])
@each("activation", ["tanh", "relu"])
def test_the_network_and_its_loss_agree(label, activation, device):
    y, how = models.LOSSES[label]
    p = models.recurrent(**models.HEAD)
    X, h0 = p.pop("X"), p.pop("h0")
    J, cache = ru.rnn_model_forward(X, y, p, h0=h0, activation=activation, **how)
    network = rt.RNN.from_numpy(p, activation, device=device)
    tX, th0 = (torch.tensor(a, requires_grad=True, device=device) for a in (X, h0))
    parity.assert_close(network(tX, th0), cache.Y)
    theirs = network.loss(tX, torch.tensor(y, device=device), h0=th0, **how)
    parity.assert_close(theirs, J)
    theirs.backward()
    ours = ru.rnn_model_backward(1.0, cache)
    for name, gradient in network.to_numpy(gradients=True).items():
        parity.assert_close(gradient, ours[name])
    parity.assert_close(tX.grad, ours["X"])
    parity.assert_close(th0.grad, ours["h0"])
    for name, value in network.to_numpy().items():
        np.testing.assert_array_equal(value, p[name])


@each("scale", [0.01, 1.0, 100.0])
def test_clipping_is_that_of_torch(scale):
    """torch divides by the norm + 1e-6, which is the one difference."""
    rng = np.random.default_rng(0)
    gradients = {"U": scale * rng.standard_normal((3, 3)), "b": scale * rng.standard_normal(3)}

    def theirs(clip, largest):
        leaves = {name: nn.Parameter(torch.tensor(g)) for name, g in gradients.items()}
        for name, leaf in leaves.items():
            leaf.grad = torch.tensor(gradients[name])
        total = clip(leaves.values(), largest)
        return {name: leaf.grad for name, leaf in leaves.items()}, total

    ours, norm = clip_by_norm(gradients, 0.5)
    clipped, total = theirs(nn.utils.clip_grad_norm_, 0.5)
    assert total.item() == pytest.approx(norm, rel=1e-12)
    for name, gradient in clipped.items():
        by = norm / (norm + 1e-6) if norm > 0.5 else 1
        parity.assert_close(gradient, ours[name] * by)
    ours, (clipped, _) = clip_by_value(gradients, 0.5), theirs(nn.utils.clip_grad_value_, 0.5)
    for name, gradient in clipped.items():
        parity.assert_close(gradient, ours[name])


test_bad_input = refusals.test_of(
    (lambda: rt.RNN(1, 1, "sigmoid"), "activation: got 'sigmoid', expected one of 'tanh', 'relu'"),
    (lambda: rt.rnn(*[torch.ones(1, 1, 1)] * 4, activation="step"), "activation: got 'step'"),
)
