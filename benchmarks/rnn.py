"""Time the recurrent network of topic 04 against torch's nn.RNN, one thread each.

Run it from the root of the course: python benchmarks/rnn.py
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # read when NumPy and torch are first imported

import time
from collections.abc import Callable

import numpy as np
import torch
from torch import nn

from utils.numpy_impl import rnn_unrolling as ru
from utils.numpy_impl.rnn_unrolling import fast

T, N, D, H = 35, 20, 64, 128
ROUNDS, CALLS = 60, 10
TARGET = 0.6


def contenders() -> dict[str, Callable[[], list]]:
    """Forward, and the gradients of W, U, b, X and h0, in float32."""
    rng = np.random.default_rng(0)
    X, h0, dH = (rng.standard_normal(s, np.float32) for s in ((T, N, D), (N, H), (T, N, H)))
    W, U = (rng.standard_normal((n, H), np.float32) / np.float32(n**0.5) for n in (D, H))
    b = rng.standard_normal(H, np.float32)
    names = ("W", "U", "b", "X", "h0")

    def readable():
        _, cache = ru.rnn_forward(X, W, U, b, h0)
        gradients = ru.rnn_backward(dH, cache)
        return [gradients[name] for name in names]

    def tuned():
        _, cache = fast.fast_forward(X, W, U, b, h0)
        gradients = fast.fast_backward(dH, cache)
        return [gradients[name] for name in names]

    network = nn.RNN(D, H)
    with torch.no_grad():
        for p, value in zip(network.parameters(), (W.T, U.T, b, 0 * b), strict=True):
            p.copy_(torch.tensor(value))
    tX, th0 = (torch.tensor(a, requires_grad=True) for a in (X, h0[None]))
    td = torch.tensor(dH)
    leaves = [network.weight_ih_l0, network.weight_hh_l0, network.bias_ih_l0, tX, th0]

    def peer():
        return torch.autograd.grad(network(tX, th0)[0], leaves, td)

    return {"torch": peer, "readable": readable, "tuned": tuned}


def same(ours, theirs) -> None:
    """Raise AssertionError unless both computed the same, up to float32's rounding."""
    for i, (one, other) in enumerate(zip(ours, theirs, strict=True)):
        other = other.detach().numpy()
        other = other.T if i < 2 else other.reshape(one.shape)
        np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-4 * np.abs(other).max())


def main() -> int:
    torch.set_num_threads(1)
    work = contenders()
    for name in ("readable", "tuned"):
        same(work[name](), work["torch"]())
    best = dict.fromkeys(work, np.inf)
    for _ in range(ROUNDS):  # in turns: noise then hits all alike
        for name, call in work.items():
            start = time.perf_counter()
            for _ in range(CALLS):
                call()
            best[name] = min(best[name], (time.perf_counter() - start) / CALLS)
    print(f"Forward and backward, T={T} N={N} D={D} H={H}, float32, one thread")
    for name, seconds in best.items():
        print(f"{name:10}{1e3 * seconds:8.2f} ms {seconds / best['torch']:6.2f}×")
    met = best["tuned"] <= TARGET * best["torch"]
    print(f"target {TARGET}: {'met' if met else 'missed'}")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
