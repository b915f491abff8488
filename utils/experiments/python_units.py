"""Which units of a character LSTM follow brackets, quotes or the place in the line? By measurement.

A unit is chosen by its correlation with a label on some held-out streams, and what is reported is
its correlation on others. Two controls: the best of all units of the same network before training,
and the largest correlation of any unit with the labels of another stream.
"""

import sys
from typing import NamedTuple

import numpy as np

from utils import cache
from utils.data import python_source as source
from utils.numpy_impl.lstm_gates import lstm_forward
from utils.numpy_impl.lstm_gates.model import LSTM, cell_parameters, fit, model_parameters

HERE = sys.modules[__name__]  # the key of what is kept: this code and all that it runs through
K = len(source.ALPHABET)
UNITS, EMBED, LENGTH, BATCH, STEPS = 96, 32, 100, 16, 1000
SETTINGS = {"learning_rate": 0.01, "clip": 1.0, "decay": True}
STREAM, STREAMS, A_FILE, WARM = 600, 80, 8, 20  # the first WARM characters are not counted


class Tracking(NamedTuple):
    """The unit that follows a label best: "c" or "h", its number, and r on other streams."""

    kind: str
    unit: int
    r: float
    untrained: float  # |r| of the best unit before training, found in the same way
    shuffled: float  # the largest |r| of any unit with the labels of another stream


class PythonUnits(NamedTuple):
    """The network, and the held-out streams that it has read."""

    parameters: dict[str, np.ndarray]
    losses: np.ndarray  # (steps,), nats a character
    X: np.ndarray  # (STREAM, n), places in the alphabet
    labels: dict[str, np.ndarray]  # (STREAM, n) each: see `python_source.labels`
    C: np.ndarray  # (STREAM, n, H): the cells after each character
    H: np.ndarray  # (STREAM, n, H)
    found: dict[str, Tracking]


def trained_reader(seed: int = 0, steps: int = STEPS) -> tuple[dict, np.ndarray]:
    """Predict the next character from what the line before it began → (parameters, losses).

    Kept under work/cache; about 10 seconds.
    """
    text = source.load().train

    def train():
        rng = np.random.default_rng(seed)
        lines = np.flatnonzero(text[: -LENGTH - 1] == source.encode("\n")[0]) + 1

        def draw(step):
            at = lines[rng.integers(0, len(lines), BATCH)]  # reading begins where a line does
            piece = text[at + np.arange(LENGTH + 1)[:, None]]
            return piece[:-1], piece[1:]

        fitted = fit(LSTM, _start(rng), draw, steps, **SETTINGS)
        return fitted.parameters | {"losses": fitted.losses}

    shapes = {name: value.shape for name, value in _start(np.random.default_rng(0)).items()}
    sizes = (UNITS, EMBED, LENGTH, BATCH, steps, SETTINGS)
    key = cache.key(HERE, seed, sizes, sys.version_info[:3], text[:: len(text) // 997].tolist())
    kept = cache.arrays("python_units", key, train, shapes | {"losses": (steps,)})
    return {name: kept[name] for name in shapes}, kept["losses"]


def streams(length: int = STREAM, most: int = STREAMS):
    """Pieces of the held-out files from a function's or a class's start on, and their labels.

    → X (length, n), {label: (length, n)}; of a file at most A_FILE.

    >>> X, labels = streams(50, 4)
    >>> X.shape, sorted(labels) == sorted(source.LABELS)
    ((50, 4), True)
    """
    X, labels = [], []
    for text in source.load().test:
        place = range(len(text) - length)
        begins = [i + 1 for i in place if text.startswith(("\ndef ", "\nclass "), i)]
        codes, said = source.encode(text), source.labels(text)
        for a in begins[:: max(1, len(begins) // A_FILE)][:A_FILE]:
            X.append(codes[a : a + length])
            labels.append({name: label[a : a + length] for name, label in said.items()})
    X, labels = X[:most], labels[:most]
    return np.array(X).T, {n: np.array([each[n] for each in labels]).T for n in source.LABELS}


def python_units(seed: int = 0, steps: int = STEPS) -> PythonUnits:
    """Train, let the network read the streams, and find the unit that follows each label best.

    Brackets, quotes, … count as inside (1) or outside (0); the column counts as a number.
    """
    p, losses = trained_reader(seed, steps)
    X, labels = streams()
    C, H = read(X, p)
    Y = np.stack([y if name == "column" else y > 0 for name, y in labels.items()], axis=2)
    chosen = _best(C, H, Y)
    before = _best(*read(X, _start(np.random.default_rng(seed))), Y)
    shuffled = np.abs(correlations(C, H, np.roll(Y, 1, axis=1))).max(axis=(0, 1))
    found = {
        name: Tracking(*chosen[k], abs(before[k][2]), float(shuffled[k]))
        for k, name in enumerate(labels)
    }
    return PythonUnits(p, losses, X, labels, C, H, found)


def read(X, parameters) -> tuple[np.ndarray, np.ndarray]:
    """The cells and the states after each character of X (T, N): two of (T, N, H)."""
    H, kept = lstm_forward(parameters["E"][X], cell_parameters(parameters))
    return kept.C, H


def correlations(C, H, Y) -> np.ndarray:
    """Pearson's r of each cell, each state with each of Y (T, N, L), without WARM steps.

    → (2, units, L): entry [0, j] is of the cell j, [1, j] of the state j.
    """
    F = np.stack([C, H])[:, WARM:].reshape(2, -1, C.shape[2])
    Y = np.asarray(Y[WARM:], F.dtype).reshape(-1, Y.shape[2])
    F, Y = (A - A.mean(axis=-2, keepdims=True) for A in (F, Y))
    F, Y = (A / np.maximum(np.linalg.norm(A, axis=-2, keepdims=True), 1e-30) for A in (F, Y))
    return F.swapaxes(1, 2) @ Y


def _best(C, H, Y) -> list[tuple[str, int, float]]:
    """For each label: choose on every other stream; r is that on the streams in between."""
    r = correlations(C[:, ::2], H[:, ::2], Y[:, ::2])
    other = correlations(C[:, 1::2], H[:, 1::2], Y[:, 1::2])
    places = [np.unravel_index(np.abs(r[..., k]).argmax(), r.shape[:2]) for k in range(Y.shape[2])]
    return [("ch"[a], int(u), float(other[a, u, k])) for k, (a, u) in enumerate(places)]


def _start(rng):
    return model_parameters(LSTM, K, UNITS, K, rng, EMBED, np.float32)
