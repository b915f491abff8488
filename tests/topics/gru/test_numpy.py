"""Topic 06 in NumPy: by hand, by other routes, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from topics.gru import models

from utils.numpy_impl import gru as gu
from utils.numpy_impl import rnn_unrolling as ru
from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.gru import fast

close = np.testing.assert_allclose
each = pytest.mark.parametrize
each_form = each("reset", gu.FORMS)
LN3 = np.log(3)


def drawn(reset="before", seed=0, T=5, N=3, **sizes):
    """Return X, h0, the parameters and a gradient of the states, all random."""
    rng = np.random.default_rng(seed)
    p = {
        name: rng.standard_normal(value.shape)
        for name, value in models.drawn(reset, T, N, **sizes).items()
    }
    X, h0 = p.pop("X"), p.pop("h0")
    return X, h0, p, rng.standard_normal((T, *h0.shape))


def one_unit(**entries):
    """Return parameters of one unit with one input: 0 where no entry is given."""
    names = gu.names_of("after" if "b_u" in entries else "before")
    return {
        name: np.full((1,) if name[0] == "b" else (1, 1), entries.get(name, 0.0)) for name in names
    }


# z = ¾, r = ¼ and, in each form, h̃ = ½ at x = 1, h_(t−1) = 1: the biases see to that
WEIGHTS = {"W_z": 1, "U_z": 1, "b_z": LN3 - 2, "W_r": 1, "U_r": 2, "b_r": -LN3 - 3}
CANDIDATE = {"W_h": 1, "U_h": 2}


@each(
    ("more", "want"),
    [
        (
            {"b_h": LN3 / 2 - 3 / 2},  # a_h = 1 + (¼ · 1) · 2 + b_h = ½ ln 3
            {"h_prev": 138, "x": 45, "W_r": 9, "U_r": 9, "b_r": 9, "U_h": 6},
        ),
        (
            {"b_h": LN3 / 2 - 2, "b_u": 2},  # a_h = 1 + b_h + ¼ (1 · 2 + 2) = ½ ln 3
            {"h_prev": 156, "x": 54, "W_r": 18, "U_r": 18, "b_r": 18, "U_h": 6, "b_u": 6},
        ),
    ],
    ids=gu.FORMS,
)
def test_a_step_by_hand(more, want):
    """h = ¾ · 1 + ¼ · ½ = ⅞; with dh = 128 every gradient is a whole number.

    da_z = 128 (1 − ½) 3/16 = 12, da_h = 128 · ¼ · ¾ = 24. Before: d(r h) = 48 = dr, da_r = 9,
    dh_prev = 96 + 12 · 1 + 9 · 2 + 48 · ¼. After: s = 4, ds = 6, dr = 96, da_r = 18,
    dh_prev = 96 + 12 · 1 + 18 · 2 + 6 · 2. In both: kept, by z, by r, by the candidate.
    """
    p = one_unit(**WEIGHTS, **CANDIDATE, **more)
    reset = "after" if "b_u" in more else "before"
    h, cache = gu.gru_step_forward([[1.0]], [[1.0]], p, reset)
    close(h, 7 / 8)
    got = gu.gru_step_backward([[128.0]], cache)
    want = {"W_z": 12, "U_z": 12, "b_z": 12, "W_h": 24, "b_h": 24} | want
    assert got.keys() == want.keys()
    for name, number in want.items():
        close(got[name].item(), number, err_msg=name)


TWO_STEPS = {
    "W_z": -LN3,
    "U_z": 5 / 3 * LN3,
    "W_h": LN3,
    "U_h": 10 / 3 * LN3,
    "U_r": -5 / 3 * LN3,
}


@each(
    ("more", "h_tilde", "H"),
    [
        ({}, [4 / 5, 1 / 2], [3 / 5, 23 / 40]),
        # b_h = −½ b_u: as r is ½ at first, the two forms part at the second step only
        ({"b_h": LN3, "b_u": -2 * LN3}, [4 / 5, 4 / 5], [3 / 5, 26 / 40]),
    ],
    ids=gu.FORMS,
)
def test_two_steps_by_hand(more, h_tilde, H):
    """x = 1, 0 from h_0 = 0: h = ¼ · 0 + ¾ · ⅘ = ⅗, then ¾ · ⅗ + ¼ h̃; only h̃ differs."""
    X = np.array([1.0, 0.0]).reshape(2, 1, 1)
    p = one_unit(**TWO_STEPS, **more)
    got, cache = gu.gru_forward(X, p, reset="after" if more else "before")
    close(cache.z.ravel(), [1 / 4, 3 / 4])
    close(cache.r.ravel(), [1 / 2, 1 / 4])
    close(cache.h_tilde.ravel(), h_tilde)
    close(got.ravel(), H)


def test_two_units_that_hear_each_other_tell_the_forms_apart():
    """r = (1, 0) and h = (2, 3), swapped by U_h: (0, 2) of r ∘ h first, (3, 0) of r last."""
    p = {name: np.zeros((2,) if name[0] == "b" else (2, 2)) for name in gu.names_of("after")}
    p["U_h"] = np.array([[0.0, 1.0], [1.0, 0.0]])
    how = {"clamp": {"r": [1.0, 0.0], "z": 0.0}}
    after, _ = gu.gru_step_forward([[0.0, 0.0]], [[2.0, 3.0]], p, "after", **how)
    del p["b_u"]
    before, _ = gu.gru_step_forward([[0.0, 0.0]], [[2.0, 3.0]], p, **how)
    close(before, np.tanh([[0, 2]]))
    close(after, np.tanh([[3, 0]]))


def both_forms(p, b_u=0.0, clamp=None):
    """Return the states of the two forms with the same parameters, and b_u in one."""
    X, h0, more, _ = drawn()
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
    X, h, p, _ = drawn()
    H, _ = gu.gru_forward(X, p, h)
    q = gu.swap_update(p)
    for t, x in enumerate(X):  # h_t = (1 − z) ∘ h_(t−1) + z ∘ h̃
        z, r = (sigmoid(x @ q[f"W_{g}"] + h @ q[f"U_{g}"] + q[f"b_{g}"]) for g in "zr")
        h = (1 - z) * h + z * np.tanh(x @ q["W_h"] + (r * h) @ q["U_h"] + q["b_h"])
        close(H[t], h, rtol=1e-12)
    for name, value in gu.swap_update(q).items():
        np.testing.assert_array_equal(value, p[name])


@each_form
def test_the_sequence_is_its_steps_in_either_direction(reset):
    X, h0, p, _ = drawn(reset)
    H, _ = gu.gru_forward(X, p, h0, reset)
    h = h0
    for t, x in enumerate(X):
        h, _ = gu.gru_step_forward(x, h, p, reset)
        close(H[t], h)
    turned, _ = gu.gru_forward(X[::-1], p, h0, reset, reverse=True)
    np.testing.assert_array_equal(turned[::-1], H)


@given(
    lengths=st.lists(st.integers(1, 5), min_size=1, max_size=3),
    reverse=st.booleans(),
    reset=st.sampled_from(gu.FORMS),
)
def test_padding_changes_neither_states_nor_gradients(lengths, reverse, reset):
    how = {"reset": reset, "reverse": reverse}
    X, h0, p, dH = drawn(reset, N=len(lengths))
    there = (np.arange(5)[:, None] < lengths)[..., None]
    dH, X = dH * there, np.where(there, X, 1e6)
    H, cache = gu.gru_forward(X, p, h0, lengths=np.array(lengths), **how)
    got, sums = gu.gru_backward(dH, cache), dict.fromkeys(p, 0)
    assert (got["X"][~there[..., 0]] == 0).all()
    for n, length in enumerate(lengths):
        one = slice(n, n + 1)
        alone, short = gu.gru_forward(X[:length, one], p, h0[one], **how)
        close(H[:length, one], alone)
        close(H[length:, n] - (h0[n] if reverse else alone[-1, 0]), 0, atol=1e-15)
        theirs = gu.gru_backward(dH[:length, one], short)
        close(got["X"][:length, one], theirs["X"], rtol=1e-9, atol=1e-12)
        close(got["h0"][n], theirs["h0"][0], rtol=1e-9, atol=1e-12)
        sums = {name: total + theirs[name] for name, total in sums.items()}
    for name, total in sums.items():
        close(got[name], total, rtol=1e-9, atol=1e-12)


@each_form
@each("gate", "zr")
def test_a_gate_that_is_held_has_no_gradient(reset, gate):
    X, h0, p, dH = drawn(reset)
    _, cache = gu.gru_forward(X, p, h0, reset, clamp={gate: 0.4})
    assert (getattr(cache, gate) == 0.4).all()
    for name, gradient in gu.gru_backward(dH, cache).items():
        assert (np.abs(gradient).max() == 0) == name.endswith(f"_{gate}"), name


@each_form
@each("leak", [0.05, 0.5, 0.9])
def test_with_a_constant_gate_it_is_a_leaky_unit(reset, leak):
    """W_z = U_z = 0 and r = 1: topic 04's unit with α = 1 − z, forward and backward."""
    X, h0, p, dH = drawn(reset)
    b_z = gu.update_bias(np.full(3, leak))
    p |= {"W_z": 0 * p["W_z"], "U_z": 0 * p["U_z"], "b_z": b_z}
    H, cache = gu.gru_forward(X, p, h0, reset, clamp={"r": 1.0})
    W, U, b = p["W_h"], p["U_h"], p["b_h"] + p.get("b_u", 0)
    leaky, other = ru.leaky_skip_forward(X, W, U, b, h0, leak=leak)
    close(H, leaky, rtol=1e-10)
    ours, dZ = gu.gru_backward(dH, cache), leak * ru.state_gradients(dH, other) * other.slope
    close(ours["X"], dZ @ W.T, rtol=1e-9)
    close(ours["W_h"], np.einsum("tnd,tnh->dh", X, dZ), rtol=1e-9)
    close(ours["b_h"], dZ.sum(axis=(0, 1)), rtol=1e-9)


