"""Topic 00's live pictures without a browser: their numbers, their states, their texts."""

import numpy as np
import pytest

from utils.numpy_impl import warm_up as wu
from utils.widgets import warm_up as explore

PLANE = {
    **{"degrees": 0, "shear": 0.0, "scale_1": 1.0, "scale_2": 1.0},
    **{"shift_1": 0.0, "shift_2": 0.0, "activation": "linear"},
}
DESCENT = {"rate": 0.1, "steps": 20, "start_1": -2.0, "start_2": 2.0}


def test_the_grid_is_one_of_straight_lines():
    along, across = explore.plane_grid()
    assert along.shape == across.shape
    assert (np.ptp(along[..., 1], axis=1) == 0).all()
    assert (np.ptp(across[..., 0], axis=1) == 0).all()


def test_a_layer_that_does_nothing_leaves_the_grid_alone():
    for stage in explore.plane_numbers(PLANE)["stages"]:
        for points, start in zip(stage, (*explore.plane_grid(), explore.LETTER), strict=True):
            np.testing.assert_allclose(points, start)


def test_the_stages_are_those_of_the_layer():
    n = explore.plane_numbers(
        PLANE | {"degrees": 30, "scale_2": -0.5, "shear": 0.7, "shift_1": 1.5, "activation": "tanh"}
    )
    letter, _ = wu.dense_forward(explore.LETTER, n["W"], n["b"], "tanh")
    np.testing.assert_allclose(n["stages"][2][2], letter)
    np.testing.assert_allclose(n["stages"][1][2], explore.LETTER @ n["W"] + [1.5, 0])
    np.testing.assert_allclose(n["stages"][0][2], explore.LETTER @ n["W"])


def test_a_quarter_turn_is_to_the_left():
    letter = explore.plane_numbers(PLANE | {"degrees": 90})["stages"][0][2]
    x, y = explore.LETTER.T
    np.testing.assert_allclose(letter, np.stack([-y, x], axis=1), atol=1e-12)


@pytest.mark.parametrize(
    ("rate", "word", "compared"),
    [
        (0.08, "converges", "below"),
        (0.1, "converges", "below"),
        (0.15, "oscillates", "below"),
        (0.2, "oscillates", "exactly"),
        (0.205, "diverges", "above"),
    ],
)
def test_the_picture_says_what_the_rate_does(rate, word, compared):
    live = explore.explore_descent()
    live.set(rate=rate)
    assert f"η = {rate:.3f}, {compared} 2/L = 0.200: {word}." in live.picture.reading
    assert live.canvas.artists["text"].get_text() == word
    path = explore.descent_numbers(DESCENT | {"rate": rate, "steps": 60})
    assert (path["losses"][-1] > path["losses"][0]) == (word == "diverges")


def test_a_start_at_the_lowest_point_and_no_steps_at_all_stay():
    live = explore.explore_descent()
    live.set(start_1=0.0, start_2=0.0)
    assert "stays: this start is the lowest point" in live.picture.reading
    assert live.picture.error == ""
    live.reset()
    live.set(rate=0.0)
    assert "stays: η = 0" in live.picture.reading


def test_a_start_without_a_steep_part_does_not_diverge():
    n = explore.descent_numbers(DESCENT | {"rate": 0.25, "start_1": 1.0, "start_2": -2.0})
    assert n["regime"] == "converges"
    assert n["losses"][-1] < n["losses"][0]
