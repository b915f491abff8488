"""The bill of an output layer: operations, bytes and hours, from what a machine can do."""

from typing import NamedTuple

import numpy as np

from utils import validate

METHODS = ("full", "class", "tree", "sampling")


class Rates(NamedTuple):
    """What a machine does in a second; `measured_rates` of `utils.experiments.scaling` finds it."""

    operations: float  # multiplications and additions, in products of matrices
    bytes: float  # read or written, in tables larger than any cache


class Bill(NamedTuple):
    """What one training costs at the output layer."""

    rows: float  # of the tables that a word needs
    operations: float
    bytes: float
    hours: float


def rows_per_word(method: str, V: float, k: int = 100) -> float:
    """|V|; 2 √|V|, class and word; log₂ |V|; k + 1: how many rows a word is compared with [DS17].

    >>> [rows_per_word(method, 2**20) for method in METHODS]
    [1048576.0, 2048.0, 20.0, 101.0]
    """
    V = validate.number("V", V, least=2)
    name = validate.choice("method", method, METHODS)
    return float({"full": V, "class": 2 * V**0.5, "tree": np.log2(V), "sampling": k + 1}[name])


def bill(
    method: str, V, words, rates: Rates, H: int = 100, epochs: int = 10, batch: int = 64, k=100
) -> Bill:
    """The cost of `epochs` passes over so many words with H numbers a row, 4 bytes each [DS17].

    A row costs a word 2 H operations forward, 2 H for ∂J/∂h and 2 H for its own gradient. Memory is
    read forward and backward, and read and written in the update, once for a batch of words where
    they share the rows (full, class's upper level, sampling with shared noise: all but the tree).
    Hours: the slower of computing and fetching.

    >>> bill("full", 10_000, 1e6, Rates(1e10, 1e10)).hours.round(2)  # 1e4 · 600 · 1e7 / 1e10 s
    np.float64(1.67)
    """
    H, epochs = validate.count("H", H), validate.count("epochs", epochs)
    batch = validate.count("batch", batch)
    rows, seen = rows_per_word(method, V, k), validate.number("words", words, above=0) * epochs
    shared = {"full": 1 / batch, "class": (1 + 1 / batch) / 2, "tree": 1, "sampling": 1 / batch}
    operations = 6 * H * rows * seen
    moved = 4 * (4 * H) * rows * shared[method] * seen
    hours = max(operations / rates.operations, moved / rates.bytes) / 3600
    return Bill(rows, operations, moved, np.float64(hours))
