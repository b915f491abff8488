"""What the contract tests try of topic 02: its pictures on small data.

LABELLED have axes that say what they show; BARE have none.
"""

import numpy as np

from utils.plots import hidden_representations as plots

STEPS = np.arange(1_000, 21_000, 1_000)
FOUR = 0.5 + np.linspace(0, 0.4, 20)[:, None] * [1.0, -1.0, 0.9, -0.9]  # (20, 4)
SIDE = np.linspace(-0.5, 1.5, 41)
STRIPE = np.abs(SIDE[None, :] - SIDE[:, None]) / 2  # 0.5 where |x1 − x2| = 1
PLANE = np.linspace(-0.8, 2.8, 37)
HALF = 1 / (1 + np.exp(-3 * (PLANE[None, :] + PLANE[:, None] - 1)))
PLACES = np.array([[0.0, 2.0], [0.0, 0.0], [2.0, 0.0], [1.0, 1.0]])
PATHS = np.linspace(0.1, 1, 20)[:, None, None] * PLACES
CORNER_CODE = np.array([[i >> 2 & 1, i >> 1 & 1, i & 1] for i in range(8)]) * 0.9 + 0.05
CODES = np.linspace(0.5, 0.9, 20)[:, None] * [1.0, 0.7, 0.4]
ERRORS = np.linspace(1, 0.1, 20)[:, None] * np.linspace(0.5, 1, 8)
WEIGHTS = np.arange(960.0) / 960 - 0.5
GRAPH = {
    "x": {"at": (0, 0), "value": "[1 0]", "gradient": "[−0.5 0]", "given": True, "order": 1},
    "z": {"at": (2.4, 0), "value": "0.00", "gradient": "−0.50", "order": 2},
    "J": {"at": (4.8, 0), "value": "0.69"},
}
EDGES = [("x", "z"), ("z", "J")]

LABELLED = {
    "probability": lambda ax: plots.draw_probability_curves(ax, STEPS, FOUR),
    "unit": lambda ax: plots.draw_hidden_unit_curves(ax, STEPS, 3 * FOUR, "unit 1"),
    "training": lambda ax: plots.draw_training_curves(
        ax, STEPS, {"a": FOUR[:, 0], "b": FOUR[:, 1]}, {"ln 2": 0.69}, (5_000, 0.3, "stop")
    ),
    "stairs": lambda ax: plots.draw_loss_stairs(
        ax, [0.7, 0.33, 0.51, 0.34, 0.7], {"nothing": 0.69, "a pair": 0.51, "floor": 0.325}
    ),
    "input": lambda ax: plots.draw_input_surface(ax, SIDE, SIDE, STRIPE),
    "hidden": lambda ax: plots.draw_hidden_space(ax, PLACES, PLANE, PLANE, HALF),
    "paths": lambda ax: plots.draw_hidden_paths(ax, PATHS),
    "solved": lambda ax: plots.draw_solved_heat_map(
        ax, [[0.0, 0.25], [1.0, np.nan]], ["He", "torch"], ["0.1", "0.3"]
    ),
    "code": lambda ax: plots.draw_code(ax, CORNER_CODE),
    "code curves": lambda ax: plots.draw_code_curves(ax, STEPS, CODES, "input 1"),
    "errors": lambda ax: plots.draw_output_error(ax, STEPS, ERRORS, 2),
    "weights": lambda ax: plots.draw_weight_picture(ax, WEIGHTS, -0.3, (30, 32), 0.5, "unit 1"),
}
BARE = {
    "graph": lambda ax: plots.draw_graph(ax, GRAPH, EDGES),
    "cube": lambda ax: plots.draw_code_cube(ax, CORNER_CODE),
    "gallery": lambda ax: plots.draw_gallery(
        ax, {"a": np.zeros((5, 6, 7)), "b": np.ones((5, 6, 7))}
    ),
}
