"""The LSTM of topic 05 in torch, on the tensors' own device, and torch's own module.

The same names and meanings as in `utils.numpy_impl.lstm_gates`; the gradients come from autograd
instead of from the hand-written formulas, and a test holds the two together.
"""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn

ORDER = ("i", "f", "c", "o")  # torch's, which calls the candidate c̃ g


def lstm_cell(x, h, c, p, clamp=None) -> tuple[Tensor, Tensor]:
    """c_t = i ⊙ c̃ + f ⊙ c_(t−1), h_t = o ⊙ tanh(c_t): x (N, D) → (h, c), (N, H) [DS17].

    p: W_*, U_*, and where they are there b_* and V_*, as in NumPy; clamp: {gate: its constant}.

    >>> p = {f"{kind}_{part}": torch.zeros(1, 1) for kind in "WU" for part in "ifoc"}
    >>> lstm_cell(torch.ones(1, 1), torch.zeros(1, 1), torch.full((1, 1), 4.0), p)[1]
    tensor([[2.]])
    """
    clamp = clamp or {}

    def z(part):
        return x @ p[f"W_{part}"] + h @ p[f"U_{part}"] + p.get(f"b_{part}", 0)

    def gate(part, cell):
        V = p.get(f"V_{part}")
        peep = 0 if V is None else cell @ V if V.dim() == 2 else cell * V
        y = torch.sigmoid(z(part) + peep)
        return 0 * y + clamp[part] if part in clamp else y  # 0 *: gradients are 0, not absent

    new = gate("i", c) * torch.tanh(z("c")) + gate("f", c) * c
    return gate("o", new) * torch.tanh(new), new


def lstm(X, p, h0=None, c0=None, lengths=None, reverse=False, clamp=None, tau=None):
    """`lstm_cell` step by step: X (T, N, D) → (H (T, N, H), the last c (N, H)) [DS17].

    tau: truncated BPTT: after every tau steps h and c are detached from what came before.

    >>> p = {f"{kind}_{part}": torch.zeros(1, 1) for kind in "WU" for part in "ifoc"}
    >>> lstm(torch.ones(3, 2, 1), p)[0].shape
    torch.Size([3, 2, 1])
    """
    zeros = X.new_zeros(X.shape[1], len(p["U_i"]))
    h, c = zeros if h0 is None else h0, zeros if c0 is None else c0
    order = reversed(range(len(X))) if reverse else range(len(X))
    H = [h] * len(X)
    for step, t in enumerate(order):
        if tau and step and step % tau == 0:
            h, c = h.detach(), c.detach()
        new_h, new_c = lstm_cell(X[t], h, c, p, clamp)
        if lengths is None:
            h, c = new_h, new_c
        else:
            there = (t < lengths)[:, None]
            h, c = torch.where(there, new_h, h), torch.where(there, new_c, c)
        H[t] = h
    return torch.stack(H), c


def module_of(p: Mapping, *, device=None) -> nn.LSTM:
    """torch's nn.LSTM with the weights p of NumPy: rows in the order i, f, g = c̃, o.

    It adds two biases, of which the second is 0 here. No peepholes: ValueError.

    >>> p = {f"{kind}_{part}": np.zeros((1, 1)) for kind in "WU" for part in "ifoc"}
    >>> module_of(p)
    LSTM(1, 1, bias=False)
    """
    peepholes = [name for name in p if name.startswith("V_")]
    if peepholes:
        raise ValueError(f"p: got {', '.join(peepholes)}, but nn.LSTM has no peepholes")
    W, U = (torch.cat([torch.as_tensor(p[f"{kind}_{part}"]).T for part in ORDER]) for kind in "WU")
    biases = any(name.startswith("b_") for name in p)
    module = nn.LSTM(W.shape[1], U.shape[1], bias=biases, dtype=W.dtype, device=device)
    with torch.no_grad():
        module.weight_ih_l0.copy_(W)
        module.weight_hh_l0.copy_(U)
        if biases:
            none = torch.zeros(U.shape[1])
            b = [torch.as_tensor(p.get(f"b_{part}", none)) for part in ORDER]
            module.bias_ih_l0.copy_(torch.cat(b))
            nn.init.zeros_(module.bias_hh_l0)
    return module


def parameters_of(module: nn.LSTM, gradients: bool = False) -> dict[str, np.ndarray]:
    """The way back: {"W_i", "U_i", "b_i", …} of one layer, or their gradients.

    b_* is the sum of the two biases; a gradient of it is that of either, which are the same.

    >>> parameters_of(nn.LSTM(2, 3))["W_f"].shape
    (2, 3)
    """
    whole = {name: t.grad if gradients else t for name, t in module.named_parameters()}
    found = {"W": whole["weight_ih_l0"], "U": whole["weight_hh_l0"]}
    if module.bias:
        first, second = whole["bias_ih_l0"], whole["bias_hh_l0"]
        found["b"] = first if gradients else first + second
    return {
        f"{kind}_{part}": rows.detach().cpu().numpy().T.copy()
        for kind, value in found.items()
        for part, rows in zip(ORDER, value.chunk(4), strict=True)
    }
