"""Topic 03's pictures show the numbers they were given: bars, lines, cells and boxes, each read."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from utils.plots import convolution as plots
from utils.plots import style
from utils.plots.convolution import cells as cells_module

GRADES = {"plain": [0.3, 0.9, 0.4], "pooled": [0.4, 0.95, 0.5]}
# what stands in the window, times the kernel, and the outputs: no number of one is in another
PLANE = {
    **{"x": np.arange(9.0).reshape(3, 3), "padding": 0, "kernel": np.full((2, 2), 11.0)},
    **{"start": (0, 1), "position": (0, 1), "products": np.array([[21.0, 22], [23, 24]])},
    **{"output": np.array([[31.0, 32.0], [33.0, 34.0]])},
}
LINE = {
    **{"x": np.arange(4.0), "padding": 1, "kernel": np.array([11.0, 12.0]), "start": (1,)},
    **{"position": (1,), "products": np.array([21.0, 22.0]), "output": np.array([31.0, 32, 33])},
}


@pytest.fixture
def ax():
    with style.context():
        yield Figure(figsize=(8, 3.6)).subplots()


@pytest.fixture
def written(monkeypatch):
    """Every word that cells show from now on: figures are outlines, which cannot be read back."""
    words = []
    glyphs = cells_module._glyphs
    monkeypatch.setattr(cells_module, "_glyphs", lambda text: (words.append(text), glyphs(text))[1])
    return words


def points(line):
    return np.column_stack(line.get_data()).tolist()


def test_bars_are_as_long_as_their_values(ax):
    artists = plots.draw_bars(ax, {"a": 90.0, "b": 1.5}, "ms", whole=100.0)
    assert [bar.get_width() for bar in artists["bars"]] == [90, 1.5]
    assert [text.get_text() for text in artists["texts"]] == ["90.00", "1.50"]
    assert list(artists["whole"].get_xdata()) == [100, 100]


def test_probabilities_move_and_so_does_the_mark(ax):
    artists = plots.draw_probabilities(ax, np.array([0.1, 0.7, 0.2]), "abc")
    plots.update_probabilities(artists, np.array([0.6, 0.1, 0.3]))
    bars = artists["bars"]
    assert [bar.get_width() for bar in bars] == pytest.approx([0.6, 0.1, 0.3])
    assert [bar.get_linewidth() for bar in bars] == [2, 0, 0]
    assert bars[0].get_facecolor() != bars[1].get_facecolor() == bars[2].get_facecolor()


def test_robustness_has_its_lines_where_it_is_untouched_and_where_it_guesses(ax):
    lines = plots.draw_robustness(ax, [0.5, 1, 1.5], GRADES, "scale", natural=1, chance=0.2)
    assert points(lines["lines"]["plain"]) == [[0.5, 0.3], [1, 0.9], [1.5, 0.4]]
    guessing, untouched = ax.get_lines()[-2:]
    assert list(guessing.get_ydata()) == [0.2, 0.2]
    assert list(untouched.get_xdata()) == [1, 1]


@pytest.mark.parametrize("draw", [plots.draw_shift_sensitivity, plots.draw_training])
def test_curves_go_through_their_points(ax, draw):
    lines = draw(ax, [0, 1, 2], GRADES)["lines"]
    assert points(lines["pooled"]) == [[0, 0.4], [1, 0.95], [2, 0.5]]


def test_another_image_is_shown_on_the_same_greys(ax):
    artists = plots.draw_image(ax, [[0.0, 1.0]])
    plots.update_image(artists, [[0.5, 0.25]])
    assert artists["image"].get_array().tolist() == [[0.5, 0.25]]
    assert artists["image"].get_clim() == (0, 1)


def test_signs_of_a_kernel_have_tints_and_numbers(ax, written):
    artists = plots.draw_kernel(ax, [[1.0, 0.0, -2.0]])
    assert written == ["1", "0", "−2"]
    tints = artists["cells"].squares.get_facecolor()
    expected = [cells_module.TINTS["orange"], "white", cells_module.TINTS["blue"]]
    assert np.allclose(tints, [to_rgba(tint) for tint in expected])
    plots.update_kernel(artists, [[3.0, 4.0, 5.0]])
    assert written[3:] == ["3", "4", "5"]


def test_words_stand_over_the_maps_they_name(ax):
    texts = plots.draw_feature_maps(ax, np.zeros((3, 4, 6)), columns=2, labels=list("abc"))["texts"]
    assert [text.get_text() for text in texts] == ["a", "b", "c"]
    (x0, y0), (x1, y1), (x2, y2) = (text.get_position() for text in texts)
    assert x0 == x2 < x1
    assert y0 == y1 < y2


def test_weights_of_the_matrix_have_their_names(ax, written):
    plots.draw_toeplitz(ax, [[5.0, 6.0, 0.0], [0.0, 5.0, 6.0]], names={5.0: "w₀"})
    assert written == ["w₀", "6", "w₀", "6"]


@pytest.mark.parametrize(("step", "later"), [(PLANE, {"33", "34"}), (LINE, {"33"})])
def test_the_window_shows_products_and_no_output_of_later(ax, written, step, later):
    plots.draw_window(ax, step)
    assert {"11", "21", "22", "31", "32"} <= set(written)
    assert not later & set(written)


def test_padding_is_dotted(ax):
    squares = plots.draw_window(ax, LINE)["cells"].squares
    dotted = {
        tuple(path.get_extents().min.tolist())
        for path, (_, dashes) in zip(squares.get_paths(), squares.get_linestyle(), strict=True)
        if dashes is not None
    }
    # the window covers cells 1 and 2; of the two of padding, 0 and 3, none is under it
    assert dotted == {(0, 0), (3, 0)}


def test_shared_edges_join_each_output_to_its_window(ax):
    edges = plots.draw_connections(ax, 5, 3)["edges"]
    ends = [[segment[0, 0] for segment in part.get_segments()] for part in edges]
    assert ends == [[0, 1, 2], [1, 2, 3], [2, 3, 4]]  # weight j joins input o + j to output o


def test_each_layer_says_how_many_inputs_it_sees(ax):
    plots.draw_receptive_field(ax, [3, 3, 3], [2, 1, 1])
    said = [text.get_text() for text in ax.texts]
    assert said == ["11 inputs seen", "layer 1: sees 3", "layer 2: sees 7", "layer 3: sees 11"]


def test_boxes_of_lenet_are_as_wide_as_their_maps_and_stand_apart(ax):
    boxes = plots.draw_lenet(ax, [("C1", (2, 28, 28)), ("S2", (2, 14, 14)), ("F", (10,))])["boxes"]
    assert [box.get_width() for box in boxes[:4]] == [1, 1, 0.5, 0.5]
    lefts = [box.get_x() for box in boxes]
    assert lefts == sorted(set(lefts))
