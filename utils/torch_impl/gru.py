"""The GRU of topic 06 in torch, on the tensors' own device, and the way to nn.GRU and back.

The same names and meanings as in `utils.numpy_impl.gru`; the gradients come from autograd.
"""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn

from utils import validate
from utils.numpy_impl.gru import FORMS, names_of

ORDER = "rzh"  # how nn.GRU stacks its parts: reset, update, candidate (which it calls n)


def gru(X, p, h0=None, reset="before", lengths=None, reverse=False, clamp=None, tau=None) -> Tensor:
    """h_t = z ∘ h_(t−1) + (1 − z) ∘ h̃, step by step: X (T, N, D) → H (T, N, H) [M17].

    tau: truncated BPTT: after every tau steps the state is detached from what came before [DS17].

    >>> p = dict.fromkeys(("W_z", "W_r", "W_h", "U_z", "U_r", "U_h"), torch.zeros(1, 1))
    >>> p |= dict.fromkeys(("b_z", "b_r", "b_h"), torch.zeros(1))
    >>> gru(torch.zeros(2, 1, 1), p, h0=torch.tensor([[8.0]])).ravel()
    tensor([4., 2.])
    """
    validate.choice("reset", reset, FORMS)
    h = X.new_zeros(X.shape[1], len(p["U_h"])) if h0 is None else h0
    clamp = {gate: X.new_tensor(value) for gate, value in (clamp or {}).items()}
    order = reversed(range(len(X))) if reverse else range(len(X))
    H = [h] * len(X)
    for step, t in enumerate(order):
        if tau and step and step % tau == 0:
            h = h.detach()
        z, r = (
            clamp.get(g, torch.sigmoid(X[t] @ p[f"W_{g}"] + h @ p[f"U_{g}"] + p[f"b_{g}"]))
            for g in "zr"
        )
        heard = (r * h) @ p["U_h"] if reset == "before" else r * (h @ p["U_h"] + p["b_u"])
        new = z * h + (1 - z) * torch.tanh(X[t] @ p["W_h"] + heard + p["b_h"])
        h = new if lengths is None else torch.where((t < lengths)[:, None], new, h)
        H[t] = h
    return torch.stack(H)


def module_of(p: Mapping, *, device=None) -> nn.GRU:
    """Return nn.GRU with the weights of an "after" GRU of NumPy; dtype as theirs.

    nn.GRU keeps W and U as (outputs, inputs) and a bias each for x and h, in the order r, z, n.
    Ours are those for x; those for h are 0 but for b_u.

    >>> from utils.numpy_impl.gru import gru_parameters
    >>> p = gru_parameters(2, 3, np.random.default_rng(0), "after")
    >>> module_of(p)(torch.zeros(5, 1, 2, dtype=torch.float64))[0].shape
    torch.Size([5, 1, 3])
    """
    validate.names("p", p, names_of("after"), "those of reset='after', which alone nn.GRU knows")
    p = {name: torch.as_tensor(p[name]) for name in names_of("after")}
    made = nn.GRU(*p["W_h"].shape, dtype=p["W_h"].dtype, device=device)
    with torch.no_grad():
        made.weight_ih_l0.copy_(torch.cat([p[f"W_{part}"].T for part in ORDER]))
        made.weight_hh_l0.copy_(torch.cat([p[f"U_{part}"].T for part in ORDER]))
        made.bias_ih_l0.copy_(torch.cat([p[f"b_{part}"] for part in ORDER]))
        made.bias_hh_l0.copy_(nn.functional.pad(p["b_u"], (2 * len(p["b_u"]), 0)))
    return made


def parameters_of(module: nn.GRU, gradients: bool = False) -> dict[str, np.ndarray]:
    """The way back: p of reset="after", or its gradients; the gates' two biases become their sum.

    >>> sorted(parameters_of(nn.GRU(2, 3)))[-3:]
    ['b_r', 'b_u', 'b_z']
    """
    if module.num_layers > 1 or module.bidirectional or not module.bias:
        raise ValueError(f"module: got {module}, expected one layer, one direction, biases")
    W, U, b, b_hh = (
        (each.grad if gradients else each).detach().cpu().numpy()
        for each in (getattr(module, name) for name in module._flat_weights_names)
    )
    H = module.hidden_size
    if not gradients:  # ∂J/∂(b + b') is that of either
        b = b + np.concatenate([b_hh[: 2 * H], 0 * b_hh[2 * H :]])
    p = {}
    for i, part in enumerate(ORDER):
        rows = slice(i * H, (i + 1) * H)
        p |= {f"W_{part}": W[rows].T.copy(), f"U_{part}": U[rows].T.copy(), f"b_{part}": b[rows]}
    return {name: p.get(name, b_hh[2 * H :].copy()) for name in names_of("after")}
