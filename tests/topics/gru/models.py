"""The models of topic 06 with small inputs, and what they refuse: see `contract/test_numpy.py`."""

import numpy as np
from helpers.recurrent import one_step
from topics.lstm_gates.models import losses

from utils.experiments.three_cells import CELLS
from utils.numpy_impl import gru as gu
from utils.numpy_impl.gru import fast

RNG = np.random.default_rng(0)
T, N, D, H = 4, 3, 2, 3
SOME = np.array([2, T, 1])  # lengths


def inputs(reset="before", T=T, N=N, D=D, H=H):
    """Return random inputs of a layer: X, h0 and every parameter by name."""
    sizes = {"X": (T, N, D), "h0": (N, H), "W": (D, H), "U": (H, H), "b": (H,)}
    names = ("X", "h0", *gu.names_of(reset))
    return {name: RNG.standard_normal(sizes[name if name in sizes else name[0]]) for name in names}


def layer(tau=None, **how):
    def gru(X, h0, **p):
        out, cache = gu.gru_forward(X, p, h0, **how)
        return out, lambda d_out: gu.gru_backward(d_out, cache, tau)

    return gru


def step(**how):
    def gru_step(x, h_prev, **p):
        out, cache = gu.gru_step_forward(x, h_prev, p, **how)
        return out, lambda d_out: gu.gru_step_backward(d_out, cache)

    return gru_step


def quick(X, h0, **p):
    out, cache = fast.fast_forward(X, p, h0)
    return out, lambda d_out: fast.fast_backward(d_out, cache)


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
    f"{reset}, {label}": ({"reset": reset, **how}, inputs(reset, **sizes))
    for reset in gu.FORMS
    for label, (how, sizes) in HOW.items()
}
MODELS = {
    **{f"step, {reset}": (step(reset=reset), one_step(inputs(reset))) for reset in gu.FORMS},
    **{f"step, {gate} held": (step(clamp={gate: 0.25}), one_step(inputs())) for gate in "zr"},
    **{label: (layer(**how), given) for label, (how, given) in GRUS.items()},
    "fast": (quick, inputs()),
    **losses(GRU=CELLS["gru"]),
}
ONES = np.ones((1, 1, 1))
NO = np.ones((0, 1, 1))
ONE = {name: np.ones((1,) if name[0] == "b" else (1, 1)) for name in gu.names_of()}
CACHE = gu.gru_forward(ONES, ONE)[1]


def forward(X=ONES, **how):
    """The layer of one unit, with other parameters where how names one."""
    p = {name: how.pop(name, ONE[name]) for name in ONE}
    return lambda: gu.gru_forward(X, p, **how)


BAD = [
    (forward(NO), r"^X: got no step, shape \(0, 1, 1\); expected \(T, N, D\)"),
    (forward(ONES * np.nan), r"X: entry \[0, 0, 0\] is NaN"),
    (forward(W_r=np.ones((2, 1))), r"W_r: got shape \(2, 1\), expected \(1, 1\)"),
    (forward(U_h=np.ones((1, 2))), r"U_h: got shape \(1, 2\), expected \(1, 1\)"),
    (forward(lengths=[0]), r"lengths: got \[0\], expected an integer from 1 to 1"),
    (forward(reset="during"), "reset: got 'during', expected one of 'before', 'after'"),
    (forward(reset="after"), "p: b_u missing, expected W_z, .*, b_u for reset='after'"),
    (lambda: gu.gru_forward(ONES, ONE | {"b_u": [0]}), "p: got b_u, which only reset='after' has"),
    (lambda: gu.gru_forward(ONES, {"W_z": [[1]]}), "p: U_z, b_z, W_r, U_r, b_r, W_h, U_h, b_h mis"),
    (forward(clamp={"f": 1}), "clamp: got 'f', expected one of 'z', 'r'"),
    (forward(clamp={"z": 1.5}), r"clamp\['z'\]: the value is 1.5, expected probabilities from 0"),
    (forward(clamp={"r": [1, 0]}), r"clamp\['r'\]: got shape \(2,\), expected a number or \(1,\)"),
    (
        lambda: gu.gru_step_forward([[1]], [[1, 2]], ONE),
        r"h_prev: got shape \(1, 2\), expected \(1, 1\)",
    ),
    (lambda: gu.gru_backward(ONES[0], CACHE), r"dH: got shape \(1, 1\), expected \(1, 1, 1\)"),
    (lambda: gu.gru_backward(ONES, CACHE, tau=0), "tau: got 0, expected at least 1"),
    (lambda: gu.gru_parameters(1, 1, RNG, update_bias=np.inf), "update_bias: the value is inf"),
    (lambda: gu.gru_parameter_count(1, 1, "torch"), "form: got 'torch', expected .*'nn.GRU'"),
    (lambda: gu.update_bias(1.0), "value: got 1.0, expected a leak above 0 and below 1"),
    (lambda: gu.update_bias(1.0, "age"), "of: got 'age', expected one of 'leak', 'half_life'"),
]
