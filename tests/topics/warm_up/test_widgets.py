"""Topic 00's live pictures without a browser: their numbers, their states, their texts."""

import numpy as np
import pytest

from utils.numpy_impl import warm_up as wu
from utils.widgets import warm_up as explore


def test_the_stages_are_those_of_the_layer():
    state = {"degrees": 30, "scale_1": 1.0, "scale_2": -0.5, "shear": 0.7}
    n = explore.plane_numbers(state | {"shift_1": 1.5, "shift_2": 0.0, "activation": "tanh"})
    np.testing.assert_allclose(n["W"], wu.plane_matrix(30, 1.0, -0.5, 0.7))
    for k, start in enumerate((*explore.plane_grid(), explore.LETTER)):
        product, shifted, layer = (stage[k] for stage in n["stages"])
        np.testing.assert_allclose(product, start @ n["W"])
        np.testing.assert_allclose(shifted, start @ n["W"] + [1.5, 0])
        flat = start.reshape(-1, 2)
        np.testing.assert_allclose(
            layer.reshape(-1, 2), wu.dense_forward(flat, n["W"], n["b"], "tanh")[0]
        )


@pytest.mark.parametrize(
    ("state", "compared", "word"),
    [
        ({"rate": 0.08}, "below", "converges"),
        ({"rate": 0.1}, "below", "converges"),
        ({"rate": 0.15}, "below", "oscillates"),
        ({"rate": 0.2}, "exactly", "oscillates"),
        ({"rate": 0.205}, "above", "diverges"),
        # a start without a steep part feels the gentle curvature only
        ({"rate": 0.25, "start_1": 1.0, "start_2": -2.0}, "above", "converges"),
    ],
)
def test_the_picture_says_what_the_rate_does(state, compared, word):
    live = explore.explore_descent()
    live.set(**state)
    assert f"η = {state['rate']:.3f}, {compared} 2/L = 0.200: {word}." in live.picture.reading
    assert live.canvas.artists["text"].get_text() == word
    start = {"start_1": -2.0, "start_2": 2.0, "steps": 60}
    losses = explore.descent_numbers(start | state)["losses"]
    assert (losses[-1] > losses[0]) == (word == "diverges")


def test_a_start_at_the_lowest_point_and_no_steps_at_all_stay():
    live = explore.explore_descent()
    live.set(start_1=0.0, start_2=0.0)
    assert "stays: this start is the lowest point" in live.picture.reading
    assert live.picture.error == ""
    live.reset()
    live.set(rate=0.0)
    assert "stays: η = 0" in live.picture.reading
