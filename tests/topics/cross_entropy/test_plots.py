"""Topic 01's pictures: they show the numbers they are given, in place, with nothing clipped."""

import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pytest
from helpers import pictures

from utils.numpy_impl import cross_entropy as ce
from utils.plots import cross_entropy as plots
from utils.plots import style

P, Q = np.array([0.5, 0.3, 0.2]), np.array([0.1, 0.2, 0.7])
NAMES = ["one", "two", "three"]
X1, X2 = np.linspace(-3, 3, 31), np.linspace(-2, 2, 21)
POINTS, Y = np.array([[-2.0, -1.0], [0.0, 1.0], [2.0, -1.0]]), np.array([0, 1, 2])


def probabilities(W, b=0.0):
    grid = np.stack(np.meshgrid(X1, X2), axis=-1)
    return ce.softmax(grid @ np.asarray(W) + b)


THREE = probabilities([[-2.0, 0.0, 2.0], [-1.0, 2.0, -1.0]])
Z = np.linspace(-5, 5, 11)
DRAWINGS = {
    "surprise": lambda ax: plots.draw_surprise(ax, marks={"coin": (0.5, np.log(2))}),
    "distributions": lambda ax: plots.draw_distributions(ax, P, Q, NAMES),
    "information": lambda ax: plots.draw_information_bars(ax, 1.0, 1.5, 0.5, unit="bits"),
    "codes": lambda ax: plots.draw_code_lengths(ax, NAMES, [1, 2, 2], [1.0, 1.7, 2.3], 2),
    "tree": lambda ax: plots.draw_huffman_tree(ax, P, ["0", "10", "11"], NAMES),
    "decomposition": lambda ax: plots.draw_decomposition(ax, [0.5, 0.0], [0.1, 0.4], NAMES[:2]),
    "softmax": lambda ax: plots.draw_softmax(ax, P, NAMES),
    "sigmoid": lambda ax: plots.draw_losses_on_sigmoid(ax, ax, Z, Z, Z / 2, Z / 3, Z / 4),
    "gradient": lambda ax: plots.draw_gradient(ax, P, [0, 1, 0], NAMES, P - [0, 1, 0]),
    "curve": lambda ax: plots.draw_training_curve(
        ax, [0, 1, 2], [1.0, 0.5, 0.3], floor=0.2, optimum=0.25, xscale="symlog"
    ),
    "regions": lambda ax: plots.draw_decision_regions(ax, X1, X2, THREE, POINTS, Y, NAMES),
    "floor": lambda ax: plots.draw_loss_floor(ax, [10, 100], {"a": [1, 2], "b": [2, 1]}, 0.3),
}


@pytest.fixture
def ax():
    with pictures.axes() as made:
        yield made


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_picture_is_labelled_and_fits(ax, name):
    artists = DRAWINGS[name](ax)
    pictures.assert_drawn_inside(ax, artists)
    assert ax.get_ylabel() or name == "information", "the bars of information have names instead"
    assert ax.get_xlabel()


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_words_cover_other_words(ax, name):
    DRAWINGS[name](ax)
    pictures.assert_words_apart(ax)


def test_distributions_follow(ax):
    artists = plots.draw_distributions(ax, P, Q, NAMES)
    plots.update_distributions(artists, Q, [0.0, 1.0, 0.0])
    assert [bar.get_height() for bar in artists["p"]] == Q.tolist()
    assert [text.get_text() for text in artists["q_texts"]] == [".00", "1", ".00"]


def test_information_bars_stand_end_to_end(ax):
    artists = plots.draw_information_bars(ax, 0.5, 0.9, 0.4, maximum=2.0)
    plots.update_information_bars(artists, 1.0, 1.6, 0.6)
    entropy, divergence, cross = artists["bars"]
    assert (entropy.get_x(), entropy.get_width()) == (0, 1.0)
    assert (divergence.get_x(), divergence.get_width()) == (1.0, pytest.approx(0.6))
    assert (cross.get_x(), cross.get_width()) == (0, 1.6)
    assert [text.get_text() for text in artists["texts"]] == ["1.000", "0.600", "1.600"]


