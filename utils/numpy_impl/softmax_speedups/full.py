"""The full softmax, the measure of all that follows."""

from collections.abc import Iterator

import numpy as np

from utils import validate
from utils.numpy_impl.softmax_speedups import checked


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
    log_Z = _log_sums(h, W, b, chunk)
    return (log_Z - scores(h, y, p)).mean(), (h, y, W, b, log_Z, chunk)


def full_backward(dJ, cache, weight=1) -> dict:
    """∂J/∂s_w = (P(w | h) − [w = y]) / N: every row of W_y has a gradient [DS17].

    weight: of P, 1 or (N,), for losses in which Z has a weight of its own
    → {"h" (N, H), "W_y" (V, H), "b_y" (V,)}.

    >>> p = {"W_y": np.log([[1.0], [3.0]]), "b_y": np.zeros(2)}
    >>> full_backward(1.0, full_forward([[1.0]], [1], p)[1])["b_y"].round(4)
    array([ 0.25, -0.25])
    """
    h, y, W, b, log_Z, chunk = cache
    share = validate.real("dJ", dJ, ()).astype(h.dtype) / len(h)
    factor = np.broadcast_to(share * weight, len(h)).astype(h.dtype)[:, None]
    dh, dW, db = -share * W[y], np.empty_like(W), np.empty_like(b)
    for rows in _chunks(len(W), chunk):  # P anew: to keep it would take N |V| numbers
        dS = np.exp(h @ W[rows].T + b[rows] - log_Z[:, None]) * factor
        dh += dS @ W[rows]
        dW[rows], db[rows] = dS.T @ h, dS.sum(axis=0)
    np.subtract.at(dW, y, share * h)  # subtle: a word may come twice
    np.subtract.at(db, y, share)
    return {"h": dh, "W_y": dW, "b_y": db}


def full_log_probability(h, words, p, chunk: int | None = None):
    """ln P(w | h) = s_w − ln Z: O(|V|), however few words are asked for [DS17].

    words (N,) or (N, M) → the same shape.

    >>> p = {"W_y": np.log([[1.0], [3.0]]), "b_y": np.zeros(2)}
    >>> np.exp(full_log_probability([[1.0]], [[0, 1]], p)).round(4)
    array([[0.25, 0.75]])
    """
    log_Z = log_normaliser(h, p, chunk)
    return scores(h, words, p) - (log_Z if np.ndim(words) == 1 else log_Z[:, None])


def scores(h, words, p):
    """s_w = h·w_w + b_w: a row of W_y for each of the words (N,) or (N, M), whatever |V|.

    >>> scores([[2.0]], [[0, 1]], {"W_y": [[1.0], [3.0]], "b_y": [0.0, 0.5]})
    array([[2. , 6.5]])
    """
    h, W, b = checked.tables(h, p)
    words = checked.words("words", words, len(W), len(h))
    return checked.finite("W_y, b_y", np.einsum("nh,n...h->n...", h, W[words]) + b[words])


def log_normaliser(h, p, chunk: int | None = None):
    """ln Z of each state, (N,): 0 where a model has learnt to be normalised.

    >>> log_normaliser([[0.0]], {"W_y": [[1.0], [1.0]], "b_y": [0.0, 0.0]}).round(4)
    array([0.6931])
    """
    return _log_sums(*checked.tables(h, p), chunk)


def _log_sums(h, W, b, chunk):
    """ln Z = m + ln Σ_w e^(s_w − m), where m, the largest score so far, may rise on the way."""
    m, total = np.full((len(h), 1), -np.inf, h.dtype), 0
    for rows in _chunks(len(W), chunk):
        S = h @ W[rows].T + b[rows]
        higher = np.maximum(m, S.max(axis=1, keepdims=True))
        total = total * np.exp(m - higher) + np.exp(S - higher).sum(axis=1, keepdims=True)
        m = higher
    return checked.finite("W_y, b_y", (m + np.log(total))[:, 0])


def _chunks(V: int, chunk: int | None) -> Iterator[slice]:
    step = V if chunk is None else validate.count("chunk", chunk)
    return (slice(at, at + step) for at in range(0, V, step))
