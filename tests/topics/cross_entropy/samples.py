"""What the contract tests try of topic 01: its pictures on small data.

LABELLED have axes that say what they show; BARE have none.
"""

import numpy as np

from utils.numpy_impl import cross_entropy as ce
from utils.plots import cross_entropy as plots

P, Q = np.array([0.5, 0.3, 0.2]), np.array([0.1, 0.2, 0.7])
NAMES = ["one", "two", "three"]
X1, X2 = np.linspace(-3, 3, 31), np.linspace(-2, 2, 21)
POINTS, Y = np.array([[-2.0, -1.0], [0.0, 1.0], [2.0, -1.0]]), np.array([0, 1, 2])


def probabilities(W, b=0.0):
    grid = np.stack(np.meshgrid(X1, X2), axis=-1)
    return ce.softmax(grid @ np.asarray(W) + b)


THREE = probabilities([[-2.0, 0.0, 2.0], [-1.0, 2.0, -1.0]])
Z = np.linspace(-5, 5, 11)
LABELLED = {
    "surprise": lambda ax: plots.draw_surprise(ax, marks={"coin": (0.5, np.log(2))}),
    "distributions": lambda ax: plots.draw_distributions(ax, P, Q, NAMES),
    "information": lambda ax: plots.draw_information_bars(ax, 1.0, 1.5, 0.5, maximum=1.6),
    "codes": lambda ax: plots.draw_code_lengths(ax, NAMES, [1, 2, 2], [1.0, 1.7, 2.3], 2),
    "tree": lambda ax: plots.draw_huffman_tree(ax, P, ["0", "10", "11"], NAMES),
    "decomposition": lambda ax: plots.draw_decomposition(ax, [0.5, 0.0], [0.1, 0.4], NAMES[:2]),
    "softmax": lambda ax: plots.draw_softmax(ax, P, NAMES),
    "sigmoid": lambda ax: plots.draw_losses_on_sigmoid(ax, ax, Z, Z, Z / 2, Z / 3, Z / 4),
    "gradient": lambda ax: plots.draw_gradient(ax, P, [0, 1, 0], NAMES, P - [0, 1, 0]),
    "curve": lambda ax: plots.draw_training_curve(
        ax, [0, 1, 2], [1.0, 0.5, 0.3], optimum=0.25, xscale="symlog"
    ),
    "regions": lambda ax: plots.draw_decision_regions(ax, X1, X2, THREE, POINTS, Y, NAMES),
    "floor": lambda ax: plots.draw_loss_floor(ax, [10, 100], {"a": [1, 2], "b": [2, 1]}, 0.3),
}
BARE = {}
