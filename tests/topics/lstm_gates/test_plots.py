"""Topic 05's pictures show the numbers they are given, in place."""

import numpy as np
import pytest
from helpers import pictures
from topics.lstm_gates import samples

from utils.plots import lstm_gates as plots
from utils.plots.convolution import cells as cells_module
from utils.plots.lstm_gates.cell import ARROWS

test_arrows = pictures.test_of_arrows(plots.draw_cell, samples.CELL, ARROWS)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"), (-0.75, "−3/4"), (19 / 64, "19/64"), (2.0, "2"), (2 * np.log(3), "2 ln 3"),
        (-np.log(3) / 2, "−1/2 ln 3"), (np.tanh(1), "0.762"), (-0.1234, "−0.123"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_by_hand(value, written):
    assert plots.exact(value) == written


def test_without_a_run_every_box_says_what_it_is_for(ax):
    plots.draw_cell(ax)
    there = {text.get_text() for text in ax.texts}
    assert {"keep?", "write?", "what?", "read?", "old cell", "new state"} <= there


def test_the_first_value_of_a_held_gate_is_at_step_one(ax):
    lines = plots.draw_gate_settings(ax, samples.HELD, "cell c")["lines"]
    assert lines["f = ½"].get_xydata().tolist() == [[1, 0.5], [2, 0.25]]


def test_the_table_of_recall_counts_the_seeds_and_says_how_far_they_are_apart(ax):
    artists = plots.draw_recall(ax, (10, 50), samples.RECALL)
    assert [text.get_text() for text in artists["texts"]] == [
        "2 of 2\n0.97–1.00", "1 of 2\n0.12–0.98", "2 of 2\n1.00–1.00", "0 of 2\n0.10–0.20"
    ]  # fmt: skip
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Elman", "LSTM"]


def test_the_likeliest_answer_has_a_dot_over_its_class_in_every_row(ax):
    dots = plots.draw_answer(ax, np.zeros((3, 28)), samples.ANSWERS)["best"].get_xydata()
    classes = [float(at) for at in ax.get_xticks()]
    assert dots.tolist() == [[classes[0], 1], [classes[1], 2], [classes[0], 3]]


# ---------------------------------------------------------------- moved by widgets


STEP = {"c_prev": 2.0, "f": 0.5, "kept": 1.0, "c_tilde": -0.8, "i": 0.25, "written": -0.2,
        "c": 0.8, "tanh_c": 0.6, "o": 0.1, "h": 0.06, "held": ["f"]}  # fmt: skip


def corners(collection):
    """(left, right, low, high) of each polygon, without its way back to the start."""
    boxes = [path.vertices for path in collection.get_paths()]
    return [(*xy[[0, 1], 0], *xy[[0, 2], 1]) for xy in boxes]


@pytest.fixture
def written(monkeypatch):
    """Every word that cells show from now on: figures are outlines, which cannot be read back."""
    words, glyphs = [], cells_module._glyphs
    monkeypatch.setattr(cells_module, "_glyphs", lambda text: (words.append(text), glyphs(text))[1])
    return words


def test_a_step_moves_its_pieces_end_to_end(ax, written):
    artists = plots.draw_cell_step(ax, samples.STEP, (-1, 3))
    written.clear()
    plots.update_cell_step(artists, STEP)
    widths = [(left, right) for left, right, *_ in corners(artists["bars"])]
    assert widths == [(0, 1), (0, -0.2), (0, 0.06), (0, 1), (1, 0.8)]
    assert [box[1] for box in corners(artists["back"])] == [2, -0.8, 0.6]
    assert [box[1] for box in corners(artists["sum"])] == [0.8]
    levels = [high - low for *_, low, high in corners(artists["levels"])]
    np.testing.assert_allclose(levels, 0.74 * np.array([0.5, 0.25, 0.1]))
    assert len(artists["frames"].get_paths()) == 1
    sums = ["0.50×2.00=1.00", "0.25×−0.80=−0.20", "0.10×0.60=0.06", "1.00−0.20=0.80"]
    assert "".join(written) == "".join(sums)
    assert [text.get_text() for text in artists["held"].values()] == ["held", "", ""]


def test_another_scale_keeps_the_meters_free(ax):
    artists = plots.draw_cell_step(ax, samples.STEP, (-1, 3))
    plots.span_cell_step(artists, (-1.2, 12))
    assert ax.get_xlim()[1] == 12
    assert -1.2 - ax.get_xlim()[0] > 0.13 * np.ptp(ax.get_xlim())
    assert min(ax.get_xticks()) >= -1.2


def test_gates_are_levels_and_a_held_one_has_a_frame(ax):
    artists = plots.draw_gate_bars(ax, samples.GATES, 1)
    half = {gate: np.full(3, level) for gate, level in zip("fio", (0.5, 1, 0), strict=True)}
    plots.update_gate_bars(artists, half, 3, held=["i"])
    heights = [high - low for *_, low, high in corners(artists["levels"])]
    np.testing.assert_allclose(heights, 0.84 * np.repeat([0.5, 1, 0], 3))
    assert np.greater(artists["boxes"].get_linewidth(), 1).tolist() == [False] * 3 + [True] * 3 + (
        [False] * 3
    )
    assert artists["now"].get_x() == pytest.approx(2.5)


def test_a_trace_moves_with_its_ghost(ax):
    artists = plots.draw_trace(ax, *samples.TRACE, 1, "cell c")
    plots.update_trace(artists, [1, 2, 3], [3, 2, 1], [np.nan, 1, np.nan], 2)
    assert artists["line"].get_xydata().tolist() == [[1, 1], [2, 2], [3, 3]]
    assert artists["free"].get_ydata() == [3, 2, 1]
    assert artists["now"].get_x() == pytest.approx(1.5)


def test_every_character_stands_on_the_colour_of_its_value(ax, written):
    artists = plots.draw_text_values(ax, samples.SHOWN, columns=4, rows=3)
    assert written == ["f", "(", "¶", "a", ")"]
    cells = artists["cells"].get_array()
    at = plots.places(samples.SHOWN["text"], 4)
    assert at.tolist() == [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2], [1, 3]]
    assert cells[..., 3].sum() == 7  # and nothing where there is no character
    red, _, blue, _ = np.moveaxis(cells[at[:, 0], at[:, 1]], -1, 0)
    np.testing.assert_array_equal(np.sign(red - blue), np.sign(samples.SHOWN["values"]))
    assert len(artists["marks"].get_segments()) == 5
    gate = {"low": 0.0, "high": 1.0, "values": np.ones(7), "marked": np.zeros(7, bool)}
    plots.update_text_values(artists, samples.SHOWN | gate)
    assert len(written) == 5  # outlines stay while the text does
    assert artists["low"].get_text() == "0.0"
    assert not artists["marks"].get_segments()


def test_a_ranking_marks_the_unit_shown(ax):
    artists = plots.draw_ranking(ax, np.array([0.9, 0.4, 0.5]), 2)
    plots.update_ranking(artists, np.array([0.8, 0.7, 0.1]), 3)
    assert artists["now"].get_xydata().tolist() == [[3, 0.1]]
    assert artists["line"].get_ydata().tolist() == [0.8, 0.7, 0.1]
