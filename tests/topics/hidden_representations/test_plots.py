"""Topic 02's pictures show the numbers they are given, in place."""

import matplotlib as mpl
import numpy as np
import pytest
from topics.hidden_representations import samples

from utils.plots import hidden_representations as plots
from utils.plots.hidden_representations import code, spaces, training
from utils.widgets.canvas import moving_artists

close = np.testing.assert_allclose


def test_each_input_looks_the_same_in_every_picture_and_unlike_the_others(ax):
    curves = samples.LABELLED["probability"](ax)["lines"]
    dots = samples.LABELLED["input"](ax)["dots"]
    moved = samples.LABELLED["paths"](ax)["lines"]
    for curve, dot, path in zip(curves, dots, moved, strict=True):
        assert curve.get_color() == dot.get_markeredgecolor() == path.get_color()
        assert curve.get_marker() == dot.get_marker()
        assert curve.get_markerfacecolor() == dot.get_markerfacecolor()
        x1, x2 = dot.get_xydata()[0]
        assert (dot.get_markerfacecolor() == "white") == (x1 == x2), "filled: the label is 1"
    assert len({curve.get_marker() for curve in curves}) == 4
    assert len({str(curve._dash_pattern) for curve in curves}) == 4


def test_the_decision_line_is_where_both_labels_are_equally_likely(ax):
    artists = samples.LABELLED["input"](ax)
    line = artists["line"].get_xydata()
    line = line[~np.isnan(line).any(axis=1)]
    close(np.abs(line[:, 0] - line[:, 1]), 1, atol=1e-9)
    assert len(line) > 20
    plots.add_scale(ax.figure, ax, artists)
    assert ax.figure.axes[-1].get_ylabel() == "P(Y=1)"
    plots.update_input_surface(artists, np.full_like(samples.STRIPE, 0.2))
    assert np.isnan(artists["line"].get_xydata()).all(), "a network that never decides"
    assert (np.asarray(artists["image"].get_array()) == 0.2).all()


def test_the_points_of_the_hidden_space_follow_with_their_names(ax):
    artists = samples.LABELLED["hidden"](ax)
    plots.update_hidden_space(artists, samples.PLACES / 2, 1 - samples.HALF)
    for dot, name, place in zip(artists["dots"], artists["names"], samples.PLACES / 2, strict=True):
        assert dot.get_xydata()[0].tolist() == list(name.xy) == place.tolist()
    close(np.asarray(artists["image"].get_array()), 1 - samples.HALF)
    close(np.nansum(artists["line"].get_xydata()[:-1], axis=1), 1, atol=1e-2)


CURVES = {
    "probability": samples.FOUR.T,
    "unit": 3 * samples.FOUR.T,
    "training": samples.FOUR[:, :2].T,
    "code curves": samples.CODES.T,
    "errors": samples.ERRORS.T[2:3],
}


@pytest.mark.parametrize("name", CURVES)
def test_every_curve_is_that_of_its_own_numbers(ax, name):
    lines = samples.LABELLED[name](ax)["lines"]
    lines = list(lines.values()) if isinstance(lines, dict) else lines
    for line, values in zip(lines, CURVES[name], strict=True):
        np.testing.assert_array_equal(line.get_xydata().T, [samples.STEPS, values])
    labels = [line.get_label() for line in lines]
    assert len({(line.get_color(), line.get_linewidth()) for line in lines}) == len(lines)
    assert len(set(labels)) == len(labels)
    if len(labels) == 4:
        assert labels == list(plots.INPUT_NAMES)


def test_the_error_of_an_output_lies_on_those_of_the_others(ax):
    artists = samples.LABELLED["errors"](ax)
    others = [line.get_ydata() for line in artists["others"]]
    np.testing.assert_array_equal(others, np.delete(samples.ERRORS.T, 2, axis=0))
    assert all(line.get_zorder() < artists["lines"][0].get_zorder() for line in artists["others"])
    assert ax.get_title(loc="left") == "output 3"


def test_a_point_to_name_and_a_level_stand_where_it_was_said(ax):
    artists = samples.LABELLED["training"](ax)
    assert artists["mark"].get_xydata().tolist() == [[5_000, 0.3]]
    assert artists["levels"][0].get_ydata()[0] == 0.69


def test_paths_go_through_the_space_from_a_cross_to_the_marker(ax):
    artists = samples.LABELLED["paths"](ax)
    for i, path in enumerate(np.swapaxes(samples.PATHS, 0, 1)):
        for part, points in (("lines", path), ("starts", path[:1]), ("dots", path[-1:])):
            np.testing.assert_array_equal(artists[part][i].get_xydata(), points)


def test_stairs_are_sorted_and_every_level_has_its_name_and_height(ax):
    artists = samples.LABELLED["stairs"](ax)
    assert artists["curve"].get_ydata().tolist() == [0.33, 0.34, 0.51, 0.7, 0.7]
    words = [name.get_text() for name in artists["names"]]
    assert words == ["0.690  nothing", "0.510  a pair", "0.325  floor"]


