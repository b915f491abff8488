"""What the contract tests try of topic 00: its pictures on small data.

LABELLED have axes that say what they show; BARE have none.
"""

import numpy as np

from utils.numpy_impl import warm_up as wu
from utils.plots import warm_up as plots

SIDE = np.linspace(-1, 1, 21)
J = SIDE[None, :] ** 2 + 4 * SIDE[:, None] ** 2
PATH = np.array([[-0.8, 0.6], [-0.4, 0.2], [0.1, 0.0]])
ALONG = np.stack(np.broadcast_arrays(SIDE[None, :], SIDE[::10, None]), axis=-1)
ACROSS = ALONG[..., ::-1]
BOX = np.array([[0, 0], [1, 0], [1, 1.0]])
STEPS = 10.0 ** np.arange(-10, 0)
XOR = wu.TRUTH_TABLES["XOR"]
LABELLED = {
    "activation": lambda ax: plots.draw_activation(ax, "tanh", SIDE, np.tanh(SIDE), SIDE),
    "plane": lambda ax: plots.draw_plane(ax, "x W", ALONG, ACROSS, BOX, ghost=(ALONG, ACROSS)),
    "perceptron": lambda ax: plots.draw_perceptron(ax, *XOR, [1.0, 1.0], -0.5, "XOR"),
    "mistakes": lambda ax: plots.draw_mistakes(ax, {"AND": [1, 2, 0], "XOR": [2, 4, 4]}),
    "regression": lambda ax: plots.draw_regression(ax, SIDE, SIDE**2, {"one": (1.0, 0.2)}),
    "surface": lambda ax: plots.draw_surface(ax, SIDE, SIDE, J, [0.1, 1, 3]),
    "losses": lambda ax: plots.draw_descent_losses(
        ax, {"a": [1.0, 0.5], "b": [1.0, 2.0]}, optimum=0.2
    ),
    "errors": lambda ax: plots.draw_gradient_error(
        ax, STEPS, {"central": STEPS**2 + 1e-16 / STEPS}, (6e-6, 5e-11)
    ),
}
BARE = {
    "equation": lambda ax: plots.draw_equation(ax, [([[1, -2]], {(0, 1): "blue"}), "=", "?"]),
    "network": lambda ax: plots.draw_network(ax, [2, 3, 1], ["in", "hidden", "out"]),
}


# half a turn either way is the same place, and the start may be at an end
ENDS = {"degrees": (-180, 90)}
