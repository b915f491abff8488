"""What the exercises are tried on: one state, and small tables with few decimals."""

import numpy as np

LN2, LN3 = np.log(2), np.log(3)


def state(H, seed, digits=2):
    """Draw h (H,). A case of every exercise has more `digits`."""
    return np.random.default_rng(seed).normal(size=H).round(digits)


def table(of, rows, H, seed, digits=2, scale=1.0):
    """Draw p with "W_of" (rows, H) and "b_of" (rows,), such as "W_y" and "b_y"."""
    rng = np.random.default_rng([seed, ord(of)])
    W, b = rng.normal(size=(rows, H)), rng.normal(size=rows)
    return {f"W_{of}": scale * W.round(digits), f"b_{of}": scale * b.round(digits)}


def scored(of, weights, scores):
    """p for h = (1): whole-numbered weights (rows,), and the biases that make these scores."""
    W = np.array(weights, dtype=float)[:, None]
    return {f"W_{of}": W, f"b_{of}": np.array(scores) - W[:, 0]}


ONE = np.ones(1)
