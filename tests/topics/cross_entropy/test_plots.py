"""Topic 01's pictures show the numbers they are given, in place."""

import numpy as np
import pytest
from topics.cross_entropy import samples

from utils.plots import cross_entropy as plots


def test_distributions_follow(ax):
    artists = plots.draw_distributions(ax, samples.P, samples.Q, samples.NAMES)
    plots.update_distributions(artists, samples.Q, [0.0, 1.0, 0.0])
    assert [bar.get_height() for bar in artists["p"]] == samples.Q.tolist()
    assert [text.get_text() for text in artists["q_texts"]] == [".00", "1", ".00"]


def test_no_colour_means_both_a_distribution_and_an_amount(ax):
    distributions = plots.draw_distributions(ax, samples.P, samples.Q, samples.NAMES)
    amounts = plots.draw_information_bars(ax, 0.5, 0.9, 0.4, maximum=2.0)
    bars = [distributions["p"][0], distributions["q"][0], *amounts["bars"]]
    assert len({bar.get_facecolor() for bar in bars}) == 5
    assert bars[0].get_hatch() != bars[1].get_hatch()


def test_information_bars_stand_end_to_end(ax):
    artists = plots.draw_information_bars(ax, 0.5, 0.9, 0.4, maximum=2.0)
    plots.update_information_bars(artists, 1.0, 1.6, 0.6)
    entropy, divergence, cross = artists["bars"]
    assert (entropy.get_x(), entropy.get_width()) == (0, 1.0)
    assert (divergence.get_x(), divergence.get_width()) == (1.0, pytest.approx(0.6))
    assert (cross.get_x(), cross.get_width()) == (0, 1.6)
    assert [text.get_text() for text in artists["texts"]] == ["1.000", "0.600", "1.600"]
    # infinity stops at the edge, and says so
    plots.update_information_bars(artists, 0.5, np.inf, np.inf)
    assert [text.get_text() for text in artists["texts"]] == ["0.500", "→ ∞", "→ ∞"]
    for bar in artists["bars"]:
        assert bar.get_x() + bar.get_width() <= ax.get_xlim()[1]


def test_the_tree_adds_up_and_a_leaf_is_as_deep_as_its_word_is_long(ax):
    artists = plots.draw_huffman_tree(ax, [0.2, 0.5, 0.3], ["10", "0", "11"], samples.NAMES)
    boxes = {(text.get_position(), text.get_text()) for text in artists["nodes"]}
    assert boxes == {
        ((0.0, 1), "0.50"), ((1.0, 2), "0.20"), ((2.0, 2), "0.30"),
        ((1.5, 1), "0.50"), ((0.75, 0), "1.00"),
    }  # fmt: skip
    assert len(artists["edges"]) == 4
    words = [text.get_text() for text in artists["texts"]]
    assert sorted(words) == ["0", "0", "1", "1", "one: 10", "three: 11", "two: 0"]


def test_the_tree_is_drawn_in_the_same_order_each_time(ax):
    codes = [format(i, "03b") for i in range(8)]
    nodes = plots.draw_huffman_tree(ax, [1 / 8] * 8, codes, codes)["nodes"]
    places = [text.get_position() for text in nodes]
    assert places == sorted(places, key=lambda place: (-place[1], place[0]))


def test_a_gap_stands_on_its_floor(ax):
    artists = plots.draw_decomposition(ax, [0.5, 0.0], [0.1, 0.4], ["a", "b"])
    assert [bar.get_height() for bar in artists["floors"]] == [0.5, 0.0]
    gaps = [(bar.get_y(), bar.get_height()) for bar in artists["gaps"]]
    np.testing.assert_allclose(gaps, [(0.5, 0.1), (0, 0.4)], atol=1e-12)
    words = [text.get_text() for text in artists["texts"]]
    assert words == ["0.500 + 0.100 = 0.600", "0.000 + 0.400 = 0.400"]


def test_softmax_bars_follow(ax):
    artists = plots.draw_softmax(ax, samples.P, samples.NAMES)
    plots.update_softmax(artists, samples.Q)
    assert [bar.get_height() for bar in artists["bars"]] == samples.Q.tolist()
    assert [text.get_text() for text in artists["texts"]] == ["0.100", "0.200", "0.700"]


def draw_regions(ax, P):
    R = P.shape[-1]
    examples = samples.POINTS[:R], samples.Y[:R], samples.NAMES[:R]
    return plots.draw_decision_regions(ax, samples.X1, samples.X2, P, *examples)


def test_the_boundary_is_where_two_classes_are_equally_likely(ax):
    artists = draw_regions(ax, samples.probabilities(np.zeros((2, 2))))
    assert np.isnan(artists["lines"][0].get_xdata()).all(), "no boundary where all is a tie"
    # logits (0, 2 x1 − 1): the boundary is the upright line x1 = ½
    P_half = samples.probabilities([[0.0, 2.0], [0.0, 0.0]], np.array([0.0, -1.0]))
    plots.update_decision_regions(artists, P_half)
    x, y = (np.array(values) for values in artists["lines"][0].get_data())
    np.testing.assert_allclose(x[np.isfinite(x)], 0.5, atol=1e-2)
    assert (np.nanmin(y), np.nanmax(y)) == (-2, 2)


def test_the_tint_goes_with_the_class(ax):
    artists = draw_regions(ax, samples.THREE)
    picture = np.asarray(artists["image"].get_array())
    assert picture.shape == (21, 31, 3)
    left, right = picture[0, 0], picture[0, -1]
    assert left[2] > left[0], "class 0 is blue"
    assert right[1] > right[0], "class 2 is green"
    assert picture.min() >= 0.6, "pale enough to lie under the examples"


def test_the_curve_follows(ax):
    artists = plots.draw_training_curve(ax, [0, 1, 2], [1.0, 0.5, 0.3])
    plots.update_training_curve(artists, 1, 0.5)
    assert artists["now"].get_xydata().tolist() == [[1, 0.5]]
    plots.update_training_curve(artists, 1, 0.4, [0, 1], [1.0, 0.4])
    assert artists["line"].get_xydata().tolist() == [[0, 1.0], [1, 0.4]]
