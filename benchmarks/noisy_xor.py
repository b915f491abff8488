"""Time the noisy XOR of topic 02: `train_seeds` and `train` against torch eager, one thread each.

Run it from the root of the course: python benchmarks/noisy_xor.py
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # read when NumPy and torch are first imported

import time

import numpy as np
import torch

from utils.numpy_impl import hidden_representations as hr
from utils.torch_impl.core import train_step
from utils.torch_impl.hidden_representations import HiddenNetwork

STEPS, SEEDS = 20_000, 1_000
TORCH_STEPS = 4_000  # timed; the rest of the 20,000 would cost the same again for each
TARGET = 0.1


def timed(work):
    """Return (result, seconds) of work(), by the clock on the wall."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def torch_run(seed: int, steps: int) -> np.ndarray:
    """Train one network in torch on the examples that `train` draws; return P for the table."""
    network = HiddenNetwork(hr.initial_parameters(2, np.random.default_rng(seed)))
    optimiser = torch.optim.SGD(network.parameters(), lr=0.1)
    tickets = hr.draw_outcomes(seed, steps)
    X = torch.tensor(hr.TABLE_INPUTS[hr.OUTCOME_INPUT[tickets]])  # (steps, 4, 2)
    y = torch.tensor(hr.OUTCOME_Y[tickets], dtype=torch.float64)
    for k in range(steps):
        train_step(network, optimiser, X[k], y[k])
    return network.probability(torch.tensor(hr.TABLE_INPUTS)).detach().numpy()


def main() -> int:
    torch.set_num_threads(1)
    torch_run(0, 100)  # warm up

    # the same work: after the same steps torch and NumPy answer the same
    P, torch_time = timed(lambda: torch_run(hr.PINNED_SEED, TORCH_STEPS))
    ours = hr.train(hr.PINNED_SEED, steps=TORCH_STEPS).P[-1]
    difference = np.abs(P - ours).max()

    run, one_time = timed(lambda: hr.train(hr.PINNED_SEED, steps=STEPS))
    runs, many_time = timed(lambda: hr.train_seeds(range(SEEDS), steps=STEPS))

    torch_seed = torch_time * STEPS / TORCH_STEPS
    rows = (
        ("torch eager", torch_time / TORCH_STEPS, torch_seed),
        ("NumPy, one seed", one_time / STEPS, one_time),
        (f"NumPy, {SEEDS:,} seeds at once", many_time / STEPS / SEEDS, many_time / SEEDS),
    )
    print(f"Noisy XOR, H = 2, minibatches of 4, {STEPS:,} steps, float64, one thread")
    print(f"{'':30}{'µs per step':>14}{'s per seed':>14}{'ratio':>10}")
    for name, step, seed in rows:
        print(f"{name:30}{1e6 * step:14.3f}{seed:14.5f}{seed / torch_seed:10.5f}")
    print(f"torch: {TORCH_STEPS:,} steps timed, scaled linearly to {STEPS:,}")
    print(f"largest difference in P from torch after {TORCH_STEPS:,} steps: {difference:.1e}")
    print(f"all {SEEDS:,} seeds: {many_time:.2f} s, {runs.solved.mean():.1%} solved")
    print(f"pinned seed {hr.PINNED_SEED}: P = {run.P[-1].round(4)}, loss {run.loss[-1]:.5f}")
    ratio = many_time / SEEDS / torch_seed
    good = ratio < TARGET and difference < 1e-9
    print(f"ratio per seed {ratio:.5f}, target below {TARGET}: {'met' if good else 'MISSED'}")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
