"""Topic 03's pictures show the numbers they are given, in place."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgba
from topics.convolution import samples

from utils.plots import convolution as plots
from utils.plots.convolution import cells as cells_module


def words_of(texts):
    return [text.get_text() for text in texts]


def edges(cells):
    """The width and dashes of each cell's edge, by the cell's upper left corner."""
    squares = cells.squares
    corners = [tuple(path.get_extents().min.tolist()) for path in squares.get_paths()]
    dashes = [dashes for _, dashes in squares.get_linestyle()]
    return dict(zip(corners, zip(squares.get_linewidths(), dashes, strict=True), strict=True))


def thick(cells):
    return sorted(corner for corner, (width, _) in edges(cells).items() if width > 2)


def test_cells_show_what_they_were_given_and_nothing_of_before(ax):
    cells = cells_module.Cells(ax)
    cells.show([(0, 0, "−1234.56", "blue", "thick"), (3, 2, "", "white", None)])
    assert list(edges(cells)) == [(3, 2), (0, 0)]  # the thick edge comes last
    low, high = cells.words.get_path().get_extents().get_points()
    assert (low >= 0.05).all()  # a long number stays within its cell
    assert (high <= 0.95).all()
    cells.show([(5, 5, "", "white", None)])
    assert list(edges(cells)) == [(5, 5)]
    assert len(cells.words.get_path()) == 1


@pytest.mark.parametrize(
    ("before", "step", "reached", "total"),
    [(samples.LINE, samples.PLANE, 7, "Σ = 90"), (samples.PLANE, samples.LINE, 2, "Σ = 66")],
)
def test_a_window_shows_its_numbers_so_far(ax, written, before, step, reached, total):
    artists = plots.draw_window(ax, before)
    written.clear()
    plots.update_window(artists, step)
    shown = [*(step[name] for name in ("x", "kernel", "products")), step["output"].flat[:reached]]
    assert sorted(written) == sorted(plots.number(v) for part in shown for v in np.ravel(part))
    assert total in words_of(artists["texts"])
    right = max(x for x, _ in edges(artists["cells"])) + 1
    assert right < ax.get_xlim()[1] < right + 3


def test_the_window_in_a_plane_lies_where_it_should(ax):
    """Row 1, column 2 is where the window begins and where its output stands."""
    artists = plots.draw_window(ax, samples.PLANE)
    corner = {text.get_text(): text.get_position() for text in artists["texts"]}
    # the words stand half a cell above the upper left corner of what they name
    (x, y), (right, top) = corner["input x"], corner["output h"]
    window = {(x + 1 + j, y + 0.5 + i) for i in (1, 2) for j in (1, 2)}  # in the padded input
    assert np.allclose(thick(artists["cells"]), sorted(window | {(right + 2, top + 0.5 + 1)}))


def test_the_window_on_a_line_lies_where_it_should(ax):
    cells = plots.draw_window(ax, samples.LINE)["cells"]
    # window over cells 2…4; the output under its middle, cell 3; the padding is dotted
    assert thick(cells) == [(2, 0), (3, 0), (3, 4.5), (4, 0)]
    assert [corner for corner, (_, dashes) in edges(cells).items() if dashes] == [(0, 0), (6, 0)]


def test_shared_edges_have_one_look_each_and_join_each_output_to_its_window(ax):
    edges = plots.draw_connections(ax, 5, 3)["edges"]
    ends = [[segment[0, 0] for segment in part.get_segments()] for part in edges]
    assert ends == [[0, 1, 2], [1, 2, 3], [2, 3, 4]]  # weight j joins input o + j to output o
    assert len({tuple(part.get_color()[0]) for part in edges}) == 3
    dense = plots.draw_connections(ax, 5, 3, dense=True)["edges"]
    assert [len(part.get_segments()) for part in dense] == [5 * 3]


def test_equal_weights_of_the_matrix_look_equal_and_have_their_names(ax, written):
    squares = plots.draw_toeplitz(ax, samples.TOEPLITZ, names={1.0: "w₀"})["cells"].squares
    assert written == ["w₀", "2"] * 3
    colours = map(tuple, squares.get_facecolor())
    looks = set(zip(samples.TOEPLITZ.flat, colours, strict=True))
    assert len(looks) == len({colour for _, colour in looks}) == 3


def test_each_layer_says_how_many_inputs_it_sees(ax):
    nodes = plots.draw_receptive_field(ax, [3, 3, 3], [2, 1, 1])["nodes"]
    sees = ["layer 1: sees 3", "layer 2: sees 7", "layer 3: sees 11"]
    assert words_of(ax.texts) == ["11 inputs seen", *sees]
    assert len(nodes[0].get_xdata()) == 11
    assert nodes[-1].get_xdata()[0] == 5  # the top unit stands over the middle of what it sees


def test_signed_greys_have_zero_in_the_middle_and_ink_is_dark(ax):
    signed = plots.draw_image(ax, [[-1.0, 0.0, 1.0]], kind="signed")["image"]
    assert signed.to_rgba(signed.get_array())[0, :, 0] == pytest.approx([0, 0.5, 1], abs=0.01)
    artists = plots.draw_image(ax, [[0.5, 0.5]])
    plots.update_image(artists, [[0.0, 1.0]])  # on the same greys
    ink = artists["image"].to_rgba(artists["image"].get_array())
    assert ink[0, :, 0] == pytest.approx([1, 0], abs=0.01)


def test_signs_of_a_kernel_have_tints_and_numbers(ax, written):
    artists = plots.draw_kernel(ax, [[1.0, 0.0, -2.0]])
    assert written == ["1", "0", "−2"]
    tints = artists["cells"].squares.get_facecolor()
    expected = [cells_module.TINTS["orange"], "white", cells_module.TINTS["blue"]]
    assert np.allclose(tints, [to_rgba(tint) for tint in expected])
    plots.update_kernel(artists, [[3.0, 4.5, -0.001]])
    assert written[3:] == ["3", "4.5", "0"]


def test_maps_stand_in_their_places_under_their_words_and_follow(ax):
    artists = plots.draw_feature_maps(ax, samples.MAPS, columns=3, labels=list("abcde"))
    sheet = np.ma.filled(artists["image"].get_array(), np.nan)
    assert sheet.shape == (2 * 4 + 1, 3 * 6 + 2)
    np.testing.assert_array_equal(sheet[:4, 7:13], samples.MAPS[1])
    np.testing.assert_array_equal(sheet[5:, :6], samples.MAPS[3])
    assert np.isnan(sheet[4]).all()
    assert words_of(artists["texts"]) == list("abcde")
    x, y = np.transpose([text.get_position() for text in artists["texts"]])
    assert x.tolist() == [2.5, 9.5, 16.5, 2.5, 9.5]  # over the middle of each map
    assert np.floor(y).tolist() == [-1, -1, -1, 4, 4]
    plots.update_feature_maps(artists, 3 * samples.MAPS)
    assert artists["image"].get_clim() == (0, 3)
    moved = np.ma.filled(artists["image"].get_array(), np.nan)
    np.testing.assert_array_equal(moved[:4, :6], 3 * samples.MAPS[0])


def test_boxes_of_lenet_are_as_wide_as_their_maps_and_stand_apart(ax):
    artists = plots.draw_lenet(ax, [("C1", (2, 28, 28)), ("S2", (2, 14, 14)), ("F", (10,))])
    boxes = artists["boxes"]  # one for every channel, and one for the vector
    assert [box.get_width() for box in boxes[:-1]] == [1, 1, 0.5, 0.5]
    lefts = [box.get_x() for box in boxes]
    assert lefts == sorted(set(lefts))
    assert words_of(artists["texts"]) == ["2 @ 28×28", "C1", "2 @ 14×14", "S2", "10", "F"]


def test_bars_are_as_long_as_their_values(ax):
    artists = plots.draw_bars(ax, {"a": 90.0, "b": 1.5}, "ms", whole=100.0)
    assert [bar.get_width() for bar in artists["bars"]] == [90, 1.5]
    assert words_of(artists["texts"]) == ["90.00", "1.50"]
    assert list(artists["whole"].get_xdata()) == [100, 100]
    assert max(ax.get_xticks()) == ax.spines["bottom"].get_bounds()[1] == 100  # no more than all


def test_shares_have_an_axis_in_percent_that_ends_at_all(ax):
    plots.draw_bars(ax, {"a": 0.9, "b": 0.5}, "right", form=".1%", whole=1)
    assert words_of(ax.get_xticklabels()) == ["0%", "20%", "40%", "60%", "80%", "100%"]


def test_points_stand_at_their_values_on_a_logarithmic_axis(ax):
    artists = plots.draw_points(ax, {"slow": 900.0, "fast": 0.5}, "ms")
    assert [tuple(point.get_xydata()[0]) for point in artists["points"]] == [(900, 0), (0.5, 1)]
    assert words_of(artists["texts"]) == ["900.00", "0.50"]
    assert ax.get_xscale() == "log"
    assert not ax.patches  # bars have no start there


def test_images_with_the_same_room_show_a_pixel_equally_large():
    figure, axes = plt.subplots(1, 3, figsize=(6, 2))
    plots.draw_image(axes[0], np.eye(16), room=(16, 16))
    plots.draw_image(axes[1], np.eye(8), room=(16, 16))
    plots.draw_feature_maps(axes[2], np.ones((2, 3, 3)), room=16)
    figure.draw_without_rendering()
    pixels = [np.diff(ax.transData.transform([(0, 0), (1, 0)])[:, 0]) for ax in axes]
    assert np.allclose(pixels, pixels[0], rtol=0.02)
    (frame,) = axes[1].patches
    assert frame.get_bbox().extents.tolist() == [-0.5, -0.5, 7.5, 7.5]
    plt.close(figure)


def test_probabilities_move_and_so_does_the_mark(ax):
    artists = plots.draw_probabilities(ax, np.array([0.1, 0.7, 0.2]), "abc")
    plots.update_probabilities(artists, np.array([0.3, 0.1, 0.6]))
    bars = artists["bars"]
    assert [bar.get_width() for bar in bars] == pytest.approx([0.3, 0.1, 0.6])
    assert [bar.get_linewidth() for bar in bars] == [0, 0, 2]  # seen without colour, too
    assert bars[0].get_facecolor() == bars[1].get_facecolor() != bars[2].get_facecolor()
    assert words_of(artists["texts"]) == ["0.30", "0.10", "0.60"]


def test_robustness_has_its_lines_where_it_is_untouched_and_where_it_guesses(ax):
    grades = samples.GRADES
    lines = plots.draw_robustness(ax, [0.5, 1, 1.5], grades, "scale", natural=1, chance=0.2)
    assert lines["lines"]["plain"].get_xydata().tolist() == [[0.5, 0.3], [1, 0.9], [1.5, 0.4]]
    guessing, untouched = ax.get_lines()[-2:]
    assert list(guessing.get_ydata()) == [0.2, 0.2]
    assert list(untouched.get_xdata()) == [1, 1]
