"""Topic 02's pictures: they show the numbers they are given, in place, with nothing clipped."""

import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pytest
from helpers import pictures
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from utils.plots import hidden_representations as plots
from utils.plots import style

STEPS = np.arange(1_000, 21_000, 1_000)
FOUR = 0.5 + np.linspace(0, 0.4, 20)[:, None] * [1.0, -1.0, 0.9, -0.9]  # (20, 4)
SIDE = np.linspace(-0.5, 1.5, 41)
STRIPE = np.abs(SIDE[None, :] - SIDE[:, None]) / 2  # 0.5 where |x1 − x2| = 1
PLANE = np.linspace(-0.8, 2.8, 37)
HALF = 1 / (1 + np.exp(-3 * (PLANE[None, :] + PLANE[:, None] - 1)))
PLACES = np.array([[0.0, 2.0], [0.0, 0.0], [2.0, 0.0], [1.0, 1.0]])
PATHS = np.linspace(0.1, 1, 20)[:, None, None] * PLACES
CORNER_CODE = np.array([[i >> 2 & 1, i >> 1 & 1, i & 1] for i in range(8)]) * 0.9 + 0.05
CODES = np.linspace(0.5, 0.9, 20)[:, None] * [1.0, 0.7, 0.4]
ERRORS = np.linspace(1, 0.1, 20)[:, None] * np.linspace(0.5, 1, 8)
WEIGHTS = np.arange(960.0) / 960 - 0.5
GRAPH = {
    "x": {"at": (0, 0), "value": "[1 0]", "gradient": "[−0.5 0]", "given": True, "order": 1},
    "z": {"at": (2.4, 0), "value": "0.00", "gradient": "−0.50", "order": 2},
    "J": {"at": (4.8, 0), "value": "0.69"},
}
EDGES = [("x", "z"), ("z", "J")]

WITH_AXES = {
    "probability": lambda ax: plots.draw_probability_curves(ax, STEPS, FOUR),
    "unit": lambda ax: plots.draw_hidden_unit_curves(ax, STEPS, 3 * FOUR, "unit 1"),
    "training": lambda ax: plots.draw_training_curves(
        ax, STEPS, {"a": FOUR[:, 0], "b": FOUR[:, 1]}, {"ln 2": 0.69}, (5_000, 0.3, "stop")
    ),
    "stairs": lambda ax: plots.draw_loss_stairs(
        ax, [0.7, 0.33, 0.51, 0.34, 0.7], {"nothing": 0.69, "a pair": 0.51, "floor": 0.325}
    ),
    "input": lambda ax: plots.draw_input_surface(ax, SIDE, SIDE, STRIPE),
    "hidden": lambda ax: plots.draw_hidden_space(ax, PLACES, PLANE, PLANE, HALF),
    "paths": lambda ax: plots.draw_hidden_paths(ax, PATHS),
    "solved": lambda ax: plots.draw_solved_heat_map(
        ax, [[0.0, 0.25], [1.0, np.nan]], ["He", "torch"], ["0.1", "0.3"]
    ),
    "code": lambda ax: plots.draw_code(ax, CORNER_CODE),
    "code curves": lambda ax: plots.draw_code_curves(ax, STEPS, CODES, "input 1"),
    "errors": lambda ax: plots.draw_output_errors(ax, STEPS, ERRORS),
    "weights": lambda ax: plots.draw_weight_picture(ax, WEIGHTS, -0.3, (30, 32), 0.5, "unit 1"),
}
BARE = {
    "graph": lambda ax: plots.draw_graph(ax, GRAPH, EDGES),
    "cube": lambda ax: plots.draw_code_cube(ax, CORNER_CODE),
    "gallery": lambda ax: plots.draw_gallery(
        ax, {"a": np.zeros((5, 6, 7)), "b": np.ones((5, 6, 7))}
    ),
}
ALL = WITH_AXES | BARE


@pytest.fixture
def ax():
    with pictures.axes() as made:
        yield made


@pytest.mark.parametrize("name", ALL)
def test_every_picture_fits(ax, name):
    artists = ALL[name](ax)
    pictures.assert_drawn_inside(ax, artists)


@pytest.mark.parametrize("name", WITH_AXES)
def test_every_axis_says_what_it_shows(ax, name):
    WITH_AXES[name](ax)
    assert ax.get_xlabel()
    assert ax.get_ylabel() or ax.get_title(loc="left") or ax.get_yticklabels()


@pytest.mark.parametrize("name", ALL)
def test_no_words_cover_other_words(ax, name):
    ALL[name](ax)
    pictures.assert_words_apart(ax, ticks=True)


