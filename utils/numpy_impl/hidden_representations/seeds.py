"""The training of `training`, for many seeds at once: the seeds are the last axis of every array.

How a step is made small, `descent` says.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.hidden_representations.descent import descend, forward
from utils.numpy_impl.hidden_representations.initial import INITS, initial_parameters
from utils.numpy_impl.hidden_representations.network import (
    ACTIVATIONS,
    NAMES,
    loss_of_logits,
)
from utils.numpy_impl.hidden_representations.training import (
    recorded_steps,
)

# A run has solved the task when its loss on the distribution is below this, in nats: between the
# floor, 0.325, and what is left when two inputs with different answers are taken for one, 0.509.
SOLVED_LOSS = 0.44

# The size at which the arrays of a step stay in the processor's cache.
_NUMBERS_AT_ONCE = 65_536


@dataclass
class Snapshots:
    """All S runs at each of K recorded steps; row 0 is before the first update."""

    steps: np.ndarray  # (K,)
    P: np.ndarray  # (K, S, 4) in the order of TABLE_INPUTS
    X2: np.ndarray  # (K, S, 4, H)
    loss: np.ndarray  # (K, S)
    parameters: dict[str, np.ndarray]  # W2 (K, 2, H, S), b2 (K, H, S), W3 (K, H, S), b3 (K, S)


@dataclass
class SeedRuns:
    """How S runs ended."""

    P: np.ndarray  # (S, 4) P(Y=1 | X) in the order of TABLE_INPUTS
    loss: np.ndarray  # (S,) expected cross entropy on the distribution, nats
    solved: np.ndarray  # (S,) bool: loss < SOLVED_LOSS
    dead: np.ndarray  # (S,) hidden ReLU units that give 0 for all four inputs
    parameters: dict[str, np.ndarray]  # W2 (2, H, S), b2 (H, S), W3 (H, S), b3 (S,)
    activation: str
    snapshots: Snapshots | None = None

    def at(self, s: int) -> dict[str, np.ndarray]:
        """The parameters run s ended with, as the functions of `network` take them."""
        return {name: values[..., s] for name, values in self.parameters.items()}


def train_seeds(
    seeds: Sequence[int],
    H: int | Sequence[int] = 2,
    learning_rate: float | Sequence[float] = 0.1,
    init: str | Sequence[str] = "he",
    activation: str = "relu",
    steps: int = 20_000,
    batch: int = 4,
    record: int | None = None,
    dtype=np.float64,
) -> SeedRuns:
    """Train S networks at once; run s is `train(seeds[s], …)` to rounding.

    seeds          S integers; one may come several times, with other rates, inits or widths
    H              hidden units, one number for all, or S of them; narrower networks then fill
                   their place in `parameters` with zeros, and nothing can be recorded
    learning_rate  one for all, or S of them
    init           one of INITS for all, or S of them
    batch          examples in a minibatch, at most 255
    record         keep snapshots before the first step, every so many steps, and at the end
    dtype          float32 computes in about two thirds of the time, with its rounding

    `solved` means: the loss on the distribution ended below SOLVED_LOSS = 0.44 nats. Of 1,000 He
    runs at rate 0.1 the solved ended below 0.365 and the others above 0.509. At rate 0.3 the
    noise of the steps fills the gap: about one run in 70 ends within 0.02 of the limit.

    >>> runs = train_seeds(range(3), steps=10)
    >>> runs.P.shape, runs.parameters["W2"].shape
    ((3, 4), (2, 2, 3))
    """
    seeds = validate.labels("seeds", seeds, np.iinfo(np.int64).max)
    S = len(seeds)
    steps, batch = validate.count("steps", steps, least=0), validate.count("batch", batch)
    if batch > 255:
        raise ValueError(f"batch: got {batch}, expected at most 255: a count must fit a byte")
    validate.choice("activation", activation, tuple(ACTIVATIONS))
    dtype = np.dtype(dtype)
    if dtype not in (np.float32, np.float64):
        raise ValueError(f"dtype: got {dtype}, expected float32 or float64")
    eta = validate.real("learning_rate", learning_rate).astype(dtype)
    if eta.shape not in ((), (S,)):
        raise ValueError(f"learning_rate: got shape {eta.shape}, expected () or ({S},)")
    if not (eta > 0).all():
        raise ValueError(f"learning_rate: got {eta.min():g}, expected numbers above 0")
    eta = np.broadcast_to(eta, (S,))
    inits = [init] * S if isinstance(init, str) else list(init)
    if len(inits) != S:
        raise ValueError(f"init: got {len(inits)} names, expected one or {S}, one per seed")
    for name in inits:
        validate.choice("init", name, tuple(INITS))
    if np.ndim(H):
        return _of_several_widths(H, seeds, eta, inits, activation, steps, batch, record, dtype)
    H = validate.count("H", H)
    at = np.array([steps])
    if record is not None:
        at = recorded_steps(steps, validate.count("record", record))

    # Runs of one seed side by side: its minibatches are drawn once for all of them.
    order = np.argsort(seeds, kind="stable")
    history = {
        "W2": np.empty((len(at), 2, H, S)),
        "b2": np.empty((len(at), H, S)),
        "W3": np.empty((len(at), H, S)),
        "b3": np.empty((len(at), S)),
    }
    for place, s in enumerate(order):
        drawn = initial_parameters(H, np.random.default_rng(seeds[s]), inits[s])
        for name in NAMES:
            history[name][0, ..., place] = drawn[name]

    size = max(1, _NUMBERS_AT_ONCE // (4 * H))
    for start in range(0, S, size):
        part = order[start : start + size]
        few = {name: values[..., start : start + size] for name, values in history.items()}
        descend(few, at, seeds[part], eta[part] / dtype.type(batch), activation, steps, batch)
    for name, values in history.items():
        history[name] = values[..., np.argsort(order)]
    return _summary(history, at, activation, record is not None)


def _of_several_widths(H, seeds, eta, inits, activation, steps, batch, record, dtype) -> SeedRuns:
    """Train the runs of each width together, and put their results side by side."""
    S = len(seeds)
    widths = validate.labels("H", H, np.iinfo(np.int64).max, length=S)
    if record is not None:
        raise ValueError("record: got a number, expected None where networks differ in width")
    if not widths.all():
        raise ValueError(f"H: entry [{np.flatnonzero(widths == 0)[0]}] is 0, expected at least 1")
    most = int(widths.max())
    parameters = {
        "W2": np.zeros((2, most, S)),
        "b2": np.zeros((most, S)),
        "W3": np.zeros((most, S)),
        "b3": np.zeros(S),
    }
    P, loss, dead = np.empty((S, 4)), np.empty(S), np.empty(S, int)
    for width in np.unique(widths):
        of = np.flatnonzero(widths == width)
        runs = train_seeds(
            seeds[of],
            int(width),
            eta[of],
            [inits[s] for s in of],
            activation,
            steps,
            batch,
            dtype=dtype,
        )
        P[of], loss[of], dead[of] = runs.P, runs.loss, runs.dead
        for name, values in runs.parameters.items():
            if name == "b3":
                parameters[name][of] = values
            else:  # the units are the last axis but one
                parameters[name][..., :width, of] = values
    return SeedRuns(P, loss, loss < SOLVED_LOSS, dead, parameters, activation)


def _summary(history, at, activation, keep) -> SeedRuns:
    K, H, S = history["b2"].shape
    P, X2, Z3 = np.empty((K, 4, S)), np.empty((K, 4, H, S)), np.empty((K, S, 4))
    Z2, product = np.empty((2, 4, H, S))
    for k in range(K):
        forward(
            {n: values[k] for n, values in history.items()}, activation, Z2, X2[k], product, P[k]
        )
        Z3[k] = (product.sum(axis=1) + history["b3"][k]).T
    loss = loss_of_logits(Z3)  # (K, S)
    P = P.transpose(0, 2, 1)
    dead = (X2[-1] == 0).all(axis=0).sum(axis=0) if activation == "relu" else np.zeros(S, int)
    snapshots = None
    if keep:
        snapshots = Snapshots(at, P, X2.transpose(0, 3, 1, 2), loss, history)
    last = {name: values[-1] for name, values in history.items()}
    return SeedRuns(P[-1], loss[-1], loss[-1] < SOLVED_LOSS, dead, last, activation, snapshots)
