"""Convolution, pooling and LeNet-5 in torch, on the tensors' own device.

The same names and meanings as in `utils.numpy_impl.convolution`; the gradients come from
autograd instead of from the hand-written formulas, and a test holds the two together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from utils.numpy_impl.convolution.training import drawn_shift
from utils.numpy_impl.core.minibatches import batches

PICTURE = (1, 28, 28)
ACTIVATIONS = {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid}


def conv1d(X: Tensor, W: Tensor, b: Tensor, stride=1, padding=0) -> Tensor:
    """Y_nfi = b_f + Σ_cj X_(n, c, s i + j) W_fcj [M21]: X (N, C, L), W (F, C, K), b (F,).

    >>> conv1d(torch.tensor([[[1.0, 2, 3, 4]]]), torch.tensor([[[1.0, 0, -1]]]), torch.zeros(1))
    tensor([[[-2., -2.]]])
    """
    return _conv(functional.conv1d, X, W, b, stride, padding, axes=1)


def conv2d(X: Tensor, W: Tensor, b: Tensor, stride=1, padding=0) -> Tensor:
    """Y_nfij = b_f + Σ_cuv X_(n, c, s i + u, s j + v) W_fcuv [M21].

    X (N, C, H, W), W (F, C, KH, KW), b (F,); stride, padding an int or one per axis
    → (N, F, H', W'). Raises ValueError where the shapes do not fit.

    >>> X, W = torch.arange(9.0).reshape(1, 1, 3, 3), torch.tensor([[[[1.0, 2], [1, 0]]]])
    >>> conv2d(X, W, torch.zeros(1))[0, 0]
    tensor([[ 5.,  9.],
            [17., 21.]])
    """
    return _conv(functional.conv2d, X, W, b, stride, padding, axes=2)


def conv3d(X: Tensor, W: Tensor, b: Tensor, stride=1, padding=0) -> Tensor:
    """The same for video [M21]: X (N, C, D, H, W), W (F, C, KD, KH, KW), b (F,).

    >>> conv3d(torch.ones(1, 1, 2, 2, 2), torch.ones(1, 1, 2, 2, 2), torch.ones(1)).item()
    9.0
    """
    return _conv(functional.conv3d, X, W, b, stride, padding, axes=3)


def _conv(function, X, W, b, stride, padding, axes):
    if X.ndim != axes + 2:
        raise ValueError(f"X: got shape {tuple(X.shape)}, expected {axes + 2} axes (N, C, …)")
    if W.ndim != axes + 2 or W.shape[1] != X.shape[1]:
        raise ValueError(f"W: got shape {tuple(W.shape)}, expected (F, {X.shape[1]}, …)")
    if b.shape != W.shape[:1]:
        raise ValueError(f"b: got shape {tuple(b.shape)}, expected ({len(W)},)")
    p = (padding,) * axes if isinstance(padding, int) else tuple(padding)
    most = tuple(n + 2 * q for n, q in zip(X.shape[2:], p, strict=True))
    if any(k > n for k, n in zip(W.shape[2:], most, strict=True)):
        raise ValueError(f"W: got a kernel of {tuple(W.shape[2:])}, expected at most {most}")
    return function(X, W, b, stride=stride, padding=p)


def max_pool2d(X: Tensor, size, stride=None, padding=0, ceil_mode=False) -> Tensor:
    """The largest of each window; of equals the first gets the gradient [M21].

    >>> max_pool2d(torch.tensor([[[[1.0, 2, 5, 0], [4, 3, 0, 0]]]]), 2)
    tensor([[[[4., 5.]]]])
    """
    return functional.max_pool2d(X, size, stride, padding, ceil_mode=ceil_mode)


def avg_pool2d(X: Tensor, size, stride=None, padding=0, ceil_mode=False) -> Tensor:
    """The mean of each window [M21].

    >>> avg_pool2d(torch.tensor([[[[1.0, 2, 5, 0], [4, 3, 0, 0]]]]), 2)
    tensor([[[[2.5000, 1.2500]]]])
    """
    return functional.avg_pool2d(X, size, stride, padding, ceil_mode)


@dataclass
class LenetFit:
    """losses[k] is the loss of batch k before the step it caused, in nats."""

    losses: list[float]


class LeNet(nn.Module):
    """LeNet-5 for 28×28 pictures, layer by layer as `utils.numpy_impl.convolution.lenet` [M21].

    >>> sum(p.numel() for p in LeNet().parameters())
    61706
    """

    def __init__(self, activation: str = "relu", *, dtype=None, device=None):
        super().__init__()
        if activation not in ACTIVATIONS:
            names = ", ".join(map(repr, ACTIVATIONS))
            raise ValueError(f"activation: got {activation!r}, expected one of {names}")
        self.activation = activation
        made = {"dtype": dtype, "device": device}
        self.C1 = nn.Conv2d(1, 6, 5, padding=2, **made)
        self.C3 = nn.Conv2d(6, 16, 5, **made)
        self.F5 = nn.Linear(400, 120, **made)
        self.F6 = nn.Linear(120, 84, **made)
        self.OUT = nn.Linear(84, 10, **made)

    @classmethod
    def from_numpy(cls, parameters: Mapping, activation="relu", *, device=None) -> "LeNet":
        """The network with the weights {"C1.W": …, …} of `lenet_parameters`; dtype as theirs."""
        dtype = torch.as_tensor(parameters["C1.W"]).dtype
        return cls(activation, dtype=dtype, device=device).load_numpy(parameters)

    def load_numpy(self, parameters: Mapping) -> "LeNet":
        """Copy the weights {"C1.W": …, …} into this network, and return it.

        torch keeps the weights of a dense layer as (outputs, inputs), NumPy here as X W + b.
        """
        with torch.no_grad():
            for name, layer in self.named_children():
                W = torch.as_tensor(parameters[f"{name}.W"])
                layer.weight.copy_(W if W.ndim == 4 else W.T)
                layer.bias.copy_(torch.as_tensor(parameters[f"{name}.b"]))
        return self

    def to_numpy(self, gradients: bool = False) -> dict[str, np.ndarray]:
        """Return the weights, or their gradients, under the names and shapes of NumPy."""
        result = {}
        for name, layer in self.named_children():
            for key, p in (("W", layer.weight), ("b", layer.bias)):
                p = (p.grad if gradients else p).detach().cpu().numpy()
                result[f"{name}.{key}"] = (p.T if p.ndim == 2 else p).copy()
        return result

    def forward(self, X: Tensor) -> Tensor:
        """X (N, 1, 28, 28) → logits (N, 10). Raises ValueError for another shape."""
        if X.shape[1:] != PICTURE:
            raise ValueError(f"X: got shape {tuple(X.shape)}, expected (·, 1, 28, 28)")
        f = ACTIVATIONS[self.activation]
        X = max_pool2d(f(self.C1(X)), 2)  # (N, 6, 14, 14)
        X = max_pool2d(f(self.C3(X)), 2)  # (N, 16, 5, 5)
        X = f(self.F5(X.flatten(1)))
        return self.OUT(f(self.F6(X)))

    def loss(self, X: Tensor, y: Tensor) -> Tensor:
        """The mean cross entropy with the labels y (N,), in nats."""
        return functional.cross_entropy(self(X), y)

    def accuracy(self, X: Tensor, y: Tensor) -> float:
        """The share of pictures whose most likely digit is the right one."""
        with torch.no_grad():
            return (self(X).argmax(dim=1) == y).double().mean().item()

    def fit(
        self,
        X: Tensor,
        y: Tensor,
        epochs: int,
        learning_rate: float,
        momentum: float = 0.9,
        batch: int = 32,
        rng: np.random.Generator | None = None,
        decay: bool = False,
        jitter: int = 0,
        progress: Callable[[int, int, float], None] | None = None,
    ) -> LenetFit:
        """SGD with momentum from the weights as they are: `fit_lenet`, by torch.optim.

        The same NumPy generator draws the same batches; the losses agree with those of
        `fit_lenet` to rounding. Raises ValueError when rng is missing.
        """
        if rng is None:
            raise ValueError("rng: got None, expected a NumPy generator that draws the batches")
        optimiser = torch.optim.SGD(self.parameters(), lr=learning_rate, momentum=momentum)
        steps = epochs * -(-len(X) // batch)
        losses = []
        for step, few in zip(range(steps), batches(len(X), batch, rng), strict=False):
            few = torch.as_tensor(few, device=X.device)
            dy, dx = drawn_shift(jitter, rng)
            # a negative width cuts off, so this moves the pictures and keeps their size
            moved = functional.pad(X[few], (dx, -dx, dy, -dy))
            optimiser.zero_grad()
            J = self.loss(moved, y[few])
            J.backward()
            if decay:
                optimiser.param_groups[0]["lr"] = learning_rate * (1 - step / steps)
            optimiser.step()
            losses.append(J.item())
            if progress is not None:
                progress(step + 1, steps, losses[-1])
        return LenetFit(losses)
