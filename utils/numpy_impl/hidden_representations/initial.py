"""Where training starts: the initial weights, by He, PyTorch and others."""

import numpy as np

from utils import validate

INITS = ("he", "torch", "normal", "uniform", "he_bias")


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
    validate.choice("init", init, INITS)
    rng = validate.generator("rng", rng)
    if init in ("he", "he_bias"):
        return {
            "W2": rng.standard_normal((2, H)),  # variance 2 / D with D = 2 inputs
            "b2": np.full(H, 0.5 if init == "he_bias" else 0.0),
            "W3": rng.standard_normal(H) * np.sqrt(2 / H),
            "b3": np.array(0.0),
        }
    draw = {
        "torch": lambda shape, inputs: rng.uniform(
            -1 / np.sqrt(inputs), 1 / np.sqrt(inputs), shape
        ),
        "normal": lambda shape, inputs: rng.standard_normal(shape),
        "uniform": lambda shape, inputs: rng.random(shape),
    }[init]
    W2, b2, W3, b3 = draw((2, H), 2), draw(H, 2), draw(H, H), np.array(draw((), H))
    return {"W2": W2, "b2": b2, "W3": W3, "b3": b3}
