"""The gradient of a table of which a step uses a few rows, and the step itself."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from scipy import sparse

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


# Up to so many products for each that is wanted, one product of matrices beats fetching row by row.
WASTE = 40


class Touched(NamedTuple):
    """A batch of N states and the U rows of a table that it uses."""

    h: np.ndarray  # (N, H)
    rows: np.ndarray  # (U,)
    W: np.ndarray  # (U, H): these rows
    pairs: list  # of (n, at): scores of state n with W[at], arrays of one shape
    dense: bool  # whether all N U scores are worth computing
    length: int


def touch(h, W, b, *pairs) -> tuple[Touched, list[np.ndarray]]:
    """s = h_n·w_r + b_r for pairs (n, r) of arrays that broadcast; each row is fetched once."""
    rows, at = np.unique(np.concatenate([r.ravel() for _, r in pairs]), return_inverse=True)
    parts = np.split(at, np.cumsum([r.size for _, r in pairs])[:-1])
    pairs = [
        np.broadcast_arrays(n, part.reshape(r.shape))
        for (n, r), part in zip(pairs, parts, strict=True)
    ]
    W_u, b_u = W[rows], b[rows]
    if dense := len(h) * len(rows) <= WASTE * sum(at.size for _, at in pairs):
        S = h @ W_u.T + b_u
        s = [S[n, at] for n, at in pairs]
    else:
        s = [np.einsum("...h,...h->...", h[n], W_u[at]) + b_u[at] for n, at in pairs]
    for each in s:
        checked.finite("W, b", each)
    return Touched(h, rows, W_u, pairs, dense, len(W)), s


def touch_backward(c: Touched, W: str, b: str, *ds) -> dict:
    """∂J/∂h, and ∂J/∂W and ∂J/∂b as rows under these names, from ∂J/∂s of all pairs.

    With dS (N, U), where what a row and a state have together adds up: dS W, dSᵀ h and Σ_n dS_n.
    """
    N, U = len(c.h), len(c.rows)
    n, at = (np.concatenate([pair[i].ravel() for pair in c.pairs]) for i in (0, 1))
    ds = np.concatenate([each.ravel() for each in ds])
    if c.dense:
        dS = np.bincount(n * U + at, ds, N * U).reshape(N, U).astype(c.h.dtype)
    else:
        dS = sparse.csr_array((ds, (n, at)), (N, U))
    return {
        "h": dS @ c.W,
        W: RowGradient(c.rows, dS.T @ c.h, c.length),
        b: RowGradient(c.rows, dS.sum(axis=0), c.length),
    }
