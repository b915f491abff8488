"""The pictures that topic 04's widgets move show the numbers they are given, in place."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from topics.rnn_unrolling import samples

from utils.plots import rnn_unrolling as plots
from utils.plots import style
from utils.plots.convolution import cells as cells_module

RUN = samples.RUN


@pytest.fixture
def written(monkeypatch):
    """Every word that cells show from now on: figures are outlines, which cannot be read back."""
    words = []
    glyphs = cells_module._glyphs
    monkeypatch.setattr(cells_module, "_glyphs", lambda text: (words.append(text), glyphs(text))[1])
    return words


@pytest.mark.parametrize("stacked", [False, True])
@pytest.mark.parametrize(
    ("forward", "turned", "backward"),
    [(1, False, 0), (2, False, 0), (3, True, 0), (3, True, 2), (3, True, 3)],
)
def test_an_unrolled_network_shows_what_has_been_reached(
    ax, written, stacked, forward, turned, backward
):
    artists = plots.draw_unrolled(ax, RUN, stacked)
    written.clear()
    now = {"forward": forward, "turned": turned, "backward": backward, "title": "now"}
    plots.update_unrolled(artists, RUN | now)
    back = slice(3 - backward, None)
    shown = [RUN["W"], RUN["U"], RUN["v"], RUN["x"], RUN["target"][RUN["counted"]]]
    shown += [RUN["H"][: forward + 1], RUN["y"][:forward]]
    shown += [RUN[part][back] for part in ("dh", "dz", "terms")]
    shown += [RUN["terms"][back].sum(axis=0)] if backward else []
    numbers = [word for word in written if word.isdigit()]
    assert sorted(numbers) == sorted(f"{v:g}" for part in shown for v in np.ravel(part))
    assert [word for word in written if not word.isdigit()] == ["+", "+", "=", "now", *"abc"]
    colours = [to_hex(colour).upper() for colour in artists["arrows"].get_facecolor()]
    counts = {style.BLUE: forward, style.GREEN: forward, style.ORANGE: forward}
    counts[style.GREEN] += int(RUN["counted"][back].sum())  # the loss of each counted step
    counts[style.ORANGE] += min(backward, 2)  # the carry, not into h₀
    for colour, count in counts.items():
        assert colours.count(colour) == count


def test_another_length_fits_into_the_room(ax):
    short = {name: RUN[name][:2] for name in ("x", "y", "target", "counted", "dh", "dz", "terms")}
    artists = plots.draw_unrolled(ax, RUN, room=3)
    limits = ax.get_xlim(), ax.get_ylim()
    plots.update_unrolled(artists, RUN | short | {"H": RUN["H"][:3], "labels": "ab", "forward": 2})
    assert (ax.get_xlim(), ax.get_ylim()) == limits


def test_the_lag_map_has_a_row_for_each_loss_and_nothing_after_it(ax):
    artists = plots.draw_lag_map(ax, samples.M)
    plots.update_lag_map(artists, 10 * samples.M)
    shown = artists["image"].get_array()
    assert shown[5, 0] == pytest.approx(-4)
    assert shown[2, 2] == pytest.approx(1)
    assert shown.mask.tolist() == np.triu(np.ones((6, 6), bool), 1).tolist()
    assert artists["image"].get_extent() == [0.5, 6.5, 6.5, 0.5]
    assert np.isfinite(plots.draw_lag_map(ax, np.zeros((2, 2)))["image"].get_array()).all()


def test_norms_move_with_their_theory(ax):
    artists = plots.draw_lag_norms(ax, samples.NORMS, np.ones(6))
    plots.update_lag_norms(artists, {"tanh": np.array([1.0, 0.0])}, np.array([1.0, 0.5]))
    assert artists["lines"]["tanh"].get_ydata().tolist() == [1, pytest.approx(0)]
    assert artists["theory"].get_ydata().tolist() == [1, 0.5]


def test_ways_move_and_the_surface_stays(ax):
    ways = {label: tuple(map(np.array, way)) for label, way in samples.WAYS.items()}
    artists = plots.draw_cliff(ax, samples.W, samples.B, samples.J, ways)
    plots.update_cliff(artists, {"clipped": (np.array([1.0, 2.0]), np.array([-1.0, -2.0]))})
    assert artists["start"].get_xydata().tolist() == [[1, -1]]
    assert artists["ways"]["clipped"]["end"].get_xydata().tolist() == [[2, -2]]
    np.testing.assert_array_equal(artists["surface"].get_array(), samples.J)


def test_descents_move_with_their_threshold(ax):
    artists = plots.draw_descents(ax, {"clipped": [1.0, 0.5]}, 4, "J", (0.1, 1), 0.2)
    plots.update_descents(artists, {"clipped": [1.0, 0.4, 0.3]}, 0.7)
    assert artists["lines"]["clipped"].get_xydata().tolist() == [[0, 1], [1, 0.4], [2, 0.3]]
    assert artists["level"].get_ydata() == [0.7, 0.7]
