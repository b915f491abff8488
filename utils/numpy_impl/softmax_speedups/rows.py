"""The gradient of a table of which a step uses a few rows, and the step itself."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.softmax_speedups import checked


class RowGradient(NamedTuple):
    """A gradient that is 0 but for some rows of the table: what O(|V|) work would only confirm."""

    rows: np.ndarray  # (U,) distinct
    values: np.ndarray  # (U, …)
    length: int  # of the table

    def to_dense(self) -> np.ndarray:
        """The gradient with all its rows, (length, …).

        >>> RowGradient(np.array([2]), np.array([[7.0]]), 3).to_dense().ravel()
        array([0., 0., 7.])
        """
        dense = np.zeros((self.length, *self.values.shape[1:]), self.values.dtype)
        dense[self.rows] = self.values
        return dense


def descend(p: Mapping, gradients: Mapping, learning_rate: float) -> None:
    """θ ← θ − η ∂J/∂θ in place, on the rows that have a gradient: a copy would cost O(|V|).

    Gradients of what is not in p, as that of h, are left alone.

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
    """S_nu = h_n·W_u + b_u for the rows in `used`, each fetched once; and where each now stands.

    One small matrix product serves them all: s of row used[i] for state n is S[n, at[i]].

    >>> found, at = touch(np.array([[2.0]]), np.eye(9)[:, 4:5], np.zeros(9), np.array([4, 7, 4]))
    >>> found.S, at
    (array([[2., 0.]]), array([0, 1, 0]))
    """
    rows, at = np.unique(used, return_inverse=True)
    W_u, b_u = checked.finite("W", W[rows]), checked.finite("b", b[rows])
    return Touched(h, rows, W_u, h @ W_u.T + b_u, len(W)), at.reshape(used.shape)


def touch_backward(c: Touched, W: str, b: str, *parts) -> dict:
    """∂J/∂h, and ∂J/∂W and ∂J/∂b as rows under these names.

    parts: (n, at, ds), any number: ds = ∂J/∂s for the scores s = S[n, at]; all of one score add up.

    >>> found, at = touch(np.array([[2.0]]), np.ones((9, 1)), np.zeros(9), np.array([4]))
    >>> touch_backward(found, "W_y", "b_y", (0, at, np.array([0.5])))["W_y"].values
    array([[1.]])
    """
    N, U = c.S.shape
    dS = np.zeros(N * U)
    for n, at, ds in parts:
        n, at = np.broadcast_arrays(n, at)
        dS += np.bincount((n * U + at).ravel(), ds.ravel(), N * U)
    dS = dS.astype(c.S.dtype).reshape(N, U)
    return {
        "h": dS @ c.W,
        W: RowGradient(c.rows, dS.T @ c.h, c.length),
        b: RowGradient(c.rows, dS.sum(axis=0), c.length),
    }
