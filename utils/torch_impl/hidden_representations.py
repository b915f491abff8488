"""The networks of topic 02 in torch, on whichever device the tensors are.

The same names and meanings as in `utils.numpy_impl.hidden_representations`; the gradients come
from autograd instead of from the hand-written formulas, and a test holds the two together.
"""

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from utils.numpy_impl.hidden_representations import ACTIVATIONS
from utils.torch_impl.core import activation as activation_of


class _TwoLayers(nn.Module):
    """X2 = f(X W2 + b2), Z3 = X2 W3 + b3, with the weights under their NumPy names.

    `activation` is the usual f, where none is given.
    """

    activation = "sigmoid"

    def __init__(self, parameters: Mapping, activation: str | None = None, *, device=None):
        super().__init__()
        self.f = activation_of(activation or self.activation, ACTIVATIONS)
        for name in ("W2", "b2", "W3", "b3"):
            # subtle: torch.tensor copies, so training never writes into the NumPy arrays
            value = torch.tensor(parameters[name], device=device)
            setattr(self, name, nn.Parameter(value))

    def hidden(self, X: Tensor) -> Tensor:
        """X2 (N, H). Raises ValueError for another shape of X."""
        if X.ndim != 2 or X.shape[1] != self.W2.shape[0]:
            raise ValueError(f"X: got shape {tuple(X.shape)}, expected (·, {self.W2.shape[0]})")
        return self.f(X @ self.W2 + self.b2)

    def forward(self, X: Tensor) -> Tensor:
        """Z3, the logits: (N,) or (N, R), as W3 is. Raises ValueError for another shape of X."""
        return self.hidden(X) @ self.W3 + self.b3


class HiddenNetwork(_TwoLayers):
    """One sigmoid output over H hidden units, from the dict of `initial_parameters` [M17].

    >>> network = HiddenNetwork({"W2": [[1.0], [1.0]], "b2": [0.0], "W3": [1.0], "b3": -1.0})
    >>> network.probability(torch.tensor([[0.0, 1.0]]))
    tensor([0.5000], grad_fn=<SigmoidBackward0>)
    """

    activation = "relu"

    def probability(self, X: Tensor) -> Tensor:
        """P(Y=1 | X) = σ(z3): (N, D) → (N,)."""
        return torch.sigmoid(self(X))

    def loss(self, X: Tensor, y: Tensor) -> Tensor:
        """The mean cross entropy with y (N,) of 0 and 1, from the logits, in nats."""
        return F.binary_cross_entropy_with_logits(self(X), y.to(self.W2.dtype))


class Classifier(_TwoLayers):
    """Softmax over R classes, from the dict of `classifier_parameters` [M21].

    >>> zero = {"W2": [[0.0]], "b2": [0.0], "W3": [[0.0, 0.0]], "b3": [0.0, 0.0]}
    >>> Classifier(zero)(torch.ones(1, 1))
    tensor([[0., 0.]], grad_fn=<AddBackward0>)
    """

    def loss(self, X: Tensor, y: Tensor) -> Tensor:
        """The mean cross entropy of softmax(Z3) with the classes y (N,), in nats."""
        return F.cross_entropy(self(X), y)


class Autoencoder(_TwoLayers):
    """Sigmoid code, sigmoid reconstruction, from the dict of `autoencoder_parameters` [M21].

    >>> zero = {"W2": [[0.0]], "b2": [0.0], "W3": [[0.0]], "b3": [0.0]}
    >>> Autoencoder(zero)(torch.ones(1, 1))
    tensor([[0.5000]], grad_fn=<SigmoidBackward0>)
    """

    def forward(self, X: Tensor) -> Tensor:
        """X3 (N, D) = σ(X2 W3 + b3)."""
        return torch.sigmoid(super().forward(X))

    def loss(self, X: Tensor) -> Tensor:
        """J = 1/(2N) Σ_n |X3_n − X_n|²."""
        return ((self(X) - X) ** 2).sum() / (2 * len(X))
