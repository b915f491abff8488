"""The pictures that topic 08's widgets move show the numbers they are given, in place."""

import numpy as np
from topics.softmax_speedups import samples

from utils.plots import softmax_speedups as plots


def test_bars_end_at_the_costs_and_one_can_be_left_out(ax):
    artists = samples.LABELLED["bars"](ax)
    plots.update_bars(artists, {"full": 500.0, "nce": 1.0}, {"full": "8 min", "nce": "1 s"})
    ends = [bar.get_x() + bar.get_width() for bar in artists["bars"].values()]
    assert ends == [500, 10, 10]  # the axis begins at 10
    assert [word.get_text() for word in artists["words"].values()] == ["8 min", "", "1 s"]
    assert [end.get_visible() for end in artists["ends"].values()] == [True, False, True]


def test_lines_move_with_the_present_and_one_can_be_left_out(ax):
    artists = samples.LABELLED["lines"](ax)
    plots.update_lines(artists, {"nce": np.array([1.0, 2.0, 3.0])}, 100)
    assert artists["lines"]["nce"].get_xydata().tolist() == [[1, 1], [10, 2], [100, 3]]
    assert not artists["lines"]["full"].get_visible()
    assert artists["now"].get_xdata() == [100, 100]
    assert artists["veil"].get_x() == 100


def test_the_way_turns_at_its_nodes_and_ends_at_its_word(ax):
    artists = samples.BARE["tree"](ax)
    x, y = artists["way"].get_data()
    np.testing.assert_allclose(x, np.array([0, 0, 1, 1, 2, 2, 3]) * x[-1] / 3)
    # leaves at 4, 12, 20 and 28, a node amid the leaves below it
    np.testing.assert_allclose(y, [16, 20, 20, 24, 24, 20, 20])
    assert artists["inner"].get_xdata().tolist() == x[:-1:2].tolist()
    assert len(artists["edges"].get_segments()) == 4
    plots.update_tree(artists, samples.TREE, [*"bcde"], 0, [0.5], "P(b) = ½")
    assert artists["way"].get_data()[1][-1] == 4


def test_the_diamond_is_at_the_chosen_word(ax):
    artists = samples.LABELLED["depths"](ax)
    plots.update_depths(artists, np.array([1.0, 2.0]), np.array([1, 3]), 1)
    assert artists["chosen"].get_xydata().tolist() == [[2, 3]]
    assert artists["words"].get_xydata().tolist() == [[1, 1], [2, 3]]
