"""One step of an LSTM, forward and backward [DS17, M17].

The cell c carries what is remembered; three gates between 0 and 1 say how much is written to it
(i), kept of it (f) and read from it (o). [DS17] prints c̃_(t−1) in the equation of c_t; that is an
erratum: the candidate of this step is what is written.
"""

from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.core.activations import ACTIVATIONS
from utils.numpy_impl.lstm_gates import parameters
from utils.numpy_impl.lstm_gates.parameters import PARTS

_sigma = ACTIVATIONS["sigmoid"].f
# On padding nothing is written, all is kept and nothing read: then no slope is left but c's 1.
PADDED = {"i": 0, "f": 1, "o": 0}


class Step(NamedTuple):
    """What the backward pass needs of one step, each (N, H)."""

    i: np.ndarray
    f: np.ndarray
    o: np.ndarray
    c_tilde: np.ndarray
    c_prev: np.ndarray
    tanh_c: np.ndarray


def lstm_step_forward(x, h_prev, c_prev, p):
    """c_t = i ⊙ c̃ + f ⊙ c_(t−1), h_t = o ⊙ tanh(c_t): write, keep, read [DS17].

    i = σ(x W_i + h_(t−1) U_i [+ c_(t−1) V_i] + b_i), f alike, o alike with V_o of c_t;
    c̃ = tanh(x W_c + h_(t−1) U_c + b_c). p without V_* has no peepholes, without b_* no biases.

    x (N, D); h_prev, c_prev (N, H); p as from `lstm_parameters` → ((h, c), cache), both (N, H).

    >>> p = {name: [[0.0]] for name in ("W_i", "W_f", "W_o", "W_c", "U_i", "U_f", "U_o", "U_c")}
    >>> (h, c), _ = lstm_step_forward([[1.0]], [[0.0]], [[4.0]], p)
    >>> c, h.round(4)  # every gate is at ½
    (array([[2.]]), array([[0.482]]))
    """
    x = validate.real("x", x, (None, None))
    p = parameters.checked(p, x.shape[1])
    h_prev, c_prev = (
        validate.real(name, value, (len(x), len(p["U_i"])))
        for name, value in (("h_prev", h_prev), ("c_prev", c_prev))
    )
    h, c, step = cell(input_products(x, p), h_prev, c_prev, p, {})
    return (h, c), (x, h_prev, c, step, p)


def lstm_step_backward(dh, dc, cache) -> dict:
    """All of ∂J/∂h_t and ∂J/∂c_t, from this step's output and from later steps, sent back [M17].

    dh, dc (N, H) → {"x" (N, D), "h_prev", "c_prev" (N, H)} and every name of p.

    >>> p = {name: [[0.0]] for name in ("W_i", "W_f", "W_o", "W_c", "U_i", "U_f", "U_o", "U_c")}
    >>> _, cache = lstm_step_forward([[1.0]], [[0.0]], [[4.0]], p)
    >>> lstm_step_backward([[0.0]], [[1.0]], cache)["c_prev"]
    array([[0.5]])
    """
    x, h_prev, c, step, p = cache
    dh, dc = validate.real("dh", dh, c.shape), validate.real("dc", dc, c.shape)
    dz, dh_prev, dc_prev = cell_back(dh, dc, step, p, {})
    grads = weight_gradients(dz, x, h_prev, step.c_prev, c, p)
    return {"x": input_gradient(dz, p), "h_prev": dh_prev, "c_prev": dc_prev} | grads


def input_products(x, p) -> dict:
    """{part: x W + b} for i, f, o and c, of one step or of all: (…, D) → (…, H)."""
    return {part: x @ p[f"W_{part}"] + p.get(f"b_{part}", x.dtype.type(0)) for part in PARTS}


def cell(a, h_prev, c_prev, p, clamp, there=None):
    """The equations of one step, from a = {part: x W + b} → (h_t, c_t, Step).

    clamp: {gate: the constant at which it is held}; there (N, 1): False on padding
    """

    def gate(name, c):  # σ(x W + h_(t−1) U [+ c V] + b)
        z = a[name] + h_prev @ p[f"U_{name}"]
        if f"V_{name}" in p:
            V = p[f"V_{name}"]
            z = z + (c @ V if V.ndim == 2 else c * V)
        y = np.full_like(z, clamp[name]) if name in clamp else _sigma(z)
        return y if there is None else np.where(there, y, y.dtype.type(PADDED[name]))

    i, f = gate("i", c_prev), gate("f", c_prev)
    # c̃_t = tanh(x_t W_c + h_(t−1) U_c + b_c): what could be written
    c_tilde = np.tanh(a["c"] + h_prev @ p["U_c"])
    # c_t = i_t ⊙ c̃_t + f_t ⊙ c_(t−1)
    c = i * c_tilde + f * c_prev
    o = gate("o", c)
    # h_t = o_t ⊙ tanh(c_t)
    tanh_c = np.tanh(c)
    h = o * tanh_c
    if there is not None:
        h = np.where(there, h, h_prev)
    return h, c, Step(i, f, o, c_tilde, c_prev, tanh_c)


def cell_back(dh, dc, step: Step, p, clamp, there=None):
    """Back through `cell`: dh, dc (…, N, H) → ({part: dz}, dh_prev, dc_prev).

    A gate that is held has no slope, and neither have the gates on padding.
    """
    i, f, o, c_tilde, c_prev, tanh_c = step

    def peephole(gate):  # from z of a gate to the cell that it looked at
        V = p.get(f"V_{gate}")
        return 0 if V is None else dz[gate] @ V.T if V.ndim == 2 else dz[gate] * V

    slope = {"i": i * (1 - i), "f": f * (1 - f), "o": o * (1 - o)}
    slope |= {gate: np.zeros_like(slope[gate]) for gate in clamp}
    # h_t = o ⊙ tanh(c_t): to the gate o, and to c_t, which V_o sees as well
    dz = {"o": dh * tanh_c * slope["o"]}
    dc = dc + dh * o * (1 - tanh_c**2) + peephole("o")
    # c_t = i ⊙ c̃ + f ⊙ c_(t−1): to each of the four
    dz["i"] = dc * c_tilde * slope["i"]
    dz["f"] = dc * c_prev * slope["f"]
    dz["c"] = dc * i * (1 - c_tilde**2)
    dc_prev = dc * f + peephole("i") + peephole("f")
    # z = x W + h_(t−1) U + …: four ways to h_(t−1)
    dh_prev = sum(dz[part] @ p[f"U_{part}"].T for part in PARTS)
    if there is not None:
        dh_prev = np.where(there, dh_prev, dh)  # on padding h was kept
    return dz, dh_prev, dc_prev


def input_gradient(dz, p):
    """dx = Σ dz Wᵀ over the four parts: {part: (…, H)} → (…, D)."""
    return sum(dz[part] @ p[f"W_{part}"].T for part in PARTS)


def weight_gradients(dz, x, h_prev, c_prev, c, p) -> dict:
    """dW = xᵀ dz, dU = h_prevᵀ dz, db = Σ dz, dV from c; all rows (…, N) are summed over."""

    def rows(A):
        return A.reshape(-1, A.shape[-1])

    grads = {}
    for name, value in p.items():
        kind, part = name.split("_")
        d = rows(dz[part])
        seen = {"W": x, "U": h_prev, "V": c if part == "o" else c_prev}.get(kind)
        if seen is None:
            grads[name] = d.sum(axis=0)
        else:
            seen = rows(seen)
            grads[name] = seen.T @ d if value.ndim == 2 else (seen * d).sum(axis=0)
    return grads
