"""Reverse-mode autograd: every operation against central differences and against torch."""

import numpy as np
import pytest
import torch
from helpers import refusals

from utils.numpy_impl.core.autograd import Tensor, backward, topological_order
from utils.numpy_impl.core.gradient_check import gradient_errors

close = np.testing.assert_allclose
RNG = np.random.default_rng(0)
A, B = RNG.uniform(0.5, 2, (2, 3, 4))
COLUMN, ROW = RNG.uniform(0.5, 2, (3, 1)), RNG.uniform(0.5, 2, 4)
M, V3, V4 = RNG.standard_normal((4, 5)), RNG.standard_normal(3), RNG.standard_normal(4)
BATCH, BATCH_1 = RNG.standard_normal((2, 3, 4)), RNG.standard_normal((1, 4, 5))
SIGNED = RNG.standard_normal((3, 4))

# name: (the operation, written so that our Tensor and torch's both understand it; its inputs)
CASES = {
    "add": (lambda a, b: a + b, A, B),
    "add row": (lambda a, b: a + b, A, ROW),
    "add column": (lambda a, b: a + b, COLUMN, A),
    "add row and column": (lambda a, b: a + b, COLUMN, ROW),
    "add a row of one to a batch": (lambda a, b: a + b, BATCH, ROW[None]),
    "add numbers": (lambda a: 2 + a + 1.5, A),
    "subtract": (lambda a, b: a - b, A, COLUMN),
    "subtract from a number": (lambda a: 1 - a, A),
    "multiply": (lambda a, b: a * b, A, ROW),
    "multiply by itself": (lambda a: a * a, A),
    "multiply by a number": (lambda a: 3 * a * 0.5, A),
    "divide": (lambda a, b: a / b, COLUMN, A),
    "divide a number": (lambda a: 2 / a, A),
    "power": (lambda a: a**3, SIGNED),
    "power, fraction": (lambda a: a**-0.5, A),
    "power, zero": (lambda a: a**0, SIGNED),
    "negative": (lambda a: -a, SIGNED),
    "matrix @ matrix": (lambda a, b: a @ b, A, M),
    "matrix @ vector": (lambda a, b: a @ b, A, V4),
    "vector @ matrix": (lambda a, b: a @ b, V3, A),
    "vector @ vector": (lambda a, b: a @ b, V4, ROW),
    "batch @ matrix": (lambda a, b: a @ b, BATCH, M),
    "batch @ batch of one": (lambda a, b: a @ b, BATCH, BATCH_1),
    "batch @ vector": (lambda a, b: a @ b, BATCH, V4),
    "vector @ batch": (lambda a, b: a @ b, V3, BATCH),
    "exp": (lambda a: a.exp(), SIGNED),
    "log": (lambda a: a.log(), A),
    "tanh": (lambda a: a.tanh(), SIGNED),
    "sigmoid": (lambda a: a.sigmoid(), 5 * SIGNED),
    "relu": (lambda a: a.relu(), SIGNED),
    "sum": (lambda a: a.sum(), SIGNED),
    "sum over rows": (lambda a: a.sum(0), SIGNED),
    "sum over two axes": (lambda a: a.sum((0, -1)), BATCH),
    "sum, kept": (lambda a: a.sum(1, True), SIGNED),
    "mean": (lambda a: a.mean(), SIGNED),
    "mean over columns": (lambda a: a.mean(-1), SIGNED),
    "mean, kept": (lambda a: a.mean((0, 2), True), BATCH),
    "several paths": (lambda a, b: (a * b).tanh() + a / b - a.exp() * b, A, ROW),
}


def weighted(out):
    """One number that depends on every entry of `out` differently: cos(1), cos(2), …"""
    size = out.data.numel() if isinstance(out, torch.Tensor) else out.data.size
    w = np.cos(np.arange(1, size + 1)).reshape(tuple(out.shape))
    return (out * (torch.tensor(w) if isinstance(out, torch.Tensor) else w)).sum()


