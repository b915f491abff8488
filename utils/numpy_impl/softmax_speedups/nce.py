"""Noise contrastive estimation: tell the word from k words of noise, and get its probability."""

from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.softmax_speedups import checked, full, rows


class Classified(NamedTuple):
    """A batch of N words, each beside k words of noise, and the logits of "is the word"."""

    touched: rows.Touched
    at: tuple[np.ndarray, np.ndarray]  # where the word (N, 1) and the noise, (k,) or (N, k), stand
    word: np.ndarray  # (N, 1) logits
    noise: np.ndarray  # (N, k)

    def loss(self):
        """The mean over examples of −ln σ(word) − Σ_k ln σ(−noise)."""
        return (np.logaddexp(0, -self.word) + np.logaddexp(0, self.noise).sum(1)[:, None]).mean()


def nce_forward(h, y, noise, q, p, log_Z=0.0):
    """J = mean of −ln σ(Δ_y) − Σ_j ln σ(−Δ_j) with Δ_w = s_w − ln Z − ln(k q_w) [DS17].

    One word of the data among k of noise: word w is that of the data with the odds p(w | h) / k q_w,
    whose logarithm is Δ_w where ln p = s − ln Z.

    h (N, H); y (N,); noise (N, k), or (k,) for all; q (V,), what the noise is drawn from
    p {"W_y" (V, H), "b_y" (V,)}; log_Z a number or (N,), by default 0: the model learns Z = 1
    → (J in nats, cache).

    >>> p = {"W_y": np.log([[0.5], [0.75]]), "b_y": np.zeros(2)}
    >>> nce_forward([[1.0]], [1], [0], [0.5, 0.5], p)[0].round(4)  # −ln ⅗ − ln ½
    np.float64(1.204)
    """
    h, W, b = checked.tables(h, p)
    y, noise = batch(h, y, noise, len(W))
    log_Z = validate.real("log_Z", log_Z)
    if log_Z.shape not in ((), (len(h),)):
        raise ValueError(f"log_Z: got shape {log_Z.shape}, expected () or ({len(h)},)")
    shifts = checked.expected_counts(q, noise.shape[-1], len(W), y[:, None], noise)
    log_Z = np.broadcast_to(log_Z, len(h))[:, None]
    cache = classify(h, y, noise, W, b, *((log_Z + each).astype(h.dtype) for each in shifts))
    return cache.loss(), cache


def nce_backward(dJ, cache: Classified) -> dict:
    """∂J/∂s_y = −σ(−Δ_y) / N and ∂J/∂s_j = σ(Δ_j) / N: k + 1 rows, whatever |V| [DS17].

    → {"h" (N, H), "W_y" and "b_y" as RowGradient}.

    >>> p = {"W_y": np.log([[0.5], [0.75]]), "b_y": np.zeros(2)}
    >>> _, cache = nce_forward([[1.0]], [1], [0], [0.5, 0.5], p)
    >>> nce_backward(1.0, cache)["b_y"].to_dense().round(4)
    array([ 0.5, -0.4])
    """
    c = cache
    share = validate.real("dJ", dJ, ()).astype(c.word.dtype) / len(c.word)
    n, (at_y, at_noise) = np.arange(len(c.word))[:, None], c.at
    parts = (n, at_y, -share * sigmoid(-c.word)), (n, at_noise, share * sigmoid(c.noise))
    return rows.touch_backward(c.touched, "W_y", "b_y", *parts)


def nce_log_probability(h, words, p, log_Z: float = 0.0):
    """ln P(w | h) ≈ s_w − ln Z, with the Z of the training: one row for each word [DS17].

    words (N,) or (N, M) → the same shape; `full_log_probability` says what it is exactly.

    >>> p = {"W_y": np.log([[0.25], [0.75]]), "b_y": np.zeros(2)}
    >>> np.exp(nce_log_probability([[1.0]], [1], p))
    array([0.75])
    """
    h, W, b = checked.tables(h, p)
    words = checked.words("words", words, len(W), len(h))
    return full.scores(h, words, W, b) - validate.number("log_Z", log_Z)


def batch(h, y, noise, V: int):
    """Return y (N,) and noise, (k,) or (N, k), as words of V.

    >>> batch(np.zeros((2, 1)), [0, 1], [1], 2)
    (array([0, 1]), array([1]))
    """
    return validate.labels("y", y, V, length=len(h)), checked.noise(noise, V, len(h))


def classify(h, y, noise, W, b, of_word=0, of_noise=0) -> Classified:
    """Score the words and the noise, and take off what each kind is to be compared with.

    >>> one = np.ones((2, 1))
    >>> classify(np.array([[3.0]]), np.array([1]), np.array([0]), one, np.zeros(2), 1).word
    array([[2.]])
    """
    found, at = rows.touch(h, W, b, np.concatenate([y, noise.ravel()]))
    at = at[: len(y), None], at[len(y) :].reshape(noise.shape)
    n = np.arange(len(y))[:, None]
    return Classified(found, at, found.S[n, at[0]] - of_word, found.S[n, at[1]] - of_noise)
