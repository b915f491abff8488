"""Time our recurrent networks against torch's own modules, one thread each.

Run it from the root of the course: python benchmarks/rnn.py [RNN] [LSTM] [GRU]
"""

import os
import sys
from collections.abc import Callable

import numpy as np
import torch
from timing import assert_same, compete, one_thread
from torch import nn

from utils.numpy_impl import gru as gu
from utils.numpy_impl import lstm_gates as lg
from utils.numpy_impl import rnn_unrolling as ru
from utils.numpy_impl.gru import fast as gru_fast
from utils.numpy_impl.lstm_gates import fast as lstm_fast
from utils.numpy_impl.rnn_unrolling import fast as rnn_fast
from utils.torch_impl import gru as gt
from utils.torch_impl import lstm_gates as lt

T, N, D, H = 35, 20, 64, 128
ROUNDS = 60
RNG = np.random.default_rng(0)
X, h0, dH = (RNG.standard_normal(s, np.float32) for s in ((T, N, D), (N, H), (T, N, H)))

Call = Callable[[], list]
"""Forward, and every gradient, in float32; that of X first."""


def ours(forward, backward, *weights) -> Call:
    def call():
        gradients = backward(dH, forward(X, *weights)[1])
        return [gradients.pop("X"), *gradients.values()]

    return call


def peer(network: nn.Module, *states) -> Call:
    tX, *initial = (torch.tensor(a, requires_grad=True) for a in (X, *(h[None] for h in states)))
    leaves, td = [tX, *network.parameters(), *initial], torch.tensor(dH)
    start = initial[0] if len(initial) == 1 else tuple(initial)  # nn.LSTM takes a pair
    return lambda: torch.autograd.grad(network(tX, start)[0], leaves, td)


def elman() -> dict[str, Call]:
    W, U = (RNG.standard_normal((n, H), np.float32) / np.float32(n**0.5) for n in (D, H))
    b = RNG.standard_normal(H, np.float32)
    network = nn.RNN(D, H)
    with torch.no_grad():
        for p, value in zip(network.parameters(), (W.T, U.T, b, 0 * b), strict=True):
            p.copy_(torch.tensor(value))
    return {
        "torch": peer(network, h0),
        "readable": ours(ru.rnn_forward, ru.rnn_backward, W, U, b, h0),
        "tuned": ours(rnn_fast.fast_forward, rnn_fast.fast_backward, W, U, b, h0),
    }


def lstm() -> dict[str, Call]:
    p = {name: a.astype(np.float32) for name, a in lg.lstm_parameters(D, H, RNG).items()}
    c0 = RNG.standard_normal((N, H), np.float32)
    return {
        "torch": peer(lt.module_of(p), h0, c0),
        "readable": ours(lg.lstm_forward, lg.lstm_backward, p, h0, c0),
        "tuned": ours(lstm_fast.fast_forward, lstm_fast.fast_backward, p, h0, c0),
    }


def gru() -> dict[str, Call]:
    """nn.GRU resets after the product, the form that is tuned before it: each has its twin."""
    p = {name: a.astype(np.float32) for name, a in gu.gru_parameters(D, H, RNG, "after").items()}
    before = {name: a for name, a in p.items() if name != "b_u"}
    return {
        "torch": peer(gt.module_of(p), h0),
        "readable, after": ours(gu.gru_forward, gu.gru_backward, p, h0, "after"),
        "readable": ours(gu.gru_forward, gu.gru_backward, before, h0),
        "tuned": ours(gru_fast.fast_forward, gru_fast.fast_backward, before, h0),
    }


# name: who competes, which pairs give the same, and the most that "tuned" may take of torch's time
ROWS = {
    "RNN": (elman, [("readable", "torch"), ("tuned", "torch")], 0.6),
    "LSTM": (lstm, [("readable", "torch"), ("tuned", "torch")], 1.8),
    "GRU": (gru, [("readable, after", "torch"), ("tuned", "readable")], 0.8),
}


def met(name: str) -> bool:
    """Print one row's times, and return whether its target is met."""
    contenders, pairs, target = ROWS[name]
    work = contenders()
    for one, other in pairs:
        assert_same(work[one]()[0], work[other]()[0])
    return compete(name, work, target, ROUNDS)


def main() -> int:
    one_thread()
    print(f"Forward and backward, T={T} N={N} D={D} H={H}, float32, one thread")
    kernels = os.environ.get("OPENBLAS_CORETYPE")  # torch's own kernels do not listen to it
    print(f"NumPy's matrix products: {f'forced to {kernels}' if kernels else 'best for this CPU'}")
    return 0 if all([met(name) for name in sys.argv[1:] or ROWS]) else 1


if __name__ == "__main__":
    raise SystemExit(main())
