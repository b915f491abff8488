"""Sampled softmax, beyond the sources: the sum over the vocabulary estimated from a sample."""

import numpy as np

from utils import validate
from utils.numpy_impl.softmax_speedups import checked, nce, rows


def sampled_forward(h, y, noise, q, p):
    """J = mean of ln Ẑ − s_y with Ẑ = e^(s_y) + Σ_(j: noise_j ≠ y) e^(s_j) / (k q_j).

    Over noise from q the sum has the mean Z − e^(s_y): Ẑ is right on average, and J as k grows.
    In the logits that is s_j − ln(k q_j) beside s_y; noise that happens to be y is left out.

    As `nce_forward` → (J in nats, cache).

    >>> p = {"W_y": np.log([[1.0], [3.0]]), "b_y": np.zeros(2)}
    >>> sampled_forward([[1.0]], [1], [0, 1], [0.5, 0.5], p)[0].round(4)  # −ln ¾: k q_0 = 1
    np.float64(0.2877)
    """
    h, y, noise, W, b = nce.batch(h, y, noise, p)
    c = nce.classify(
        h, y, noise, W, b, 0.0, checked.log_expected(q, noise.shape[-1], len(W), noise)
    )
    z = np.concatenate([c.word, np.where(noise == y[:, None], -np.inf, c.noise)], axis=1)
    m = z.max(axis=1, keepdims=True)
    e = np.exp(z - m)  # (N, k + 1)
    total = e.sum(axis=1, keepdims=True)
    return (m + np.log(total) - c.word).mean(), (c, e / total)


def sampled_backward(dJ, cache) -> dict:
    """∂J/∂s_j = P̂_j / N and ∂J/∂s_y = (P̂_y − 1) / N: a softmax over the word and its sample.

    → {"h" (N, H), "W_y" and "b_y" as RowGradient}.

    >>> p = {"W_y": np.log([[1.0], [3.0]]), "b_y": np.zeros(2)}
    >>> _, cache = sampled_forward([[1.0]], [1], [0, 1], [0.5, 0.5], p)
    >>> sampled_backward(1.0, cache)["b_y"].values.round(4)
    array([ 0.25, -0.25])
    """
    c, P = cache
    dz = P * (validate.real("dJ", dJ, ()).astype(P.dtype) / len(P))
    ds = dz[:, :1] - dz.sum(axis=1, keepdims=True), dz[:, 1:]
    return rows.touch_backward(c.touched, "W_y", "b_y", *ds)
