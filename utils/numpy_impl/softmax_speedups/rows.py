"""The gradient of a table of which a step uses a few rows, and the step itself."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.softmax_speedups import checked


class RowGradient(NamedTuple):
    """A gradient that is 0 but for some rows of the table."""

    rows: np.ndarray  # (U,) distinct
    values: np.ndarray  # (U, …)
    length: int  # of the table

    def to_dense(self) -> np.ndarray:
        """The gradient with all its rows, (length, …).

        >>> RowGradient(np.array([2]), np.array([7.0]), 3).to_dense()
        array([0., 0., 7.])
        """
        dense = np.zeros((self.length, *self.values.shape[1:]), self.values.dtype)
        dense[self.rows] = self.values
        return dense


def descend(p: Mapping, gradients: Mapping, learning_rate: float) -> None:
    """θ ← θ − η ∂J/∂θ in place, on the rows that have a gradient: a copy would cost O(|V|).

    >>> p = {"b_y": np.zeros(3)}
    >>> descend(p, {"b_y": RowGradient(np.array([1]), np.array([2.0]), 3)}, 0.5)
    >>> p["b_y"]
    array([ 0., -1.,  0.])
    """
    learning_rate = validate.number("learning_rate", learning_rate, above=0)
    for name, theta in p.items():
        d = gradients[name]
        if isinstance(d, RowGradient):
            theta[d.rows] -= learning_rate * d.values
        else:
            theta -= learning_rate * d


class Touched(NamedTuple):
    """The scores of N states with the U rows of a table that a batch uses."""

    h: np.ndarray  # (N, H)
    rows: np.ndarray  # (U,)
    W: np.ndarray  # (U, H): these rows
    S: np.ndarray  # (N, U)
    length: int


def touch(h, W, b, used) -> tuple[Touched, np.ndarray]:
    """S_nu = h_n·w_u + b_u for the rows in `used` (M,), each fetched once, and where they stand.

    One small matrix product serves them all: row used[i] scores S[n, at[i]] for state n.
    """
    rows, at = np.unique(used, return_inverse=True)
    W_u = W[rows]
    return Touched(h, rows, W_u, checked.finite("W, b", h @ W_u.T + b[rows]), len(W)), at


def touch_backward(c: Touched, W: str, b: str, *parts) -> dict:
    """∂J/∂h, and ∂J/∂W and ∂J/∂b as rows under these names.

    parts: (n, at, ∂J/∂s) for scores s = S[n, at]; what one score is used for adds up
    """
    N, U = c.S.shape
    dS = sum(np.bincount((n * U + at).ravel(), ds.ravel(), N * U) for n, at, ds in parts)
    dS = dS.reshape(N, U).astype(c.h.dtype)
    return {
        "h": dS @ c.W,
        W: RowGradient(c.rows, dS.T @ c.h, c.length),
        b: RowGradient(c.rows, dS.sum(axis=0), c.length),
    }
