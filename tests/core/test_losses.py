"""The losses as torch has them: reductions, class weights, ignored labels; what they refuse."""

import itertools

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from helpers import refusals

from utils import validate
from utils.numpy_impl.core import losses

RNG = np.random.default_rng(0)
Z, Y = 3 * RNG.standard_normal((6, 4)), np.array([0, 3, -1, 2, -1, 1])
WEIGHTS = np.array([1.0, 0.5, 0.0, 2.0])
CASES = list(itertools.product(("mean", "sum", "none"), (None, WEIGHTS), (None, -1)))


@pytest.mark.parametrize(("reduction", "weights", "ignore_index"), CASES)
def test_softmax_cross_entropy_is_that_of_torch(reduction, weights, ignore_index):
    y = Y if ignore_index == -1 else Y % 4
    J, cache = losses.softmax_cross_entropy_forward(Z, y, reduction, weights, ignore_index)
    dJ = RNG.standard_normal(np.shape(J))
    scores = torch.tensor(Z, requires_grad=True)
    weight = None if weights is None else torch.tensor(weights)
    extra = {} if ignore_index is None else {"ignore_index": ignore_index}
    theirs = F.cross_entropy(scores, torch.tensor(y), weight, reduction=reduction, **extra)
    theirs.backward(torch.tensor(dJ))
    np.testing.assert_allclose(J, theirs.detach(), rtol=1e-12)
    dZ = losses.softmax_cross_entropy_backward(dJ, cache)
    np.testing.assert_allclose(dZ, scores.grad, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
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
    losses.softmax_cross_entropy_forward(**{"Z": Z, "y": Y % 4} | changes)


test_bad_input = refusals.test_of(
    (lambda: forward(reduction="max"), "reduction: got 'max'"),
    (lambda: forward(weights=[1.0, 2.0]), "weights: got .* for each of the 4 classes"),
    (lambda: forward(weights=[1.0, 2.0, 3.0, -1.0]), "weights: got .* at least 0"),
    (lambda: forward(y=Y), "y: entry .* is -1"),
    (lambda: forward(y=np.full(6, -1), ignore_index=-1), "y: no example counts"),
    (lambda: forward(Z=Z.astype(np.float16)), "Z: got float16"),
    (lambda: forward(Z=np.ma.masked_less(Z, 0)), "Z: got a masked array"),
    (lambda: forward(y=np.ma.masked_less(Y, 0)), "y: got a masked array"),
    (lambda: forward(y=np.ma.masked_less(Y, 0), ignore_index=-1), "y: got a masked array"),
    (lambda: validate.real("w", torch.ones(2, requires_grad=True)), "w: got a Tensor"),
    (
        lambda: losses.softmax_cross_entropy_backward(
            1.0, losses.softmax_cross_entropy_forward(Z, Y % 4, "none")[1]
        ),
        r"dJ: got shape \(\), expected \(6,\)",
    ),
)
