"""Topic 01's live pictures without a browser: their numbers, their states, their texts."""

import numpy as np
import pytest

from utils.data import iris
from utils.numpy_impl import cross_entropy as ce
from utils.widgets import cross_entropy as explore


def test_weights_are_scaled_to_distributions():
    n = explore.divergence_numbers({"p0": 7, "p1": 2, "p2": 1, "q0": 4, "q1": 4, "q2": 2})
    np.testing.assert_allclose([n["p"], n["q"]], [[0.7, 0.2, 0.1], [0.4, 0.4, 0.2]])
    assert n["H_p"] == ce.entropy(n["p"])
    np.testing.assert_allclose(n["H_pq"], n["H_p"] + n["KL"])


def test_a_belief_that_calls_the_possible_impossible_costs_infinity():
    live = explore.explore_divergence()
    live.set(q2=0)
    assert "KL(p‖q) = ∞ nats, H(p, q) = ∞ nats" in live.picture.reading


@pytest.mark.parametrize("name", "pq")
def test_all_weights_at_zero_is_told_in_the_widget_and_mended_by_reset(name):
    live = explore.explore_divergence()
    live.set(**{f"{name}{i}": 0 for i in range(3)})
    assert f"all weights of {name} are 0" in live.picture.error
    live.reset()
    assert live.picture.error == ""


def test_a_high_temperature_levels_and_a_low_one_decides():
    state = {"z0": 1.0, "z1": 0.0, "z2": -1.0}
    assert explore.softmax_numbers(state | {"T": 10.0})["H"] > 0.99 * np.log(3)
    assert explore.softmax_numbers(state | {"T": 0.1})["p"][0] > 0.9999


@pytest.mark.parametrize("step", [0, 7, 200])
def test_the_boundary_is_that_of_plain_gradient_descent_at_that_step(step):
    n = explore.boundary_numbers({"step": step, "rate": 0.5, "pair": "petal length, petal width"})
    flowers = iris.load()
    X = flowers.X[:, (2, 3)]
    fit = ce.fit_softmax_regression(X, flowers.y, 3, 0.5, steps=step, momentum=0.0)
    loss, _ = ce.softmax_regression_forward(X, flowers.y, fit.W, fit.b)
    assert n["loss"] == n["losses"][step] == pytest.approx(loss, rel=1e-12)
    assert n["right"] == ((X @ fit.W + fit.b).argmax(axis=1) == flowers.y).sum()


def test_the_grid_lies_where_the_flowers_do():
    """The tint at a flower's place, in cm, is what the network says of that flower."""
    n = explore.boundary_numbers({"step": 200, "rate": 0.5, "pair": "sepal length, sepal width"})
    columns = np.abs(n["x1"] - n["points"][:, :1]).argmin(axis=1)
    rows = np.abs(n["x2"] - n["points"][:, 1:]).argmin(axis=1)
    right = (n["P"][rows, columns].argmax(axis=1) == n["y"]).sum()
    assert abs(right - n["right"]) <= 3  # a flower next to the border may fall on its other side


def test_other_lengths_redraw_the_axes_once_and_later_steps_do_not():
    live = explore.explore_decision_boundary()
    drawn = live.canvas.full_draws
    for values in ({"pair": "sepal length, sepal width"}, {"step": 30}):
        live.set(**values)
        assert live.canvas.full_draws == drawn + 1
