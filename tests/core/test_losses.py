"""The losses as torch has them, with every reduction; what they refuse."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from helpers import refusals

from utils import validate
from utils.numpy_impl.core import losses

RNG = np.random.default_rng(0)
Z, Y = 3 * RNG.standard_normal((6, 4)), np.array([0, 3, 3, 2, 3, 1])
REDUCTIONS = pytest.mark.parametrize("reduction", ["mean", "sum", "none"])


@REDUCTIONS
def test_softmax_cross_entropy_is_that_of_torch(reduction):
    J, cache = losses.softmax_cross_entropy_forward(Z, Y, reduction)
    dJ = RNG.standard_normal(np.shape(J))
    scores = torch.tensor(Z, requires_grad=True)
    theirs = F.cross_entropy(scores, torch.tensor(Y), reduction=reduction)
    theirs.backward(torch.tensor(dJ))
    np.testing.assert_allclose(J, theirs.detach(), rtol=1e-12)
    dZ = losses.softmax_cross_entropy_backward(dJ, cache)
    np.testing.assert_allclose(dZ, scores.grad, rtol=1e-12, atol=1e-15)


@REDUCTIONS
def test_sigmoid_cross_entropy_is_that_of_torch(reduction):
    z, y = Z[:, 0], Y % 2
    J, cache = losses.sigmoid_cross_entropy_forward(z, y, reduction)
    dJ = RNG.standard_normal(np.shape(J))
    scores = torch.tensor(z, requires_grad=True)
    theirs = F.binary_cross_entropy_with_logits(
        scores, torch.tensor(y, dtype=scores.dtype), reduction=reduction
    )
    theirs.backward(torch.tensor(dJ))
    np.testing.assert_allclose(J, theirs.detach(), rtol=1e-12)
    dz = losses.sigmoid_cross_entropy_backward(dJ, cache)
    np.testing.assert_allclose(dz, scores.grad, rtol=1e-12)


def forward(**changes):
    losses.softmax_cross_entropy_forward(**{"Z": Z, "y": Y} | changes)


test_bad_input = refusals.test_of(
    (lambda: forward(reduction="max"), "reduction: got 'max'"),
    (lambda: forward(y=Y - 1), "y: entry .* is -1"),
    (lambda: forward(Z=Z.astype(np.float16)), "Z: got float16"),
    (lambda: forward(Z=np.ma.masked_less(Z, 0)), "Z: got a masked array"),
    (lambda: forward(y=np.ma.masked_less(Y, 0)), "y: got a masked array"),
    (lambda: validate.real("w", torch.ones(2, requires_grad=True)), "w: got a Tensor"),
    (
        lambda: losses.softmax_cross_entropy_backward(
            1.0, losses.softmax_cross_entropy_forward(Z, Y, "none")[1]
        ),
        r"dJ: got shape \(\), expected \(6,\)",
    ),
)
