"""The recurrent networks of topic 04 in torch, on the tensors' own device.

The same names and meanings as in `utils.numpy_impl.rnn_unrolling`; the gradients come from
autograd instead of from the hand-written formulas, and a test holds the two together.
"""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from utils import validate
from utils.numpy_impl.rnn_unrolling import RNN_ACTIVATIONS
from utils.torch_impl.core import activation as activation_of


def rnn(X, W, U, b, h0=None, b_h=0, activation="tanh", lengths=None, reverse=False, tau=None):
    """h_t = f(x_t W + h_(t−1) U + b), step by step: X (T, N, D) → H (T, N, H) [K17].

    tau: truncated BPTT: after every tau steps the state is detached from what came before [DS17].

    >>> one = torch.eye(1)
    >>> rnn(torch.ones(2, 1, 1), one, one, torch.zeros(1), activation="relu").sum()
    tensor(3.)
    """
    f = activation_of(activation, RNN_ACTIVATIONS)
    h = X.new_zeros(X.shape[1], len(U)) if h0 is None else h0
    order = reversed(range(len(X))) if reverse else range(len(X))
    H = [h] * len(X)
    for step, t in enumerate(order):
        if tau and step and step % tau == 0:
            h = h.detach()
        new = f(X[t] @ W + h @ U + b + b_h)
        h = new if lengths is None else torch.where((t < lengths)[:, None], new, h)
        H[t] = h
    return torch.stack(H)


def leaky_skip(X, W, U, b, h0=None, leak=1.0, S=None, span=2, activation="tanh") -> Tensor:
    """h_t = (1 − α) h_(t−1) + α f(x_t W + h_(t−1) U + h_(t−s) S + b): X → H (T, N, H) [K17].

    >>> leaky_skip(torch.ones(1, 1, 1), torch.eye(1), torch.eye(1), torch.zeros(1), leak=0.5).item()
    0.3807970881462097
    """
    f = activation_of(activation, RNN_ACTIVATIONS)
    H = [X.new_zeros(X.shape[1], len(U)) if h0 is None else h0] * span
    for x in X:
        z = x @ W + H[-1] @ U + b
        if S is not None:
            z = z + H[-span] @ S
        H.append((1 - leak) * H[-1] + leak * f(z))
    return torch.stack(H[span:])


class RNN(nn.Module):
    """ŷ_t = ⟨v, h_t⟩ + c on an Elman network by torch's own nn.RNN [K17].

    nn.RNN keeps W and U as (outputs, inputs) and two biases, whose sum alone matters: ours is the
    first, and the second stays out of training at 0.

    >>> RNN(1, 3)(torch.zeros(5, 2, 1)).shape
    torch.Size([5, 2])
    """

    def __init__(self, D: int, H: int, activation: str = "tanh", *, dtype=None, device=None):
        super().__init__()
        validate.choice("activation", activation, ("tanh", "relu"))  # nn.RNN has no others
        made = {"dtype": dtype, "device": device}
        self.states = nn.RNN(D, H, nonlinearity=activation, **made)
        self.head = nn.Linear(H, 1, **made)
        nn.init.zeros_(self.states.bias_hh_l0.requires_grad_(False))

    @classmethod
    def from_numpy(cls, parameters: Mapping, activation="tanh", *, device=None) -> "RNN":
        """The network with the weights {"W", "U", "b", "v", "c"} of NumPy; dtype as theirs."""
        D, H = np.shape(parameters["W"])
        dtype = torch.as_tensor(parameters["W"]).dtype
        network = cls(D, H, activation, dtype=dtype, device=device)
        with torch.no_grad():
            for name, (p, flipped) in network._named().items():
                value = torch.as_tensor(parameters[name])
                p.copy_(value.T if flipped else value.reshape(p.shape))
        return network

    def to_numpy(self, gradients: bool = False) -> dict[str, np.ndarray]:
        """Return the weights, or their gradients, under the names and shapes of NumPy."""
        shapes = {"v": (-1,), "c": ()}
        result = {}
        for name, (p, flipped) in self._named().items():
            p = (p.grad if gradients else p).detach().cpu().numpy()
            result[name] = (p.T if flipped else p.reshape(shapes.get(name, p.shape))).copy()
        return result

    def forward(self, X: Tensor) -> Tensor:
        """X (T, N, D) → Y (T, N)."""
        return self.head(self.states(X)[0])[..., 0]

    def loss(self, X: Tensor, y: Tensor, at="every", loss="squared_error") -> Tensor:
        """The mean loss at every step, y (T, N), or at the last, y (N,)."""
        Y = self(X) if at == "every" else self(X)[-1]
        if loss == "cross_entropy":
            return functional.binary_cross_entropy_with_logits(Y, y.to(Y.dtype))
        return functional.mse_loss(Y, y) / 2

    def _named(self):
        """Ours to torch's parameters, and whether torch has them transposed."""
        states, head = self.states, self.head
        return {
            "W": (states.weight_ih_l0, True),
            "U": (states.weight_hh_l0, True),
            "b": (states.bias_ih_l0, False),
            "v": (head.weight, False),
            "c": (head.bias, False),
        }