def test_an_infinite_divergence_stops_at_the_edge_and_says_so(ax):
    artists = plots.draw_information_bars(ax, 0.5, 0.9, 0.4, maximum=2.0)
    plots.update_information_bars(artists, 0.5, np.inf, np.inf)
    assert [text.get_text() for text in artists["texts"]] == ["0.500", "→ ∞", "→ ∞"]
    for bar in artists["bars"]:
        assert bar.get_x() + bar.get_width() <= ax.get_xlim()[1]


def test_the_tree_adds_up_and_a_leaf_is_as_deep_as_its_word_is_long(ax):
    artists = plots.draw_huffman_tree(ax, [0.2, 0.5, 0.3], ["10", "0", "11"], NAMES)
    boxes = {(text.get_position(), text.get_text()) for text in artists["nodes"]}
    assert boxes == {
        ((0.0, 1), "0.50"), ((1.0, 2), "0.20"), ((2.0, 2), "0.30"),
        ((1.5, 1), "0.50"), ((0.75, 0), "1.00"),
    }  # fmt: skip
    assert len(artists["edges"]) == 4
    words = [text.get_text() for text in artists["texts"]]
    assert sorted(words) == ["0", "0", "1", "1", "one: 10", "three: 11", "two: 0"]


def test_a_gap_stands_on_its_floor(ax):
    artists = plots.draw_decomposition(ax, [0.5, 0.0], [0.1, 0.4], ["a", "b"])
    assert [bar.get_height() for bar in artists["floors"]] == [0.5, 0.0]
    gaps = [(bar.get_y(), bar.get_height()) for bar in artists["gaps"]]
    np.testing.assert_allclose(gaps, [(0.5, 0.1), (0, 0.4)], atol=1e-12)
    words = [text.get_text() for text in artists["texts"]]
    assert words == ["0.500 + 0.100 = 0.600", "0.000 + 0.400 = 0.400"]


def test_softmax_bars_follow(ax):
    artists = plots.draw_softmax(ax, P, NAMES)
    plots.update_softmax(artists, Q)
    assert [bar.get_height() for bar in artists["bars"]] == Q.tolist()
    assert [text.get_text() for text in artists["texts"]] == ["0.100", "0.200", "0.700"]


def test_the_boundary_is_where_two_classes_are_equally_likely(ax):
    artists = plots.draw_decision_regions(
        ax, X1, X2, probabilities(np.zeros((2, 2))), POINTS[:2], Y[:2], NAMES[:2]
    )
    assert np.isnan(artists["lines"][0].get_xdata()).all(), "no boundary where all is a tie"
    # logits (0, 2 x1 − 1): the boundary is the upright line x1 = ½
    P_half = probabilities([[0.0, 2.0], [0.0, 0.0]], np.array([0.0, -1.0]))
    plots.update_decision_regions(artists, P_half)
    x, y = (np.array(values) for values in artists["lines"][0].get_data())
    np.testing.assert_allclose(x[np.isfinite(x)], 0.5, atol=1e-2)
    assert (np.nanmin(y), np.nanmax(y)) == (-2, 2)


def test_the_tint_goes_with_the_class(ax):
    artists = plots.draw_decision_regions(ax, X1, X2, THREE, POINTS, Y, NAMES)
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


def test_series_differ_in_more_than_colour():
    looks = list(style.series(7))
    for key in ("colour", "dash", "marker", "hatch"):
        assert len({str(look[key]) for look in looks}) == 7


def test_use_sets_what_settings_says():
    with mpl.rc_context():
        style.use()
        assert mpl.rcParams["font.size"] >= 11
        assert not mpl.rcParams["axes.spines.top"]


def test_numbers_pictures_and_data_never_import_torch():
    code = (
        "import sys, utils.numpy_impl.cross_entropy, utils.numpy_impl.gradient_check, "
        "utils.plots.cross_entropy, utils.data.iris, utils.data.word_frequencies, "
        "utils.data.noisy_xor; sys.exit(int('torch' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
