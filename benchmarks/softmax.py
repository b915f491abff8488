"""Time the output layers of topic 08 as the vocabulary grows, torch's beside them, one thread each.

Run it from the root of the course: python benchmarks/softmax.py [largest vocabulary]
10,000,000 words, the default, take about 10 GB and some minutes.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # read when NumPy and torch are first imported

import resource
import sys
import time

import numpy as np
import torch

from utils.experiments import scaling as sc
from utils.numpy_impl import softmax_speedups as so
from utils.torch_impl import softmax_speedups as st

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
FITTED = 4  # sizes that exponents and ratios are taken from: up to 10⁶
FAR = 2  # the first size of the far end, where a step's start no longer counts
# method: the least and the largest exponent, and how many times as fast as "full" at 10⁶
TARGETS = {
    "full": ((0.85, 1.15), 1),
    "class": ((0.3, 0.65), 50),  # calls cost more than products at 1,000 words: see the far end
    "balanced tree": ((-0.05, 0.15), 500),
    "huffman": ((-0.05, 0.15), 500),
    "nce": ((-0.05, 0.1), 3000),
    "negative": ((-0.05, 0.1), 1),
    "sampled": ((-0.05, 0.1), 1),
}


def torch_milliseconds(V: int) -> dict[str, float]:
    """A step of torch's full softmax and of its adaptive one: loss, gradients, SGD."""
    rng, counts = np.random.default_rng(0), sc.zipf_counts(V)
    W, b = torch.randn(V, sc.H, requires_grad=True), torch.zeros(V, requires_grad=True)
    adaptive = st.adaptive(sc.H, V)
    losses = {
        "torch, full": (lambda h, y: st.full(h, y, {"W_y": W, "b_y": b}), [W, b]),
        "torch, adaptive": (lambda h, y: adaptive(h, y).loss, [*adaptive.parameters()]),
    }
    took = {}
    for name, (loss, leaves) in losses.items():
        times = []
        for _ in range(4 if V >= 1_000_000 else 20):
            h = torch.randn(sc.N, sc.H, requires_grad=True)
            y = torch.tensor(rng.choice(V, sc.N, p=counts / counts.sum()))
            start = time.perf_counter()
            gradients = torch.autograd.grad(loss(h, y), [h, *leaves])
            with torch.no_grad():
                for leaf, gradient in zip(leaves, gradients[1:], strict=True):
                    leaf.sub_(gradient, alpha=1e-3)
            times.append(1e3 * (time.perf_counter() - start))
        took[name] = float(np.quantile(times[1:], 0.25))
    return took


def same() -> None:
    """Raise AssertionError unless torch's full softmax and ours have the same loss."""
    rng = np.random.default_rng(0)
    p = so.output_layer("full", np.ones(1000)).parameters(sc.H, rng)
    h, y = rng.standard_normal((sc.N, sc.H)), rng.integers(0, 1000, sc.N)
    there = {name: torch.tensor(value) for name, value in p.items()}
    theirs = st.full(torch.tensor(h), torch.tensor(y), there)
    np.testing.assert_allclose(so.full_forward(h, y, p)[0], theirs.item(), rtol=1e-12)


def main() -> int:
    torch.set_num_threads(1)
    same()
    largest = int(sys.argv[1]) if sys.argv[1:] else SIZES[-1]
    sizes = [size for size in SIZES if size <= largest]
    rows = []
    for V in sizes:
        began = time.perf_counter()
        found = sc.milliseconds(V=V)
        # at 10⁷ torch would keep all scores and their gradient, 10 GB more than ours
        peers = torch_milliseconds(V) if V in SIZES[:FITTED] else {}
        rows.append(found | peers)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(f"|V| = {V:,}: {time.perf_counter() - began:.0f} s, {peak:.1f} GB", flush=True)
    print(f"Milliseconds of a step: {sc.N} states of {sc.H} units, float32, one thread")
    fits = f"{'exponent':>10}{'far end':>10}{'× faster':>10}"
    print(f"{'|V|':16}{''.join(f'{V:>12,}' for V in sizes)}{fits}")
    missed, fitted = [], min(FITTED, len(sizes))
    for name in rows[0]:
        times = [row.get(name, np.nan) for row in rows]
        exponent = sc.exponent(sizes[:fitted], times[:fitted])
        far = sc.exponent(sizes[FAR:], times[FAR:]) if len(sizes) > FAR + 1 else np.nan
        faster = rows[fitted - 1]["full"] / times[fitted - 1]
        fits = f"{exponent:10.2f}{far:10.2f}{faster:10.0f}"
        print(f"{name:16}{''.join(f'{t:12.3f}' for t in times)}{fits}")
        (low, high), ratio = TARGETS.get(name, ((-np.inf, np.inf), 0))
        if fitted == FITTED and not (low <= exponent <= high and faster >= ratio):
            missed.append(name)
    print(f"missed: {', '.join(missed)}" if missed else "every target met")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
