"""Topic 08's pictures of the lecture show what they are given, in place."""

import numpy as np
from helpers import pictures
from matplotlib.colors import to_rgb

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
