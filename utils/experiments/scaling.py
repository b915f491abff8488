"""How long a training step takes as the vocabulary grows, measured here and now."""

import time
from collections.abc import Sequence

import numpy as np

from utils import validate
from utils.numpy_impl import softmax_speedups as so

SIZES = (1_000, 10_000, 100_000, 1_000_000)
# "normalised" costs what "full" does
METHODS = ("full", "class", "balanced tree", "huffman", "nce", "negative", "sampled")
N, H = 128, 64
STEPS, AT_LEAST = 2000, 2  # of a method at a size: so many steps at most, and at least


def zipf_counts(V: int) -> np.ndarray:
    """Counts of words that fall as in English, by Zipf and Mandelbrot: ∝ 1 / (rank + 2.7). (V,).

    >>> zipf_counts(3).round()
    array([270270., 212766., 175439.])
    """
    return 1e6 / (np.arange(validate.count("V", V)) + 3.7)


def milliseconds(
    methods: Sequence[str] = METHODS,
    V: int = SIZES[0],
    seconds: float = 0.3,
    batch: int = N,
    units: int = H,
    **settings,
) -> dict[str, float]:
    """The time of a step for each method: loss, gradients, SGD on the rows touched.

    It is the lower quartile of all steps: what else the machine does can only add to it.

    Words come by `zipf_counts`, states and tables are random float32; what is drawn anew for each
    step, words and states, is not timed, noise is.
    seconds: for each method, and at least AT_LEAST steps after one that warms up
    settings: {"class": {"by": "mass"}}, the settings of methods
    """
    counts, rng = zipf_counts(V), np.random.default_rng(0)
    # subtle: all methods train the same table, as eight of 10⁷ rows would fit no memory
    W = rng.standard_normal((V, units), np.float32)
    up_to = np.cumsum(counts)
    took = {}
    for method in methods:
        layer = so.output_layer(method, counts, **settings.get(method, {}))
        p = {f"W_{of}": W[:n] for of, n in layer.rows.items()}
        p |= {f"b_{of}": np.zeros(n, np.float32) for of, n in layer.rows.items()}
        times, began = [], time.perf_counter()
        while len(times) <= AT_LEAST or (
            time.perf_counter() - began < seconds and len(times) <= STEPS
        ):
            h = rng.standard_normal((batch, units), np.float32)
            y = np.searchsorted(up_to, rng.random(batch) * up_to[-1], side="right")
            start = time.perf_counter()
            _, gradients = layer.loss_and_gradients(h, y, p, rng)
            so.descend(p, gradients, 1e-3)
            times.append(1e3 * (time.perf_counter() - start))
        took[method] = float(np.quantile(times[1:], 0.25))
    return took


def scaling(methods=METHODS, sizes: Sequence[int] = SIZES, **how) -> dict[str, np.ndarray]:
    """`milliseconds` at each size: method → (sizes,). About 20 seconds for the defaults."""
    rows = [milliseconds(methods, V, **how) for V in sizes]
    return {method: np.array([row[method] for row in rows]) for method in methods}


def exponent(sizes, times) -> float:
    """The power of |V| with which time grows: the slope of ln time against ln |V|.

    >>> round(exponent([10, 100, 1000], [3, 30, 300]), 6)
    1.0
    """
    return float(np.polyfit(np.log(sizes), np.log(times), 1)[0])


def measured_rates(rounds: int = 5) -> so.Rates:
    """What this machine does in a second with float32: products of matrices, and large tables."""
    rng, seconds = np.random.default_rng(0), {}
    A, B = rng.standard_normal((N, 100), np.float32), rng.standard_normal((100, 20_000), np.float32)
    table, other = np.ones(2**24, np.float32), np.empty(2**24, np.float32)
    work = {"product": lambda: A @ B, "copy": lambda: np.copyto(other, table)}
    for name, call in work.items():
        call()
        took = []
        for _ in range(rounds):
            start = time.perf_counter()
            call()
            took.append(time.perf_counter() - start)
        seconds[name] = np.median(took)
    return so.Rates(
        2 * A.size * B.shape[1] / seconds["product"], 2 * table.nbytes / seconds["copy"]
    )
