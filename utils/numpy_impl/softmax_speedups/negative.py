"""Negative sampling: noise contrastive estimation without its correction."""

from utils.numpy_impl.softmax_speedups import checked, full, nce


def negative_forward(h, y, noise, p):
    """J = mean of −ln σ(s_y) − Σ_j ln σ(−s_j) [DS17, M21].

    Where NCE learns s = ln p, this learns s = ln p − ln(k q): good vectors, shifted probabilities.

    As `nce_forward`, without q → (J in nats, cache).

    >>> p = {"W_y": [[0.0], [1.0986123]], "b_y": [0.0, 0.0]}
    >>> negative_forward([[1.0]], [1], [0], p)[0].round(4)  # −ln ¾ − ln ½
    np.float64(0.9808)
    """
    cache = nce.classify(*nce.batch(h, y, noise, p))
    return cache.loss(), cache


negative_backward = nce.nce_backward  # with s for Δ


def negative_log_probability(h, words, p, q, k: int):
    """ln P(w | h) ≈ s_w + ln(k q_w): the shift of the optimum undone.

    words (N,) or (N, M) → the same shape; q (V,) and k of the noise.

    >>> p = {"W_y": [[0.0], [1.0986123]], "b_y": [0.0, 0.0]}
    >>> negative_log_probability([[1.0]], [1], p, [0.9, 0.1], 2).round(4)  # ln(3 · 2 · 0.1)
    array([-0.5108])
    """
    s = full.scores(h, words, p)
    return s + checked.log_expected(q, k, len(p["W_y"]), words).astype(s.dtype)
