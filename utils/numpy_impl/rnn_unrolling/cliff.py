"""A network of one unit whose error has a cliff, and how clipping crosses it [M17].

x_t = w σ(x_(t−1)) + b from x_0 = ½, without inputs; after 50 steps J = (σ(x_50) − 0.7)², as in
Fig. 6 of Pascanu et al. 2013. Where the unit's end state flips from low to high, J jumps.
"""

from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.core.activations import ACTIVATIONS
from utils.numpy_impl.core.optim import clip_by_norm, clip_by_value

START, TARGET, STEPS = 0.5, 0.7, 50
CLIPS = {"norm": lambda g, largest: clip_by_norm(g, largest)[0], "value": clip_by_value}


def one_unit(w, b, steps: int = STEPS):
    """J = (σ(x_steps) − 0.7)² with its exact gradient, at every (w, b) of a grid at once [M17].

    w, b of one shape (…) → (J, ∂J/∂w, ∂J/∂b), each (…). Two parameters, so that the derivatives
    are carried forwards with the state: ∂x_t/∂w = σ(x_(t−1)) + w σ'(x_(t−1)) ∂x_(t−1)/∂w.

    >>> J, dw, db = one_unit([0.0], [0.0], steps=1)
    >>> J.round(6), dw.round(6), db.round(6)
    (array([0.04]), array([-0.062246]), array([-0.1]))
    """
    w, b = validate.real("w", w), validate.real("b", b)
    validate.same_shape("w", w, "b", b)
    sigma = ACTIVATIONS["sigmoid"]
    x = np.full_like(w, START)
    dx_dw, dx_db = np.zeros_like(w), np.zeros_like(w)
    for _ in range(validate.count("steps", steps)):
        s = sigma(x)
        slope = w * sigma.slope(x, s)  # ∂x_t/∂x_(t−1)
        x, dx_dw, dx_db = w * s + b, s + slope * dx_dw, 1 + slope * dx_db
    s = sigma(x)
    error = s - w.dtype.type(TARGET)
    dJ_dx = 2 * error * sigma.slope(x, s)
    return error**2, dJ_dx * dx_dw, dJ_dx * dx_db


@dataclass
class CliffPath:
    """What `cliff_descent` passed through; row i is after i steps."""

    w: np.ndarray  # (steps + 1,)
    b: np.ndarray  # (steps + 1,)
    J: np.ndarray  # (steps + 1,)
    norms: np.ndarray  # (steps + 1,): ‖∂J/∂(w, b)‖ there, before any clipping


def cliff_descent(
    w: float,
    b: float,
    learning_rate: float,
    steps: int,
    clip: float | None = None,
    how: str = "norm",
) -> CliffPath:
    """Gradient descent on the surface of `one_unit`, with or without clipping [M17].

    clip: the largest norm (how = "norm") or entry (how = "value") of a gradient; None does not clip

    >>> cliff_descent(2.0, -1.0, 0.1, steps=3, clip=0.5).w.shape
    (4,)
    """
    learning_rate = validate.number("learning_rate", learning_rate, above=0)
    steps = validate.count("steps", steps, least=0)
    clipped = CLIPS[validate.choice("how", how, tuple(CLIPS))]
    at = {"w": validate.real("w", w, ()), "b": validate.real("b", b, ())}
    rows = []
    for _ in range(steps + 1):
        J, dw, db = one_unit(at["w"], at["b"])
        rows.append((at["w"], at["b"], J, np.hypot(dw, db)))
        gradient = {"w": dw, "b": db}
        if clip is not None:
            gradient = clipped(gradient, clip)
        at = {name: at[name] - learning_rate * gradient[name] for name in at}
    return CliffPath(*np.array(rows).T)
