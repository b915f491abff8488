"""What the contract tests try of topic 05: its pictures on small data.

LABELLED have axes that say what they show; BARE have none.
"""

import numpy as np

from utils.plots import lstm_gates as plots

STEP = {"c_prev": 1.0, "f": 0.9, "kept": 0.9, "c_tilde": 0.8, "i": 0.5, "written": 0.4, "c": 1.3,
        "tanh_c": 0.86, "o": 0.5, "h": 0.43, "held": ["i"]}  # fmt: skip
GATES = {"f": np.ones(3), "i": np.array([0, 0.5, 1]), "o": np.zeros(3)}
TRACE = np.array([0.0, 1, 0.5]), np.array([0.0, 1, 1]), np.array([np.nan, np.nan, 1])
LABELLED = {
    "cell step": lambda ax: plots.draw_cell_step(ax, STEP, (-1.2, 3)),
    "trace": lambda ax: plots.draw_trace(ax, *TRACE, 2, "cell c"),
}
BARE = {"gate bars": lambda ax: plots.draw_gate_bars(ax, GATES, 2, held=["f"])}
