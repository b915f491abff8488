"""Small worlds for one memory cell: what comes in, gates set by hand that do the right thing."""

from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np

from utils.numpy_impl import lstm_gates as lg

T = 12
GATES = "fio"


class Scene(NamedTuple):
    """Inputs X (T, D), a word for each, weights of a cell of one unit, and what it is asked.

    wanted: what "c" or "h" should be at some steps, (T,), NaN where nothing is asked.
    """

    X: np.ndarray
    labels: list[str]
    p: dict
    wanted: dict[str, np.ndarray]


def _cell(U_c: float = 0.0, **parts: tuple) -> dict:
    """The weights of one unit: for each part those of the inputs, and last the bias."""
    p = {f"U_{part}": np.array([[U_c if part == "c" else 0.0]]) for part in parts}
    for part, (*W, b) in parts.items():
        p |= {f"W_{part}": np.array(W, float)[:, None], f"b_{part}": np.array([float(b)])}
    return p


# Inputs: a value, and two marks. "write" opens i and closes f, "read" opens o.
MEMORY = _cell(i=(0, 16, 0, -8), f=(0, -16, 0, 8), o=(0, 0, 16, -8), c=(2, 0, 0, 0))
# A 1 opens i; what could be written is always 1.
COUNTER = _cell(i=(16, -8), f=(0, 8), o=(0, 8), c=(0, 6))
# An opening bracket writes 1, a closing one −1.
DEPTH = _cell(i=(16, 16, -8), f=(0, 0, 8), o=(0, 0, 8), c=(6, -6, 0))
# A 1 replaces c by the opposite of what h says: the only cell here that listens to itself.
FLIP = _cell(U_c=-4, i=(12, -6), f=(-12, 6), o=(0, 8), c=(0, 0.7))


def _asked(**wanted) -> dict:
    """{"c" or "h": {step: value}} with steps from 1 → arrays."""
    arrays = {name: np.full(T, np.nan) for name in "ch"}
    for name, values in wanted.items():
        arrays[name][np.array(list(values)) - 1] = list(values.values())
    return arrays


def _memory(values, write: dict, read: dict) -> Scene:
    """write: {step: value}; read: {step: the value that is asked for}."""
    X = np.zeros((T, 3))
    X[:, 0] = values
    for column, steps in ((1, write), (2, read)):
        X[np.array(list(steps)) - 1, column] = 1
    for t, value in write.items():
        X[t - 1, 0] = value
    marks = ["write" * int(w) + "read" * int(r) or " " for _, w, r in X]
    labels = [f"{v:g}".replace("-", "−").replace("0.", ".") for v in X[:, 0]]
    said = {t: np.tanh(np.tanh(2.0 * value)) for t, value in read.items()}
    return Scene(X, [*map("\n".join, zip(labels, marks, strict=True))], MEMORY, _asked(h=said))


def _text(text: str, codes: dict, p: dict, **wanted) -> Scene:
    return Scene(np.array([codes[mark] for mark in text], float), [*text], p, _asked(**wanted))


BITS, BRACKETS = "011010111010", "f(a(b)c)+(d)"
ONES = np.cumsum([int(bit) for bit in BITS])
OPEN = np.cumsum([(mark == "(") - (mark == ")") for mark in BRACKETS])
NOISE = [0.4, -0.3, 1.0, 0.5, -0.4, 0.3, 0.5, -0.2, 0.4, 0.6, -0.3, 0.5]
EVERY = range(1, T + 1)
SCENES = {
    "keep a value": _memory(0.0, {2: 1.0}, {5: 1.0, 11: 1.0}),
    "a new value replaces the old": _memory(0.0, {2: 1.0, 7: -1.0}, {5: 1.0, 11: -1.0}),
    "ignore the noise": _memory(NOISE, {3: 1.0}, {6: 1.0, 11: 1.0}),
    "count the ones": _text(
        BITS, {"0": [0], "1": [1]}, COUNTER, c={t: ONES[t - 1] for t in (4, 8, 12)}
    ),
    "how deep in brackets": _text(
        BRACKETS,
        {mark: [mark == "(", mark == ")"] for mark in BRACKETS},
        DEPTH,
        c={t: OPEN[t - 1] for t in (3, 5, 8, 11)},
    ),
    "odd or even number of ones": _text(
        BITS,
        {"0": [0], "1": [1]},
        FLIP,
        h={t: 0.75 if ONES[t - 1] % 2 else -0.75 for t in EVERY if ONES[t - 1] > 1},
    ),
}


@lru_cache(maxsize=512)
def run(scene: str, *held: float | None) -> dict:
    """A cell over a whole scene; held: constants for f, i and o, None for a gate that is free.

    → "i", "f", "o", "c_tilde", "c_prev", "c", "tanh_c", "h", (T,) each.
    """
    X, _, p, _ = SCENES[scene]
    clamp = {gate: value for gate, value in zip(GATES, held, strict=True) if value is not None}
    H, cache = lg.lstm_forward(X[:, None], p, clamp=clamp)
    own = {"c_prev": cache.C_prev, "c": cache.C, "tanh_c": cache.tanh_C, "h": H}
    own |= {name: getattr(cache, name) for name in (*GATES, "c_tilde")}
    return {name: values[:, 0, 0] for name, values in own.items()}


@lru_cache
def span(scene: str) -> tuple[float, float]:
    """From where to where c goes in a scene, whatever one gate is held at, or i and f at 1."""
    ends = [held for held in product((None, 0.0, 0.6, 1.0), repeat=3) if held.count(None) >= 2]
    c = np.concatenate([run(scene, *held)["c"] for held in [*ends, (1.0, 1.0, None)]])
    return min(c.min(), -1) - 0.15, max(c.max(), 1) + 0.15
