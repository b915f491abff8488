"""An Elman cell, an LSTM and a GRU under one readout, with the same number of parameters.

Integers go in as one-hot rows, or by a table E of learnt rows where there are many; W_y and b_y
read the state of every step, or of the last. The cells run in their fast forms.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from utils.experiments.three_tasks import Part, Task
from utils.numpy_impl.core.losses import (
    softmax_cross_entropy_backward,
    softmax_cross_entropy_forward,
)
from utils.numpy_impl.core.optim import Adam, clip_by_norm
from utils.numpy_impl.gru import fast as gru
from utils.numpy_impl.gru import gru_parameters
from utils.numpy_impl.lstm_gates import fast as lstm
from utils.numpy_impl.lstm_gates import lstm_parameters, parameter_count
from utils.numpy_impl.rnn_unrolling import fast as elman
from utils.numpy_impl.rnn_unrolling.readout import squared_error_backward, squared_error_forward
from utils.numpy_impl.rnn_unrolling.training import rnn_parameters

TABLE = 16  # numbers in a row of E
ONE_HOT = 64  # up to so many kinds of symbol


class Cell(NamedTuple):
    """What is asked of a recurrent layer."""

    parameters: Callable  # (D, H, rng) → p
    forward: Callable  # (X (T, N, D), p) → (states (T, N, H), cache)
    backward: Callable  # (d_states, cache) → the gradients of X and every name of p


def _elman_parameters(D, H, rng):
    p = rnn_parameters(D, H, rng)  # U orthogonal, so that the state neither dies nor explodes
    return {name: p[name] for name in "WUb"}


def _elman_forward(X, p):
    return elman.fast_forward(X, p["W"], p["U"], p["b"], np.zeros((X.shape[1], len(p["U"]))))


# Each starts as one recommends for it: orthogonal U; gates that keep, f and z, begin above ½.
CELLS = {
    "elman": Cell(_elman_parameters, _elman_forward, elman.fast_backward),
    "lstm": Cell(lstm_parameters, lstm.fast_forward, lstm.fast_backward),
    "gru": Cell(
        lambda D, H, rng: gru_parameters(D, H, rng, update_bias=1.0),
        gru.fast_forward,
        gru.fast_backward,
    ),
}


def inputs(task: Task) -> int:
    """How many numbers the cell sees at a step."""
    return TABLE if task.sizes[0] > ONE_HOT else task.sizes[0]


def count(cell: str, task: Task, H: int) -> int:
    """How many parameters a cell of H units and its readout have; E, the same for all, not."""
    return parameter_count(cell, inputs(task), H) + (H + 1) * task.sizes[1]


def units(cell: str, task: Task, budget: int) -> int:
    """The H whose `count` is nearest to the budget: the root of k (D + H + 1) H + (H + 1) K.

    >>> from utils.experiments.three_tasks import melody_task
    >>> [units(cell, melody_task(), 8369) for cell in CELLS]
    [82, 40, 47]
    """
    D, K, k = inputs(task), task.sizes[1], parameter_count(cell, 1, 1) // 3
    half = (k * (D + 1) + K) / 2
    root = int((np.sqrt(half**2 + k * (budget - K)) - half) / k)
    return min((root, root + 1), key=lambda H: abs(count(cell, task, H) - budget))


def start(cell: str, task: Task, H: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Draw the parameters of a network: the cell's, W_y (H, K), b_y (K,), and E where needed."""
    n, K = task.sizes
    p = dict(CELLS[cell].parameters(inputs(task), H, rng))
    p |= {"W_y": rng.uniform(-1, 1, (H, K)) / np.sqrt(H), "b_y": np.zeros(K)}
    return p | ({"E": 0.3 * rng.standard_normal((n, TABLE))} if n > ONE_HOT else {})


def run(cell: str, task: Task, p: Mapping, part: Part):
    """Y = H W_y + b_y → (Y (T, N, K), or of the last steps (N, K), cache)."""
    X = part.X
    if X.dtype.kind == "i":
        X = p["E"][X] if "E" in p else np.eye(task.sizes[0])[X]
    states, cache = CELLS[cell].forward(X, p)
    rows = states.reshape(-1, states.shape[2])
    if task.at == "last":
        T, N = X.shape[:2]
        # what comes after a text's end never reaches the state that is read
        last = np.full(N, T) if part.lengths is None else part.lengths
        at = (last - 1) * N + np.arange(N)
    else:
        at = slice(None)
    Y = rows[at] @ p["W_y"] + p["b_y"]
    return Y.reshape(*part.y.shape, -1), (states, cache, at)


def loss_and_gradients(cell: str, task: Task, p: Mapping, part: Part):
    """The mean cross entropy of integers y, or ½ (ŷ − y)², and its gradient for every name of p."""
    Y, (states, cache, at) = run(cell, task, p, part)
    flat = Y.reshape(part.y.size, -1)
    if part.y.dtype.kind == "i":
        J, head = softmax_cross_entropy_forward(flat, part.y.reshape(-1))
        dY = softmax_cross_entropy_backward(1.0, head)
    else:
        J, head = squared_error_forward(flat, part.y.reshape(-1, 1))
        dY = squared_error_backward(1.0, head)
    rows = states.reshape(-1, states.shape[2])
    d_rows = np.zeros_like(rows)
    d_rows[at] = dY @ p["W_y"].T
    gradients = CELLS[cell].backward(d_rows.reshape(states.shape), cache)
    gradients |= {"W_y": rows[at].T @ dY, "b_y": dY.sum(axis=0)}
    if "E" in p:
        gradients["E"] = np.zeros_like(p["E"])
        np.add.at(gradients["E"], part.X, gradients["X"])
    return float(J), {name: gradients[name] for name in p}


class Learner:
    """A network in training by Adam on minibatches, with gradients clipped by their norm."""

    def __init__(self, cell, task, H, learning_rate, seed, batch, clip):
        self.cell, self.task, self.batch, self.clip = cell, task, batch, clip
        self.rng = np.random.default_rng(seed)
        self.p = start(cell, task, H, self.rng)
        self.optimiser = Adam(learning_rate)

    def step(self) -> float:
        """Take one step on a batch drawn anew; return the loss before it."""
        X, y, lengths = self.task.train
        few = self.rng.integers(0, X.shape[1], self.batch)
        T = len(X) if lengths is None else lengths[few].max()
        part = Part(X[:T, few], y[..., few], None if lengths is None else lengths[few])
        J, gradients = loss_and_gradients(self.cell, self.task, self.p, part)
        self.p = self.optimiser.step(self.p, clip_by_norm(gradients, self.clip)[0])
        return J

    def score(self, part: Part) -> float:
        """The task's score on these examples."""
        return self.task.score(run(self.cell, self.task, self.p, part)[0], part.y)
