"""Topic 02's pictures show the numbers they are given, in place."""

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from topics.hidden_representations import samples

from utils.plots import hidden_representations as plots
from utils.plots import style


def test_each_input_looks_the_same_in_every_picture_and_unlike_the_others(ax):
    curves = plots.draw_probability_curves(ax, samples.STEPS, samples.FOUR)["lines"]
    dots = plots.draw_input_surface(ax, samples.SIDE, samples.SIDE, samples.STRIPE)["dots"]
    moved = plots.draw_hidden_paths(ax, samples.PATHS)
    for curve, dot, path in zip(curves, dots, moved["lines"], strict=True):
        assert curve.get_color() == dot.get_markeredgecolor() == path.get_color()
        assert curve.get_marker() == dot.get_marker()
        assert curve.get_markerfacecolor() == dot.get_markerfacecolor()
    assert len({curve.get_marker() for curve in curves}) == 4
    assert len({str(curve._dash_pattern) for curve in curves}) == 4


def test_a_filled_marker_means_label_one(ax):
    dots = plots.draw_input_surface(ax, samples.SIDE, samples.SIDE, samples.STRIPE)["dots"]
    for dot in dots:
        x1, x2 = dot.get_xydata()[0]
        assert (dot.get_markerfacecolor() == "white") == (x1 == x2)


def test_the_decision_line_is_where_both_labels_are_equally_likely(ax):
    line = plots.draw_input_surface(ax, samples.SIDE, samples.SIDE, samples.STRIPE)[
        "line"
    ].get_xydata()
    line = line[~np.isnan(line).any(axis=1)]
    np.testing.assert_allclose(np.abs(line[:, 0] - line[:, 1]), 1, atol=1e-9)
    assert len(line) > 20


def test_the_surface_follows_and_a_network_that_never_decides_has_no_line(ax):
    artists = plots.draw_input_surface(ax, samples.SIDE, samples.SIDE, samples.STRIPE)
    plots.update_input_surface(artists, np.full_like(samples.STRIPE, 0.2))
    assert np.isnan(artists["line"].get_xydata()).all()
    assert (np.asarray(artists["image"].get_array()) == 0.2).all()


def test_the_points_of_the_hidden_space_follow_with_their_names(ax):
    artists = plots.draw_hidden_space(
        ax, samples.PLACES, samples.PLANE, samples.PLANE, samples.HALF
    )
    plots.update_hidden_space(artists, samples.PLACES / 2, 1 - samples.HALF)
    for dot, name, place in zip(artists["dots"], artists["names"], samples.PLACES / 2, strict=True):
        assert dot.get_xydata()[0].tolist() == place.tolist()
        assert name.xy == tuple(place)
    np.testing.assert_allclose(np.asarray(artists["image"].get_array()), 1 - samples.HALF)
    line = artists["line"].get_xydata()
    np.testing.assert_allclose(np.nansum(line[:-1], axis=1), 1, atol=1e-2)


CURVES = {
    "probability": samples.FOUR.T,
    "unit": 3 * samples.FOUR.T,
    "training": samples.FOUR[:, :2].T,
    "code curves": samples.CODES.T,
    "errors": samples.ERRORS.T,
}


@pytest.mark.parametrize("name", CURVES)
def test_every_curve_is_that_of_its_own_numbers(ax, name):
    lines = samples.LABELLED[name](ax)["lines"]
    lines = list(lines.values()) if isinstance(lines, dict) else lines
    for line, values in zip(lines, CURVES[name], strict=True):
        np.testing.assert_array_equal(line.get_xdata(), samples.STEPS)
        np.testing.assert_array_equal(line.get_ydata(), values)
    labels = [line.get_label() for line in lines]
    assert len(set(labels)) == len(labels)
    if len(labels) == 4:
        assert labels == list(plots.INPUT_NAMES)


def test_a_point_to_name_stands_where_it_was_said(ax):
    assert samples.LABELLED["training"](ax)["mark"].get_xydata().tolist() == [[5_000, 0.3]]
    assert ax.get_lines()[2].get_ydata()[0] == 0.69


def test_paths_go_through_the_space_in_its_own_order(ax):
    for i, line in enumerate(plots.draw_hidden_paths(ax, samples.PATHS)["lines"]):
        np.testing.assert_array_equal(line.get_xydata(), samples.PATHS[:, i])


def test_arrows_point_along_the_forward_pass(ax):
    arrows = plots.draw_graph(ax, samples.GRAPH, samples.EDGES)["arrows"]
    for arrow, (start, end) in zip(arrows, samples.EDGES, strict=True):
        assert arrow.xy == samples.GRAPH[end]["at"]
        assert arrow.xyann == samples.GRAPH[start]["at"]


def test_stairs_are_sorted_and_every_level_has_its_name_and_height(ax):
    artists = samples.LABELLED["stairs"](ax)
    assert artists["curve"].get_ydata().tolist() == [0.33, 0.34, 0.51, 0.7, 0.7]
    words = [name.get_text() for name in artists["names"]]
    assert words == ["0.690  nothing", "0.510  a pair", "0.325  floor"]


def test_paths_begin_at_a_cross_and_end_at_the_marker(ax):
    artists = plots.draw_hidden_paths(ax, samples.PATHS)
    for i in range(4):
        assert artists["starts"][i].get_xydata()[0].tolist() == samples.PATHS[0, i].tolist()
        assert artists["dots"][i].get_xydata()[0].tolist() == samples.PATHS[-1, i].tolist()