@each("of", ["leak", "half_life", "time_constant"])
def test_a_memory_and_its_bias_lead_to_each_other(of):
    b_z = np.array([-6.0, -1.0, 0.0, 2.0, 50.0])
    memory = gu.memory_of(b_z)
    close(gu.update_bias(getattr(memory, of), of), b_z, rtol=1e-9, atol=1e-12)
    close(memory.z + memory.leak, 1)
    close(memory.z[:4] ** memory.half_life[:4], 0.5)
    close(memory.z[:4] ** memory.time_constant[:4], np.exp(-1))
    # without input or candidate the state falls to half in a half-life
    p = one_unit(b_z=gu.update_bias(3.0, "half_life"))
    H, _ = gu.gru_forward(np.zeros((6, 1, 1)), p, [[8.0]])
    close(H[[2, 5], 0, 0], [4, 2])


@each_form
def test_parameters_are_counted(reset):
    p = gu.gru_parameters(3, 5, np.random.default_rng(0), reset)
    assert list(p) == list(gu.names_of(reset))
    total = sum(value.size for value in p.values())
    assert total == gu.gru_parameter_count(3, 5, reset) == 3 * 9 * 5 + 5 * (reset == "after")
    assert 4 * gu.gru_parameter_count(3, 5) == 3 * (4 * 9 * 5)  # of an LSTM's
    p = gu.gru_parameters(3, 400, np.random.default_rng(0), reset, update_bias=2)
    assert (p.pop("b_z") == 2).all()
    for value in p.values():  # uniform within ±1/√H
        assert 0.04 < np.abs(value).max() <= 0.05
        close(value.std(), 0.05 / np.sqrt(3), rtol=0.15)


@each("seed", range(3))
@each("start", [True, False])
def test_fast_is_the_readable_network(seed, start):
    X, h0, p, dH = drawn(seed=seed, T=6, N=2)
    h0 = h0 if start else None
    H, cache = gu.gru_forward(X, p, h0)
    quick, other = fast.fast_forward(X, p, h0)
    close(quick, H, rtol=1e-12, atol=1e-14)
    ours, theirs = gu.gru_backward(dH, cache), fast.fast_backward(dH, other)
    assert ours.keys() == theirs.keys()
    for name, gradient in ours.items():
        close(theirs[name], gradient, rtol=1e-11, atol=1e-13)