def test_each_input_looks_the_same_in_every_picture_and_unlike_the_others(ax):
    curves = plots.draw_probability_curves(ax, STEPS, FOUR)["lines"]
    dots = plots.draw_input_surface(ax, SIDE, SIDE, STRIPE)["dots"]
    moved = plots.draw_hidden_paths(ax, PATHS)
    for curve, dot, path in zip(curves, dots, moved["lines"], strict=True):
        assert curve.get_color() == dot.get_markeredgecolor() == path.get_color()
        assert curve.get_marker() == dot.get_marker()
        assert curve.get_markerfacecolor() == dot.get_markerfacecolor()
    assert len({curve.get_marker() for curve in curves}) == 4
    assert len({str(curve._dash_pattern) for curve in curves}) == 4


def test_a_filled_marker_means_label_one(ax):
    dots = plots.draw_input_surface(ax, SIDE, SIDE, STRIPE)["dots"]
    for dot in dots:
        x1, x2 = dot.get_xydata()[0]
        assert (dot.get_markerfacecolor() == "white") == (x1 == x2)


def test_the_decision_line_is_where_both_labels_are_equally_likely(ax):
    line = plots.draw_input_surface(ax, SIDE, SIDE, STRIPE)["line"].get_xydata()
    line = line[~np.isnan(line).any(axis=1)]
    np.testing.assert_allclose(np.abs(line[:, 0] - line[:, 1]), 1, atol=1e-9)
    assert len(line) > 20


def test_the_surface_follows_and_a_network_that_never_decides_has_no_line(ax):
    artists = plots.draw_input_surface(ax, SIDE, SIDE, STRIPE)
    plots.update_input_surface(artists, np.full_like(STRIPE, 0.2))
    assert np.isnan(artists["line"].get_xydata()).all()
    assert (np.asarray(artists["image"].get_array()) == 0.2).all()


def test_the_points_of_the_hidden_space_follow_with_their_names(ax):
    artists = plots.draw_hidden_space(ax, PLACES, PLANE, PLANE, HALF)
    plots.update_hidden_space(artists, PLACES / 2, 1 - HALF)
    for dot, name, place in zip(artists["dots"], artists["names"], PLACES / 2, strict=True):
        assert dot.get_xydata()[0].tolist() == place.tolist()
        assert name.xy == tuple(place)
    np.testing.assert_allclose(np.asarray(artists["image"].get_array()), 1 - HALF)
    line = artists["line"].get_xydata()
    np.testing.assert_allclose(np.nansum(line[:-1], axis=1), 1, atol=1e-2)


CURVES = {
    "probability": FOUR.T,
    "unit": 3 * FOUR.T,
    "training": FOUR[:, :2].T,
    "code curves": CODES.T,
    "errors": ERRORS.T,
}


@pytest.mark.parametrize("name", CURVES)
def test_every_curve_is_that_of_its_own_numbers(ax, name):
    lines = WITH_AXES[name](ax)["lines"]
    lines = list(lines.values()) if isinstance(lines, dict) else lines
    for line, values in zip(lines, CURVES[name], strict=True):
        np.testing.assert_array_equal(line.get_xdata(), STEPS)
        np.testing.assert_array_equal(line.get_ydata(), values)
    labels = [line.get_label() for line in lines]
    assert len(set(labels)) == len(labels)
    if len(labels) == 4:
        assert labels == list(plots.INPUT_NAMES)


def test_a_point_to_name_stands_where_it_was_said(ax):
    assert WITH_AXES["training"](ax)["mark"].get_xydata().tolist() == [[5_000, 0.3]]
    assert ax.get_lines()[2].get_ydata()[0] == 0.69


def test_paths_go_through_the_space_in_its_own_order(ax):
    for i, line in enumerate(plots.draw_hidden_paths(ax, PATHS)["lines"]):
        np.testing.assert_array_equal(line.get_xydata(), PATHS[:, i])


def test_arrows_point_along_the_forward_pass(ax):
    arrows = plots.draw_graph(ax, GRAPH, EDGES)["arrows"]
    for arrow, (start, end) in zip(arrows, EDGES, strict=True):
        assert arrow.xy == GRAPH[end]["at"]
        assert arrow.xyann == GRAPH[start]["at"]


def test_stairs_are_sorted_and_every_level_has_its_name_and_height(ax):
    artists = WITH_AXES["stairs"](ax)
    assert artists["curve"].get_ydata().tolist() == [0.33, 0.34, 0.51, 0.7, 0.7]
    words = [name.get_text() for name in artists["names"]]
    assert words == ["0.690  nothing", "0.510  a pair", "0.325  floor"]


def test_paths_begin_at_a_cross_and_end_at_the_marker(ax):
    artists = plots.draw_hidden_paths(ax, PATHS)
    for i in range(4):
        assert artists["starts"][i].get_xydata()[0].tolist() == PATHS[0, i].tolist()
        assert artists["dots"][i].get_xydata()[0].tolist() == PATHS[-1, i].tolist()


