"""What the exercises are tried on: small networks, their sequences, and the states they leave."""

import numpy as np

from utils.checks.engine import Case

LN2, LN3 = np.log(2), np.log(3)  # tanh(ln 2) = 3/5, tanh(ln 3) = 4/5


def drawn(T, N, D, H, seed, digits=2):
    """Draw X (T, N, D), W, U, b and h0 with few decimals, so that a verdict reads well.

    A case of every exercise needs more `digits`: rounding on the way must show.
    """
    rng = np.random.default_rng(seed)
    shapes = {"X": (T, N, D), "W": (D, H), "U": (H, H), "b": (H,), "h0": (N, H)}
    arrays = {name: rng.normal(0, 0.7, shape).round(digits) for name, shape in shapes.items()}
    return arrays | {"h0": np.tanh(arrays["h0"]).round(digits)}


def states(X, W, U, b, h0):
    """Return H (T, N, H): what h = tanh(x W + h U + b) makes of X."""
    H = [h0]
    for x in X:
        H.append(np.tanh(x @ W + H[-1] @ U + b))
    return np.array(H[1:])


# D = H = N = 1, T = 2: tanh twice of something nice, so that all can be done by hand
EXAMPLE = {
    "X": np.array([LN3, LN2 - 0.4]).reshape(2, 1, 1),
    "W": np.array([[1.0]]),
    "U": np.array([[0.5]]),
    "b": np.array([0.0]),
    "h0": np.array([[0.0]]),
}


def backward_case(title, given, dH=None, seed=0, **more):
    """A case for the way back through a sequence: dH is drawn, if not given."""
    H = states(**given)
    if dH is None:
        dH = np.random.default_rng(seed).normal(size=H.shape).round(2)
    without = {name: value for name, value in given.items() if name != "b"}
    return Case(title, dH=dH, H=H, **without, **more)
