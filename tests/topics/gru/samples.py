"""What the contract tests try of topic 06: its pictures on small data.

LABELLED have axes that say what they show; BARE have none.
"""

import numpy as np

from utils.plots import gru as plots
from utils.plots.gru.lecture import ARROWS, BOXES

LABELLED, BARE = {}, {}

# the lecture's
# every number of the step has its own place: forward 1/64, 2/64, …, backward 33/64, 34/64, …
NAMES = [*BOXES, *ARROWS]
STEP = {name: k / 64 for k, name in enumerate(NAMES, 1)}
STEP |= {f"d{name}": k / 64 for k, name in enumerate(NAMES, 33)}
SCORES = {"Elman": np.array([3.0, 5.0]), "LSTM": np.array([1.0, 2.0])}
BEATS = {"LSTM": np.array([0.5, 1.0, 0.0, 0.25]), "GRU": np.array([0.0, 0.5, 0.5, 1.0])}


def wide(ax):
    """As wide as in the lecture."""
    ax.figure.set_size_inches(9.6, 4)
    return ax


LABELLED |= {
    "scores": lambda ax: plots.draw_scores(ax, SCORES, {"linear": 2.5}, "error (°C)"),
    "beats": lambda ax: plots.draw_beats(ax, BEATS, "kept", [(2, 3)]),
}
BARE |= {
    "merge": lambda ax: plots.draw_merge(wide(ax)),
    "step": lambda ax: plots.draw_step(wide(ax)),
    "step, forward": lambda ax: plots.draw_step(wide(ax), STEP),
    "step, backward": lambda ax: plots.draw_step(wide(ax), STEP, backward=True),
    "listening": lambda ax: plots.draw_listening(ax, [2, 3], [[0, 1], [1, 0]], [1, 0], "after"),
}