def test_the_sheet_carries_the_four_inputs_at_their_height(ax):
    ax = ax.figure.add_subplot(projection="3d")
    tilted = samples.STRIPE * np.linspace(0.5, 1, 41)  # unlike its mirror images
    artists = plots.draw_input_sheet(ax, samples.SIDE, samples.SIDE, tilted, [0.9, 0.1, 0.8, 0.2])
    heights = artists["sheet"].get_array()  # one for each piece
    ax.figure.canvas.draw()
    assert [float(dot.get_data_3d()[2][0]) for dot in artists["dots"]] == [0.9, 0.1, 0.8, 0.2]
    close(heights.reshape(20, 20), tilted[1::2, 1::2], atol=0.03)
    assert ax.get_zlabel() == "P(Y=1)"


def test_the_table_writes_percentages_and_leaves_out_what_was_not_measured(ax):
    artists = samples.LABELLED["solved"](ax)
    assert [text.get_text() for text in artists["texts"]] == ["0 %", "25 %", "100 %"]


def light(colours):
    """Return the luminance of colours, as the contrast of web pages is measured."""
    c, weights = np.asarray(colours)[:, :3], [0.2126, 0.7152, 0.0722]
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) @ weights


@pytest.mark.parametrize("tint", [spaces.TINT, training.SHARE, code.TINT])
def test_a_tint_grows_darker_so_that_it_reads_in_print(tint):
    assert (np.diff(light(tint(np.linspace(0, 1, 30)))) < 0).all()


def test_the_graph_shows_values_gradients_and_order_and_arrows_along_the_forward_pass(ax):
    artists = samples.BARE["graph"](ax)
    words = [text.get_text() for text in artists["texts"]]
    assert words == ["x", "[1 0]", "∂ [−0.5 0]", "1", "z", "0.00", "∂ −0.50", "2", "J", "0.69"]
    for arrow, (start, end) in zip(artists["arrows"], samples.EDGES, strict=True):
        assert (arrow.xyann, arrow.xy) == (samples.GRAPH[start]["at"], samples.GRAPH[end]["at"])


def test_every_number_of_the_code_stands_in_its_own_cell_and_reads_on_its_tint(ax):
    artists, values = samples.LABELLED["code"](ax), np.arange(24).reshape(8, 3) / 23
    plots.update_code(artists, values)
    close(np.asarray(artists["cells"].get_array()), values)
    ax.figure.canvas.draw()
    words = artists["words"]
    assert words.get_offsets().tolist() == [[j, i] for i in range(8) for j in range(3)]
    half_cell = np.abs(ax.transData.transform([1, 1]) - ax.transData.transform([0, 0])) / 2
    outlines = [path.vertices for path in words.get_paths()]
    for outline, text, value in zip(outlines, artists["said"], values.flat, strict=True):
        assert text == f"{value:.2f}"
        assert (np.abs(words.get_transform().transform(outline)) < half_cell).all()
    ink, tint = light(words.get_facecolor()), light(artists["cells"].get_facecolor())
    contrast = (np.maximum(ink, tint) + 0.05) / (np.minimum(ink, tint) + 0.05)
    assert contrast.min() >= 4.5
    plots.update_code(artists, np.full((8, 3), values.flat[5]))
    np.testing.assert_array_equal(words.get_paths()[0].vertices, outlines[5])
    assert not np.array_equal(outlines[5][:50], outlines[6][:50])


def test_the_code_is_moved_by_a_handful_of_artists(ax):
    """What makes it follow a slider: no text is laid out anew, and little is drawn."""
    moving = moving_artists([samples.LABELLED["code"](ax), samples.BARE["cube"](ax)])
    assert len(moving) <= 10
    assert not any(isinstance(artist, mpl.text.Text) for artist in moving)


def test_a_code_word_stands_at_its_corner_of_the_cube(ax):
    exact = (samples.CORNER_CODE > 0.5).astype(float)
    artists = samples.BARE["cube"](ax)
    plots.update_code_cube(artists, exact)
    corners = {text.get_text(): text.xy for text in ax.texts if hasattr(text, "xy")}
    places = artists["dots"].get_xydata()
    close(artists["numbers"].get_offsets(), places)
    assert len(artists["numbers"].get_paths()) == 8
    for word, place in zip(exact.astype(int), places, strict=True):
        assert corners["".join(map(str, word))] == pytest.approx(place)


def test_the_bias_is_drawn_on_the_scale_of_the_weights_and_written(ax):
    artists = samples.LABELLED["weights"](ax)
    image, patch = artists["image"], artists["bias"]
    assert patch.get_facecolor() == pytest.approx(image.cmap(image.norm(-0.3)))
    assert ax.get_xlabel() == "w₀ = −0.30"
    np.testing.assert_array_equal(np.asarray(image.get_array()).ravel(), samples.WEIGHTS)


def test_a_gallery_has_every_picture_in_its_row(ax):
    image = np.asarray(samples.BARE["gallery"](ax)["image"].get_array())
    assert image.shape == (2 * (6 + 2), 5 * (7 + 2))
    assert np.nansum(image[:8]) == 0
    assert np.nansum(image[8:]) == 5 * 6 * 7
