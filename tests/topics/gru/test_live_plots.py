"""The pictures that topic 06's widgets move show the numbers they are given, in place."""

import numpy as np
from topics.gru import samples

from utils.plots import gru as plots


def test_lines_move(ax):
    lines = plots.draw_lines(ax, {"x": np.zeros(3), "h": np.ones(3)}, "value", (0, 5))
    plots.update_lines(lines, {"x": [1, 2, 3], "h": [3, 2, 1]})
    assert lines["x"].get_xydata().tolist() == [[1, 1], [2, 2], [3, 3]]
    assert lines["h"].get_ydata() == [3, 2, 1]


def test_a_half_is_left_at_the_diamond(ax):
    artists = plots.draw_left(ax, 0.9, 6.6)
    plots.update_left(artists, 0.5**0.25, 4.0)
    at, left = artists["half"].get_xydata()[1]
    assert left == 0.5
    np.testing.assert_allclose(artists["curve"].get_ydata()[int(at)], left)
    assert artists["word"].get_text() == "a half after 4 steps"


def test_strips_are_white_at_nothing_and_the_state_has_two_colours(ax):
    artists = samples.LABELLED["strips"](ax)
    strips = np.zeros((4, 3, 32))
    strips[:, 1, 5] = strips[3, 2, 6] = 1
    strips[3, 0, 5] = -1
    plots.update_strips(artists, strips, samples.NOTES, samples.MARKED, 6)
    picture = np.asarray(artists["image"].get_array())
    coloured = np.argwhere((picture < 1).any(axis=-1)).tolist()
    assert coloured == [[1, 5], [5, 5], [9, 5], [12, 5], [13, 5], [14, 6]]
    red, _, blue = np.moveaxis(picture, -1, 0)
    assert red[12, 5] < blue[12, 5]
    assert red[13, 5] > blue[13, 5]
    assert artists["now"].get_x() == 5.5
    tints = artists["cells"].squares.get_facecolor()
    assert (tints[:4] == tints[0]).all()
    assert (tints[4:] == 1).all()


def test_the_present_beat_moves(ax):
    artists = samples.LABELLED["over beats"](ax)
    plots.update_over_beats(artists, {"p": np.zeros(32)}, 20)
    assert artists["now"].get_x() == 19.5
    assert not artists["lines"]["p"].get_ydata().any()
