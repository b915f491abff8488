"""Topic 02, the network of the noisy XOR: its loss, dead units, initial weights."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.data import noisy_xor
from utils.numpy_impl import cross_entropy as ce
from utils.numpy_impl import hidden_representations as hr

close = np.testing.assert_allclose


def test_the_table_has_the_order_of_its_source():
    assert hr.TABLE_INPUTS.tolist() == [[0, 1], [1, 1], [1, 0], [0, 0]]
    with pytest.raises(ValueError, match="read-only"):
        hr.TABLE_INPUTS[0, 0] = 5


def test_two_inputs_taken_for_one_do_not_solve_the_task():
    """P = ½ for a pair with opposite answers, right for the other two."""
    floor, pair = hr.loss_of_logits(np.log(9) * np.array([[1, -1, 1, -1], [1, 0, 0, -1]]))
    close(pair, (floor + math.log(2)) / 2)
    assert floor < hr.SOLVED_LOSS < pair


@given(st.lists(st.floats(-30, 30), min_size=4, max_size=4), st.floats(0, 0.5))
def test_the_loss_is_the_conditional_cross_entropy_of_topic_01(z3, noise):
    p = ce.sigmoid(z3)
    q = np.stack([ce.sigmoid(-np.array(z3)), p], axis=1)
    joint = noisy_xor.distribution(noise)[[1, 3, 2, 0]]  # rows as TABLE_INPUTS
    ours = hr.loss_of_logits(np.array(z3), noise)
    # softplus − z loses what is small beside z: 30 times a rounding of 1e-16
    close(ours, ce.conditional_cross_entropy(joint, q), rtol=1e-9, atol=1e-14)
    assert ours >= ce.conditional_entropy(joint) - 1e-12


def test_a_dead_unit_is_off_for_every_row():
    p = {"W2": [[1.0, -1], [-1, -1]], "b2": [0.5, 0.0], "W3": [1.0, 1.0], "b3": 0.0}
    assert hr.dead_units(p).tolist() == [False, True]
    assert hr.dead_units(p, X=[[-1.0, 0.0]]).tolist() == [True, False]


@pytest.mark.parametrize("init", hr.INITS)
def test_an_init_has_its_shapes_and_its_spread(init):
    H = 20_000
    p = hr.initial_parameters(H, np.random.default_rng(0), init)
    shapes = {name: np.shape(value) for name, value in p.items()}
    assert shapes == {"W2": (2, H), "b2": (H,), "W3": (H,), "b3": ()}
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


def test_float32_stays_float32_in_what_the_networks_say_and_what_training_makes():
    p = hr.initial_parameters(3, np.random.default_rng(0), "torch")
    p = {name: np.float32(value) for name, value in p.items()}
    X = hr.TABLE_INPUTS.astype(np.float32)
    made = [hr.probability(X, p), hr.hidden_units(X, p), hr.distribution_loss(p)]
    made += [*hr.sgd_step(p, p, 0.1).values(), *hr.fit_autoencoder(X, 1, epochs=2).losses]
    fit = hr.fit_classifier(X, [1, 0, 1, 0], 2, epochs=2)
    made += [*fit.parameters.values(), *fit.history.values()]
    assert {np.asarray(value).dtype for value in made} == {np.dtype(np.float32)}
