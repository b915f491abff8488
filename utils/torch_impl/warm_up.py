"""Layers, a multilayer perceptron and linear regression in torch, on the tensors' own device.

The same names and meanings as in `utils.numpy_impl.warm_up`; the gradients come from autograd
instead of from the hand-written formulas, and a test holds the two together.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from utils import validate
from utils.numpy_impl import warm_up as wu
from utils.numpy_impl.core.minibatches import batches
from utils.torch_impl.core import activation as activation_of


def dense(X: Tensor, W: Tensor, b: Tensor, activation: str = "tanh") -> Tensor:
    """Y = f(X W + b) [S, M21]. X (N, D), W (D, H), b (H,) → (N, H).

    Raises ValueError for another shape and for an activation that is none.

    >>> dense(torch.tensor([[1.0, 2.0]]), torch.eye(2), torch.tensor([0.5, -3.0]), "relu")
    tensor([[1.5000, 0.0000]])
    """
    f = activation_of(activation, wu.ACTIVATIONS)
    if W.ndim != 2 or b.shape != W.shape[1:]:
        raise ValueError(
            f"b: got shape {tuple(b.shape)} for W {tuple(W.shape)}, expected (H,) and (D, H)"
        )
    if X.ndim != 2 or X.shape[1] != W.shape[0]:
        raise ValueError(f"X: got shape {tuple(X.shape)}, expected (·, {W.shape[0]})")
    return f(X @ W + b)


class MLP(nn.Module):
    """Dense layers with one activation between them; the last layer is linear [S, M21].

    From the [(W, b), …] of `mlp_parameters`, in their dtype.

    >>> MLP([([[1.0]], [0.0]), ([[2.0]], [1.0])], "relu")(torch.tensor([[1.0]]))
    tensor([[3.]], grad_fn=<AddBackward0>)
    """

    def __init__(self, parameters: Sequence[tuple], activation: str = "tanh", *, device=None):
        super().__init__()
        activation_of(activation, wu.ACTIVATIONS)
        self.activation = activation
        self.W, self.b = (
            nn.ParameterList(torch.tensor(each, device=device) for each in part)
            for part in zip(*parameters, strict=True)
        )

    def forward(self, X: Tensor) -> Tensor:
        """X (N, D_0) → (N, D_L). Raises ValueError for another shape."""
        last = len(self.W) - 1
        for k, (W, b) in enumerate(zip(self.W, self.b, strict=True)):
            X = dense(X, W, b, self.activation if k < last else "linear")
        return X


def linear_regression(X: Tensor, y: Tensor, w: Tensor, b: Tensor) -> Tensor:
    """J = 1/(2N) Σ_n (x_n·w + b − y_n)². Raises ValueError for another shape.

    >>> linear_regression(torch.tensor([[1.0], [2.0]]), torch.tensor([1.0, 4.0]), torch.ones(1), 0)
    tensor(1.)
    """
    if X.ndim != 2 or X.shape[1] != len(w):
        raise ValueError(f"X: got shape {tuple(X.shape)}, expected (·, {len(w)})")
    if y.shape != X.shape[:1]:
        raise ValueError(f"y: got shape {tuple(y.shape)}, expected ({len(X)},)")
    return ((X @ w + b - y) ** 2).mean() / 2


def fit_linear_regression(
    X: Tensor,
    y: Tensor,
    learning_rate: float,
    steps: int,
    batch: int | None = None,
    rng: np.random.Generator | None = None,
) -> wu.LinearRegressionFit:
    """Gradient descent on J from zeros, by `torch.optim.SGD`: the path of the NumPy function.

    The batches are drawn by the same NumPy generator, so that both see the same examples. The
    result's W, b and losses are tensors. Raises ValueError when `batch` comes without `rng`.
    """
    chosen = None if batch is None else batches(len(X), batch, validate.generator("rng", rng))
    w, b = (X.new_zeros(shape, requires_grad=True) for shape in (X.shape[1], ()))
    optimiser = torch.optim.SGD([w, b], lr=learning_rate)
    W, B, losses = X.new_zeros(steps + 1, X.shape[1]), X.new_zeros(steps + 1), X.new_zeros(steps)
    for k in range(steps):
        J = linear_regression(X, y, w, b)
        losses[k] = J.detach()
        if chosen is not None:
            few = torch.as_tensor(next(chosen), device=X.device)
            J = linear_regression(X[few], y[few], w, b)
        optimiser.zero_grad()
        J.backward()
        optimiser.step()
        W[k + 1], B[k + 1] = w.detach(), b.detach()
    return wu.LinearRegressionFit(W, B, losses)
