"""What the contract tests try of topic 04: its pictures on small data.

LABELLED have axes that say what they show; BARE have none.
"""

import numpy as np

from utils.plots import rnn_unrolling as plots

# three steps forward, two back: no number is in two places
RUN = {
    **{"W": np.array([[1.0, 2.0]]), "U": np.array([[3.0, 4.0], [5.0, 6.0]]), "v": np.array([7, 8])},
    **{"x": np.array([11.0, 12, 13]), "y": np.array([21.0, 22, 23]), "labels": ("a", "b", "c")},
    **{"target": np.array([31.0, 32, 33]), "counted": np.array([False, True, True])},
    **{"H": np.arange(40.0, 48).reshape(4, 2), "dh": np.arange(50.0, 56).reshape(3, 2)},
    **{"dz": np.arange(60.0, 66).reshape(3, 2), "terms": np.arange(70.0, 82).reshape(3, 2, 2)},
    **{"forward": 3, "turned": True, "backward": 2, "title": "Step 6 of 7"},
}
M = np.tril(10.0 ** np.subtract.outer(-np.arange(6), -np.arange(6)))
NORMS = {"tanh": 0.5 ** np.arange(6.0), "linear": 0.9 ** np.arange(6.0)}
W, B = np.linspace(0, 4, 9), np.linspace(-3, 0, 7)
J = (W[None, :] + B[:, None] > 1).astype(float)
WAYS = {"no clipping": ([3.0, 2.0, 9.0], [-1.0, -2.0, 4.0]), "clipped": ([3.0, 2.5], [-1.0, -1.5])}
LABELLED = {
    "lag map": lambda ax: plots.draw_lag_map(ax, M, "a map"),
    "lag norms": lambda ax: plots.draw_lag_norms(ax, NORMS, 0.9 ** np.arange(6.0)),
    "cliff": lambda ax: plots.draw_cliff(ax, W, B, J, {k: np.array(v) for k, v in WAYS.items()}),
    "descents": lambda ax: plots.draw_descents(
        ax, {"no clipping": [1.0, 0.1, 0.01], "clipped": [1.0, 0.5]}, 4, "error J", (1e-3, 2), 0.2
    ),
}
BARE = {
    "unrolled": lambda ax: plots.draw_unrolled(ax, RUN),
    "downwards": lambda ax: plots.draw_unrolled(ax, RUN, stacked=True),
}

# the lecture's example by hand: every number of the way back has its own place, too
BY_HAND = {
    **{"x": [4, 1, 2], "h": [0, 4, 3, 3.5], "y_hat": [8, 6, 7], "y": [7, 8, 5]},
    **{"W": 1, "U": 0.5, "v": 2, "dy": [1, -2, 2], "dh": [0.5, 1, -2, 4], "dz": [1, -2, 4]},
}
TERMS = [[8, 0, 0], [-8, -4, 0], [4, 2, 8]]
CLIPPED = {"by norm": [0.6, -0.8], "by entry": [1.0, -1.0]}
WEEK = {"measured": [4.0, 5.0, 4.5], "network": [4.2, 4.6, 4.4], "persistence": [4.5, 4.0, 5.0]}
ERRORS = {"persistence": 0.5, "network": [0.4, 0.42, 0.41]}
LABELLED |= {
    "terms": lambda ax: plots.draw_terms(ax, TERMS),
    "decay": lambda ax: plots.draw_decay(ax, NORMS, {"tanh": 0.5, "linear": 0.9}),
    "clip directions": lambda ax: plots.draw_clip_directions(ax, [3.0, -4.0], CLIPPED, 1.0),
    "forecast": lambda ax: plots.draw_forecast(ax, [0, 1, 2], WEEK),
    "errors": lambda ax: plots.draw_errors(ax, ERRORS, "error (°C)"),
    "accuracy": lambda ax: plots.draw_accuracy(ax, {"seeds": np.ones(50), "one": np.ones(50)}, 12),
}
BARE |= {
    "unfolding": plots.draw_unfolding,
    "patterns": plots.draw_patterns,
    "by hand": lambda ax: plots.draw_by_hand(ax, BY_HAND),
    "by hand, forward": lambda ax: plots.draw_by_hand(ax, BY_HAND, backward=False),
}
