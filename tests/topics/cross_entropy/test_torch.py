"""Topic 01 in torch: the same numbers as in NumPy, forward and backward, in float64 to 1e-10."""

import numpy as np
import pytest
import torch

from utils.data import iris
from utils.numpy_impl import cross_entropy as ce
from utils.torch_impl import cross_entropy as tce

RNG = np.random.default_rng(0)
P, Q = RNG.dirichlet(np.ones(5), size=(2, 3))
X, Y = RNG.standard_normal((6, 4)), np.array([0, 1, 2, 1, 1, 0])
W, B = RNG.standard_normal((4, 3)), RNG.standard_normal(3)


def close(theirs, ours):
    if isinstance(theirs, torch.Tensor):
        theirs = theirs.detach().numpy()
    assert theirs.dtype == np.float64
    np.testing.assert_allclose(theirs, ours, rtol=1e-10, atol=1e-10)


def test_measures_agree():
    p, q = torch.tensor(P), torch.tensor(Q)
    close(tce.entropy(p), ce.entropy(P))
    close(tce.cross_entropy(p, q), ce.cross_entropy(P, Q))
    close(tce.kl_divergence(p, q), ce.kl_divergence(P, Q))


def test_zeros_agree():
    p, q = np.array([[0.5, 0.5, 0], [1, 0, 0]]), np.array([[1, 0, 0], [0.5, 0.5, 0]])
    close(tce.entropy(torch.tensor(p)), ce.entropy(p))
    for name in ("cross_entropy", "kl_divergence"):
        close(getattr(tce, name)(torch.tensor(p), torch.tensor(q)), getattr(ce, name)(p, q))


@pytest.mark.parametrize("temperature", [1e-305, 0.1, 1.0, 7.0])
def test_log_softmax_agrees(temperature):
    Z = np.concatenate([X @ W, [[1e4, -1e4, 0]]])
    close(tce.log_softmax(torch.tensor(Z), temperature), ce.log_softmax(Z, temperature))
    close(tce.softmax(torch.tensor(Z), temperature), ce.softmax(Z, temperature))


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_loss_and_every_gradient_agree(reduction):
    J, cache = ce.softmax_regression_forward(X, Y, W, B, reduction)
    model = tce.SoftmaxRegression(4, 3, dtype=torch.float64)
    with torch.no_grad():
        model.W.copy_(torch.tensor(W))
        model.b.copy_(torch.tensor(B))
    x = torch.tensor(X, requires_grad=True)
    loss = model.loss(x, torch.tensor(Y), reduction)
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
    ours = ce.fit_softmax_regression(flowers.X, flowers.y, 3, 2.0, 200, momentum, record_every=100)
    model = tce.SoftmaxRegression(4, 3, dtype=torch.float64)
    theirs = model.fit(
        torch.tensor(flowers.X), torch.tensor(flowers.y), 2.0, 200, momentum, record_every=100
    )
    close(np.array(theirs.losses), ours.losses)
    close(model.W, ours.W)
    close(model.b, ours.b)
    for one, other in zip(theirs.snapshots, ours.snapshots, strict=True):
        assert one[0] == other[0]
        close(one[1], other[1])


def test_the_fit_calls_back_at_every_loss():
    seen = []
    model = tce.SoftmaxRegression(4, 3, dtype=torch.float64)
    result = model.fit(
        torch.tensor(X), torch.tensor(Y), steps=3, callback=lambda *told: seen.append(told)
    )
    assert [told[0] for told in seen] == [0, 1, 2, 3]
    assert [told[1] for told in seen] == result.losses
    assert not seen[0][2].any(), "what the callback is given must not move with the weights"


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU here")
def test_the_fit_runs_on_a_gpu():
    ours = ce.fit_softmax_regression(X, Y, 3, steps=50)
    model = tce.SoftmaxRegression(4, 3, dtype=torch.float64, device="cuda")
    theirs = model.fit(torch.tensor(X, device="cuda"), torch.tensor(Y, device="cuda"), steps=50)
    close(np.array(theirs.losses), ours.losses)


BAD = [
    (tce.entropy, ([0.5, 0.6],), "p: a sum of probabilities is off by 0.1"),
    (tce.entropy, ([1.5, -0.5],), "p: an entry is negative or NaN"),
    (tce.entropy, ([float("nan"), 1.0],), "p: an entry is negative or NaN"),
    (tce.entropy, ([],), r"p: got shape \(0,\)"),
    (tce.entropy, ([1, 0],), "p: got values of type torch.int64"),
    (tce.cross_entropy, ([1.0], [0.5, 0.5]), r"q: got shape \(2,\), expected \(1,\)"),
    (tce.log_softmax, ([0.0, 1.0], 0.0), "temperature: got 0.0, expected"),
    (tce.log_softmax, ([0.0, float("inf")],), "z: an entry is NaN or infinite"),
    (tce.softmax_cross_entropy, ([0.0, 1.0], [0]), r"Z: got shape \(2,\), expected \(N, R\)"),
    (tce.softmax_cross_entropy, ([[0.0, 1.0]], [2]), "y: a label is out of range, expected 0 to 1"),
    (tce.softmax_cross_entropy, ([[0.0, 1.0]], [0.0]), "y: got labels of type torch.float32"),
    (tce.softmax_cross_entropy, ([[0.0, 1.0]], [0, 1]), r"y: got shape \(2,\), expected \(1,\)"),
    (tce.softmax_cross_entropy, ([[0.0, 1.0]], [0], "none"), "reduction: got 'none'"),
    (tce.SoftmaxRegression(4, 3), ([[0.0, 1.0]],), r"X: got shape \(1, 2\), expected \(·, 4\)"),
]


@pytest.mark.parametrize(("f", "arguments", "message"), BAD)
def test_bad_input_is_named(f, arguments, message):
    arguments = [torch.tensor(a) if isinstance(a, list) else a for a in arguments]
    with pytest.raises(ValueError, match=f"^{message}"):
        f(*arguments)