@pytest.mark.parametrize("case", CASES)
def test_an_operation_against_differences_and_torch(case):
    f, *arrays = CASES[case]
    ours = [Tensor(array) for array in arrays]
    theirs = [torch.tensor(array, requires_grad=True) for array in arrays]
    out, other = f(*ours), f(*theirs)
    assert out.shape == tuple(other.shape)
    close(out.data, other.detach().numpy(), rtol=1e-12, atol=1e-13)
    backward(weighted(out))
    weighted(other).backward()
    for tensor, peer in zip(ours, theirs, strict=True):
        assert tensor.grad.shape == tensor.data.shape
        close(tensor.grad, peer.grad.numpy(), rtol=1e-10, atol=1e-12)

    names = [str(i) for i in range(len(arrays))]

    def loss(**inputs):
        return weighted(f(*(Tensor(inputs[name]) for name in names))).data

    gradients = {name: tensor.grad for name, tensor in zip(names, ours, strict=True)}
    errors = gradient_errors(loss, dict(zip(names, arrays, strict=True)), gradients)
    assert max(errors.values()) < 1e-7, errors


def test_operations_that_only_torch_names_otherwise():
    x = Tensor(SIGNED)
    close((A @ Tensor(M)).data, A @ M)
    close((A - x).data, A - SIGNED)
    close((A + x).data, A + SIGNED)
    close((A * x).data, A * SIGNED)
    close((SIGNED / Tensor(A)).data, SIGNED / A)


def test_the_kink_is_torchs():
    values = np.array([-1.0, 0.0, 2.0])
    ours, theirs = Tensor(values), torch.tensor(values, requires_grad=True)
    backward(ours.relu().sum())
    torch.relu(theirs).sum().backward()
    close(ours.grad, theirs.grad.numpy())


def test_a_sigmoid_of_ten_thousand():
    """Every warning is an error here."""
    z = Tensor([-1e4, 1e4])
    backward(z.sigmoid().sum())
    close(z.sigmoid().data, [0, 1])


# ---------------------------------------------------------------- the graph


def test_parents_come_first_and_every_node_once_and_all_paths_are_added():
    x, w = Tensor(2.0, name="x"), Tensor(3.0, name="w")
    y = x * w
    J = (y + x) * y
    order = topological_order(J)
    assert len(order) == len(set(order)) == 5
    assert order[-1] is J
    for node in order:
        assert all(order.index(parent) < order.index(node) for parent in node.parents)
    assert [node.name or node.op for node in order] == ["x", "w", "*", "+", "*"]
    # J = (x w + x) x w = x² w² + x² w: ∂J/∂x = 2x w² + 2x w, ∂J/∂w = 2x² w + x²
    backward(J)
    assert x.grad == 4 * 9 + 4 * 3
    assert w.grad == 8 * 3 + 4
    assert y.grad == (6 + 2) + 6, "also between the leaves"


def test_gradients_start_afresh_at_each_call():
    x = Tensor([1.0, 2.0])
    J = (x * x).sum()
    backward(J)
    backward(J)
    close(x.grad, [2, 4])


def test_a_chain_of_ten_thousand_needs_no_recursion():
    x = Tensor(1.0)
    y = x
    for _ in range(10_000):
        y = y + x
    backward(y)
    assert x.grad == 10_001


def test_data_and_gradients_are_not_shared():
    """b + b hands the same array to both parents: adding in place must not reach the child."""
    x = Tensor([1.0, 2.0])
    y = x + x
    z = y + y
    backward(z.sum())
    close(z.grad, [1, 1])
    close(y.grad, [2, 2])
    close(x.grad, [4, 4])


def test_float32_stays_float32():
    x = Tensor(SIGNED.astype(np.float32))
    y = (2 * x.sigmoid() + 1.0) / 3 - x.relu().mean() ** 2
    J = (y @ Tensor(V4.astype(np.float32))).sum()
    backward(J)
    assert {node.data.dtype for node in topological_order(J)} == {np.dtype(np.float32)}
    assert {node.grad.dtype for node in topological_order(J)} == {np.dtype(np.float32)}


# ---------------------------------------------------------------- bad input


test_bad_input = refusals.test_of(
    (lambda: Tensor([np.nan]), r"data: entry \[0\] is NaN"),
    (lambda: Tensor([]), "data: got an empty array"),
    (lambda: Tensor(["a"]), "data: got values of type"),
    (lambda: backward(Tensor([1.0, 2.0])), r"root: got shape \(2,\)"),
    (lambda: backward(3.0), "root: got float"),
    (lambda: Tensor([1.0, 0.0]).log(), "log: got an entry of 0"),
    (lambda: Tensor([1.0]) ** np.ones(2), "exponent: got shape"),
    (lambda: Tensor(np.ones((2, 3))) + np.ones(2), "operands could not be broadcast"),
    (lambda: Tensor(np.ones((2, 3))) @ np.ones(2), "matmul"),
)