def test_the_sheet_carries_the_four_inputs_at_their_height():
    with style.context():
        figure = Figure(figsize=(5, 4), layout="constrained")
        FigureCanvasAgg(figure)
        ax = figure.add_subplot(projection="3d")
        tilted = samples.STRIPE * np.linspace(0.5, 1, 41)  # unlike its mirror images
        artists = plots.draw_input_sheet(
            ax, samples.SIDE, samples.SIDE, tilted, [0.9, 0.1, 0.8, 0.2]
        )
        dots, heights = artists["dots"], artists["sheet"].get_array()  # one for each piece
        figure.canvas.draw()
    assert [float(dot.get_data_3d()[2][0]) for dot in dots] == [0.9, 0.1, 0.8, 0.2]
    np.testing.assert_allclose(heights.reshape(20, 20), tilted[1::2, 1::2], atol=0.03)
    assert np.abs(tilted - tilted.T).max() > 0.2 > 0.03
    assert ax.get_zlabel() == "P(Y=1)"


def test_the_scale_says_what_the_tint_means(ax):
    plots.add_scale(
        ax.figure, ax, plots.draw_input_surface(ax, samples.SIDE, samples.SIDE, samples.STRIPE)
    )
    assert ax.figure.axes[-1].get_ylabel() == "P(Y=1)"


def test_the_table_writes_percentages_and_leaves_out_what_was_not_measured(ax):
    artists = samples.LABELLED["solved"](ax)
    assert [text.get_text() for text in artists["texts"]] == ["0 %", "25 %", "100 %"]


def test_the_tints_grow_darker_so_that_they_read_in_print():
    from utils.plots.hidden_representations import code, spaces, table

    grey = [0.299, 0.587, 0.114]
    for tint in (spaces.TINT, table.TINT, code.TINT):
        light = tint(np.linspace(0, 1, 30))[:, :3] @ grey
        assert (np.diff(light) < 0).all()


def test_the_graph_shows_values_gradients_and_order(ax):
    artists = plots.draw_graph(ax, samples.GRAPH, samples.EDGES)
    words = [text.get_text() for text in artists["texts"]]
    assert words == ["x", "[1 0]", "∂ [−0.5 0]", "1", "z", "0.00", "∂ −0.50", "2", "J", "0.69"]
    assert len(artists["arrows"]) == 2


def test_an_edge_to_a_node_that_is_not_there_is_an_error(ax):
    with pytest.raises(KeyError):
        plots.draw_graph(ax, samples.GRAPH, [("x", "nowhere")])


def test_the_code_follows(ax):
    artists = plots.draw_code(ax, samples.CORNER_CODE)
    assert artists["said"][0] == "0.05"
    plots.update_code(artists, 1 - samples.CORNER_CODE)
    assert (artists["said"][0], artists["said"][-1]) == ("0.95", "0.05")
    np.testing.assert_allclose(np.asarray(artists["cells"].get_array()), 1 - samples.CORNER_CODE)


def outline(paths, k):
    return paths.get_paths()[k].vertices


def test_every_number_of_the_code_stands_in_its_own_cell_and_is_the_one_that_is_said(ax):
    code = np.arange(24).reshape(8, 3) / 24
    artists = plots.draw_code(ax, code)
    ax.figure.canvas.draw()
    words = artists["words"]
    assert words.get_offsets().tolist() == [[j, i] for i in range(8) for j in range(3)]
    half_cell = np.abs(ax.transData.transform([1, 1]) - ax.transData.transform([0, 0])) / 2
    scale = words.get_transform()
    for k, text in enumerate(artists["said"]):
        assert text == f"{code.flat[k]:.2f}"
        assert (np.abs(scale.transform(outline(words, k))) < half_cell).all()
    same = plots.draw_code(ax, np.full((8, 3), code.flat[5]))["words"]
    np.testing.assert_array_equal(outline(words, 5), outline(same, 0))
    assert not np.array_equal(outline(words, 5)[:50], outline(words, 6)[:50])


def test_the_numbers_of_the_code_read_on_their_tint(ax):
    code = np.linspace(0, 1, 24).reshape(8, 3)
    artists = plots.draw_code(ax, code)

    def light(colours):
        c = np.asarray(colours)[:, :3]
        c = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
        return c @ [0.2126, 0.7152, 0.0722]

    ax.figure.canvas.draw()
    ink, tint = light(artists["words"].get_facecolor()), light(artists["cells"].get_facecolor())
    contrast = (np.maximum(ink, tint) + 0.05) / (np.minimum(ink, tint) + 0.05)
    assert contrast.min() >= 4.5


def test_the_code_is_moved_by_a_handful_of_artists(ax):
    """What makes it follow a slider: no text is laid out anew, and little is drawn."""
    from utils.widgets.canvas import moving_artists

    moving = moving_artists(
        [plots.draw_code(ax, samples.CORNER_CODE), plots.draw_code_cube(ax, samples.CORNER_CODE)]
    )
    assert len(moving) <= 10
    assert not any(isinstance(artist, mpl.text.Text) for artist in moving)


def test_a_code_word_stands_at_its_corner_of_the_cube(ax):
    exact = (samples.CORNER_CODE > 0.5).astype(float)
    artists = plots.draw_code_cube(ax, samples.CORNER_CODE)
    plots.update_code_cube(artists, exact)
    corners = {text.get_text(): text.xy for text in ax.texts if hasattr(text, "xy")}
    places = artists["dots"].get_xydata()
    np.testing.assert_allclose(artists["numbers"].get_offsets(), places)
    assert len(artists["numbers"].get_paths()) == 8
    for word, place in zip(exact.astype(int), places, strict=True):
        assert corners["".join(map(str, word))] == pytest.approx(place)


def test_eight_outputs_have_eight_looks(ax):
    lines = plots.draw_output_errors(ax, samples.STEPS, samples.ERRORS)["lines"]
    assert len({(line.get_color(), line.get_linewidth()) for line in lines}) == 8


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
