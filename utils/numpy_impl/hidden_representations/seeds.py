"""The training of `training`, for many seeds at once: the seeds are the last axis of every array.

NumPy pays for each call, so one call should do the work of a thousand networks. Two facts make a
step small. Only four distinct inputs exist, so one forward pass over the four serves every
minibatch; and a minibatch of any size is eight counts: how often each input came, and how often
with y = 1. For input x with n_x examples, of which m_x have y = 1, the gradient with respect to
the logit, summed over the minibatch, is n_x P(x) − m_x.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from utils import validate
from utils.numpy_impl.hidden_representations.initial import INITS, initial_parameters
from utils.numpy_impl.hidden_representations.network import (
    ACTIVATIONS,
    NAMES,
    loss_of_logits,
    sigma,
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

# The size at which the arrays of a step stay in the processor's cache.
_NUMBERS_AT_ONCE = 65_536

# Each outcome as eight counts, one byte each: n of the four inputs, then m. Adding up the outcomes
# of a minibatch as whole 64-bit numbers adds all eight counts at once.
_COUNTS = np.zeros((TICKETS, 8), np.uint8)
_COUNTS[np.arange(TICKETS), OUTCOME_INPUT] = 1
_COUNTS[np.arange(TICKETS), 4 + OUTCOME_INPUT] = OUTCOME_Y
_PACKED = _COUNTS.view(np.uint64).ravel()  # (40,)

# Minibatches that are made into counts together, so that they stay in the processor's cache.
_STEPS_AT_ONCE = 16


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
    steps = validate.count("steps", steps, least=0)
    batch = validate.count("batch", batch, most=255)  # a count must fit a byte
    validate.choice("activation", activation, tuple(ACTIVATIONS))
    dtype = np.dtype(validate.choice("dtype", np.dtype(dtype).name, ("float32", "float64")))
    eta = validate.real("learning_rate", learning_rate, (S,) if np.ndim(learning_rate) else ())
    if not (eta > 0).all():
        raise ValueError(f"learning_rate: got {eta.min():g}, expected numbers above 0")
    eta = np.broadcast_to(eta.astype(dtype), (S,))
    inits = [init] * S if isinstance(init, str) else list(init)
    if len(inits) != S:
        raise ValueError(f"init: got {len(inits)} names, expected one or {S}, one per seed")
    for name in inits:
        validate.choice("init", name, INITS)
    if np.ndim(H):
        widths = validate.labels("H", H, np.iinfo(np.int64).max, length=S)
        if record is not None:
            raise ValueError("record: got a number, expected None where networks differ in width")
        validate.count("H", widths.min())
    else:
        widths = np.full(S, validate.count("H", H))
    at = np.array([steps])
    if record is not None:
        at = recorded_steps(steps, validate.count("record", record))

    history = _room(len(at), int(widths.max()), S)
    # Runs of one seed side by side: its minibatches are drawn once for all of them.
    order = np.argsort(seeds, kind="stable")
    for width in np.unique(widths).tolist():
        of = order[widths[order] == width]
        size = max(1, _NUMBERS_AT_ONCE // (4 * width))
        for part in np.split(of, range(size, len(of), size)):
            few = _room(len(at), width, len(part))
            for place, s in enumerate(part):
                drawn = initial_parameters(width, np.random.default_rng(seeds[s]), inits[s])
                for name in NAMES:
                    few[name][0, ..., place] = drawn[name]
            _descend(few, at, seeds[part], eta[part] / dtype.type(batch), activation, batch)
            for name, values in few.items():
                units = () if name == "b3" else (slice(width),)  # the last axis but one
                history[name][(..., *units, part)] = values
    return _summary(history, at, activation, widths, record is not None)


def _room(K, H, S) -> dict[str, np.ndarray]:
    """Zeros for K records of the parameters of S networks."""
    shapes = {"W2": (2, H), "b2": (H,), "W3": (H,), "b3": ()}
    return {name: np.zeros((K, *shape, S)) for name, shape in shapes.items()}


def _summary(history, at, activation, widths, keep) -> SeedRuns:
    records = [{name: values[k] for name, values in history.items()} for k in range(len(at))]
    _, X2, Z3 = zip(*(_forward(p, activation) for p in records), strict=True)
    Z3 = np.swapaxes(Z3, 1, 2)  # (K, S, 4)
    P, loss = sigma(Z3), loss_of_logits(Z3)
    dead = np.zeros(len(widths), int)
    if activation == "relu":  # the zeros after a narrow network's units are no units
        dead = (X2[-1] == 0).all(axis=0).sum(axis=0) - (len(X2[-1][0]) - widths)
    snapshots = None
    if keep:
        snapshots = Snapshots(at, P, np.array(X2).transpose(0, 3, 1, 2), loss, history)
    return SeedRuns(P[-1], loss[-1], loss[-1] < SOLVED_LOSS, dead, records[-1], snapshots)


def _descend(history, at, seeds, eta, activation, batch):
    """Train the S seeds and fill the K rows of history, of which row 0 holds the start.

    eta (S,) is the learning rate over the batch size, so that counts times eta are steps; its
    precision is that of the descent.
    """
    p = {name: values[0].astype(eta.dtype) for name, values in history.items()}
    W2, b2, W3, b3 = (p[name] for name in NAMES)  # (2, H, S), (H, S), (H, S), (S,)
    dW2 = np.empty_like(W2)
    slope = ACTIVATIONS[activation].slope
    minibatches = _minibatches(seeds, eta, at[-1], batch)
    for row, steps in enumerate(np.diff(at, prepend=0)):
        for n, m in islice(minibatches, steps):
            Z2, X2, Z3 = _forward(p, activation)
            d = n * sigma(Z3)  # η (n_x σ(z_x) − m_x) / N, for each of the four inputs
            d -= m
            # G = d f'(Z2); dZ2 is W3 times that, and W3 does not depend on the input
            G = slope(Z2, X2)
            G *= d[:, None]
            # rows: [0, 1], [1, 1], [1, 0], [0, 0]
            np.add(G[1], G[2], out=dW2[0])  # the inputs with x1 = 1
            np.add(G[0], G[1], out=dW2[1])  # the inputs with x2 = 1
            db2 = dW2[0] + G[0] + G[3]
            X2 *= d[:, None]
            dW2 *= W3
            db2 *= W3
            W2 -= dW2
            b2 -= db2
            W3 -= X2.sum(axis=0)  # dW3 = Σ_x d_x X2_x
            b3 -= d.sum(axis=0)
        for name in NAMES:
            history[name][row] = p[name]


def _forward(p, activation):
    """Z2 and X2 (4, H, S) and the logits (4, S) of the four inputs in the order of TABLE_INPUTS."""
    W2, b2, W3, b3 = (p[name] for name in NAMES)
    Z2 = np.empty((4, *b2.shape), b2.dtype)
    np.add(b2, W2[1], out=Z2[0])  # [0, 1]
    np.add(b2, W2[0], out=Z2[2])  # [1, 0]
    np.add(Z2[0], W2[0], out=Z2[1])  # [1, 1]
    Z2[3] = b2
    X2 = ACTIVATIONS[activation].f(Z2)
    return Z2, X2, (X2 * W3).sum(axis=1) + b3


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
