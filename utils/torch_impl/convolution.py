"""LeNet-5 in torch, on the tensors' own device.

The same names and meanings as in `utils.numpy_impl.convolution`; the gradients come from
autograd instead of from the hand-written formulas, and a test holds the two together. Single
layers are torch's own: `functional.conv2d(X, W, b)`, `functional.max_pool2d(X, size)` and so on
take what ours take.
"""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from utils import validate
from utils.numpy_impl.convolution.lenet import ACTIVATION_NAMES, IMAGE
from utils.numpy_impl.convolution.training import LenetFit, drawn_shift
from utils.numpy_impl.core.minibatches import batches
from utils.torch_impl.core import activation as activation_of
from utils.torch_impl.core import train_step


class LeNet(nn.Module):
    """LeNet-5 for 28×28 pictures, layer by layer as `utils.numpy_impl.convolution.lenet` [M21].

    >>> sum(p.numel() for p in LeNet().parameters())
    61706
    """

    def __init__(self, activation: str = "relu", *, dtype=None, device=None):
        super().__init__()
        self.f = activation_of(activation, ACTIVATION_NAMES)
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
        if X.shape[1:] != IMAGE:
            raise ValueError(f"X: got shape {tuple(X.shape)}, expected (·, 1, 28, 28)")
        f = self.f
        X = functional.max_pool2d(f(self.C1(X)), 2)  # (N, 6, 14, 14)
        X = functional.max_pool2d(f(self.C3(X)), 2)  # (N, 16, 5, 5)
        X = f(self.F5(X.flatten(1)))
        return self.OUT(f(self.F6(X)))

    def loss(self, X: Tensor, y: Tensor) -> Tensor:
        """The mean cross entropy with the labels y (N,), in nats."""
        return functional.cross_entropy(self(X), y)

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
    ) -> LenetFit:
        """SGD with momentum from the weights as they are: `fit_lenet`, by torch.optim.

        The same NumPy generator draws the same batches; the losses agree with those of
        `fit_lenet` to rounding. Raises ValueError when rng is missing.
        """
        rng = validate.generator("rng", rng)
        optimiser = torch.optim.SGD(self.parameters(), lr=learning_rate, momentum=momentum)
        steps = epochs * -(-len(X) // batch)
        losses = []
        for step, few in zip(range(steps), batches(len(X), batch, rng), strict=False):
            few = torch.as_tensor(few, device=X.device)
            dy, dx = drawn_shift(jitter, rng)
            # a negative width cuts off, so this moves the pictures and keeps their size
            moved = functional.pad(X[few], (dx, -dx, dy, -dy))
            if decay:
                optimiser.param_groups[0]["lr"] = learning_rate * (1 - step / steps)
            losses.append(train_step(self, optimiser, moved, y[few]))
        return LenetFit(self.to_numpy(), np.array(losses))
