"""One step of a GRU, forward and backward, in the source's form and in torch's [M17].

The two forms differ where the reset gate meets the state. Unit j of the candidate hears
Σ_i r_i h_i U_ij "before": each sender i is turned down by its own gate. "After" it hears
r_j (Σ_i h_i U_ij + b_j): the listener j turns everybody down alike. The difference,
Σ_i (r_i − r_j) h_i U_ij − r_j b_j, is 0 for all h only where b_u = 0 (or r = 0) and units that hear
each other have the same r: U_h is diagonal, so that each hears only itself, or r is the same for
all units.
"""

import numpy as np

from utils import validate
from utils.numpy_impl.core.activations import ACTIVATIONS
from utils.numpy_impl.gru.parameters import checked_parameters
from utils.numpy_impl.rnn_unrolling import checked

sigma = ACTIVATIONS["sigmoid"]
GATES = ("z", "r")


def gru_step_forward(x, h_prev, p, reset: str = "before", clamp=None):
    """h_t = z ∘ h_(t−1) + (1 − z) ∘ h̃: keep the share z, and fill up with the candidate [M17].

    z = σ(x W_z + h_(t−1) U_z + b_z),  r = σ(x W_r + h_(t−1) U_r + b_r)
    reset "before":  h̃ = tanh(x W_h + (r ∘ h_(t−1)) U_h + b_h)
    reset "after":   h̃ = tanh(x W_h + b_h + r ∘ (h_(t−1) U_h + b_u))

    x (N, D); h_prev (N, H); p as in `gru_parameters`; clamp {"z": 0.9}: that gate is held there
    → (h (N, H), cache).

    >>> p = dict.fromkeys(("W_z", "W_r", "W_h", "U_z", "U_r", "U_h"), [[0.0]])
    >>> p |= dict.fromkeys(("b_z", "b_r", "b_h"), [0.0])
    >>> gru_step_forward([[1.0]], [[0.8]], p)[0]  # z = ½, h̃ = 0
    array([[0.4]])
    """
    x = validate.real("x", x, (None, None))
    p = checked_parameters(x, p, reset)
    h_prev = validate.real("h_prev", h_prev, (len(x), len(p["U_h"])))
    clamp = checked.clamp(clamp, GATES, len(p["U_h"]), x.dtype)
    a = {part: x @ p[f"W_{part}"] + p[f"b_{part}"] for part in "zrh"}
    h, *gates = forward(a["z"], a["r"], a["h"], h_prev, p, clamp)
    return h, (x, h_prev, *gates, p, clamp)


def gru_step_backward(dh, cache) -> dict:
    """dh (N, H), all of ∂J/∂h_t → {"x" (N, D), "h_prev" (N, H)} and every name of p [M17].

    With a for what a gate's σ or the tanh is applied to:
    da_z = dh ∘ (h_(t−1) − h̃) ∘ z (1 − z),  da_h = dh ∘ (1 − z) ∘ (1 − h̃²)
    before: d(r ∘ h) = da_h U_hᵀ,  dr = d(r ∘ h) ∘ h_(t−1)
    after:  ds = da_h ∘ r for s = h_(t−1) U_h + b_u,  dr = da_h ∘ s
    da_r = dr ∘ r (1 − r); four ways lead back to h_(t−1): kept, by z, by r, by the candidate.

    >>> p = dict.fromkeys(("W_z", "W_r", "W_h", "U_z", "U_r", "U_h"), [[0.0]])
    >>> p |= dict.fromkeys(("b_z", "b_r", "b_h"), [0.0])
    >>> _, cache = gru_step_forward([[1.0]], [[0.8]], p)
    >>> gru_step_backward([[1.0]], cache)["b_z"].round(3)  # 0.8 z (1 − z)
    array([0.2])
    """
    x, h_prev, z, r, h_tilde, s, p, clamp = cache
    dh = validate.real("dh", dh, h_prev.shape)
    da_z, da_r, da_h, dh_prev = backward(dh, h_prev, z, r, h_tilde, s, p, clamp)
    dx = da_z @ p["W_z"].T + da_r @ p["W_r"].T + da_h @ p["W_h"].T
    return {"x": dx, "h_prev": dh_prev} | gradients(x, h_prev, r, s, da_z, da_r, da_h, p)


def forward(a_z, a_r, a_h, h_prev, p: dict, clamp: dict):
    """Return h, z, r, h̃, s from the inputs' shares a = x W + b; s is what meets r or has met it."""
    z, r = sigma(a_z + h_prev @ p["U_z"]), sigma(a_r + h_prev @ p["U_r"])
    if clamp:
        z, r = (np.broadcast_to(clamp.get(name, g), g.shape) for name, g in (("z", z), ("r", r)))
    if "b_u" in p:  # after
        s = h_prev @ p["U_h"] + p["b_u"]
        h_tilde = np.tanh(a_h + r * s)
    else:
        s = r * h_prev
        h_tilde = np.tanh(a_h + s @ p["U_h"])
    return z * h_prev + (1 - z) * h_tilde, z, r, h_tilde, s


def backward(dh, h_prev, z, r, h_tilde, s, p: dict, clamp: dict):
    """Return da_z, da_r, da_h and dh_prev; a gate that is held has no gradient."""
    da_z = dh * (h_prev - h_tilde) * z * (1 - z) * ("z" not in clamp)
    da_h = dh * (1 - z) * (1 - h_tilde * h_tilde)
    if "b_u" in p:  # after
        dr = da_h * s
        candidate = (da_h * r) @ p["U_h"].T
    else:
        ds = da_h @ p["U_h"].T
        dr, candidate = ds * h_prev, ds * r
    da_r = dr * r * (1 - r) * ("r" not in clamp)
    return da_z, da_r, da_h, dh * z + da_z @ p["U_z"].T + da_r @ p["U_r"].T + candidate


def gradients(x, h_prev, r, s, da_z, da_r, da_h, p: dict) -> dict:
    """Return the gradient of every parameter from (rows, …): x (rows, D), all others (rows, H)."""
    d = {}
    for part, da in (("z", da_z), ("r", da_r), ("h", da_h)):
        # U_h is multiplied by s = r ∘ h_(t−1) before, and by h_(t−1) after, where ds = r ∘ da_h
        left, right = (s, da_h) if part == "h" else (h_prev, da)
        if part == "h" and "b_u" in p:
            left, right = h_prev, r * da_h
        d |= {f"W_{part}": x.T @ da, f"U_{part}": left.T @ right, f"b_{part}": da.sum(axis=0)}
    return d | ({"b_u": (r * da_h).sum(axis=0)} if "b_u" in p else {})