def test_the_sheet_carries_the_four_inputs_at_their_height():
    with mpl.rc_context(style.settings()):
        figure = Figure(figsize=(5, 4), layout="constrained")
        FigureCanvasAgg(figure)
        ax = figure.add_subplot(projection="3d")
        tilted = STRIPE * np.linspace(0.5, 1, 41)  # unlike its mirror images
        artists = plots.draw_input_sheet(ax, SIDE, SIDE, tilted, [0.9, 0.1, 0.8, 0.2])
        dots, heights = artists["dots"], artists["sheet"].get_array()  # one for each piece
        figure.canvas.draw()
    assert [float(dot.get_data_3d()[2][0]) for dot in dots] == [0.9, 0.1, 0.8, 0.2]
    np.testing.assert_allclose(heights.reshape(20, 20), tilted[1::2, 1::2], atol=0.03)
    assert np.abs(tilted - tilted.T).max() > 0.2 > 0.03
    assert ax.get_zlabel() == "P(Y=1)"


def test_the_scale_says_what_the_tint_means(ax):
    plots.add_scale(ax.figure, ax, plots.draw_input_surface(ax, SIDE, SIDE, STRIPE))
    assert ax.figure.axes[-1].get_ylabel() == "P(Y=1)"


def test_the_table_writes_percentages_and_leaves_out_what_was_not_measured(ax):
    artists = WITH_AXES["solved"](ax)
    assert [text.get_text() for text in artists["texts"]] == ["0 %", "25 %", "100 %"]


def test_the_tints_grow_darker_so_that_they_read_in_print():
    from utils.plots.hidden_representations import code, spaces, table

    grey = [0.299, 0.587, 0.114]
    for tint in (spaces.TINT, table.TINT, code.TINT):
        light = tint(np.linspace(0, 1, 30))[:, :3] @ grey
        assert (np.diff(light) < 0).all()


def test_the_graph_shows_values_gradients_and_order(ax):
    artists = plots.draw_graph(ax, GRAPH, EDGES)
    words = [text.get_text() for text in artists["texts"]]
    assert words == ["x", "[1 0]", "∂ [−0.5 0]", "1", "z", "0.00", "∂ −0.50", "2", "J", "0.69"]
    assert len(artists["arrows"]) == 2


def test_an_edge_to_a_node_that_is_not_there_is_an_error(ax):
    with pytest.raises(KeyError):
        plots.draw_graph(ax, GRAPH, [("x", "nowhere")])


def test_the_code_follows(ax):
    artists = plots.draw_code(ax, CORNER_CODE)
    assert artists["said"][0] == "0.05"
    plots.update_code(artists, 1 - CORNER_CODE)
    assert (artists["said"][0], artists["said"][-1]) == ("0.95", "0.05")
    np.testing.assert_allclose(np.asarray(artists["cells"].get_array()), 1 - CORNER_CODE)


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
        [plots.draw_code(ax, CORNER_CODE), plots.draw_code_cube(ax, CORNER_CODE)]
    )
    assert len(moving) <= 10
    assert not any(isinstance(artist, mpl.text.Text) for artist in moving)


def test_a_code_word_stands_at_its_corner_of_the_cube(ax):
    exact = (CORNER_CODE > 0.5).astype(float)
    artists = plots.draw_code_cube(ax, CORNER_CODE)
    plots.update_code_cube(artists, exact)
    corners = {text.get_text(): text.xy for text in ax.texts if hasattr(text, "xy")}
    places = artists["dots"].get_xydata()
    np.testing.assert_allclose(artists["numbers"].get_offsets(), places)
    assert len(artists["numbers"].get_paths()) == 8
    for word, place in zip(exact.astype(int), places, strict=True):
        assert corners["".join(map(str, word))] == pytest.approx(place)


def test_eight_outputs_have_eight_looks(ax):
    lines = plots.draw_output_errors(ax, STEPS, ERRORS)["lines"]
    assert len({(line.get_color(), line.get_linewidth()) for line in lines}) == 8


def test_the_bias_is_drawn_on_the_scale_of_the_weights_and_written(ax):
    artists = WITH_AXES["weights"](ax)
    image, patch = artists["image"], artists["bias"]
    assert patch.get_facecolor() == pytest.approx(image.cmap(image.norm(-0.3)))
    assert ax.get_xlabel() == "w₀ = −0.30"
    np.testing.assert_array_equal(np.asarray(image.get_array()).ravel(), WEIGHTS)


def test_a_gallery_has_every_picture_in_its_row(ax):
    image = np.asarray(BARE["gallery"](ax)["image"].get_array())
    assert image.shape == (2 * (6 + 2), 5 * (7 + 2))
    assert np.nansum(image[:8]) == 0
    assert np.nansum(image[8:]) == 5 * 6 * 7


def test_neither_numbers_nor_pictures_import_torch():
    code = (
        "import sys, utils.numpy_impl.hidden_representations, "
        "utils.plots.hidden_representations, utils.widgets.hidden_representations; "
        "sys.exit(int('torch' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
