"""The pictures that topic 08's widgets move show the numbers they are given, in place."""

import numpy as np
from topics.softmax_speedups import samples

from utils.plots import softmax_speedups as plots


def test_bars_end_at_the_costs_and_one_can_be_left_out(ax):
    artists = samples.LABELLED["bars"](ax)
    plots.update_bars(artists, {"full": 500.0, "nce": 1.0}, {"full": "8 min", "nce": "1 s"})
    ends = {method: bar.get_x() + bar.get_width() for method, bar in artists["bars"].items()}
    assert ends == {"full": 500.0, "huffman": 10.0, "nce": 10.0}  # the axis begins at 10
    assert [word.get_text() for word in artists["words"].values()] == ["8 min", "", "1 s"]
    assert [end.get_visible() for end in artists["ends"].values()] == [True, False, True]
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        plots.NAMES[method] for method in samples.COSTS
    ]


def test_lines_move_with_the_present_and_one_can_be_left_out(ax):
    artists = samples.LABELLED["lines"](ax)
    plots.update_lines(artists, {"nce": np.array([1.0, 2.0, 3.0])}, 100)
    assert artists["lines"]["nce"].get_xydata().tolist() == [[1, 1], [10, 2], [100, 3]]
    assert not artists["lines"]["full"].get_visible()
    assert artists["now"].get_xdata() == [100, 100]
    assert artists["veil"].get_x() == 100
    assert artists["veil"].get_x() + artists["veil"].get_width() >= 100


def test_the_way_turns_at_its_nodes_and_ends_at_its_word(ax):
    artists = samples.BARE["tree"](ax)
    column = (40 - 4.2 * 1.25) / 3
    x, y = artists["way"].get_data()
    np.testing.assert_allclose(x / column, [0, 0, 1, 1, 2, 2, 3])
    leaf = {word: 8 * (row + 0.5) for row, word in enumerate("bcde")}
    inner = [(leaf["b"] + leaf["e"]) / 2, (leaf["c"] + leaf["e"]) / 2, (leaf["d"] + leaf["e"]) / 2]
    np.testing.assert_allclose(y, [inner[0], *np.repeat([*inner[1:], leaf["d"]], 2)])
    assert len(artists["inner"].get_xdata()) == 3
    assert len(artists["edges"].get_segments()) == 4
    plots.update_tree(artists, samples.TREE, ["b", "c", "d", "e"], 0, [0.5], "P(b) = ½")
    assert artists["way"].get_data()[1][-1] == leaf["b"]


def test_the_diamond_is_at_the_chosen_word(ax):
    artists = samples.LABELLED["depths"](ax)
    plots.update_depths(artists, np.array([1.0, 2.0]), np.array([1, 3]), 1)
    assert artists["chosen"].get_xydata().tolist() == [[2, 3]]
    assert artists["words"].get_xydata().tolist() == [[1, 1], [2, 3]]
