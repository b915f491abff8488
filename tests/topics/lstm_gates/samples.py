"""What the contract tests try of topic 05: its pictures on small data.

LABELLED have axes that say what they show; BARE have none.
"""

import numpy as np

from utils.plots import lstm_gates as plots
from utils.plots.lstm_gates.cell import ARROWS, BOXES

STEP = {"c_prev": 1.0, "f": 0.9, "kept": 0.9, "c_tilde": 0.8, "i": 0.5, "written": 0.4, "c": 1.3,
        "tanh_c": 0.86, "o": 0.5, "h": 0.43, "held": ["i"]}  # fmt: skip
GATES = {"f": np.ones(3), "i": np.array([0, 0.5, 1]), "o": np.zeros(3)}
TRACE = np.array([0.0, 1, 0.5]), np.array([0.0, 1, 1]), np.array([np.nan, np.nan, 1])
LABELLED = {
    "cell step": lambda ax: plots.draw_cell_step(ax, STEP, (-1.2, 3)),
    "trace": lambda ax: plots.draw_trace(ax, *TRACE, 2, "cell c"),
}
BARE = {"gate bars": lambda ax: plots.draw_gate_bars(ax, GATES, 2, held=["f"])}

# the lecture's
# every number of the step has its own place: forward 1/64, 2/64, …, backward 33/64, 34/64, …
NAMES = [*BOXES, *ARROWS]
CELL = {name: k / 64 for k, name in enumerate(NAMES, 1)}
CELL |= {f"d{name}": k / 64 for k, name in enumerate(NAMES, 33)}
HELD = {"f = 0": [0.0, 0.0], "f = ½": [0.5, 0.25], "f = 1": [1.0, 1.0]}


def wide(ax):
    """As wide as in the lecture."""
    ax.figure.set_size_inches(9.6, 4)
    return ax


LABELLED |= {"gate settings": lambda ax: plots.draw_gate_settings(ax, HELD, "cell c")}
BARE |= {
    "cell": lambda ax: plots.draw_cell(wide(ax)),
    "cell, forward": lambda ax: plots.draw_cell(wide(ax), CELL),
    "cell, backward": lambda ax: plots.draw_cell(wide(ax), CELL, backward=True),
}
