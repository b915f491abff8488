"""Time convolution, pooling and LeNet's step of topic 03 against torch, one thread each.

Run it from the root of the course: python benchmarks/convolution.py
"""

from collections.abc import Callable

import numpy as np
import torch
from timing import assert_same, compete, one_thread
from torch.nn import functional

from utils.numpy_impl import convolution as cv
from utils.numpy_impl.convolution import fast
from utils.torch_impl.convolution import LeNet

N = 64
ROUNDS = 15
# name, channels in, side, channels out, kernel, padding, whether dX is needed, target
CONVOLUTIONS = (
    ("LeNet C1, 1×28² → 6@5×5", 1, 28, 6, 5, 2, False, 0.7),
    ("LeNet C3, 6×14² → 16@5×5", 6, 14, 16, 5, 0, True, 1.25),
    ("3×64² → 32@3×3", 3, 64, 32, 3, 1, True, 0.87),
)
POOL_TARGET, STEP_TARGET = 0.42, 0.8

Contenders = dict[str, Callable[[], object]]


def convolution(C, side, F, k, p, need_dX) -> Contenders:
    """Forward and all gradients, in float32; where nobody needs dX, the first layer, without."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((N, C, side, side), np.float32)
    W = rng.standard_normal((F, C, k, k), np.float32)
    b = np.zeros(F, np.float32)
    X_last = fast.samples_last(X)
    tX = torch.tensor(X, requires_grad=need_dX)
    tW, tb = (torch.tensor(a, requires_grad=True) for a in (W, b))
    inputs = [tX, tW, tb] if need_dX else [tW, tb]
    Y, _ = cv.conv2d_forward(X, W, b, padding=p)
    dY = rng.standard_normal(Y.shape, np.float32)
    dY_last, tdY = fast.samples_last(dY), torch.tensor(dY)

    def textbook():
        _, cache = cv.conv2d_forward(X, W, b, padding=p)
        return cv.conv2d_backward(dY, cache)

    def tuned():
        _, cache = fast.conv_forward(X_last, W, b, padding=p)
        return fast.conv_backward(dY_last, cache, need_dX=need_dX)

    def peer():
        return torch.autograd.grad(functional.conv2d(tX, tW, tb, padding=p), inputs, tdY)

    assert_same(textbook()[1], peer()[-2])
    assert_same(tuned()[1], peer()[-2])
    return {"torch": peer, "textbook": textbook, "tuned": tuned}


def pooling() -> Contenders:
    """2×2 max pooling of LeNet's first maps, forward and backward."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((N, 6, 28, 28), np.float32)
    dY = rng.standard_normal((N, 6, 14, 14), np.float32)
    X_last, dY_last = fast.samples_last(X), fast.samples_last(dY)
    tX, tdY = torch.tensor(X, requires_grad=True), torch.tensor(dY)

    def textbook():
        return cv.max_pool2d_backward(dY, cv.max_pool2d_forward(X, 2)[1])

    def tuned():
        return fast.max_pool_backward(dY_last, fast.max_pool_forward(X_last)[1])

    def peer():
        return torch.autograd.grad(functional.max_pool2d(tX, 2), tX, tdY)[0]

    assert_same(textbook(), peer())
    assert_same(fast.samples_first(tuned()), peer())
    return {"torch": peer, "textbook": textbook, "tuned": tuned}


def lenet_steps() -> Contenders:
    """Ten steps of SGD with momentum on one batch of N pictures."""
    rng = np.random.default_rng(0)
    parameters = cv.lenet_parameters(rng, np.float32)
    X, y = rng.random((N, 1, 28, 28), np.float32), rng.integers(0, 10, N)
    network, tX, ty = LeNet.from_numpy(parameters), torch.tensor(X), torch.tensor(y)
    how = {"epochs": 10, "learning_rate": 1e-4, "batch": N}

    def tuned():
        return cv.fit_lenet(X, y, parameters, rng=np.random.default_rng(0), **how).losses

    def peer():
        network.load_numpy(parameters)
        return network.fit(tX, ty, rng=np.random.default_rng(0), **how).losses

    assert_same(tuned(), peer())
    return {"torch": peer, "tuned": tuned}


def main() -> int:
    one_thread()
    print(f"Forward and backward, {N} pictures, float32, one thread; time against torch's")
    rows = [(name, convolution(*shape), target) for name, *shape, target in CONVOLUTIONS]
    rows.append(("2×2 max pooling, 6×28²", pooling(), POOL_TARGET))
    rows.append(("LeNet, ten steps of SGD", lenet_steps(), STEP_TARGET))
    return 0 if all([compete(*row, ROUNDS) for row in rows]) else 1


if __name__ == "__main__":
    raise SystemExit(main())
