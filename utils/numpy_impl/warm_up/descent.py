"""Gradient descent on a bowl: which learning rates converge, oscillate, diverge."""

import numpy as np

from utils import validate
from utils.numpy_impl.warm_up.regression import refuse_overflow


def quadratic_loss(H, theta):
    """J(θ) = ½ θᵀ H θ, a bowl with its lowest point at 0. H (D, D), theta (…, D) → (…).

    >>> quadratic_loss([[2.0, 0.0], [0.0, 10.0]], [1.0, 1.0])
    np.float64(6.0)
    """
    H = _curvature(H)
    theta = validate.real("theta", theta, (..., len(H)))
    return ((theta @ H) * theta).sum(axis=-1) / 2


def quadratic_descent(H, theta0, learning_rate: float, steps: int):
    """θ ← θ − η H θ, gradient descent on ½ θᵀ H θ, whose gradient is H θ.

    Along an eigenvector of H with eigenvalue λ every step multiplies by 1 − η λ.

    H (D, D) symmetric, positive definite; theta0 (D,) → path (steps + 1, D).
    Raises ValueError also when the numbers leave float64.

    >>> quadratic_descent([[2.0]], [1.0], learning_rate=0.25, steps=2)[:, 0]
    array([1.  , 0.5 , 0.25])
    """
    H = _curvature(H)
    theta = validate.real("theta0", theta0, (len(H),))
    eta = validate.number("learning_rate", learning_rate, least=0)
    steps = validate.count("steps", steps, least=0)
    path = np.empty((steps + 1, len(H)), np.result_type(H, theta))
    for k in range(steps + 1):
        refuse_overflow(theta, k, eta)
        path[k] = theta
        theta = theta - eta * (H @ theta)
    return path


def largest_stable_rate(H) -> float:
    """2 / L with L the largest eigenvalue of H: up to there |1 − η λ| < 1 for every λ.

    >>> largest_stable_rate([[2.0, 0.0], [0.0, 10.0]])
    0.2
    """
    return 2 / float(np.linalg.eigvalsh(_curvature(H))[-1])


def descent_regime(H, learning_rate: float, theta0=None) -> str:
    """What η does to descent on ½ θᵀ H θ: "converges", "oscillates" or "diverges".

    η ≤ 1/L          no direction overshoots: converges
    1/L < η ≤ 2/L    the steepest direction changes sign at every step: oscillates, ever less
                     below 2/L and for ever at 2/L itself
    η > 2/L          and ever more: diverges

    theta0 (D,): a start that is known; L is then the largest eigenvalue whose direction the start
    has a part of, since descent never leaves the other directions' zeros.

    >>> [descent_regime([[10.0]], eta) for eta in (0.05, 0.15, 0.25)]
    ['converges', 'oscillates', 'diverges']
    """
    H = _curvature(H)
    eta = validate.number("learning_rate", learning_rate, least=0)
    values, vectors = np.linalg.eigh(H)
    if theta0 is not None:
        theta0 = validate.real("theta0", theta0, (len(H),))
        part = np.abs(theta0 @ vectors) > 1e-12 * np.linalg.norm(theta0)
        if not part.any():
            return "converges"  # it starts at the lowest point
        values = values[part]
    # subtle: 2/L is a rounded number, and a rate typed in decimals may miss it by the last digit
    if eta * values[-1] <= 1 + 1e-12:
        return "converges"
    return "oscillates" if eta * values[-1] <= 2 + 1e-12 else "diverges"


def _curvature(H):
    H = validate.real("H", H, (None, None))
    if H.shape[0] != H.shape[1] or not np.allclose(H, H.T):
        raise ValueError(f"H: got shape {H.shape}, not symmetric, expected (D, D) with H = Hᵀ")
    lowest = np.linalg.eigvalsh(H)[0]
    if not lowest > 0:
        raise ValueError(f"H: got a smallest eigenvalue of {lowest:g}, expected all above 0")
    return H
