"""Topic 02, the network of the noisy XOR: by hand, against differences, properties, bad input."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.data import noisy_xor
from utils.numpy_impl import cross_entropy as ce
from utils.numpy_impl import hidden_representations as hr

close = np.testing.assert_allclose
FLOOR = -0.9 * math.log(0.9) - 0.1 * math.log(0.1)
XOR = np.array([1, 0, 1, 0])  # in the order of TABLE_INPUTS
BY_HAND = {"W2": [[1, -1], [-1, 1]], "b2": [0, 0], "W3": [2, 2], "b3": -1}


def random_parameters(seed, H=3, D=2):
    rng = np.random.default_rng(seed)
    shapes = {"W2": (D, H), "b2": (H,), "W3": (H,), "b3": ()}
    return {name: np.array(rng.standard_normal(shape)) for name, shape in shapes.items()}


def test_the_table_has_the_order_of_its_source():
    assert hr.TABLE_INPUTS.tolist() == [[0, 1], [1, 1], [1, 0], [0, 0]]
    with pytest.raises(ValueError, match="read-only"):
        hr.TABLE_INPUTS[0, 0] = 5


# ---------------------------------------------------------------- by hand


def test_two_units_that_solve_xor_by_hand():
    """X2 = (relu(x1 − x2), relu(x2 − x1)); z3 = 2 (X2_1 + X2_2) − 1 is ±1."""
    z3, _ = hr.hidden_forward(hr.TABLE_INPUTS, BY_HAND)
    close(z3, [1, -1, 1, -1])
    close(hr.hidden_units(hr.TABLE_INPUTS, BY_HAND), [[0, 1], [0, 0], [1, 0], [0, 0]])
    p = 1 / (1 + math.exp(-1))
    close(hr.probability(hr.TABLE_INPUTS, BY_HAND), [p, 1 - p, p, 1 - p])
    J, _ = hr.network_forward(hr.TABLE_INPUTS, XOR, BY_HAND)
    close(J, math.log(1 + math.exp(-1)))


def test_gradients_by_hand():
    # input [0, 1], y = 1: z3 = 1, dz3 = σ(1) − 1 = −s; only the second unit is active
    s = 1 / (1 + math.e)
    _, cache = hr.network_forward([[0, 1]], [1], BY_HAND)
    gradients = hr.network_backward(1.0, cache)
    close(gradients["W3"], [0, -s])
    close(gradients["b3"], -s)
    close(gradients["b2"], [0, -2 * s])
    close(gradients["W2"], [[0, 0], [0, -2 * s]])
    close(gradients["X"], [[2 * s, -2 * s]])


# ---------------------------------------------------------------- against central differences


# ---------------------------------------------------------------- the loss on the distribution


def test_the_floor_is_reached_by_the_right_probabilities():
    close(hr.loss_of_logits(np.log(9) * np.array([1, -1, 1, -1])), FLOOR, rtol=1e-14)
    assert f"{FLOOR:.5f}" == "0.32508"


def test_two_inputs_taken_for_one_leave_the_loss_at_0_509():
    """The commonest failure: P = ½ for a pair with opposite answers, right for the other two."""
    pair = hr.loss_of_logits(np.log(9) * np.array([1, 0, 0, -1]))
    close(pair, (FLOOR + math.log(2)) / 2)
    assert FLOOR < hr.SOLVED_LOSS < pair
    assert f"{pair:.3f}" == "0.509"


@given(st.lists(st.floats(-30, 30), min_size=4, max_size=4), st.floats(0, 0.5))
def test_the_loss_is_the_conditional_cross_entropy_of_topic_01(z3, noise):
    p = ce.sigmoid(z3)
    q = np.stack([ce.sigmoid(-np.array(z3)), p], axis=1)
    joint = noisy_xor.distribution(noise)[[1, 3, 2, 0]]  # rows as TABLE_INPUTS
    ours = hr.loss_of_logits(np.array(z3), noise)
    # softplus − z loses what is small beside z: 30 times a rounding of 1e-16
    close(ours, ce.conditional_cross_entropy(joint, q), rtol=1e-9, atol=1e-14)
    assert ours >= ce.conditional_entropy(joint) - 1e-12


def test_the_loss_of_a_large_sample_comes_close_to_that_of_the_distribution():
    X, y = noisy_xor.sample(200_000, np.random.default_rng(0))
    sampled, _ = hr.network_forward(X, y, BY_HAND)
    assert abs(sampled - hr.distribution_loss(BY_HAND)) < 0.005


@given(st.integers(0, 1000))
def test_no_linear_model_beats_the_coin(seed):
    """Its gradient is 0 at P = ½ everywhere and the loss is convex: ln 2 is the minimum."""
    w, c = np.random.default_rng(seed).standard_normal((2, 2))
    assert hr.loss_of_logits(hr.TABLE_INPUTS @ w + c[0]) >= math.log(2) - 1e-12


@given(st.integers(0, 1000), st.permutations(range(3)))
def test_the_order_of_the_hidden_units_means_nothing(seed, order):
    p, order = random_parameters(seed), list(order)
    q = {"W2": p["W2"][:, order], "b2": p["b2"][order], "W3": p["W3"][order], "b3": p["b3"]}
    close(hr.probability(hr.TABLE_INPUTS, p), hr.probability(hr.TABLE_INPUTS, q), rtol=1e-12)


# ---------------------------------------------------------------- dead units, inits, types


def test_a_dead_unit_gets_no_gradient_and_a_leaky_one_does():
    p = {"W2": [[1.0, -1], [-1, -1]], "b2": [0.5, 0.0], "W3": [1.0, 1.0], "b3": 0.0}
    assert hr.dead_units(p).tolist() == [False, True]
    assert hr.dead_units(p, X=[[-1.0, 0.0]]).tolist() == [True, False]
    for activation, alive in (("relu", False), ("leaky_relu", True)):
        _, cache = hr.network_forward(hr.TABLE_INPUTS, XOR, p, activation)
        gradients = hr.network_backward(1.0, cache)
        moved = gradients["W2"][:, 1].any() or gradients["b2"][1] or gradients["W3"][1]
        assert bool(moved) is alive


@pytest.mark.parametrize("init", hr.INITS)
def test_an_init_has_its_shapes_and_its_spread(init):
    small = hr.initial_parameters(3, np.random.default_rng(0), init)
    assert {n: np.shape(v) for n, v in small.items()} == {
        "W2": (2, 3),
        "b2": (3,),
        "W3": (3,),
        "b3": (),
    }
    H = 20_000
    p = hr.initial_parameters(H, np.random.default_rng(0), init)
    mean_and_std = {
        "he": ((0, 1), (0, 0), (0, math.sqrt(2 / H))),
        "he_bias": ((0, 1), (0.5, 0), (0, math.sqrt(2 / H))),
        "normal": ((0, 1), (0, 1), (0, 1)),
        "uniform": ((0.5, math.sqrt(1 / 12)),) * 3,
        "torch": ((0, math.sqrt(1 / 6)), (0, math.sqrt(1 / 6)), (0, math.sqrt(1 / 3 / H))),
    }[init]
    for name, (mean, std) in zip(("W2", "b2", "W3"), mean_and_std, strict=True):
        close(p[name].mean(), mean, atol=0.03)
        close(p[name].std(), std, rtol=0.03, atol=1e-12)


@pytest.mark.parametrize("activation", hr.ACTIVATIONS)
def test_float32_stays_float32(activation):
    p = {name: np.float32(value) for name, value in random_parameters(0).items()}
    X = hr.TABLE_INPUTS.astype(np.float32)
    J, cache = hr.network_forward(X, XOR, p, activation)
    gradients = hr.network_backward(1.0, cache)
    made = [J, *gradients.values(), hr.probability(X, p, activation)]
    made += [hr.hidden_units(X, p, activation), hr.hidden_forward(X, p, activation)[0]]
    made += [*hr.sgd_step(p, gradients, 0.1).values(), hr.distribution_loss(p, activation)]
    assert {np.asarray(value).dtype for value in made} == {np.dtype(np.float32)}


@pytest.mark.parametrize("activation", hr.ACTIVATIONS)
def test_huge_weights_do_not_overflow(activation):
    """Every warning is an error here."""
    p = {name: 1e4 * np.asarray(value, float) for name, value in BY_HAND.items()}
    J, cache = hr.network_forward(hr.TABLE_INPUTS, 1 - XOR, p, activation)
    assert np.isfinite(J)
    assert all(np.isfinite(g).all() for g in hr.network_backward(1.0, cache).values())
