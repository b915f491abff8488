"""The models of topic 06 with small inputs, and what they refuse: see `contract/test_numpy.py`."""

import numpy as np

from utils.numpy_impl import gru as gu
from utils.numpy_impl.gru import fast

RNG = np.random.default_rng(0)
T, N, D, H = 4, 3, 2, 3
SOME = np.array([2, T, 1])  # lengths


def drawn(reset="before", T=T, N=N, D=D, H=H):
    """Return random inputs of a layer: X, h0 and every parameter by name."""
    sizes = {"X": (T, N, D), "h0": (N, H), "W": (D, H), "U": (H, H), "b": (H,)}
    names = ("X", "h0", *gu.names_of(reset))
    return {name: RNG.standard_normal(sizes[name if name in sizes else name[0]]) for name in names}


def one_step(reset="before"):
    """Return random inputs of one step."""
    p = drawn(reset)
    return {"x": p.pop("X")[0], "h_prev": p.pop("h0"), **p}


def gru(forward=gu.gru_forward, backward=gu.gru_backward, tau=(), **how):
    """A layer with its settings."""

    def model(X, h0, **p):
        out, cache = forward(X, p, h0, **how)
        return out, lambda d_out: backward(d_out, cache, *tau)

    return model


def step(**how):
    def model(x, h_prev, **p):
        out, cache = gu.gru_step_forward(x, h_prev, p, **how)
        return out, lambda d_out: gu.gru_step_backward(d_out, cache)

    return model


HOW = {
    "plain": ({}, {}),
    "one step": ({}, {"T": 1}),
    "one sequence, one unit, one input": ({}, {"N": 1, "H": 1, "D": 1}),
    "lengths": ({"lengths": SOME}, {}),
    "backwards": ({"reverse": True}, {}),
    "lengths, backwards": ({"lengths": SOME, "reverse": True}, {}),
    "z held": ({"clamp": {"z": 0.9}}, {}),
    "r held, unit by unit": ({"clamp": {"r": np.array([1.0, 0.5, 0.0])}}, {}),
}
# what `gru_forward` is told beside its inputs
GRUS = {
    f"{reset}, {label}": ({"reset": reset, **how}, drawn(reset, **sizes))
    for reset in gu.FORMS
    for label, (how, sizes) in HOW.items()
}
MODELS = {
    **{f"step, {reset}": (step(reset=reset), one_step(reset)) for reset in gu.FORMS},
    **{f"step, {gate} held": (step(clamp={gate: 0.25}), one_step()) for gate in "zr"},
    **{label: (gru(**how), inputs) for label, (how, inputs) in GRUS.items()},
    "fast": (gru(fast.fast_forward, fast.fast_backward), drawn()),
}
BAD = []
