"""Self-normalisation: learn Z ≈ 1, at the full price, so that a query need not know Z."""

import numpy as np

from utils import validate
from utils.numpy_impl.softmax_speedups import checked, full


def normalised_forward(h, y, p, alpha: float = 0.1, chunk: int | None = None):
    """J = mean of −ln P(y | h) + α ln² Z: a penalty on sums other than 1 [DS17].

    As `full_forward`, with α ≥ 0 → (J in nats, cache).

    >>> p = {"W_y": np.log([[1.0], [3.0]]), "b_y": np.zeros(2)}
    >>> normalised_forward([[1.0]], [1], p, alpha=0.5)[0].round(4)  # −ln ¾ + ½ ln² 4
    np.float64(1.2486)
    """
    alpha = validate.number("alpha", alpha, least=0)
    J, cache = full.full_forward(h, y, p, chunk)
    return J + (alpha * cache.log_Z**2).mean(), (cache, alpha)


def normalised_backward(dJ, cache) -> dict:
    """∂J/∂s_w = ((1 + 2 α ln Z) P(w | h) − [w = y]) / N, as ∂ ln Z / ∂s_w = P(w | h) [DS17].

    → {"h", "W_y", "b_y"}, dense.

    >>> p = {"W_y": np.log([[1.0], [3.0]]), "b_y": np.zeros(2)}
    >>> normalised_backward(1.0, normalised_forward([[1.0]], [1], p, alpha=0)[1])["b_y"].round(4)
    array([ 0.25, -0.25])
    """
    summed, alpha = cache
    return full.gradients(dJ, summed, 1 + 2 * alpha * summed.log_Z)


def normalised_log_probability(h, words, p):
    """ln P(w | h) ≈ s_w, with Z taken for 1: one row of W_y for each word, O(1) in |V| [DS17].

    words (N,) or (N, M) → the same shape; the error is ln Z.

    >>> p = {"W_y": np.log([[0.25], [0.75]]), "b_y": np.zeros(2)}
    >>> normalised_query([[1.0]], [1], p)  # e^s: this Z is 1
    array([0.75])
    """
    h, W, b = checked.tables(h, p)
    return full.scores(h, checked.words("words", words, len(W), len(h)), W, b)


def normalised_query(h, words, p):
    """P(w | h) ≈ e^(s_w): see `normalised_log_probability`.

    >>> normalised_query([[0.0]], [1], {"W_y": [[1.0], [1.0]], "b_y": [0.0, 0.0]})
    array([1.])
    """
    return np.exp(normalised_log_probability(h, words, p))


def log_normaliser(h, p, chunk: int | None = None):
    """ln Z of each state (N,): 0 where the model has learnt to be normalised.

    >>> log_normaliser([[0.0]], {"W_y": [[1.0], [1.0]], "b_y": [0.0, 0.0]}).round(4)
    array([0.6931])
    """
    return full.log_sums(*checked.tables(h, p), chunk)
