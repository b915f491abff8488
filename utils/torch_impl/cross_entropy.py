"""Cross entropy and softmax regression in torch, on whichever device the tensors are.

The same names and meanings as in `utils.numpy_impl.cross_entropy`; the gradients come from
autograd instead of from the hand-written formulas, and a test holds the two together.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

SUM_TOLERANCE = 1e-6


def _distributions(name: str, p) -> Tensor:
    p = torch.as_tensor(p)
    if not p.is_floating_point():
        raise ValueError(f"{name}: got values of type {p.dtype}, expected floating point")
    if p.ndim == 0 or p.numel() == 0:
        raise ValueError(f"{name}: got shape {tuple(p.shape)}, expected probabilities (…, K)")
    if not bool((p >= 0).all()):
        raise ValueError(f"{name}: an entry is negative or NaN, expected probabilities")
    error = (p.sum(dim=-1, dtype=torch.float64) - 1).abs().max().item()
    if not error <= SUM_TOLERANCE:
        raise ValueError(f"{name}: a sum of probabilities is off by {error:.3g}, expected 1")
    return p


def _pair(p, q) -> tuple[Tensor, Tensor]:
    p, q = _distributions("p", p), _distributions("q", q)
    if p.shape != q.shape:
        raise ValueError(
            f"q: got shape {tuple(q.shape)}, expected {tuple(p.shape)}, the shape of p"
        )
    return p, q


def entropy(p: Tensor) -> Tensor:
    """H(p) = −Σ_i p_i ln p_i, in nats; 0 ln 0 = 0 [M17]. p (…, K) → (…).

    Raises ValueError when p is empty, negative, NaN or does not sum to 1.

    >>> entropy(torch.tensor([0.5, 0.5]))
    tensor(0.6931)
    """
    return torch.special.entr(_distributions("p", p)).sum(dim=-1)


def cross_entropy(p: Tensor, q: Tensor) -> Tensor:
    """H(p, q) = −Σ_i p_i ln q_i, in nats; inf where q_i = 0 < p_i [M17]. (…, K) → (…).

    Raises ValueError as `entropy`, and when the shapes differ.

    >>> cross_entropy(torch.tensor([1.0, 0.0]), torch.tensor([0.25, 0.75]))
    tensor(1.3863)
    """
    p, q = _pair(p, q)
    return 0.0 - torch.xlogy(p, q).sum(dim=-1)


def kl_divergence(p: Tensor, q: Tensor) -> Tensor:
    """KL(p ‖ q) = Σ_i p_i ln(p_i / q_i), in nats; inf where q_i = 0 < p_i [M17]. (…, K) → (…).

    Raises ValueError as `cross_entropy`.

    >>> kl_divergence(torch.tensor([0.5, 0.5]), torch.tensor([0.25, 0.75]))
    tensor(0.1438)
    """
    p, q = _pair(p, q)
    return (torch.xlogy(p, p) - torch.xlogy(p, q)).sum(dim=-1)


def log_softmax(z: Tensor, temperature: float = 1.0) -> Tensor:
    """ln softmax(z/T) over the last axis, safe for logits of any size [M21]. (…, R) → (…, R).

    Raises ValueError when the temperature is not above 0 or z holds NaN or inf.

    >>> log_softmax(torch.tensor([1e4, 0.0]))
    tensor([     0., -10000.])
    """
    if not (temperature > 0 and temperature < float("inf")):
        raise ValueError(f"temperature: got {temperature}, expected a finite number above 0")
    if not bool(torch.isfinite(z).all()):
        raise ValueError("z: an entry is NaN or infinite, expected finite logits")
    shifted = (z - z.max(dim=-1, keepdim=True).values) / temperature
    return shifted - torch.logsumexp(shifted, dim=-1, keepdim=True)


def softmax(z: Tensor, temperature: float = 1.0) -> Tensor:
    """softmax(z/T) over the last axis [M21]. (…, R) → (…, R); errors as `log_softmax`.

    >>> softmax(torch.tensor([0.0, 0.0]))
    tensor([0.5000, 0.5000])
    """
    return log_softmax(z, temperature).exp()


def softmax_cross_entropy(Z: Tensor, y: Tensor, reduction: str = "mean") -> Tensor:
    """J = (1/N) Σ_n −ln softmax(Z_n)[y_n]; without the 1/N when reduction is "sum" [M17].

    Z (N, R) logits; y (N,) integer classes → one number in nats.
    Raises ValueError for a wrong shape, a label that is no class, another reduction.

    >>> softmax_cross_entropy(torch.zeros(1, 2), torch.tensor([1]))
    tensor(0.6931)
    """
    if reduction not in ("mean", "sum"):
        raise ValueError(f"reduction: got {reduction!r}, expected 'mean' or 'sum'")
    if Z.ndim != 2 or Z.numel() == 0:
        raise ValueError(f"Z: got shape {tuple(Z.shape)}, expected (N, R)")
    if y.shape != Z.shape[:1]:
        raise ValueError(f"y: got shape {tuple(y.shape)}, expected ({len(Z)},)")
    if y.is_floating_point() or y.dtype == torch.bool:
        raise ValueError(f"y: got labels of type {y.dtype}, expected integers")
    if bool(((y < 0) | (y >= Z.shape[1])).any()):
        raise ValueError(f"y: a label is out of range, expected 0 to {Z.shape[1] - 1}")
    losses = -log_softmax(Z).gather(1, y.long()[:, None])  # (N, 1)
    return losses.mean() if reduction == "mean" else losses.sum()


@dataclass
class SoftmaxRegressionFit:
    """losses[k] is the mean loss before step k + 1; snapshots hold (step, W, b)."""

    losses: list[float]
    snapshots: list[tuple[int, Tensor, Tensor]] = field(default_factory=list)


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

    def loss(self, X: Tensor, y: Tensor, reduction: str = "mean") -> Tensor:
        """The cross entropy of softmax(X W + b) with the labels y (N,), in nats."""
        return softmax_cross_entropy(self(X), y, reduction)

    def fit(
        self,
        X: Tensor,
        y: Tensor,
        learning_rate: float = 5.0,
        steps: int = 2000,
        momentum: float = 0.9,
        record_every: int | None = None,
        callback: Callable[[int, float, Tensor, Tensor], None] | None = None,
    ) -> SoftmaxRegressionFit:
        """Gradient descent from where W and b are: `fit_softmax_regression`, by torch.optim.

        From zeros and in float64 the losses are those of the NumPy function to 1e-10. W and b
        hold the result; the arguments and the record have the same meaning there and here.
        """
        optimiser = torch.optim.SGD(
            self.parameters(), lr=learning_rate, momentum=momentum, nesterov=momentum > 0
        )
        losses, snapshots = [], []
        for step in range(steps + 1):
            J = self.loss(X, y)
            losses.append(J.item())
            W, b = self.W.detach(), self.b.detach()
            if callback is not None:
                callback(step, losses[-1], W.clone(), b.clone())
            if record_every is not None and (step % record_every == 0 or step == steps):
                snapshots.append((step, W.clone(), b.clone()))
            if step < steps:
                optimiser.zero_grad()
                J.backward()
                optimiser.step()
        return SoftmaxRegressionFit(losses, snapshots)
