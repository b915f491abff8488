"""What several topics have in common in torch: activations, and a step of training."""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

from utils import validate

ACTIVATIONS = {
    "step": lambda z: (z > 0).to(z.dtype),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda z: nn.functional.leaky_relu(z, 0.01),
    "linear": lambda z: z,
}


def activation(name: str, known: Iterable[str]) -> Callable[[Tensor], Tensor]:
    """Return the activation of this name; ValueError where it is not among those known.

    >>> activation("relu", ["tanh", "relu"])(torch.tensor([-2.0, 3.0]))
    tensor([0., 3.])
    """
    return ACTIVATIONS[validate.choice("activation", name, tuple(known))]


def train_step(model: nn.Module, optimiser: torch.optim.Optimizer, *batch: Tensor) -> float:
    """One update on `model.loss(*batch)`; returns the loss before it.

    >>> from utils.torch_impl.cross_entropy import SoftmaxRegression
    >>> model = SoftmaxRegression(1, 2)
    >>> optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    >>> round(train_step(model, optimiser, torch.zeros(1, 1), torch.tensor([1])), 4)
    0.6931
    """
    optimiser.zero_grad()
    J = model.loss(*batch)
    J.backward()
    optimiser.step()
    return J.item()
