"""Negative sampling: noise contrastive estimation without its correction."""

import numpy as np

from utils import validate
from utils.numpy_impl.softmax_speedups import checked, full, nce


def negative_forward(h, y, noise, p):
    """J = mean of −ln σ(s_y) − Σ_j ln σ(−s_j): NCE without its correction [DS17, M21].

    Where NCE learns s = ln p, this learns s = ln p − ln(k q): fine for vectors, no probability.

    As `nce_forward`, without q → (J in nats, cache).

    >>> p = {"W_y": np.log([[1.0], [3.0]]), "b_y": np.zeros(2)}
    >>> negative_forward([[1.0]], [1], [0], p)[0].round(4)  # −ln ¾ − ln ½
    np.float64(0.9808)
    """
    h, W, b = checked.tables(h, p)
    cache = nce.classify(h, *nce.batch(h, y, noise, len(W)), W, b)
    return cache.loss(), cache


def negative_backward(dJ, cache: nce.Classified) -> dict:
    """As `nce_backward`, with the scores for Δ [DS17, M21].

    >>> p = {"W_y": np.log([[1.0], [3.0]]), "b_y": np.zeros(2)}
    >>> negative_backward(1.0, negative_forward([[1.0]], [1], [0], p)[1])["b_y"].values
    array([ 0.5 , -0.25])
    """
    return nce.nce_backward(dJ, cache)


def negative_log_probability(h, words, p, q, k: int):
    """ln P(w | h) ≈ s_w + ln(k q_w): the shift of the optimum undone.

    >>> p = {"W_y": np.log([[1.0], [3.0]]), "b_y": np.zeros(2)}
    >>> np.exp(negative_log_probability([[1.0]], [1], p, [0.9, 0.1], 2)).round(4)
    array([0.6])
    """
    h, W, b = checked.tables(h, p)
    words = checked.words("words", words, len(W), len(h))
    (shift,) = checked.expected_counts(q, validate.count("k", k), len(W), words)
    return full.scores(h, words, W, b) + shift
