"""Where training starts: the initial weights, by He, PyTorch and others."""

import numpy as np

from utils import validate


def _he(rng, H, bias):
    return {
        "W2": rng.standard_normal((2, H)),  # variance 2 / D with D = 2 inputs
        "b2": np.full(H, bias),
        "W3": rng.standard_normal(H) * np.sqrt(2 / H),
        "b3": np.array(0.0),
    }


def _all_from(draw_2, draw_3, H):
    return {"W2": draw_2((2, H)), "b2": draw_2(H), "W3": draw_3(H), "b3": np.array(draw_3(()))}


def _torch(rng, H):
    a, c = 1 / np.sqrt(2), 1 / np.sqrt(H)
    return _all_from(lambda s: rng.uniform(-a, a, s), lambda s: rng.uniform(-c, c, s), H)


INITS = {
    "he": lambda rng, H: _he(rng, H, 0.0),
    "torch": _torch,
    "normal": lambda rng, H: _all_from(rng.standard_normal, rng.standard_normal, H),
    "uniform": lambda rng, H: _all_from(rng.random, rng.random, H),
    "he_bias": lambda rng, H: _he(rng, H, 0.5),
}


def initial_parameters(H: int, rng: np.random.Generator, init: str = "he") -> dict:
    """Draw W2 (2, H), b2 (H,), W3 (H,), b3 () for `init`, one of INITS.

    "he"       weights N(0, 2 / number of inputs of the unit), biases 0
    "he_bias"  the same with b2 = ½, so that a unit is silent less often
    "torch"    weights and biases U(−1, 1) / √(number of inputs), the default of nn.Linear
    "normal"   weights and biases N(0, 1)
    "uniform"  weights and biases U(0, 1): every hidden unit starts active for every input

    >>> initial_parameters(2, np.random.default_rng(0), "he_bias")["b2"]
    array([0.5, 0.5])
    """
    H = validate.count("H", H)
    validate.choice("init", init, tuple(INITS))
    return INITS[init](checked_rng(rng), H)


def checked_rng(rng) -> np.random.Generator:
    """Return `rng`, which must be a NumPy generator, else ValueError."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng: got {rng!r}, expected np.random.default_rng(seed)")
    return rng
