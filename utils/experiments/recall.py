"""For how long can a network keep a symbol? Runs over lags and seeds, kept in a table.

    python -m utils.experiments.recall

makes `recall.csv` beside this file anew, in about a quarter of an hour on one core. `stale` says
whether the table is still that of the code.
"""

import csv
import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from utils.data import recall
from utils.numpy_impl.lstm_gates import lstm_parameters
from utils.numpy_impl.lstm_gates.model import (
    ELMAN,
    LSTM,
    Cell,
    fit,
    model_parameters,
    predict,
)

TABLE = Path(__file__).with_name("recall.csv")
COMMAND = "python -m utils.experiments.recall"
LAGS, SEEDS, RATES = (10, 20, 50, 100, 200), (0, 1, 2, 3, 4), (0.003, 0.01)
UNITS, BATCH, STEPS, CLIP = 32, 32, 1500, 1.0
# Held-out sequences are read every so many steps; after so many perfect readings training ends.
EVERY, PERFECT, HELD_OUT, TEST = 50, 3, 250, 1000
LOOKED_AT = (0, 1, 4, 9, 19)  # steps whose losses prove that the table is that of the code
SUCCESS = 0.95
SETTINGS = "LAGS SEEDS RATES UNITS BATCH STEPS CLIP EVERY PERFECT HELD_OUT TEST LOOKED_AT"


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


class Run(NamedTuple):
    """One training: the share of TEST new sequences it answers rightly, and its first losses."""

    variant: str
    lag: int
    rate: float
    seed: int
    steps: int
    accuracy: float
    losses: tuple[float, ...]  # at LOOKED_AT, nats


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
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = csv.reader(line for line in lines if not line.startswith("#"))
    next(rows)
    kinds = (str, int, float, int, int, float, lambda text: tuple(map(float, text.split())))
    return [Run(*(kind(text) for kind, text in zip(kinds, row, strict=True))) for row in rows]


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


def stale(again=((LAGS[1], RATES[1], SEEDS[0]), (LAGS[2], RATES[0], SEEDS[-1]))) -> list[str]:
    """Why the table is not that of the code; nothing where it is.

    The settings are compared, and the first steps of some runs of each variant are made again.
    """
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    reasons = []
    if lines[:2] != _head():
        reasons.append(f"made with other settings: {lines[:2]}, now {_head()}")
    wanted = list(_all())
    kept = {each[:4]: each for each in table()}
    if list(kept) != wanted:
        reasons.append(f"{len(kept)} runs, expected {len(wanted)}, or others")
    for one in ((variant, *rest) for variant in VARIANTS for rest in again):
        now = run(*one, steps=max(LOOKED_AT) + 1).losses
        # with another BLAS the fourth digit may differ
        if one not in kept or not np.allclose(now, kept[one].losses, rtol=0, atol=2e-3):
            reasons.append(f"{one}: losses {now}, in the table {kept.get(one)}")
    return reasons


def _all() -> Iterator[tuple]:
    yield from ((v, lag, r, s) for lag in LAGS for v in VARIANTS for r in RATES for s in SEEDS)


def _head() -> list[str]:
    return [f"# {COMMAND}", "# " + ", ".join(f"{s}={globals()[s]}" for s in SETTINGS.split())]


def main() -> None:
    """Make the table anew, with a line for each run."""
    wanted, rows = list(_all()), []
    for n, one in enumerate(wanted, 1):
        rows.append(run(*one))
        print(f"{n}/{len(wanted)} {', '.join(map(str, rows[-1][:6]))}", flush=True)
    with TABLE.open("w", encoding="utf-8", newline="") as stream:
        stream.write("\n".join(_head()) + "\n")
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(Run._fields)
        for row in rows:
            out.writerow([*row[:6], " ".join(f"{loss:.4f}" for loss in row.losses)])


if __name__ == "__main__":
    main()
