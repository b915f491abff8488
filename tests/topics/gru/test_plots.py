"""Topic 06's pictures show the numbers they are given, in place."""

import numpy as np
import pytest
from topics.gru import samples

from utils.plots import gru as plots
from utils.plots.gru.lecture import ARROWS
from utils.plots.lstm_gates import exact


def words(artists):
    return [text.get_text() for text in artists["texts"]]


def test_the_step_has_both_numbers_on_every_arrow(ax):
    run, expected = samples.STEP, []
    for name in ARROWS:
        expected += [exact(run[name]), f"∂ {exact(run[f'd{name}'])}"]
    assert words(plots.draw_step(ax, run, backward=True)) == expected
    assert len(set(expected)) == 2 * len(ARROWS)


def test_the_way_forward_alone_has_no_gradients(ax):
    forward = {name: samples.STEP[name] for name in samples.NAMES}
    assert words(plots.draw_step(ax, forward)) == [exact(forward[name]) for name in ARROWS]
    assert not [text for text in ax.texts if "∂" in text.get_text()]


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
