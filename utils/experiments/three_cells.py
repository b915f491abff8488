"""An Elman cell, an LSTM and a GRU under one readout, with the same number of parameters.

Integers go in as one-hot rows, or by a table E of learnt rows where there are many; W_y and b_y
read the state of every step, or of the last: the network is that of `lstm_gates.model`.
"""

from functools import partial

import numpy as np

from utils.experiments.three_tasks import Part, Task
from utils.numpy_impl.core.optim import Adam, clip_by_norm
from utils.numpy_impl.gru import fast, gru_parameters
from utils.numpy_impl.lstm_gates import parameter_count
from utils.numpy_impl.lstm_gates.model import (
    ELMAN,
    LSTM,
    Cell,
    model_backward,
    model_forward,
    predict,
)

TABLE = 16  # numbers in a row of E
ONE_HOT = 64  # up to so many kinds of symbol

# Each starts as one recommends for it: orthogonal U; gates that keep, f and z, begin above ½.
GRU = Cell(fast.fast_forward, fast.fast_backward, partial(gru_parameters, update_bias=1.0))
CELLS = {"elman": ELMAN, "lstm": LSTM, "gru": GRU}


def inputs(task: Task) -> int:
    """How many numbers the cell sees at a step."""
    return TABLE if task.sizes[0] > ONE_HOT else task.sizes[0]


def count(cell: str, task: Task, H: int) -> int:
    """How many parameters a cell of H units and its readout have; E, the same for all, not."""
    return parameter_count(cell, inputs(task), H) + (H + 1) * (task.sizes[1] or 1)


def units(cell: str, task: Task, budget: int) -> int:
    """The H whose `count` is nearest to the budget: the root of k (D + H + 1) H + (H + 1) K.

    >>> from utils.experiments.three_tasks import melody_task
    >>> [units(cell, melody_task(), 8369) for cell in CELLS]
    [82, 40, 47]
    """
    D, K, k = inputs(task), task.sizes[1] or 1, parameter_count(cell, 1, 1) // 3
    half = (k * (D + 1) + K) / 2
    root = int((np.sqrt(half**2 + k * (budget - K)) - half) / k)
    return min((root, root + 1), key=lambda H: abs(count(cell, task, H) - budget))


def start(cell: str, task: Task, H: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Draw the parameters of a network: the cell's, W_y (H, K), b_y (K,), and E where needed."""
    n, K = task.sizes
    K = () if K is None else (K,)
    p = dict(CELLS[cell].parameters(inputs(task), H, rng))
    p |= {"W_y": rng.uniform(-1, 1, (H, *K)) / np.sqrt(H), "b_y": np.zeros(K)}
    return p | ({"E": 0.3 * rng.standard_normal((n, TABLE))} if n > ONE_HOT else {})


def answers(cell: str, task: Task, p: dict, part: Part) -> np.ndarray:
    """Y = H W_y + b_y: (T, N, K), or (N, K) of the last steps; without the K for numbers."""
    return predict(part.X, p, CELLS[cell], task.at, part.lengths)


def loss_and_gradients(cell: str, task: Task, p: dict, part: Part):
    """The mean cross entropy of integers y, or ½ (ŷ − y)², and its gradient for every name of p."""
    J, run = model_forward(part.X, part.y, p, CELLS[cell], task.at, part.lengths)
    gradients = model_backward(1.0, run)
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
        return self.task.score(answers(self.cell, self.task, self.p, part), part.y)
