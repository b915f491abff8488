"""Softmax regression in torch, on whichever device the tensors are.

The same names and meanings as in `utils.numpy_impl.cross_entropy`; the gradients come from
autograd instead of from the hand-written formulas, and a test holds the two together.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn


@dataclass
class SoftmaxRegressionFit:
    """losses[k] is the mean loss before step k + 1."""

    losses: list[float]


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
        # adding a constant to every logit changes nothing: move the largest to 0 first
        shifted = Z - Z.max(dim=1, keepdim=True).values
        log_P = shifted - torch.logsumexp(shifted, dim=1, keepdim=True)  # (N, R)
        return -log_P.gather(1, y.long()[:, None]).mean()

    def fit(
        self,
        X: Tensor,
        y: Tensor,
        learning_rate: float = 5.0,
        steps: int = 2000,
        momentum: float = 0.9,
    ) -> SoftmaxRegressionFit:
        """Gradient descent from where W and b are: `fit_softmax_regression`, by torch.optim.

        From zeros and in float64 the losses are those of the NumPy function to 1e-10. W and b
        hold the result; the arguments have the same meaning there and here.
        """
        optimiser = torch.optim.SGD(
            self.parameters(), lr=learning_rate, momentum=momentum, nesterov=momentum > 0
        )
        losses = []
        for _ in range(steps):
            J = self.loss(X, y)
            losses.append(J.item())
            optimiser.zero_grad()
            J.backward()
            optimiser.step()
        return SoftmaxRegressionFit(losses)
