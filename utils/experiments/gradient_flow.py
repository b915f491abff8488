"""What the end of a sequence tells its beginning, before training and after [K17, DS17].

The forget gates' product is what the cell alone would pass on; beside it what truly comes back,
by all paths. Both can be small, and the second can be larger than 1.
"""

import sys
from typing import NamedTuple

import numpy as np

from utils import cache
from utils.data import recall as task
from utils.experiments import recall
from utils.numpy_impl.lstm_gates import cell_path, lstm_forward
from utils.numpy_impl.lstm_gates.model import ELMAN, cell_parameters

HERE = sys.modules[__name__]  # the key of what is kept: this code and all that it runs through
SEQUENCES = 20


class Flow(NamedTuple):
    """Row 0 before training, row 1 after it; column k for step k, the last for the question."""

    told: np.ndarray  # (2, lag + 1): ‖∂(v·h_T)/∂x_k‖ of a random v, geometric mean; 1 at k = T
    path: np.ndarray  # (2, lag + 1, H): Π f over the steps k + 1 … T, mean; 1 for an Elman cell
    accuracy: float  # after training, on sequences never seen
    steps: int


def gradient_flow(variant: str, lag: int = 50, rate: float | None = None, seed: int | None = None):
    """Train a network of `recall` and look before and after → Flow; kept under work/cache.

    rate, seed: those of the table's best run with this variant and lag where they are None
    """
    one = best(variant, lag)
    rate, seed = one.rate if rate is None else rate, one.seed if seed is None else seed

    def train():
        cell, before = recall.start(variant, lag, np.random.default_rng(seed))
        _, found = recall.train(variant, lag, rate, seed)
        X, y = task.sample(lag, recall.TEST, np.random.default_rng(2_000 + seed))
        both = [look(cell, p, X[:, :SEQUENCES]) for p in (before, found.parameters)]
        told, path = (np.array(each) for each in zip(*both, strict=True))
        right = recall.accuracy(found.parameters, cell, X, y)
        return {"told": told, "path": path, "accuracy": right, "steps": len(found.losses)}

    key = cache.key(HERE, variant, lag, rate, seed)
    shapes = {"told": (2, lag + 1), "path": (2, lag + 1, recall.UNITS), "accuracy": (), "steps": ()}
    kept = cache.arrays("gradient_flow", key, train, shapes)
    return Flow(kept["told"], kept["path"], float(kept["accuracy"]), int(kept["steps"]))


def best(variant: str, lag: int) -> recall.Run:
    """The most accurate run of the table with this variant and lag, of those the shortest.

    >>> best("LSTM, forget bias ln(lag)", 50).lag
    50
    """
    of_it = [each for each in recall.table() if each[:2] == (variant, lag)]
    return min(of_it, key=lambda each: (-each.accuracy, each.steps))


def look(cell, parameters, X):
    """How much of a last state's gradient reaches each x_k, and Π f: (T,), (T, H)."""
    p = {name: value.astype(float) for name, value in parameters.items()}  # 1e-38 is not enough
    X = np.eye(task.SYMBOLS)[X]
    H, kept = cell.forward(X, cell_parameters(p))
    dH = np.zeros_like(H)
    dH[-1] = np.random.default_rng(0).standard_normal(H.shape[1:])
    norms = np.linalg.norm(cell.backward(dH, kept)["X"], axis=2)  # (T, N)
    told = np.exp(np.log(np.maximum(norms, 1e-300)).mean(axis=1))
    path = np.ones(H.shape)
    if cell is not ELMAN:
        path = cell_path(lstm_forward(X, cell_parameters(p))[1])
    return told / told[-1], path.mean(axis=1)
