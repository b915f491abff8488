"""For how long can a network keep a symbol? Runs over lags and seeds, kept in a table.

    python -m utils.experiments.recall

makes `recall.json` beside this file anew, in about a quarter of an hour on one core.
"""

import itertools
import math
from typing import NamedTuple

import numpy as np

from utils.data import recall
from utils.experiments import table as kept
from utils.numpy_impl.lstm_gates import lstm_parameters
from utils.numpy_impl.lstm_gates.model import ELMAN, LSTM, Cell, fit, model_parameters, predict

LAGS, SEEDS, RATES = (10, 20, 50, 100, 200), (0, 1, 2, 3, 4), (0.003, 0.01)
UNITS, BATCH, STEPS, CLIP = 32, 32, 1500, 1.0
# Held-out sequences are read every so many steps; after so many perfect readings training ends.
EVERY, PERFECT, HELD_OUT, TEST = 50, 3, 250, 1000
# Losses that prove that the table is that of the code; later ones differ with the processor's BLAS.
LOOKED_AT = (0, 1, 4, 9)
SUCCESS = 0.95


def _reserved(D, H, rng, lag):
    """Keep for the lag and write seldom: b_f = ln(lag), b_i = −ln(lag)."""
    p = lstm_parameters(D, H, rng, forget_bias=math.log(lag))
    return p | {"b_i": p["b_i"] - math.log(lag)}


# What starts how. U drawn uniformly from ±1/√H, as torch and the LSTM here have it, has a spectral
# radius of about 1/√3; ln(lag) makes f about 1 − 1/lag, so that a cell lasts for about the lag.
VARIANTS = {
    "Elman, radius 0.58": (ELMAN, lambda lag: {"radius": 3**-0.5}),
    "Elman, radius 1": (ELMAN, lambda lag: {"radius": 1.0}),
    "LSTM, forget bias 0": (LSTM, lambda lag: {"forget_bias": 0.0}),
    "LSTM, forget bias 1": (LSTM, lambda lag: {"forget_bias": 1.0}),
    "LSTM, forget bias ln(lag)": (LSTM, lambda lag: {"forget_bias": math.log(lag)}),
    "LSTM, biases ±ln(lag)": (LSTM._replace(parameters=_reserved), lambda lag: {"lag": lag}),
}

SETTINGS = dict(lags=LAGS, variants=list(VARIANTS), rates=RATES, seeds=SEEDS)
SETTINGS |= dict(units=UNITS, batch=BATCH, steps=STEPS, clip=CLIP, test=TEST, held_out=HELD_OUT)
SETTINGS |= dict(every=EVERY, perfect=PERFECT, looked_at=LOOKED_AT)


class Run(NamedTuple):
    """One training: the share of TEST new sequences it answers rightly, and its first losses."""

    variant: str
    lag: int
    rate: float
    seed: int
    steps: int
    accuracy: float
    first: tuple[float, ...]  # losses at LOOKED_AT, nats


def start(variant: str, lag: int, rng: np.random.Generator) -> tuple[Cell, dict]:
    """The cell and its parameters before training."""
    cell, how = VARIANTS[variant]
    size = (recall.SYMBOLS, UNITS, recall.KINDS)
    return cell, model_parameters(cell, *size, rng, dtype=np.float32, **how(lag))


def train(variant: str, lag: int, rate: float, seed: int, steps: int = STEPS):
    """Train one network → (cell, fit), ended early where it answers everything rightly."""
    rng = np.random.default_rng(seed)
    cell, p = start(variant, lag, rng)
    held_out = recall.sample(lag, HELD_OUT, np.random.default_rng(1_000 + seed))
    perfect = 0

    def until(p, taken):
        nonlocal perfect
        if taken % EVERY:
            return False
        perfect = perfect + 1 if accuracy(p, cell, *held_out) == 1 else 0
        return perfect == PERFECT

    how = {"clip": CLIP, "at": "last", "until": until}
    return cell, fit(cell, p, lambda step: recall.sample(lag, BATCH, rng), steps, rate, **how)


def accuracy(p, cell: Cell, X, y) -> float:
    """The share of the sequences that are answered rightly."""
    return float((predict(X, p, cell, "last").argmax(axis=-1) == y).mean())


def run(variant: str, lag: int, rate: float, seed: int, steps: int = STEPS) -> Run:
    """Train one network and test it on sequences never seen."""
    cell, found = train(variant, lag, rate, seed, steps)
    test = recall.sample(lag, TEST, np.random.default_rng(2_000 + seed))
    losses = tuple(float(found.losses[step]) for step in LOOKED_AT if step < len(found.losses))
    right = accuracy(found.parameters, cell, *test)
    return Run(variant, lag, rate, seed, len(found.losses), right, losses)


def table() -> list[Run]:
    """The runs that are kept.

    >>> len(table()) == len(VARIANTS) * len(LAGS) * len(RATES) * len(SEEDS)
    True
    """
    return [Run(**row) for row in kept.read("recall", SETTINGS).rows]


def success(variant: str) -> tuple[np.ndarray, np.ndarray]:
    """The share of the seeds that succeed after each of LAGS, at the better of RATES, (lags,),

    and the accuracies of these runs, (lags, seeds). An accuracy of SUCCESS is a success.

    >>> success("LSTM, forget bias 1")[0].shape
    (5,)
    """
    found = {each[:4]: each.accuracy for each in table()}
    all_runs = np.array(
        [[[found[variant, lag, rate, s] for s in SEEDS] for rate in RATES] for lag in LAGS]
    )
    rates = (all_runs >= SUCCESS).mean(axis=2)  # (lags, rates)
    better = np.lexsort((all_runs.mean(axis=2), rates), axis=1)[:, -1]
    here = np.arange(len(LAGS))
    return rates[here, better], all_runs[here, better]


def first(row: dict) -> tuple[float, ...]:
    """The first losses of a row of the table, taken anew."""
    return run(*(row[name] for name in Run._fields[:4]), steps=max(LOOKED_AT) + 1).first


if __name__ == "__main__":
    wanted = itertools.product(LAGS, VARIANTS, RATES, SEEDS)
    rows = (run(variant, lag, rate, seed)._asdict() for lag, variant, rate, seed in wanted)
    kept.make("recall", SETTINGS, rows)
