"""Topic 08: NumPy and torch give the same numbers, forward and backward, in float64."""

import numpy as np
import pytest
import torch
from helpers import parity, refusals
from topics.softmax_speedups import models

from utils.numpy_impl import softmax_speedups as so
from utils.torch_impl import softmax_speedups as st

each = pytest.mark.parametrize
LOSSES = {
    loss.__name__: loss
    for loss in (st.full, st.normalised, st.class_based, st.tree, st.nce, st.negative, st.sampled)
}


@each(("kind", "label"), [(kind, label) for kind, cases in models.CASES.items() for label in cases])
@parity.on_each_device
def test_every_loss_and_gradient_agrees(kind, label, device):
    given, how = models.CASES[kind][label]
    given = [
        torch.tensor(value, device=device) if isinstance(value, np.ndarray) else value
        for value in given
    ]
    how = {name: value for name, value in how.items() if name != "chunk"}

    def in_torch(h, **p):
        on = {name: value.to(device) for name, value in p.items()}
        return LOSSES[kind](h.to(device), *given, on, **how).cpu()

    parity.assert_same(*models.MODELS[label], in_torch)


def test_torch_own_layer_is_a_head_and_classes_with_fewer_numbers():
    """A word's score is in the head, or its class's is, times a softmax after a projection."""
    torch.manual_seed(0)
    layer = st.adaptive(16, 120, [10, 30], head_bias=True).double()
    h = torch.randn(4, 16, dtype=torch.float64)
    log_P = layer.log_prob(h).detach().numpy()
    np.testing.assert_allclose(np.exp(log_P).sum(axis=1), 1, atol=1e-12)
    of = {name: value.detach().numpy() for name, value in layer.named_parameters()}
    head = {"W_y": of["head.weight"], "b_y": of["head.bias"]}  # ten words and two classes
    first = so.full_log_probability(h, np.tile(np.arange(12), (4, 1)), head)
    parity.assert_close(log_P[:, :10], first[:, :10])
    for i, words in enumerate((range(10, 30), range(30, 120))):
        low = h.numpy() @ of[f"tail.{i}.0.weight"].T
        assert low.shape[1] == 16 // 4 ** (i + 1)
        p = {"W_y": of[f"tail.{i}.1.weight"], "b_y": np.zeros(len(words))}
        within = so.full_log_probability(low, np.tile(np.arange(len(words)), (4, 1)), p)
        parity.assert_close(log_P[:, words], first[:, [10 + i]] + within)


test_bad_input = refusals.test_of((lambda: st.adaptive(16, 99), "V: got 99, expected at least 100"))
