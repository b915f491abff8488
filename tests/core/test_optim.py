"""Optimisers against torch's, step by step; clipping keeps the direction."""

import numpy as np
import pytest
import torch
from helpers import refusals

from utils.numpy_impl.core.layers import embedding_backward, embedding_forward
from utils.numpy_impl.core.optim import SGD, Adam, clip_by_norm, clip_by_value

RNG = np.random.default_rng(0)
START = {"W": RNG.normal(size=(3, 2)), "b": RNG.normal(size=2)}
GRADIENTS = [{name: RNG.normal(size=p.shape) for name, p in START.items()} for _ in range(5)]
PEERS = {
    "plain": (SGD(0.1), lambda p: torch.optim.SGD(p, 0.1)),
    "momentum": (SGD(0.1, 0.9), lambda p: torch.optim.SGD(p, 0.1, momentum=0.9)),
    "adam": (Adam(0.01), lambda p: torch.optim.Adam(p, 0.01)),
    "adam with other memories": (
        Adam(0.1, 0.5, 0.9, 1e-3),
        lambda p: torch.optim.Adam(p, 0.1, betas=(0.5, 0.9), eps=1e-3),
    ),
}


@pytest.mark.parametrize("name", PEERS)
def test_steps_are_torchs(name):
    ours, make = PEERS[name]
    theirs = {key: torch.tensor(p.copy(), requires_grad=True) for key, p in START.items()}
    peer, now = make(list(theirs.values())), START
    for gradients in GRADIENTS:
        before = {key: p.copy() for key, p in now.items()}
        moved = ours.step(now, gradients)
        assert all((now[key] == before[key]).all() for key in now)
        now = moved
        for key, p in theirs.items():
            p.grad = torch.tensor(gradients[key])
        peer.step()
    for key, p in theirs.items():
        np.testing.assert_allclose(now[key], p.detach(), rtol=1e-12)


@pytest.mark.parametrize("largest", [0.1, 1.0, 100.0])
def test_clipping_is_torchs(largest):
    theirs = [torch.nn.Parameter(torch.tensor(g)) for g in GRADIENTS[0].values()]
    for p in theirs:
        p.grad = p.detach().clone()
    clipped, norm = clip_by_norm(GRADIENTS[0], largest)
    assert torch.nn.utils.clip_grad_norm_(theirs, largest).item() == pytest.approx(norm, rel=1e-12)
    for ours, p in zip(clipped.values(), theirs, strict=True):
        np.testing.assert_allclose(ours, p.grad, rtol=1e-5)  # torch divides by the norm + 1e-6
    assert clip_by_norm({"w": np.zeros(2)}, largest)[0]["w"].tolist() == [0, 0]


test_bad_input = refusals.test_of(
    (lambda: SGD(0.0), "learning_rate: got 0"),
    (lambda: SGD(0.1, 1.0), "momentum: got 1"),
    (lambda: Adam(beta_2=1.0), "beta_2: got 1"),
    (lambda: SGD(0.1).step(START, {"W": START["W"]}), "gradients: b missing"),
    (lambda: Adam().step({"b": START["b"]}, {"b": np.ones(3)}), "gradients: b has shape"),
    (lambda: clip_by_norm(START, 0.0), "largest: got 0"),
    (lambda: clip_by_value(START, -1.0), "largest: got -1"),
    (lambda: embedding_forward([3], np.ones((3, 2))), "ids: .* is 3"),
)


def test_an_embedding_is_a_product_with_one_hot_rows():
    E, dY = RNG.normal(size=(5, 3)), RNG.normal(size=(2, 3, 3))
    ids = np.array([[4, 0, 4], [1, 4, 2]])
    Y, cache = embedding_forward(ids, E)
    np.testing.assert_allclose(Y, np.eye(5)[ids] @ E)
    theirs = torch.tensor(E, requires_grad=True)
    (torch.nn.functional.embedding(torch.tensor(ids), theirs) * torch.tensor(dY)).sum().backward()
    np.testing.assert_allclose(embedding_backward(dY, cache), theirs.grad, rtol=1e-12)
