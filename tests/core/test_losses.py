"""The losses as torch has them, with every reduction; what they refuse."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from helpers import parity, refusals

from utils import validate
from utils.numpy_impl.core import losses

RNG = np.random.default_rng(0)
Z, Y = 3 * RNG.standard_normal((6, 4)), np.array([0, 3, 3, 2, 3, 1])
REDUCTIONS = pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
SOFTMAX = losses.softmax_cross_entropy_forward, losses.softmax_cross_entropy_backward
SIGMOID = losses.sigmoid_cross_entropy_forward, losses.sigmoid_cross_entropy_backward


def of_scores(forward, backward, *how):
    """Return a loss as a model of its scores: see `parity.assert_same`."""

    def model(Z):
        J, cache = forward(Z, *how)
        return J, lambda dJ: backward(dJ, cache)

    return model


@REDUCTIONS
def test_softmax_cross_entropy_is_that_of_torch(reduction):
    ours, y = of_scores(*SOFTMAX, Y, reduction), torch.tensor(Y)
    parity.assert_same(ours, {"Z": Z}, lambda Z: F.cross_entropy(Z, y, reduction=reduction))


@REDUCTIONS
def test_sigmoid_cross_entropy_is_that_of_torch(reduction):
    ours, y = of_scores(*SIGMOID, Y % 2, reduction), torch.tensor(Y % 2.0)
    theirs = F.binary_cross_entropy_with_logits
    parity.assert_same(ours, {"Z": Z[:, 0]}, lambda Z: theirs(Z, y, reduction=reduction))


def forward(**changes):
    losses.softmax_cross_entropy_forward(**{"Z": Z, "y": Y} | changes)


test_bad_input = refusals.test_of(
    (lambda: forward(reduction="max"), "reduction: got 'max'"),
    (lambda: forward(y=Y - 1), "y: entry .* is -1"),
    (lambda: forward(Z=Z.astype(np.float16)), "Z: got float16"),
    (lambda: forward(Z=np.ma.masked_less(Z, 0)), "Z: got a masked array"),
    (lambda: forward(y=np.ma.masked_less(Y, 0)), "y: got a masked array"),
    (lambda: validate.real("w", torch.ones(2, requires_grad=True)), "w: got a Tensor"),
    (lambda: of_scores(*SOFTMAX, Y, "none")(Z)[1](1.0), r"dJ: got shape \(\), expected \(6,\)"),
)
