"""Topic 03's pictures show the numbers they are given, in place."""

import numpy as np
import pytest
from topics.convolution import samples

from utils.plots import convolution as plots
from utils.plots.convolution.cells import Cells


@pytest.mark.parametrize(
    ("value", "text"), [(-0.5, "−0.5"), (17.0, "17"), (2 / 3, "0.67"), (-0.001, "0")]
)
def test_a_cell_writes_short_numbers(value, text):
    assert plots.number(value) == text


def test_cells_show_what_they_were_given_and_nothing_of_before(ax):
    cells = Cells(ax)
    cells.show([(0, 0, "1", "blue", "thick"), (3, 2, "", "white", None)])
    corners = [path.get_extents().get_points().tolist() for path in cells.squares.get_paths()]
    assert corners == [[[3, 2], [4, 3]], [[0, 0], [1, 1]]]  # the thick edge comes last
    low, high = cells.words.get_path().get_extents().get_points()
    assert (low > 0).all()
    assert (high < 1).all()
    cells.show([(5, 5, "", "white", None)])
    assert len(cells.squares.get_paths()) == 1
    assert len(cells.words.get_path()) == 1


def test_a_long_number_stays_within_its_cell(ax):
    cells = Cells(ax)
    cells.show([(0, 0, "−1234.56", "white", None)])
    low, high = cells.words.get_path().get_extents().get_points()
    assert (low >= 0.05).all()
    assert (high <= 0.95).all()


def thick(artists):
    squares = artists["cells"].squares
    places = [tuple(path.get_extents().min.tolist()) for path in squares.get_paths()]
    return {
        place for place, width in zip(places, squares.get_linewidths(), strict=True) if width > 2
    }


def test_the_window_in_a_plane_lies_where_it_should(ax):
    """Row 1, column 2 is where the window begins and where its output stands."""
    artists = plots.draw_window(ax, samples.PLANE)
    corner = {text.get_text(): text.get_position() for text in artists["texts"]}
    # the words stand half a cell above the upper left corner of what they name
    (x, y), (right, top) = corner["input x"], corner["output h"]
    window = {(x + 1 + j, y + 0.5 + i) for i in (1, 2) for j in (1, 2)}  # in the padded input
    expected = window | {(right + 2, top + 0.5 + 1)}
    assert np.allclose(sorted(thick(artists)), sorted(expected))
    assert "Σ = 9" in corner


def test_the_window_on_a_line_lies_where_it_should(ax):
    artists = plots.draw_window(ax, samples.LINE)
    # window over cells 2…4; the output under its middle, cell 3
    assert thick(artists) == {(2, 0), (3, 0), (4, 0), (3, 4.5)}


def test_a_window_moves_between_dimensions(ax):
    artists = plots.draw_window(ax, samples.PLANE)
    plots.update_window(artists, samples.LINE)
    limits = ax.get_xlim()
    assert "Σ = 3" in [text.get_text() for text in artists["texts"]]
    plots.update_window(artists, samples.PLANE)
    assert ax.get_xlim() != limits
    assert "Σ = 9" in [text.get_text() for text in artists["texts"]]


def test_shared_weights_have_one_look_each(ax):
    artists = plots.draw_connections(ax, 8, 3)
    assert [len(edges.get_segments()) for edges in artists["edges"]] == [6, 6, 6]
    looks = {tuple(edges.get_color()[0]) for edges in artists["edges"]}
    assert len(looks) == 3
    dense = plots.draw_connections(ax, 8, 3, dense=True)
    assert [len(edges.get_segments()) for edges in dense["edges"]] == [48]


def test_equal_weights_of_the_matrix_look_equal(ax):
    squares = plots.draw_toeplitz(ax, samples.TOEPLITZ)["cells"].squares
    colours = squares.get_facecolor().reshape(3, 4, -1)
    for value in (0.0, 1.0, 2.0):
        assert len({tuple(colour) for colour in colours[value == samples.TOEPLITZ]}) == 1
    assert len({tuple(colour) for colour in colours.reshape(12, -1)}) == 3


@pytest.mark.parametrize(
    ("kernels", "strides", "seen"),
    [([3], [1], 3), ([3, 3], [1, 1], 5), ([3, 3, 3], [1, 1, 1], 7), ([3, 3], [2, 1], 7)],
)
def test_the_field_has_as_many_inputs_as_are_seen(ax, kernels, strides, seen):
    artists = plots.draw_receptive_field(ax, kernels, strides)
    assert len(artists["nodes"][0].get_xdata()) == seen
    assert f"{seen} inputs seen" in [text.get_text() for text in ax.texts]
    # the top unit stands over the middle of what it sees
    assert artists["nodes"][-1].get_xdata()[0] == (seen - 1) / 2


def test_signed_greys_have_zero_in_the_middle_and_ink_is_dark(ax):
    signed = plots.draw_image(ax, [[-1.0, 0.0, 1.0]], kind="signed")["image"]
    assert signed.to_rgba(signed.get_array())[0, :, 0] == pytest.approx([0, 0.5, 1], abs=0.01)
    ink = plots.draw_image(ax, [[0.0, 1.0]])["image"]
    assert ink.to_rgba(ink.get_array())[0, :, 0] == pytest.approx([1, 0], abs=0.01)


def test_maps_stand_in_their_places_and_follow(ax):
    artists = plots.draw_feature_maps(ax, samples.MAPS, columns=3)
    sheet = np.ma.filled(artists["image"].get_array(), np.nan)
    assert sheet.shape == (2 * 4 + 1, 3 * 6 + 2)
    np.testing.assert_array_equal(sheet[:4, 7:13], samples.MAPS[1])
    np.testing.assert_array_equal(sheet[5:, :6], samples.MAPS[3])
    assert np.isnan(sheet[4]).all()
    plots.update_feature_maps(artists, 3 * samples.MAPS)
    assert artists["image"].get_clim() == (0, 3)
    moved = np.ma.filled(artists["image"].get_array(), np.nan)
    np.testing.assert_array_equal(moved[:4, :6], 3 * samples.MAPS[0])


def test_lenet_has_a_box_for_every_channel(ax):
    artists = plots.draw_lenet(ax, samples.LAYERS)
    assert len(artists["boxes"]) == 1 + 6 + 6 + 1
    assert [text.get_text() for text in artists["texts"]][2:4] == ["6 @ 28×28", "C1"]


def test_the_likeliest_class_is_marked_without_colour_too(ax):
    p = np.array([0.1, 0.7, 0.2])
    artists = plots.draw_probabilities(ax, p, "abc")
    assert [bar.get_linewidth() for bar in artists["bars"]] == [0, 2, 0]
    plots.update_probabilities(artists, p[::-1] * [1, 1, 3] / 1.2)
    assert [text.get_text() for text in artists["texts"]] == ["0.17", "0.58", "0.25"]
