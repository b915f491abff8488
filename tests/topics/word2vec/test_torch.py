"""Topic 07: NumPy and torch give the same numbers, forward and backward, in float64."""

import numpy as np
import pytest
import torch
from helpers import parity, refusals
from topics.word2vec import models

from utils.numpy_impl import word2vec as w2v
from utils.torch_impl import word2vec as wt

THEIRS = {
    "skipgram": wt.skipgram_loss,
    "negative_sampling": wt.negative_sampling_loss,
    "hierarchical": wt.hierarchical_loss,
}


@pytest.mark.parametrize("label", models.LOSSES)
def test_a_loss_and_every_gradient_agree(label):
    model, inputs, batch = models.LOSSES[label]
    loss = THEIRS[label.partition(",")[0]]
    parity.assert_same(model, inputs, lambda **p: loss(*batch, p))


@parity.on_each_device
def test_the_module_has_the_loss_and_gradients_of_numpy(device):
    p, batch = models.tables(), ([1, 1, 3], [2, 0, 2], [[2, 4], [2, 2], [0, 1]])
    made = wt.SkipGram.from_numpy(p, device=device)
    J, cache = w2v.negative_sampling_forward(*batch, p)
    loss = made(*batch)
    parity.assert_close(loss, J)
    loss.backward()
    for name, gradient in w2v.negative_sampling_backward(1.0, cache).items():
        parity.assert_close(getattr(made, name), p[name])
        parity.assert_close(getattr(made, name).grad, gradient)


def test_the_module_begins_as_in_numpy():
    made = wt.SkipGram(200, 50)
    assert not made.E_out.any()
    assert 0.0099 < made.E.abs().max() <= 0.01
    assert abs(made.E.mean()) < 2e-4
    assert wt.SkipGram.from_numpy({k: np.ones((2, 1), np.float32) for k in models.P}).E.dtype == (
        torch.float32
    )


test_bad_input = refusals.test_of(
    (lambda: wt.SkipGram(0, 2), "V: got 0, expected at least 1"),
    (
        lambda: wt.SkipGram.from_numpy(models.tables(fewer=1)),
        r"E_out: got shape \(4, 3\), expected",
    ),
)
