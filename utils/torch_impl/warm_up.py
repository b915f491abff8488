"""Layers, a multilayer perceptron and linear regression in torch, on the tensors' own device.

The same names and meanings as in `utils.numpy_impl.warm_up`; the gradients come from autograd
instead of from the hand-written formulas, and a test holds the two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn

from utils.numpy_impl.core.minibatches import batches

ACTIVATIONS = {
    "step": lambda z: (z > 0).to(z.dtype),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "linear": lambda z: z,
}


def _chosen(activation: str):
    if activation not in ACTIVATIONS:
        names = ", ".join(map(repr, ACTIVATIONS))
        raise ValueError(f"activation: got {activation!r}, expected one of {names}")
    return ACTIVATIONS[activation]


def dense(X: Tensor, W: Tensor, b: Tensor, activation: str = "tanh") -> Tensor:
    """Y = f(X W + b) [S, M21]. X (N, D), W (D, H), b (H,) → (N, H).

    Raises ValueError for another shape and for an activation that is none.

    >>> dense(torch.tensor([[1.0, 2.0]]), torch.eye(2), torch.tensor([0.5, -3.0]), "relu")
    tensor([[1.5000, 0.0000]])
    """
    f = _chosen(activation)
    if W.ndim != 2 or b.shape != W.shape[1:]:
        raise ValueError(
            f"b: got shape {tuple(b.shape)} for W {tuple(W.shape)}, expected (H,) and (D, H)"
        )
    if X.ndim != 2 or X.shape[1] != W.shape[0]:
        raise ValueError(f"X: got shape {tuple(X.shape)}, expected (·, {W.shape[0]})")
    return f(X @ W + b)


class MLP(nn.Module):
    """Dense layers with one activation between them; the last layer is linear [S, M21].

    sizes: inputs, neurons of each hidden layer, outputs. W[k] (D_k, D_(k+1)) ~ N(0, 1/D_k), b = 0.

    >>> sum(p.numel() for p in MLP([2, 3, 1]).parameters())
    13
    """

    def __init__(self, sizes: Sequence[int], activation: str = "tanh", *, dtype=None, device=None):
        super().__init__()
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError(f"sizes: got {list(sizes)}, expected at least inputs and outputs")
        _chosen(activation)
        self.activation = activation
        made = {"dtype": dtype, "device": device}
        self.W = nn.ParameterList(torch.randn(D, H, **made) / D**0.5 for D, H in pairwise(sizes))
        self.b = nn.ParameterList(torch.zeros(H, **made) for H in sizes[1:])

    @classmethod
    def from_numpy(cls, parameters, activation: str = "tanh", *, device=None) -> "MLP":
        """The network with the weights [(W, b), …] that `mlp_forward` takes; dtype as theirs."""
        sizes = [len(parameters[0][0]), *(np.shape(b)[0] for _, b in parameters)]
        dtype = torch.as_tensor(parameters[0][0]).dtype
        network = cls(sizes, activation, dtype=dtype, device=device)
        with torch.no_grad():
            for k, (W, b) in enumerate(parameters):
                network.W[k].copy_(torch.as_tensor(W))
                network.b[k].copy_(torch.as_tensor(b))
        return network

    def forward(self, X: Tensor) -> Tensor:
        """X (N, D_0) → (N, D_L). Raises ValueError for another shape."""
        last = len(self.W) - 1
        for k, (W, b) in enumerate(zip(self.W, self.b, strict=True)):
            X = dense(X, W, b, self.activation if k < last else "linear")
        return X


@dataclass
class LinearRegressionFit:
    """Row k of W, b and losses is before step k + 1, as in NumPy; on the data's device."""

    W: Tensor  # (steps + 1, D)
    b: Tensor  # (steps + 1,)
    losses: Tensor  # (steps,)


class LinearRegression(nn.Module):
    """ŷ = X w + b with w (D,), b one number, both zero to begin with.

    >>> LinearRegression(2)(torch.ones(3, 2))
    tensor([0., 0., 0.], grad_fn=<AddBackward0>)
    """

    def __init__(self, n_features: int, *, dtype=None, device=None):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(n_features, dtype=dtype, device=device))
        self.b = nn.Parameter(torch.zeros((), dtype=dtype, device=device))

    def forward(self, X: Tensor) -> Tensor:
        """X (N, D) → (N,). Raises ValueError for another shape."""
        if X.ndim != 2 or X.shape[1] != len(self.w):
            raise ValueError(f"X: got shape {tuple(X.shape)}, expected (·, {len(self.w)})")
        return X @ self.w + self.b

    def loss(self, X: Tensor, y: Tensor) -> Tensor:
        """J = 1/(2N) Σ_n (ŷ_n − y_n)². Raises ValueError when y is not (N,)."""
        if y.shape != X.shape[:1]:
            raise ValueError(f"y: got shape {tuple(y.shape)}, expected ({len(X)},)")
        return ((self(X) - y) ** 2).mean() / 2


def fit_linear_regression(
    X: Tensor,
    y: Tensor,
    learning_rate: float,
    steps: int,
    batch: int | None = None,
    rng: np.random.Generator | None = None,
) -> LinearRegressionFit:
    """Gradient descent on J from zeros, by `torch.optim.SGD`: the path of the NumPy function.

    The batches are drawn by the same NumPy generator, so that both see the same examples.
    Raises ValueError when `batch` comes without `rng`.
    """
    if batch is not None and rng is None:
        raise ValueError("rng: got None, expected a NumPy generator that draws the batches")
    chosen = None if batch is None else batches(len(X), batch, rng)
    model = LinearRegression(X.shape[1], dtype=X.dtype, device=X.device)
    optimiser = torch.optim.SGD(model.parameters(), lr=learning_rate)
    W, b, losses = X.new_zeros(steps + 1, X.shape[1]), X.new_zeros(steps + 1), X.new_zeros(steps)
    for k in range(steps):
        J = model.loss(X, y)
        losses[k] = J.detach()
        if chosen is not None:
            few = torch.as_tensor(next(chosen), device=X.device)
            J = model.loss(X[few], y[few])
        optimiser.zero_grad()
        J.backward()
        optimiser.step()
        W[k + 1], b[k + 1] = model.w.detach(), model.b.detach()
    return LinearRegressionFit(W, b, losses)
