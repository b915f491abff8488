"""The losses as torch has them: reductions, class weights, ignored labels; what they refuse."""

import itertools

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from helpers import parity, refusals

from utils import validate
from utils.numpy_impl.core import losses

RNG = np.random.default_rng(0)
Z, Y = 3 * RNG.standard_normal((6, 4)), np.array([0, 3, -1, 2, -1, 1])
WEIGHTS = np.array([1.0, 0.5, 0.0, 2.0])
CASES = list(itertools.product(("mean", "sum", "none"), (None, WEIGHTS), (None, -1)))
SOFTMAX = losses.softmax_cross_entropy_forward, losses.softmax_cross_entropy_backward
SIGMOID = losses.sigmoid_cross_entropy_forward, losses.sigmoid_cross_entropy_backward


def of_scores(forward, backward, *how):
    """Return a loss as a model of its scores: see `parity.assert_same`."""

    def model(Z):
        J, cache = forward(Z, *how)
        return J, lambda dJ: backward(dJ, cache)

    return model


@pytest.mark.parametrize(("reduction", "weights", "ignore_index"), CASES)
def test_softmax_cross_entropy_is_that_of_torch(reduction, weights, ignore_index):
    y = Y if ignore_index == -1 else Y % 4
    ours = of_scores(*SOFTMAX, y, reduction, weights, ignore_index)
    how = {"reduction": reduction, "ignore_index": ignore_index or -100}
    weight = None if weights is None else torch.tensor(weights)
    parity.assert_same(ours, {"Z": Z}, lambda Z: F.cross_entropy(Z, torch.tensor(y), weight, **how))


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_sigmoid_cross_entropy_is_that_of_torch(reduction):
    ours, y = of_scores(*SIGMOID, Y % 2, reduction), torch.tensor(Y % 2.0)
    theirs = F.binary_cross_entropy_with_logits
    parity.assert_same(ours, {"Z": Z[:, 0]}, lambda Z: theirs(Z, y, reduction=reduction))


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
    (lambda: of_scores(*SOFTMAX, Y % 4, "none")(Z)[1](1.0), r"dJ: got shape \(\), expected \(6,\)"),
)
