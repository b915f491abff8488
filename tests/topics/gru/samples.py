"""What the contract tests try of topic 06: its pictures on small data.

LABELLED have axes that say what they show; BARE have none.
"""

from functools import cache

import numpy as np
from helpers.pictures import numbers_of_a_step, wide

from utils.experiments.melody_networks import UNITS, MelodyNetwork
from utils.experiments.three_cells import CELLS
from utils.plots import gru as plots
from utils.plots.gru.lecture import ARROWS, BOXES
from utils.widgets.gru import side_by_side

STRIPS = np.linspace(-1, 1, 4 * 3 * 32).reshape(4, 3, 32)
NOTES, MARKED = [*"CDEF–GAB" * 4], np.arange(32) < 4
STEP = numbers_of_a_step(*BOXES, *ARROWS)
SCORES = {"Elman": np.array([3.0, 5.0]), "LSTM": np.array([1.0, 2.0])}
BEATS = {"LSTM": np.array([0.5, 1.0, 0.0, 0.25]), "GRU": np.array([0.0, 0.5, 0.5, 1.0])}
LABELLED = {
    "lines": lambda ax: plots.draw_lines(ax, {"x": np.eye(4)[1], "h": np.ones(4)}, "h", (0, 1)),
    "left": lambda ax: plots.draw_left(ax, 0.5, 1.0),
    "strips": lambda ax: plots.draw_strips(ax, STRIPS, "fioc", NOTES, MARKED, 9),
    "over beats": lambda ax: plots.draw_over_beats(ax, {"p": np.ones(32)}, "p", MARKED, 9),
    "scores": lambda ax: plots.draw_scores(ax, SCORES, {"linear": 2.5}, "error (°C)"),
    "beats": lambda ax: plots.draw_beats(ax, BEATS, "kept", [(2, 3)]),
}
BARE = {
    "merge": lambda ax: plots.draw_merge(wide(ax)),
    "step": lambda ax: plots.draw_step(wide(ax)),
    "step, forward": lambda ax: plots.draw_step(wide(ax), STEP),
    "step, backward": lambda ax: plots.draw_step(wide(ax), STEP, backward=True),
    "listening": lambda ax: plots.draw_listening(ax, [2, 3], [[0, 1], [1, 0]], [1, 0], "after"),
}


def network(cell: str) -> MelodyNetwork:
    """A network of random weights, large enough for gates that differ to the eye."""
    rng = np.random.default_rng(0)
    p = {name: 4 * value for name, value in CELLS[cell].parameters(9, UNITS[cell], rng).items()}
    return MelodyNetwork(p, rng.normal(size=(UNITS[cell], 9)), np.zeros(9), np.zeros(0))


def prepare(monkeypatch):
    """What is shown of such networks takes no training."""
    monkeypatch.setattr(side_by_side, "trained_melody", network)
    monkeypatch.setattr(side_by_side, "runs", runs := cache(side_by_side.runs.__wrapped__))
    return runs()
