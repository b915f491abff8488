"""What the contract tests try of topic 05: its pictures on small data.

LABELLED have axes that say what they show; BARE have none.
"""

from functools import cache

import numpy as np
from helpers.pictures import numbers_of_a_step, wide

from utils.data import python_source
from utils.numpy_impl.lstm_gates.model import LSTM, model_parameters
from utils.plots import lstm_gates as plots
from utils.plots.lstm_gates.cell import ARROWS, BOXES
from utils.widgets.lstm_gates import over_text

STEP = {"c_prev": 1.0, "f": 0.9, "kept": 0.9, "c_tilde": 0.8, "i": 0.5, "written": 0.4, "c": 1.3,
        "tanh_c": 0.86, "o": 0.5, "h": 0.43, "held": ["i"]}  # fmt: skip
GATES = {"f": np.ones(3), "i": np.array([0, 0.5, 1]), "o": np.zeros(3)}
TRACE = np.array([0.0, 1, 0.5]), np.array([0.0, 1, 1]), np.array([np.nan, np.nan, 1])
SHOWN = {"text": "f(\n  a)", "values": np.array([0, -2, 1, 0.5, 1, 2, 0]), "low": -2.0, "high": 2.0}
SHOWN["marked"] = np.array([0, 1, 1, 1, 1, 1, 0], bool)
CELL = numbers_of_a_step(*BOXES, *ARROWS)
HELD = {"f = 0": [0.0, 0.0], "f = ½": [0.5, 0.25], "f = 1": [1.0, 1.0]}
RECALL = {
    "Elman": (np.array([1.0, 0.5]), np.array([[1.0, 0.97], [0.12, 0.98]])),
    "LSTM": (np.array([1.0, 0.0]), np.array([[1.0, 1.0], [0.1, 0.2]])),
}
ANSWERS = np.array([[0.5, 0.5], [0.2, 0.8], [1.0, 0.0]])
LABELLED = {
    "cell step": lambda ax: plots.draw_cell_step(ax, STEP, (-1.2, 3)),
    "trace": lambda ax: plots.draw_trace(ax, *TRACE, 2, "cell c"),
    "ranking": lambda ax: plots.draw_ranking(ax, np.array([0.9, 0.4, 0.5]), 2),
    "gate settings": lambda ax: plots.draw_gate_settings(ax, HELD, "cell c"),
    "recall": lambda ax: plots.draw_recall(ax, (10, 50), RECALL),
    "answer": lambda ax: plots.draw_answer(ax, np.eye(3, 28), ANSWERS, "a 1"),
}
BARE = {
    "gate bars": lambda ax: plots.draw_gate_bars(ax, GATES, 2, held=["f"]),
    "text values": lambda ax: plots.draw_text_values(ax, SHOWN, columns=20, rows=3),
    "cell": lambda ax: plots.draw_cell(wide(ax)),
    "cell, forward": lambda ax: plots.draw_cell(wide(ax), CELL),
    "cell, backward": lambda ax: plots.draw_cell(wide(ax), CELL, backward=True),
}

CODE = """def {0}(x, y):  # the {0} of x and y
    \"\"\"Return the {0}.\"\"\"
    return "{0}"[x] + str(y - {1})
"""


@cache
def reader(names=("sum", "mean", "least", "most"), length: int = 90):
    """A network of random weights that has read a few short texts."""
    texts = [CODE.format(name, k).ljust(length)[:length] for k, name in enumerate(names)]
    said = [python_source.labels(CODE.format(name, k)) for k, name in enumerate(names)]
    labels = {n: np.array([np.resize(s[n], length) for s in said]).T for n in over_text.LABELS}
    K = len(python_source.ALPHABET)
    p = model_parameters(LSTM, K, 6, K, np.random.default_rng(0), 8)
    p["W_c"] *= 4  # so that values differ to the eye
    return over_text.reader(p, np.array([*map(python_source.encode, texts)]).T, labels)


def prepare(monkeypatch):
    """What is shown of such a network takes no training."""
    monkeypatch.setattr(over_text, "read", reader)
    return reader()
