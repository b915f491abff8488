"""Topic 00's pictures show the numbers they are given, in place."""

import numpy as np
import pytest
from topics.warm_up import samples

from utils.plots import warm_up as plots


def test_an_equation_shows_every_number_and_marks_the_cells(ax):
    A = np.array([[1, -2], [3, 4]])
    artists = plots.draw_equation(ax, [(A, {(1, 0): "green"}), "=", (A.T, {})])
    words = [text.get_text() for text in artists["texts"]]
    assert sorted(words) == sorted(["1", "−2", "3", "4"] * 2 + ["="])
    thick = [cell for cell in artists["cells"] if cell.get_linewidth() > 2]
    assert [(cell.get_x(), cell.get_y()) for cell in thick] == [(0, 1)]


def test_a_network_has_an_edge_for_every_weight(ax):
    artists = plots.draw_network(ax, [3, 4, 2])
    assert [len(edges.get_segments()) for edges in artists["edges"]] == [12, 8]
    assert [len(layer.get_xdata()) for layer in artists["neurons"]] == [3, 4, 2]


def test_the_plane_follows(ax):
    artists = plots.draw_plane(ax, "", samples.ALONG, samples.ACROSS, samples.BOX)
    plots.update_plane(artists, 2 * samples.ALONG, 2 * samples.ACROSS, 2 * samples.BOX)
    np.testing.assert_allclose(artists["along"].get_segments(), 2 * samples.ALONG)
    np.testing.assert_allclose(artists["across"].get_segments(), 2 * samples.ACROSS)
    np.testing.assert_allclose(artists["figure"].get_xy()[:3], 2 * samples.BOX)


def test_the_shade_lies_where_the_neuron_fires(ax):
    assert plots.draw_perceptron(ax, *samples.XOR, [0.0, 0.0], 0.0)["fires"] is None
    assert plots.draw_perceptron(ax, *samples.XOR, [0.0, 0.0], 1.0)["fires"] is not None
    shade = plots.draw_perceptron(ax, *samples.XOR, [1.0, 0.0], -0.5)["fires"]
    corners = np.concatenate([path.vertices for path in shade.get_paths()])
    assert corners[:, 0].min() == pytest.approx(0.5, abs=0.011)
    assert corners[:, 0].max() == 1.5


def test_a_path_follows_and_marks_its_ends(ax):
    artists = plots.draw_path(ax, samples.PATH)
    plots.update_path(artists, samples.PATH[:2])
    assert artists["line"].get_xydata().tolist() == samples.PATH[:2].tolist()
    assert artists["start"].get_xydata().tolist() == [[-0.8, 0.6]]
    assert artists["end"].get_xydata().tolist() == [[-0.4, 0.2]]


def test_the_best_step_is_named(ax):
    artists = samples.LABELLED["errors"](ax)
    assert artists["text"].get_text() == "ε ≈ 6·10⁻⁶"
