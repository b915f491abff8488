"""Slopes by differences, and how wrong they are."""

from collections.abc import Callable

import numpy as np

from utils import validate


def gradient_error_curve(f: Callable, df: Callable, x, steps):
    """|central difference − f'(x)| for every step ε.

    For large ε the curve falls with ε² (truncation), for small ε it rises with 1/ε (round-off).
    In float64 it turns near the cube root of 2.2e−16, ε ≈ 6e−6.

    f, df work entry by entry; x a number or (K,); steps (M,) → (M,) or (M, K).

    >>> gradient_error_curve(np.exp, np.exp, 0.0, [1e-1, 1e-2]).round(8)
    array([1.6675e-03, 1.6670e-05])
    """
    x = validate.real("x", x)
    if x.ndim > 1:
        raise ValueError(f"x: got shape {x.shape}, expected a number or (K,)")
    steps = validate.real("steps", steps, (None,))
    if (steps <= 0).any():
        raise ValueError(f"steps: got {steps.min():g}, expected numbers above 0")
    eps = steps if x.ndim == 0 else steps[:, None]  # (M,) or (M, 1)
    # f'(x) ≈ (f(x + ε) − f(x − ε)) / 2ε, with an error of ε² f'''(x)/6 and of rounding
    return np.abs((f(x + eps) - f(x - eps)) / (2 * eps) - df(x))


def complex_step_derivative(f: Callable, x, h: float = 1e-20):
    """f'(x) ≈ Im f(x + i h) / h: no difference is taken, so nothing cancels, however small h.

    f must be made of functions that NumPy knows for complex numbers, without |·|, max or
    comparisons; x (…) → (…).

    >>> complex_step_derivative(np.exp, 0.0)
    np.float64(1.0)
    """
    x = validate.real("x", x)
    h = validate.number("h", h, above=0)
    return np.imag(f(x + 1j * h)) / h
