"""What the contract tests try of topic 03: its pictures on small data.

LABELLED have axes that say what they show; BARE have none.
"""

import numpy as np

from utils.numpy_impl import convolution as conv
from utils.plots import convolution as plots
from utils.widgets.convolution import digit

X = np.arange(9.0).reshape(3, 3)
W = np.array([[1.0, 2.0], [1.0, 0.0]])
# what stands in the window, the kernel, the products and the outputs: no number is in two of them
PLANE = {
    **{"x": np.pad(X, 1), "padding": 1, "kernel": np.array([[11.0, 12.0], [13.0, 14.0]])},
    **{"start": (1, 2), "position": (1, 2), "products": np.array([[21.0, 22.0], [23.0, 24.0]])},
    **{"output": np.arange(31.0, 47.0).reshape(4, 4)},
}
LINE = {
    **{"x": np.array([0.0, 1, 3, -2, 0, 4, 0]), "padding": 1, "stride": 2, "start": (2,)},
    **{"kernel": np.array([11.0, 12.0, -13.0]), "products": np.array([21.0, 22.0, 23.0])},
    **{"position": (1,), "output": np.array([31.0, 32.0, 33.0])},
}
TOEPLITZ = np.array([[1.0, 2.0, 0.0, 0.0], [0.0, 1.0, 2.0, 0.0], [0.0, 0.0, 1.0, 2.0]])
MAPS = np.linspace(0, 1, 5 * 4 * 6).reshape(5, 4, 6)
LAYERS = [("input", (1, 28, 28)), ("C1", (6, 28, 28)), ("S2", (6, 14, 14)), ("out", (10,))]
GRADES = {"plain": [0.3, 0.9, 0.4], "pooled": [0.4, 0.95, 0.5]}
LABELLED = {
    "toeplitz": lambda ax: plots.draw_toeplitz(ax, TOEPLITZ, {1.0: "w₀", 2.0: "w₁"}),
    "bars": lambda ax: plots.draw_bars(ax, {"loop": 90.0, "one product": 1.2}, "ms"),
    "points": lambda ax: plots.draw_points(ax, {"loop": 90.0, "fast": 0.2}, "ms"),
    "probabilities": lambda ax: plots.draw_probabilities(ax, np.full(10, 0.1), range(10), "it"),
    "robustness": lambda ax: plots.draw_robustness(ax, [0.5, 1, 1.5], GRADES, "scale", 1),
    "shift": lambda ax: plots.draw_shift_sensitivity(ax, [0, 1, 2], GRADES),
    "training": lambda ax: plots.draw_training(ax, [0, 1, 2], GRADES),
}
BARE = {
    "window in a plane": lambda ax: plots.draw_window(ax, PLANE | {"room": 2}),
    "window on a line": lambda ax: plots.draw_window(ax, LINE | {"room": 2}),
    "connections": lambda ax: plots.draw_connections(ax, 8, 3, title="shared"),
    "dense": lambda ax: plots.draw_connections(ax, 8, 3, dense=True, title="dense"),
    "field": lambda ax: plots.draw_receptive_field(ax, [3, 3], [1, 1], list("abcde")),
    "image": lambda ax: plots.draw_image(ax, X / 8, "an image"),
    "kernel": lambda ax: plots.draw_kernel(ax, W, "a kernel"),
    "maps": lambda ax: plots.draw_feature_maps(ax, MAPS, "C1", columns=3, labels=list("abcde")),
    "lenet": lambda ax: plots.draw_lenet(ax, LAYERS),
}


def prepare(monkeypatch):
    """A network of random weights: what the layers give follows from any, and takes no training."""
    parameters = conv.lenet_parameters(np.random.default_rng(0), np.float32)
    monkeypatch.setattr(digit, "_network", lambda: parameters)
    return parameters
