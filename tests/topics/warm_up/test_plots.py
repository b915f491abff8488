"""Topic 00's pictures: they show the numbers they are given, in place, with nothing clipped."""

import subprocess
import sys

import numpy as np
import pytest
from helpers import pictures

from utils.numpy_impl import warm_up as wu
from utils.plots import warm_up as plots

SIDE = np.linspace(-1, 1, 21)
J = SIDE[None, :] ** 2 + 4 * SIDE[:, None] ** 2
PATH = np.array([[-0.8, 0.6], [-0.4, 0.2], [0.1, 0.0]])
ALONG = np.stack(np.broadcast_arrays(SIDE[None, :], SIDE[::10, None]), axis=-1)
ACROSS = ALONG[..., ::-1]
BOX = np.array([[0, 0], [1, 0], [1, 1.0]])
STEPS = 10.0 ** np.arange(-10, 0)
XOR = wu.TRUTH_TABLES["XOR"]
DRAWINGS = {
    "activation": lambda ax: plots.draw_activation(ax, "tanh", SIDE, np.tanh(SIDE), SIDE),
    "plane": lambda ax: plots.draw_plane(ax, "x W", ALONG, ACROSS, BOX, ghost=(ALONG, ACROSS)),
    "perceptron": lambda ax: plots.draw_perceptron(ax, *XOR, [1.0, 1.0], -0.5, "XOR"),
    "mistakes": lambda ax: plots.draw_mistakes(ax, {"AND": [1, 2, 0], "XOR": [2, 4, 4]}),
    "regression": lambda ax: plots.draw_regression(ax, SIDE, SIDE**2, {"one": (1.0, 0.2)}),
    "surface": lambda ax: plots.draw_surface(ax, SIDE, SIDE, J, [0.1, 1, 3]),
    "losses": lambda ax: plots.draw_descent_losses(
        ax, {"a": [1.0, 0.5], "b": [1.0, 2.0]}, optimum=0.2
    ),
    "errors": lambda ax: plots.draw_gradient_error(
        ax, STEPS, {"central": STEPS**2 + 1e-16 / STEPS}, (6e-6, 5e-11)
    ),
}
BARE = {
    "equation": lambda ax: plots.draw_equation(ax, [([[1, -2]], {(0, 1): "blue"}), "=", "?"]),
    "network": lambda ax: plots.draw_network(ax, [2, 3, 1], ["in", "hidden", "out"]),
}
ALL = DRAWINGS | BARE


@pytest.fixture
def ax():
    with pictures.axes() as made:
        yield made


@pytest.mark.parametrize("name", ALL)
def test_every_picture_fits(ax, name):
    artists = ALL[name](ax)
    pictures.assert_drawn_inside(ax, artists)


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_axis_says_what_it_shows(ax, name):
    DRAWINGS[name](ax)
    assert ax.get_xlabel()
    assert ax.get_ylabel() or ax.get_title(loc="left")


@pytest.mark.parametrize("name", ALL)
def test_no_words_cover_other_words(ax, name):
    ALL[name](ax)
    pictures.assert_words_apart(ax)


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
    artists = plots.draw_plane(ax, "", ALONG, ACROSS, BOX)
    plots.update_plane(artists, 2 * ALONG, 2 * ACROSS, 2 * BOX)
    np.testing.assert_allclose(artists["along"].get_segments(), 2 * ALONG)
    np.testing.assert_allclose(artists["across"].get_segments(), 2 * ACROSS)
    np.testing.assert_allclose(artists["figure"].get_xy()[:3], 2 * BOX)


def test_a_neuron_that_never_fires_shades_nothing(ax):
    assert plots.draw_perceptron(ax, *XOR, [0.0, 0.0], 0.0)["fires"] is None
    assert plots.draw_perceptron(ax, *XOR, [0.0, 0.0], 1.0)["fires"] is not None


def test_the_shade_lies_where_the_neuron_fires(ax):
    shade = plots.draw_perceptron(ax, *XOR, [1.0, 0.0], -0.5)["fires"]
    corners = np.concatenate([path.vertices for path in shade.get_paths()])
    assert corners[:, 0].min() == pytest.approx(0.5, abs=0.011)
    assert corners[:, 0].max() == 1.5


def test_a_path_follows_and_marks_its_ends(ax):
    artists = plots.draw_path(ax, PATH)
    plots.update_path(artists, PATH[:2])
    assert artists["line"].get_xydata().tolist() == PATH[:2].tolist()
    assert artists["start"].get_xydata().tolist() == [[-0.8, 0.6]]
    assert artists["end"].get_xydata().tolist() == [[-0.4, 0.2]]


def test_the_best_step_is_named(ax):
    artists = DRAWINGS["errors"](ax)
    assert artists["text"].get_text() == "ε ≈ 6·10⁻⁶"


def test_neither_numbers_nor_pictures_import_torch():
    code = (
        "import sys, utils.numpy_impl.warm_up, utils.plots.warm_up, utils.widgets.warm_up; "
        "sys.exit(int('torch' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
