"""Topic 07: NumPy and torch give the same numbers, forward and backward, in float64."""

import pytest
from helpers import parity
from topics.word2vec import models

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
