"""The training of `training`, for many seeds at once: the seeds are the last axis of every array.

NumPy pays for each call, so one call should do the work of a thousand networks. Two facts make a
step small. Only four distinct inputs exist, so one forward pass over the four serves every
minibatch; and a minibatch of any size is eight counts: how often each input came, and how often
with y = 1. For input x with n_x examples, of which m_x have y = 1, the gradient with respect to
the logit, summed over the minibatch, is n_x P(x) − m_x.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.core.activations import LEAK
from utils.numpy_impl.hidden_representations.network import (
    ACTIVATIONS,
    INITS,
    NAMES,
    initial_parameters,
    loss_of_logits,
)
from utils.numpy_impl.hidden_representations.training import (
    OUTCOME_INPUT,
    OUTCOME_Y,
    TICKETS,
    draw_outcomes,
    recorded_steps,
)

# A run has solved the task when its loss on the distribution is below this, in nats: between the
# floor, 0.325, and what is left when two inputs with different answers are taken for one, 0.509.
SOLVED_LOSS = 0.44

# Each outcome as eight counts, one byte each: n of the four inputs, then m. Adding up the outcomes
# of a minibatch as whole 64-bit numbers adds all eight counts at once.
_COUNTS = np.zeros((TICKETS, 8), np.uint8)
_COUNTS[np.arange(TICKETS), OUTCOME_INPUT] = 1
_COUNTS[np.arange(TICKETS), 4 + OUTCOME_INPUT] = OUTCOME_Y
_PACKED = _COUNTS.view(np.uint64).ravel()  # (40,)

# Sizes at which the arrays of a step stay in the processor's cache.
_NUMBERS_AT_ONCE = 65_536
_STEPS_AT_ONCE = 16  # minibatches made into counts together


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
        _descend(few, at, seeds[part], eta[part] / dtype.type(batch), activation, steps, batch)
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


def _descend(history, at, seeds, eta, activation, steps, batch):
    """Train the S seeds and fill the K rows of history, of which row 0 holds the start.

    eta (S,) is the learning rate over the batch size, so that counts times eta are steps; its
    precision is that of the descent.
    """
    p = {name: values[0].astype(eta.dtype) for name, values in history.items()}
    W2, b2, W3, b3 = (p[name] for name in NAMES)  # (2, H, S), (H, S), (H, S), (S,)
    H, S = b2.shape
    Z2, X2, G, product = np.empty((4, 4, H, S), eta.dtype)
    dW2, (sum_1, sum_2) = np.empty((2, 2, H, S), eta.dtype)
    (P, d), db3 = np.empty((2, 4, S), eta.dtype), np.empty(S, eta.dtype)
    slope = _SLOPES[activation]

    row = 0
    for step, (n, m) in enumerate(_minibatches(seeds, eta, steps, batch)):
        if step == at[row]:
            _keep(history, row, p)
            row += 1
        _forward(p, activation, Z2, X2, product, P)
        # d = η (n_x σ(z_x) − m_x) / N, for each of the four inputs
        np.multiply(n, P, out=d)
        d -= m
        # G = d f'(Z2); dZ2 is W3 times that, and W3 does not depend on the input
        slope(d[:, None], Z2, X2, G)
        # rows: [0, 1], [1, 1], [1, 0], [0, 0]
        np.add(G[1], G[2], out=dW2[0])  # the inputs with x1 = 1
        np.add(G[0], G[1], out=dW2[1])  # the inputs with x2 = 1
        np.add(dW2[0], G[0], out=sum_1)
        sum_1 += G[3]
        np.multiply(X2, d[:, None], out=product)
        np.add.reduce(product, axis=0, out=sum_2)  # dW3 = Σ_x d_x X2_x
        dW2 *= W3
        sum_1 *= W3
        W2 -= dW2
        b2 -= sum_1
        W3 -= sum_2
        np.add.reduce(d, axis=0, out=db3)
        b3 -= db3
    _keep(history, row, p)


def _keep(history, row, p):
    for name in NAMES:
        history[name][row] = p[name]


def _forward(p, activation, Z2, X2, product, P):
    """Fill Z2 and X2 (4, H, S) and P (4, S) for the four inputs in the order of TABLE_INPUTS."""
    W2, b2, W3, b3 = (p[name] for name in NAMES)
    np.add(b2, W2[1], out=Z2[0])  # [0, 1]
    np.add(b2, W2[0], out=Z2[2])  # [1, 0]
    np.add(Z2[0], W2[0], out=Z2[1])  # [1, 1]
    Z2[3] = b2
    _VALUES[activation](Z2, X2)
    np.multiply(X2, W3, out=product)
    np.add.reduce(product, axis=1, out=P)
    P += b3
    _sigmoid(P, P)


def _sigmoid(Z, out):
    # σ(z) = ½ tanh(z/2) + ½
    np.multiply(Z, 0.5, out=out)
    np.tanh(out, out=out)
    out *= 0.5
    out += 0.5


def _leaky_relu(Z2, X2):
    np.multiply(Z2, LEAK, out=X2)
    np.maximum(X2, Z2, out=X2)


def _slope_relu(d, Z2, X2, G):
    np.multiply(d, Z2 > 0, out=G)


def _slope_leaky_relu(d, Z2, X2, G):
    np.maximum(Z2 > 0, LEAK, out=G)
    G *= d


def _slope_tanh(d, Z2, X2, G):
    np.multiply(X2, X2, out=G)
    np.subtract(1, G, out=G)
    G *= d


def _slope_sigmoid(d, Z2, X2, G):
    np.subtract(1, X2, out=G)
    G *= X2
    G *= d


_VALUES = {
    "relu": lambda Z2, X2: np.maximum(Z2, 0, out=X2),
    "leaky_relu": _leaky_relu,
    "tanh": lambda Z2, X2: np.tanh(Z2, out=X2),
    "sigmoid": _sigmoid,
}
_SLOPES = {
    "relu": _slope_relu,
    "leaky_relu": _slope_leaky_relu,
    "tanh": _slope_tanh,
    "sigmoid": _slope_sigmoid,
}


def _minibatches(seeds, eta, steps, batch):
    """Yield for each step η n and η m, (4, S) each: the weighted counts of its minibatch."""
    distinct, back = np.unique(seeds, return_inverse=True)
    outcomes = np.stack([draw_outcomes(seed, steps, batch) for seed in distinct])
    for start in range(0, steps, _STEPS_AT_ONCE):
        block = outcomes[:, start : start + _STEPS_AT_ONCE]
        packed = sum(_PACKED[block[..., i]] for i in range(batch))  # (seeds, steps) of 8 bytes
        counts = packed[back].view(np.uint8).reshape(len(seeds), -1, 8)
        weighted = counts.transpose(1, 2, 0) * eta  # (steps, 8, S)
        for both in weighted:
            yield both[:4], both[4:]


def _summary(history, at, activation, keep) -> SeedRuns:
    K, H, S = history["b2"].shape
    P, X2, Z3 = np.empty((K, 4, S)), np.empty((K, 4, H, S)), np.empty((K, S, 4))
    Z2, product = np.empty((2, 4, H, S))
    for k in range(K):
        _forward(
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
