"""Sampled softmax: the sum over the vocabulary estimated from a sample [beyond the sources]."""

from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.softmax_speedups import checked, full, nce, rows


class Estimated(NamedTuple):
    """A batch of N words with the sample that stands for all others."""

    classified: nce.Classified
    share: np.ndarray  # (N, k + 1): of Ẑ, the word first


def sampled_forward(h, y, noise, q, p):
    """J = mean of ln Ẑ − s_y with Ẑ = e^(s_y) + 1/k Σ_(j: noise_j ≠ y) e^(s_j) / q_j.

    Each term of the sum has the mean Z − e^(s_y) over noise from q: Ẑ is right on average, and
    ln Ẑ as k grows. In the logits that is s_j − ln(k q_j) against s_y; noise that is y is left out.
    TensorFlow's version takes ln(k q_y) off s_y as well and so prefers rare words.

    As `nce_forward` → (J in nats, cache).

    >>> p = {"W_y": np.log([[1.0], [3.0]]), "b_y": np.zeros(2)}
    >>> sampled_forward([[1.0]], [1], [0, 1], [0.5, 0.5], p)[0].round(4)  # −ln ¾: 1/k · 1/q_0 = 1
    np.float64(0.2877)
    """
    h, W, b = checked.tables(h, p)
    y, noise = nce.batch(h, y, noise, len(W))
    (shift,) = checked.expected_counts(q, noise.shape[-1], len(W), noise)
    c = nce.classify(h, y, noise, W, b, 0, shift.astype(h.dtype))
    z = np.concatenate([c.word, c.noise], axis=1)  # (N, k + 1)
    z[:, 1:][np.broadcast_to(noise == y[:, None], c.noise.shape)] = -np.inf
    m = z.max(axis=1, keepdims=True)
    e = np.exp(z - m)
    total = e.sum(axis=1, keepdims=True)
    return (m + np.log(total) - c.word).mean(), Estimated(c, e / total)


def sampled_backward(dJ, cache: Estimated) -> dict:
    """∂J/∂s_j = P̂_j / N and ∂J/∂s_y = (P̂_y − 1) / N: a softmax over the word and its sample.

    → {"h" (N, H), "W_y" and "b_y" as RowGradient}.

    >>> p = {"W_y": np.log([[1.0], [3.0]]), "b_y": np.zeros(2)}
    >>> _, cache = sampled_forward([[1.0]], [1], [0, 1], [0.5, 0.5], p)
    >>> sampled_backward(1.0, cache)["b_y"].values.round(4)
    array([ 0.25, -0.25])
    """
    c, P = cache.classified, cache.share
    share = validate.real("dJ", dJ, ()).astype(P.dtype) / len(P)
    n = np.arange(len(P))[:, None]
    parts = (n, c.at[0], share * (P[:, :1] - 1)), (n, c.at[1], share * P[:, 1:])
    return rows.touch_backward(c.touched, "W_y", "b_y", *parts)


def sampled_log_probability(h, words, p, chunk: int | None = None):
    """ln P(w | h): the trained model is a softmax, and a query needs its whole sum.

    >>> p = {"W_y": np.log([[1.0], [3.0]]), "b_y": np.zeros(2)}
    >>> np.exp(sampled_log_probability([[1.0]], [1], p)).round(4)
    array([0.75])
    """
    return full.full_log_probability(h, words, p, chunk)
