"""Topic 05's pictures show the numbers they are given, in place."""

import numpy as np
import pytest
from topics.lstm_gates import samples

from utils.plots import lstm_gates as plots
from utils.plots.lstm_gates.cell import ARROWS


def words(artists):
    return [text.get_text() for text in artists["texts"]]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"), (-0.75, "−3/4"), (19 / 64, "19/64"), (2.0, "2"), (2 * np.log(3), "2 ln 3"),
        (-np.log(3) / 2, "−1/2 ln 3"), (np.tanh(1), "0.762"), (-0.1234, "−0.123"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_by_hand(value, written):
    assert plots.exact(value) == written


def test_the_step_has_both_numbers_on_every_arrow(ax):
    run = samples.CELL
    expected = []
    for name in ARROWS:
        expected += [plots.exact(run[name]), f"∂ {plots.exact(run[f'd{name}'])}"]
    assert words(plots.draw_cell(ax, run, backward=True)) == expected
    assert len(set(expected)) == 2 * len(ARROWS)


def test_the_way_forward_alone_has_no_gradients(ax):
    forward = {name: value for name, value in samples.CELL.items() if name in samples.NAMES}
    assert words(plots.draw_cell(ax, forward)) == [plots.exact(forward[name]) for name in ARROWS]
    assert not [text for text in ax.texts if "∂" in text.get_text()]


def test_without_a_run_every_box_says_what_it_is_for(ax):
    plots.draw_cell(ax)
    there = {text.get_text() for text in ax.texts}
    assert {"keep?", "write?", "what?", "read?", "old cell", "new state"} <= there


def test_the_first_value_of_a_held_gate_is_at_step_one(ax):
    lines = plots.draw_gate_settings(ax, samples.HELD, "cell c")["lines"]
    assert lines["f = ½"].get_xydata().tolist() == [[1, 0.5], [2, 0.25]]
