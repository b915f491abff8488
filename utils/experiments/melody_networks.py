"""An LSTM and a GRU that have learnt to go on with melodies: trained once, then in the cache."""

import sys
from typing import NamedTuple

import numpy as np

from utils import cache, validate
from utils.experiments.three_cells import CELLS, Learner
from utils.experiments.three_tasks import melody_task

HERE = sys.modules[__name__]  # the key of what is kept: this code and all that it runs through
UNITS = {"lstm": 40, "gru": 47, "elman": 82}  # as many parameters each, to within two percent
STEPS, SETTINGS = 2500, {"learning_rate": 0.01, "batch": 32, "clip": 1.0}


class MelodyNetwork(NamedTuple):
    """A trained network; `lstm_forward(np.eye(9)[notes], p)` shows its gates, or `gru_forward`."""

    p: dict[str, np.ndarray]  # the cell's, under the names of its equations
    W_y: np.ndarray  # (H, 9): softmax(h_t W_y + b_y) is p(next note)
    b_y: np.ndarray  # (9,)
    losses: np.ndarray  # (steps,), nats per note of each step's batch


def trained_melody(cell: str, seed: int = 0, steps: int = STEPS) -> MelodyNetwork:
    """Train "lstm", "gru" or "elman" on melodies, or read it from work/cache; about six seconds.

    >>> trained_melody("gru", steps=2).W_y.shape
    (47, 9)
    """
    validate.choice("cell", cell, tuple(CELLS))

    def train():
        learner = Learner(cell, melody_task(), UNITS[cell], seed=seed, **SETTINGS)
        losses = [learner.step() for _ in range(steps)]
        return learner.p | {"losses": np.array(losses)}

    key = cache.key(HERE, cell, seed, steps, UNITS, SETTINGS)
    names = CELLS[cell].parameters(9, 1, np.random.default_rng(0))
    shapes = dict.fromkeys((*names, "W_y", "b_y")) | {"losses": (steps,)}
    kept = cache.arrays(f"melody_{cell}", key, train, shapes)
    return MelodyNetwork(
        {name: kept[name] for name in names}, *(kept[k] for k in list(shapes)[-3:])
    )
