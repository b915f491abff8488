"""Topic 06 in NumPy: by hand, by other routes, and what must always hold."""

import numpy as np
import pytest
from helpers import recurrent
from topics.gru import models

from utils.numpy_impl import gru as gu
from utils.numpy_impl.core.activations import sigmoid

close = np.testing.assert_allclose
each = pytest.mark.parametrize
each_form = each("reset", gu.FORMS)


def drawn():
    """Return X (5, 3, 2), h0 (3, 3) and the parameters, all random."""
    p = recurrent.drawn(models.inputs)
    return p.pop("X"), p.pop("h0"), p


def nothing(H, reset="before"):
    """Return parameters of H units with as many inputs, all 0."""
    return {name: np.zeros((H,) if name[0] == "b" else (H, H)) for name in gu.names_of(reset)}


def test_two_units_that_hear_each_other_tell_the_forms_apart():
    """r = (1, 0) and h = (2, 3), swapped by U_h: (0, 2) of r ∘ h first, (3, 0) of r last."""
    for reset, heard in (("before", [0, 2]), ("after", [3, 0])):
        p = nothing(2, reset) | {"U_h": np.eye(2)[::-1]}
        step = models.step(reset=reset, clamp={"r": [1.0, 0.0], "z": 0.0})
        close(step([[0.0, 0.0]], [[2.0, 3.0]], **p)[0], [np.tanh(heard)])


def both_forms(p, b_u=0.0, clamp=None):
    """Return the states of the two forms with the same parameters, and b_u in one."""
    X, h0, more = drawn()
    p = more | p
    after, _ = gu.gru_forward(X, p | {"b_u": np.full(3, b_u)}, h0, "after", clamp=clamp)
    return gu.gru_forward(X, p, h0, clamp=clamp)[0], after


DIAGONAL = {"U_h": np.diag([1.0, -2.0, 0.5])}
ALIKE = {"W_r": np.ones((2, 3)), "U_r": np.ones((3, 3)), "b_r": np.ones(3)}  # r of all units


@each(
    ("p", "how", "same"),
    [
        ({}, {}, False),
        (DIAGONAL, {}, True),
        (DIAGONAL, {"b_u": 0.5}, False),
        (ALIKE, {}, True),
        (ALIKE, {"b_u": 0.5}, False),
        ({}, {"clamp": {"r": 0.3}}, True),
        ({}, {"clamp": {"r": [0.3, 0.3, 0.4]}}, False),
        ({}, {"clamp": {"r": 0.0}, "b_u": 0.5}, True),
    ],
)
def test_the_forms_are_the_same_where_nothing_mixes_different_resets(p, how, same):
    """They differ by Σ_i (r_i − r_j) h_i U_ij − r_j b_j: see `gru.step`."""
    before, after = both_forms(p, **how)
    if same:
        close(after, before, rtol=1e-12)
    else:
        assert np.abs(after - before).max() > 0.01


def test_swapping_the_update_gate_gives_the_form_of_chung():
    X, h, p = drawn()
    H, _ = gu.gru_forward(X, p, h)
    q = gu.swap_update(p)
    for t, x in enumerate(X):  # h_t = (1 − z) ∘ h_(t−1) + z ∘ h̃
        z, r = (sigmoid(x @ q[f"W_{g}"] + h @ q[f"U_{g}"] + q[f"b_{g}"]) for g in "zr")
        h = (1 - z) * h + z * np.tanh(x @ q["W_h"] + (r * h) @ q["U_h"] + q["b_h"])
        close(H[t], h, rtol=1e-12)
    for name, value in gu.swap_update(q).items():
        np.testing.assert_array_equal(value, p[name])


FORMS = [({"reset": reset}, {"reset": reset}) for reset in gu.FORMS]
test_steps = recurrent.test_of_steps(models.layer, models.step, models.inputs, *FORMS)
test_padding = recurrent.test_of_padding(models.layer, models.inputs, *FORMS)
test_fast = recurrent.test_of_fast(models.layer, models.quick, models.inputs)


@each("of", ["leak", "half_life", "time_constant"])
def test_a_memory_and_its_bias_lead_to_each_other(of):
    b_z = np.array([-6.0, -1.0, 0.0, 2.0, 50.0])
    memory = gu.memory_of(b_z)
    close(gu.update_bias(getattr(memory, of), of), b_z, rtol=1e-9, atol=1e-12)
    close(memory.z + memory.leak, 1)
    close(memory.z[:4] ** memory.half_life[:4], 0.5)
    close(memory.z[:4] ** memory.time_constant[:4], np.exp(-1))
    # without input or candidate the state falls to half in a half-life
    p = nothing(1) | {"b_z": gu.update_bias([3.0], "half_life")}
    H, _ = gu.gru_forward(np.zeros((6, 1, 1)), p, [[8.0]])
    close(H[[2, 5], 0, 0], [4, 2])


@each_form
def test_parameters_are_drawn_as_promised(reset):
    p = gu.gru_parameters(3, 400, np.random.default_rng(0), reset, update_bias=2)
    assert list(p) == list(gu.names_of(reset))
    assert (p.pop("b_z") == 2).all()
    for value in p.values():  # uniform within ±1/√H
        assert 0.04 < np.abs(value).max() <= 0.05
        close(value.std(), 0.05 / np.sqrt(3), rtol=0.15)
