"""Topic 06's pictures show the numbers they are given, in place."""

import numpy as np
import pytest
from helpers import pictures
from topics.gru import samples

from utils.plots import gru as plots
from utils.plots.gru.lecture import ARROWS

test_arrows = pictures.test_of_arrows(plots.draw_step, samples.STEP, ARROWS)


@pytest.mark.parametrize(
    ("form", "heard", "texts"),
    [
        ("before", [0, 2], ["$h_1$ = 2 × 1", "hears 0", "$h_2$ = 3 × 0", "hears 2"]),
        ("after", [3, 0], ["$h_1$ = 2", "3 × 1 = 3", "$h_2$ = 3", "2 × 0 = 0"]),
    ],
)
def test_the_reset_gate_is_at_the_sender_or_at_the_listener(ax, form, heard, texts):
    artists = plots.draw_listening(ax, [2, 3], [[0, 1], [1, 0]], [1, 0], form)
    assert artists["heard"].tolist() == heard
    assert artists["texts"] == texts


def test_every_seed_is_a_point_and_the_bar_is_their_mean(ax):
    artists = plots.draw_scores(ax, samples.SCORES, {"linear": 2.5}, "error (°C)")
    for k, (name, each) in enumerate(samples.SCORES.items()):
        assert artists["dots"][name].get_ydata().tolist() == each.tolist()
        assert artists["means"][name].get_segments()[0][:, 1].tolist() == [each.mean()] * 2
        assert np.abs(artists["dots"][name].get_xdata() - k).max() < 0.5
    assert "2.500" in ax.get_legend().get_texts()[0].get_text()


def test_beats_count_from_one(ax):
    artists = plots.draw_beats(ax, samples.BEATS, "kept", [(2, 3)])
    assert artists["lines"]["GRU"].get_xydata()[1].tolist() == [2, 0.5]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["4"]
    (span,) = artists["spans"]
    assert (span.get_x(), span.get_width()) == (1.5, 2)


# ---------------------------------------------------------------- moved by widgets


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
