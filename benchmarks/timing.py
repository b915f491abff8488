"""What the benchmarks share: one thread, contenders in turns, results compared, a target."""

import time
from collections.abc import Callable

import numpy as np
import torch
from threadpoolctl import threadpool_limits


def one_thread() -> None:
    """Let NumPy and torch use one thread each from now on."""
    threadpool_limits(1)
    torch.set_num_threads(1)


def timed(work: Callable[[], object]) -> tuple[object, float]:
    """Return (result, seconds) of work(), by the clock on the wall."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def assert_same(ours, theirs) -> None:
    """Raise AssertionError unless both computed the same, up to float32's rounding."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-4 * np.abs(theirs).max())


def compete(
    name: str, contenders: dict[str, Callable[[], object]], target: float, rounds: int
) -> bool:
    """Print the best milliseconds of each contender, and their ratio to those of "torch".

    Return whether "tuned" takes at most `target` of torch's time.
    """
    calls, best = {}, dict.fromkeys(contenders, np.inf)
    for who, work in contenders.items():
        work()  # warm up
        calls[who] = max(1, round(0.1 / timed(work)[1]))
    for _ in range(rounds):  # in turns: noise then hits all alike
        for who, work in contenders.items():
            _, seconds = timed(lambda: [work() for _ in range(calls[who])])  # noqa: B023
            best[who] = min(best[who], seconds / calls[who])
    for who, seconds in best.items():
        print(f"{name:28}{who:16}{1e3 * seconds:8.2f} ms {seconds / best['torch']:6.2f}×")
    met = best["tuned"] <= target * best["torch"]
    print(f"{name:28}target {target}: {'met' if met else 'MISSED'}")
    return met
