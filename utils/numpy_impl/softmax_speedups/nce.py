"""Noise contrastive estimation: tell the word from k words of noise, and get its probability."""

from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.softmax_speedups import checked, full, rows


class Classified(NamedTuple):
    """A batch of N words, each beside k words of noise, and the logits of "is the word"."""

    touched: rows.Touched
    word: np.ndarray  # (N, 1) logits
    noise: np.ndarray  # (N, k) logits

    def loss(self):
        """The mean over examples of −ln σ(word) − Σ_j ln σ(−noise_j)."""
        both = sum(
            # ln(1 + e^x) as below is many times faster than logaddexp(0, x)
            (np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))).sum()
            for x in (-self.word, self.noise)
        )
        return both / self.word.dtype.type(len(self.word))


def nce_forward(h, y, noise, q, p, log_Z=0.0):
    """J = mean of −ln σ(Δ_y) − Σ_j ln σ(−Δ_j) with Δ_w = s_w − ln Z − ln(k q_w) [DS17].

    A word w comes from the data with the odds p(w | h) / k q_w against k words of noise, which
    are e^Δ_w where s_w − ln Z = ln p(w | h): who tells them apart best knows p.

    h (N, H); y (N,); noise (N, k), or (k,) for all; q (V,), what the noise is drawn from
    p {"W_y" (V, H), "b_y" (V,)}; log_Z a number or (N,): 0 makes the model learn Z = 1
    → (J in nats, cache).

    >>> p = {"W_y": np.log([[0.5], [0.75]]), "b_y": np.zeros(2)}
    >>> nce_forward([[1.0]], [1], [0], [0.5, 0.5], p)[0].round(4)  # −ln ⅗ − ln ½
    np.float64(1.204)
    """
    h, y, noise, W, b = batch(h, y, noise, p)
    log_Z = validate.real("log_Z", log_Z)
    if log_Z.shape not in ((), (len(h),)):
        raise ValueError(f"log_Z: got shape {log_Z.shape}, expected () or ({len(h)},)")
    k = noise.shape[-1]
    taken = (checked.log_expected(q, k, len(W), used) for used in (y[:, None], noise))
    cache = classify(h, y, noise, W, b, *(log_Z.reshape(-1, 1) + each for each in taken))
    return cache.loss(), cache


def nce_backward(dJ, cache: Classified) -> dict:
    """∂J/∂s_y = −σ(−Δ_y) / N and ∂J/∂s_j = σ(Δ_j) / N: k + 1 rows, whatever |V| [DS17].

    → {"h" (N, H), "W_y" and "b_y" as RowGradient}.

    >>> p = {"W_y": np.log([[0.5], [0.75]]), "b_y": np.zeros(2)}
    >>> _, cache = nce_forward([[1.0]], [1], [0], [0.5, 0.5], p)
    >>> nce_backward(1.0, cache)["b_y"].values.round(4)
    array([ 0.5, -0.4])
    """
    c = cache
    share = validate.real("dJ", dJ, ()).astype(c.word.dtype) / len(c.word)
    ds = -share * sigmoid(-c.word), share * sigmoid(c.noise)
    return rows.touch_backward(c.touched, "W_y", "b_y", *ds)


def nce_log_probability(h, words, p, log_Z: float = 0.0):
    """ln P(w | h) ≈ s_w − ln Z, with the Z of the training: a row for each word [DS17].

    words (N,) or (N, M) → the same shape; `full_log_probability` sums Z up.

    >>> p = {"W_y": np.log([[0.25], [0.75]]), "b_y": np.zeros(2)}
    >>> np.exp(nce_log_probability([[1.0]], [1], p))
    array([0.75])
    """
    return full.scores(h, words, p) - validate.number("log_Z", log_Z)


def batch(h, y, noise, p):
    """Return h (N, H), y (N,), noise, (k,) or (N, k), and the tables, checked."""
    h, W, b = checked.tables(h, p)
    y = validate.labels("y", y, len(W), length=len(h))
    return h, y, checked.words("noise", noise, len(W), len(h)), W, b


def classify(h, y, noise, W, b, of_word=0.0, of_noise=0.0) -> Classified:
    """Score the words and the noise, and take off what each is compared with."""
    n = np.arange(len(y))[:, None]
    found, scored = rows.touch(h, W, b, (n, y[:, None]), (n, noise))
    logits = (s - less for s, less in zip(scored, (of_word, of_noise), strict=True))
    return Classified(found, *(each.astype(h.dtype, copy=False) for each in logits))
