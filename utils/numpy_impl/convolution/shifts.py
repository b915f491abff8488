"""Moving pictures by whole pixels, and how much what a layer says changes with it."""

from collections.abc import Callable

import numpy as np

from utils import validate

NEIGHBOURS = ((-1, 0), (0, -1), (0, 1), (1, 0))


def shift(X, dy: int, dx: int):
    """Move pictures dy rows down and dx columns to the right; zeros come in behind.

    X (…, H, W) → (…, H, W). Raises ValueError when nothing would be left.

    >>> shift([[1, 2], [3, 4]], 0, 1)
    array([[0., 1.],
           [0., 3.]])
    """
    X = validate.real("X", X, (..., None, None))
    H, W = X.shape[-2:]
    dy, dx = validate.count("dy", dy, least=-H), validate.count("dx", dx, least=-W)
    if abs(dy) >= H or abs(dx) >= W:
        raise ValueError(f"dy, dx: got {dy}, {dx}, expected less than the picture, {H}×{W}")
    moved = np.zeros_like(X)
    to = np.s_[..., max(dy, 0) : H + min(dy, 0), max(dx, 0) : W + min(dx, 0)]
    source = np.s_[..., max(-dy, 0) : H + min(-dy, 0), max(-dx, 0) : W + min(-dx, 0)]
    moved[to] = X[source]
    return moved


def shift_sensitivity(features: Callable[[np.ndarray], np.ndarray], X, shifts=NEIGHBOURS) -> float:
    """Mean over pictures and shifts of ‖f(moved x) − f(x)‖ / ‖f(x)‖: 0 is blind to the shift.

    features takes pictures (N, C, H, W) and gives one array (N, …); pictures without features
    are left out. Near √2 the moved picture's features have nothing in common with the old ones.

    >>> bar = np.zeros((1, 1, 5, 5)); bar[..., 2] = 1
    >>> shift_sensitivity(lambda X: X, bar, [(0, 1)]).round(4)
    np.float64(1.4142)
    """
    X = validate.real("X", X, (None,) * 4)
    before = features(X).reshape(len(X), -1)
    size = np.linalg.norm(before, axis=1)
    if not size.any():
        raise ValueError("features: every picture gives zeros only, expected something to compare")
    seen = size > 0
    changes = [
        np.linalg.norm(features(shift(X, dy, dx)).reshape(len(X), -1) - before, axis=1)[seen]
        for dy, dx in shifts
    ]
    return (np.array(changes) / size[seen]).mean()
