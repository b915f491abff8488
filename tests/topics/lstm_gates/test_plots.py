"""Topic 05's pictures show the numbers they are given, in place."""

import numpy as np
import pytest
from helpers import pictures
from topics.lstm_gates import samples

from utils.plots import lstm_gates as plots
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
