"""Topic 01 in torch: the same numbers as in NumPy, forward and backward, in float64 to 1e-10."""

import numpy as np
import pytest
import torch

from utils.data import iris
from utils.numpy_impl import cross_entropy as ce
from utils.torch_impl import cross_entropy as tce

RNG = np.random.default_rng(0)
X, Y = RNG.standard_normal((6, 4)), np.array([0, 1, 2, 1, 1, 0])
B = RNG.standard_normal(3)


def close(theirs, ours):
    if isinstance(theirs, torch.Tensor):
        theirs = theirs.detach().numpy()
    assert theirs.dtype == np.float64
    np.testing.assert_allclose(theirs, ours, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("scale", [1, 1e4])
def test_loss_and_every_gradient_agree(scale):
    W = scale * RNG.standard_normal((4, 3))  # logits of ten thousand overflow nothing
    J, cache = ce.softmax_regression_forward(X, Y, W, B)
    model = tce.SoftmaxRegression(4, 3, dtype=torch.float64)
    with torch.no_grad():
        model.W.copy_(torch.tensor(W))
        model.b.copy_(torch.tensor(B))
    x = torch.tensor(X, requires_grad=True)
    loss = model.loss(x, torch.tensor(Y))
    (1.7 * loss).backward()
    close(loss, J)
    gradients = ce.softmax_regression_backward(1.7, cache)
    for theirs, ours in zip((x.grad, model.W.grad, model.b.grad), gradients, strict=True):
        close(theirs, ours)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_the_sigmoid_losses_agree_with_torch(reduction):
    Z, Y = np.array([-30.0, -1.0, 0.0, 2.0]), np.array([1, 0, 1, 1])
    z, y = torch.tensor(Z, requires_grad=True), torch.tensor(Y, dtype=torch.float64)
    F = torch.nn.functional
    for name, theirs in (
        ("cross_entropy", F.binary_cross_entropy_with_logits(z, y, reduction=reduction)),
        ("squared_error", F.mse_loss(z.sigmoid(), y, reduction=reduction) / 2),
    ):
        J, cache = getattr(ce, f"sigmoid_{name}_forward")(Z, Y, reduction)
        close(theirs, J)
        (dz,) = torch.autograd.grad(theirs, z)
        close(dz, getattr(ce, f"sigmoid_{name}_backward")(1.0, cache))


@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_the_fit_takes_the_same_path(momentum):
    flowers = iris.load()
    ours = ce.fit_softmax_regression(flowers.X, flowers.y, 3, 2.0, 200, momentum)
    model = tce.SoftmaxRegression(4, 3, dtype=torch.float64)
    theirs = model.fit(torch.tensor(flowers.X), torch.tensor(flowers.y), 2.0, 200, momentum)
    close(np.array(theirs.losses), ours.losses)
    close(model.W, ours.W)
    close(model.b, ours.b)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU here")
def test_the_fit_runs_on_a_gpu():
    ours = ce.fit_softmax_regression(X, Y, 3, steps=50)
    model = tce.SoftmaxRegression(4, 3, dtype=torch.float64, device="cuda")
    theirs = model.fit(torch.tensor(X, device="cuda"), torch.tensor(Y, device="cuda"), steps=50)
    close(np.array(theirs.losses), ours.losses)


BAD = [
    (torch.zeros(1, 2), [0], r"X: got shape \(1, 2\), expected \(·, 4\)"),
    (torch.zeros(1, 4), [0, 1], r"y: got shape \(2,\), expected \(1,\)"),
    (torch.zeros(1, 4), [3], "y: a label is no class, expected integers 0 to 2"),
    (torch.zeros(1, 4), [0.0], "y: a label is no class"),
]


@pytest.mark.parametrize(("x", "y", "message"), BAD)
def test_bad_input_is_named(x, y, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        tce.SoftmaxRegression(4, 3).loss(x, torch.tensor(y))
