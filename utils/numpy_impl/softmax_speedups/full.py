"""The full softmax, the measure of all that follows, in memory that does not grow with N |V|."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.softmax_speedups import checked


class Summed(NamedTuple):
    """N states, their words and their sums over the vocabulary."""

    h: np.ndarray  # (N, H)
    y: np.ndarray  # (N,)
    W: np.ndarray  # (V, H)
    b: np.ndarray  # (V,)
    s_y: np.ndarray  # (N,)
    log_Z: np.ndarray  # (N,)
    chunk: int | None


def full_forward(h, y, p, chunk: int | None = None):
    """J = mean of ln Z − s_y with s_w = h·w_w + b_w and Z = Σ_w e^(s_w): −ln P(y | h) [DS17].

    h (N, H); y (N,) words; p {"W_y" (V, H), "b_y" (V,)} → (J in nats, cache)
    chunk: so many rows of W_y at a time: N · chunk scores are in memory, never N |V|

    >>> p = {"W_y": np.log([[1.0], [3.0]]), "b_y": np.zeros(2)}
    >>> full_forward([[1.0]], [1], p)[0].round(4)  # −ln ¾
    np.float64(0.2877)
    """
    h, W, b = checked.tables(h, p)
    y = validate.labels("y", y, len(W), length=len(h))
    chunk = None if chunk is None else validate.count("chunk", chunk)
    c = Summed(h, y, W, b, (h * W[y]).sum(axis=1) + b[y], log_sums(h, W, b, chunk), chunk)
    return (c.log_Z - c.s_y).mean(), c


def full_backward(dJ, cache: Summed) -> dict:
    """∂J/∂s_w = (P(w | h) − [w = y]) / N: every row of W_y has a gradient [DS17].

    → {"h" (N, H), "W_y" (V, H), "b_y" (V,)}.

    >>> p = {"W_y": np.log([[1.0], [3.0]]), "b_y": np.zeros(2)}
    >>> full_backward(1.0, full_forward([[1.0]], [1], p)[1])["b_y"].round(4)
    array([ 0.25, -0.25])
    """
    return gradients(dJ, cache, 1)


def full_log_probability(h, words, p, chunk: int | None = None):
    """ln P(w | h) = s_w − ln Z: O(|V|), however few words are asked for.

    words (N,) or (N, M) → the same shape.

    >>> p = {"W_y": np.log([[1.0], [3.0]]), "b_y": np.zeros(2)}
    >>> np.exp(full_log_probability([[1.0]], [[0, 1]], p)).round(4)
    array([[0.25, 0.75]])
    """
    h, W, b = checked.tables(h, p)
    words = checked.words("words", words, len(W), len(h))
    log_Z = log_sums(h, W, b, chunk)
    return scores(h, words, W, b) - (log_Z if words.ndim == 1 else log_Z[:, None])


def scores(h, words, W, b):
    """s_w = h·w_w + b_w of words (N,) or (N, M): a row for each.

    >>> scores(np.array([[2.0]]), np.array([[0, 1]]), np.array([[1.0], [3.0]]), np.zeros(2))
    array([[2., 6.]])
    """
    return checked.finite("W_y", np.einsum("nh,n...h->n...", h, W[words]) + b[words])


def log_sums(h, W, b, chunk: int | None):
    """ln Z = m + ln Σ_w e^(s_w − m), where m, the largest score so far, may rise on the way. (N,).

    >>> log_sums(np.array([[1.0]]), np.full((8, 1), 1e4), np.zeros(8), 3).round(4)  # + ln 8
    array([10002.0794])
    """
    m, total = np.full((len(h), 1), -np.inf, h.dtype), np.zeros((len(h), 1), h.dtype)
    for rows in chunks(len(W), chunk):
        S = h @ W[rows].T + b[rows]
        higher = np.maximum(m, S.max(axis=1, keepdims=True))
        total = total * np.exp(m - higher) + np.exp(S - higher).sum(axis=1, keepdims=True)
        m = higher
    return checked.finite("W_y", (m + np.log(total))[:, 0])


def chunks(V: int, chunk: int | None) -> Iterator[slice]:
    """Yield the rows of a table, so many at a time; all at once for None.

    >>> list(chunks(5, 3))
    [slice(0, 3, None), slice(3, 6, None)]
    """
    step = V if chunk is None else chunk
    return (slice(at, at + step) for at in range(0, V, step))


def gradients(dJ, c: Summed, weight) -> dict:
    """The gradients for ∂J/∂s_w = (weight · P(w | h) − [w = y]) / N: P is computed anew.

    weight: 1, or a number for each example (N,)

    >>> p = {"W_y": [[0.0], [0.0]], "b_y": [0.0, 0.0]}
    >>> gradients(1.0, full_forward([[1.0]], [1], p)[1], 4)["b_y"]
    array([2., 1.])
    """
    share = validate.real("dJ", dJ, ()).astype(c.h.dtype) / len(c.h)
    factor = np.broadcast_to(weight * share, len(c.h)).astype(c.h.dtype)[:, None]
    dh, dW, db = np.zeros_like(c.h), np.empty_like(c.W), np.empty_like(c.b)
    for rows in chunks(len(c.W), c.chunk):
        dS = np.exp(c.h @ c.W[rows].T + (c.b[rows] - c.log_Z[:, None])) * factor
        dh += dS @ c.W[rows]
        dW[rows], db[rows] = dS.T @ c.h, dS.sum(axis=0)
    np.subtract.at(dW, c.y, share * c.h)  # subtle: a word may come twice
    np.subtract.at(db, c.y, share)
    return {"h": dh - share * c.W[c.y], "W_y": dW, "b_y": db}
