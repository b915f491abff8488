"""What the contract tests try of topic 05: its pictures on small data.

LABELLED have axes that say what they show; BARE have none.
"""

from utils.plots import lstm_gates as plots
from utils.plots.lstm_gates.cell import ARROWS, BOXES

# every number of the step has its own place: forward 1/64, 2/64, …, backward 33/64, 34/64, …
NAMES = [*BOXES, *ARROWS]
CELL = {name: k / 64 for k, name in enumerate(NAMES, 1)}
CELL |= {f"d{name}": k / 64 for k, name in enumerate(NAMES, 33)}
HELD = {"f = 0": [0.0, 0.0], "f = ½": [0.5, 0.25], "f = 1": [1.0, 1.0]}


def wide(ax):
    """As wide as in the lecture."""
    ax.figure.set_size_inches(9.6, 4)
    return ax


LABELLED = {"gate settings": lambda ax: plots.draw_gate_settings(ax, HELD, "cell c")}
BARE = {
    "cell": lambda ax: plots.draw_cell(wide(ax)),
    "cell, forward": lambda ax: plots.draw_cell(wide(ax), CELL),
    "cell, backward": lambda ax: plots.draw_cell(wide(ax), CELL, backward=True),
}
