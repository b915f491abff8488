"""Topic 08's pictures show what they are given, in place; widgets move those of the second half."""

import numpy as np
from helpers import pictures
from matplotlib.colors import to_rgb
from topics.softmax_speedups import samples

from utils.numpy_impl.softmax_speedups import OUTPUT_LAYERS
from utils.plots import softmax_speedups as plots
from utils.plots.style import BLUE


def test_rows_that_are_used_are_blue_and_counted(ax):
    used = {"all": (4, range(4)), "few": (3, [0, 2, 2])}
    artists = plots.draw_rows(ax, used)
    blue = np.isclose(artists["image"].get_array(), to_rgb(BLUE)).all(axis=-1)
    assert np.argwhere(blue[:, 0]).ravel().tolist() == [0, 1, 2, 3]
    assert np.argwhere(blue[:, 2]).ravel().tolist() == [0, 2]
    assert [text.get_text() for text in artists["texts"]] == ["4 of 4", "2 of 3"]
    pictures.assert_words_apart(ax, ticks=True)


def test_every_word_lies_at_its_surprise_and_depth(ax):
    artists = plots.draw_surprises(ax, np.array([1.0, 2.0, 9.0]), [1, 2, 9], {"sea": 1}, 3.3)
    assert artists["dots"].get_xydata().tolist() == [[1, 1], [2, 2], [9, 9]]
    assert artists["texts"][0].xy == (2, 2)
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels[1].endswith("3.3")
    pictures.assert_words_apart(ax, ticks=True)


def test_a_line_has_its_power_and_goes_through_the_points(ax):
    sizes, times = [10, 1000], {"full": [3.0, 300.0], "nce": [2.0, 2.0]}
    artists = plots.draw_scaling(ax, sizes, times, {"full": 1.0, "nce": 0.0})
    for name, each in times.items():
        assert list(artists["dots"][name].get_ydata()) == each
        assert np.allclose(artists["lines"][name].get_ydata(), each)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "full softmax: 1.00",
        "NCE: 0.00",
    ]


def test_racers_are_told_apart_without_colour(ax):
    runs = {method: [600 - i, 200 - i, 120 - i] for i, method in enumerate(OUTPUT_LAYERS)}
    lines = plots.draw_race(ax, [1, 2, 10], runs)["lines"]
    assert {method: list(line.get_ydata()) for method, line in lines.items()} == runs
    assert len({line.get_marker() for line in lines.values()}) == len(runs)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["1", "2", "10"]
    pictures.assert_words_apart(ax, ticks=True)


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
