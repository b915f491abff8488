"""Softmax regression in torch, on whichever device the tensors are.

The same names and meanings as in `utils.numpy_impl.cross_entropy`; the gradients come from
autograd instead of from the hand-written formulas, and a test holds the two together.
"""

import torch
from torch import Tensor, nn

from utils.torch_impl.core import train_step


class SoftmaxRegression(nn.Module):
    """P(Y = r | x) = softmax(x W + b)_r with W (D, R), b (R,), both zero to begin with [M21].

    >>> SoftmaxRegression(2, 3)(torch.ones(1, 2))
    tensor([[0., 0., 0.]], grad_fn=<AddBackward0>)
    """

    def __init__(self, n_features: int, n_classes: int, *, dtype=None, device=None):
        super().__init__()
        self.W = nn.Parameter(torch.zeros(n_features, n_classes, dtype=dtype, device=device))
        self.b = nn.Parameter(torch.zeros(n_classes, dtype=dtype, device=device))

    def forward(self, X: Tensor) -> Tensor:
        """Z = X W + b: (N, D) → logits (N, R). Raises ValueError for another shape."""
        if X.ndim != 2 or X.shape[1] != self.W.shape[0]:
            raise ValueError(f"X: got shape {tuple(X.shape)}, expected (·, {self.W.shape[0]})")
        return X @ self.W + self.b

    def loss(self, X: Tensor, y: Tensor) -> Tensor:
        """J = (1/N) Σ_n −ln softmax(X_n W + b)[y_n], in nats, with y (N,) integer classes [M17].

        Raises ValueError for a wrong shape and for a label that is no class.
        """
        Z = self(X)
        if y.shape != Z.shape[:1]:
            raise ValueError(f"y: got shape {tuple(y.shape)}, expected ({len(Z)},)")
        if y.is_floating_point() or bool(((y < 0) | (y >= Z.shape[1])).any()):
            raise ValueError(f"y: a label is no class, expected integers 0 to {Z.shape[1] - 1}")
        return nn.functional.cross_entropy(Z, y.long())

    def fit(
        self,
        X: Tensor,
        y: Tensor,
        learning_rate: float = 5.0,
        steps: int = 2000,
        momentum: float = 0.9,
    ) -> list[float]:
        """Gradient descent from where W and b are: `fit_softmax_regression`, by torch.optim.

        Returns the loss before each step. From zeros and in float64 they are those of the NumPy
        function to 1e-10. W and b hold the result; the arguments mean the same there and here.
        """
        optimiser = torch.optim.SGD(
            self.parameters(), lr=learning_rate, momentum=momentum, nesterov=momentum > 0
        )
        return [train_step(self, optimiser, X, y) for _ in range(steps)]
