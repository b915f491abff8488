"""Topic 01's live pictures without a browser: their numbers, their states, their texts."""

import numpy as np
import pytest

from utils.data import iris
from utils.numpy_impl import cross_entropy as ce
from utils.widgets import cross_entropy as explore

WEIGHTS = {"p0": 7, "p1": 2, "p2": 1, "q0": 4, "q1": 4, "q2": 2}


def test_weights_are_scaled_to_distributions():
    n = explore.divergence_numbers(WEIGHTS)
    np.testing.assert_allclose(n["p"], [0.7, 0.2, 0.1])
    np.testing.assert_allclose(n["H_pq"], n["H_p"] + n["KL"])


def test_a_belief_that_calls_the_possible_impossible_costs_infinity():
    n = explore.divergence_numbers(WEIGHTS | {"q2": 0})
    assert n["KL"] == n["H_pq"] == np.inf


def test_weights_that_are_all_zero_are_refused_by_name():
    with pytest.raises(ValueError, match="all weights of q are 0"):
        explore.divergence_numbers(WEIGHTS | {"q0": 0, "q1": 0, "q2": 0})


def test_a_high_temperature_levels_and_a_low_one_decides():
    state = {"z0": 1.0, "z1": 0.0, "z2": -1.0}
    hot = explore.softmax_numbers(state | {"T": 10.0})
    cold = explore.softmax_numbers(state | {"T": 0.1})
    assert hot["H"] > 0.99 * np.log(3)
    assert cold["p"][0] > 0.9999


def test_the_boundary_is_that_of_plain_gradient_descent_at_that_step():
    state = {"step": 7, "rate": 0.5, "pair": "petal length, petal width"}
    n = explore.boundary_numbers(state)
    flowers = iris.load()
    fit = ce.fit_softmax_regression(
        flowers.X[:, (2, 3)], flowers.y, 3, learning_rate=0.5, steps=7, momentum=0.0
    )
    assert n["loss"] == pytest.approx(fit.losses[7], rel=1e-12)
    P = ce.softmax(flowers.X[:, (2, 3)] @ fit.W + fit.b)
    assert n["right"] == (P.argmax(axis=1) == flowers.y).sum()
    np.testing.assert_allclose(n["P"].sum(axis=-1), 1)


def test_the_grid_lies_where_the_flowers_do():
    """The tint at a flower's place, in cm, is what the network says of that flower."""
    n = explore.boundary_numbers({"step": 200, "rate": 0.5, "pair": "sepal length, sepal width"})
    right = 0
    for point, label in zip(n["points"], n["y"], strict=True):
        column = np.abs(n["x1"] - point[0]).argmin()
        row = np.abs(n["x2"] - point[1]).argmin()
        right += n["P"][row, column].argmax() == label
    assert abs(right - n["right"]) <= 3  # a flower next to the border may fall on its other side


def test_all_weights_at_zero_is_told_in_the_widget_and_mended_by_reset():
    live = explore.explore_divergence()
    live.set(p0=0, p1=0, p2=0)
    assert "all weights of p are 0" in live.picture.error
    live.reset()
    assert live.picture.error == ""


def test_infinity_is_written_as_such():
    live = explore.explore_divergence()
    live.set(q2=0)
    assert "KL(p‖q) = ∞" in live.picture.reading


def test_other_lengths_redraw_the_axes_once_and_later_steps_do_not():
    live = explore.explore_decision_boundary()
    drawn = live.canvas.full_draws
    live.controls["pair"].value = "sepal length, sepal width"
    assert live.canvas.full_draws == drawn + 1
    live.controls["step"].value = 30
    assert live.canvas.full_draws == drawn + 1
