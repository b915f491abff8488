"""The bill of an output layer: operations, bytes and hours, from what a machine can do."""

from typing import NamedTuple

import numpy as np

from utils import validate


class Rates(NamedTuple):
    """What a machine does in a second."""

    operations: float  # multiplications and additions, in products of matrices
    bytes: float  # read or written, in tables larger than its caches


class Bill(NamedTuple):
    """What a training costs at the output layer."""

    rows: float  # of tables, that a word is compared with
    operations: float
    bytes: float
    hours: float


def bill(
    method: str, V, words, rates: Rates, H: int = 100, epochs: int = 10, batch: int = 64, k=100
) -> Bill:
    """The cost of `epochs` passes over `words` words, H numbers of 4 bytes a row [DS17].

    rows: "full" |V|; "class" 2 √|V|; "tree" log₂ |V|; "sampling" k + 1
    operations: 6H + 3 a row and word: 2H for its score, 2H for its gradient, 2H for ∂J/∂h, and
    exponential, sum and quotient; bytes: a row read forward, backward and in the step, and written,
    once for a batch where its words share the rows, as in all but the tree
    hours: of the slower, computing or fetching

    >>> bill("full", 10_000, 1e6, Rates(1e10, 1e10)).hours.round(3)  # 1e4 · 603 · 1e7 / 1e10 s
    np.float64(1.675)
    """
    V, words = validate.number("V", V, least=2), validate.number("words", words, above=0)
    of = {"full": V, "class": 2 * np.sqrt(V), "tree": np.log2(V), "sampling": k + 1}
    rows = of[validate.choice("method", method, tuple(of))]
    sharing = 1 if method == "tree" else validate.count("batch", batch)
    seen = words * validate.count("epochs", epochs)
    operations = (6 * validate.count("H", H) + 3) * rows * seen
    moved = 4 * 4 * H * rows * seen / sharing
    hours = np.maximum(operations / rates.operations, moved / rates.bytes) / 3600
    return Bill(float(rows), float(operations), float(moved), hours)
