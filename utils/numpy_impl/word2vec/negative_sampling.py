"""Skip-gram with negative sampling: tell the neighbour from k words of noise."""

from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.word2vec import checked


class Scored(NamedTuple):
    """A batch of N pairs, each with its noise: words, vectors and scores."""

    words: tuple  # centres (N,), contexts (N,), noise (N, k)
    vectors: tuple  # v_c (N, D), v'_o (N, D), v'_n (N, k, D)
    s_o: np.ndarray  # (N,): v'_o · v_c, to become large
    s_n: np.ndarray  # (N, k): v'_n · v_c, to become small
    V: int

    def losses(self):
        """−ln σ(s_o) − Σ_n ln σ(−s_n) of each pair, (N,)."""
        return np.logaddexp(0, -self.s_o) + np.logaddexp(0, self.s_n).sum(axis=1)


def scored(centres, contexts, noise, E, E_out) -> Scored:
    """Look up and multiply; nothing is checked."""
    v, v_o, v_n = E[centres], E_out[contexts], E_out[noise]
    s_o, s_n = (v * v_o).sum(axis=1), (v_n @ v[:, :, None])[:, :, 0]
    return Scored((centres, contexts, noise), (v, v_o, v_n), s_o, s_n, len(E))


def negative_sampling_forward(centres, contexts, noise, p):
    """J = mean over pairs (c, o) of −ln σ(v'_o·v_c) − Σ_k ln σ(−v'_(n_k)·v_c) [M21].

    centres, contexts (N,) words; noise (N, k) words, as `draw_noise` gives them; one that happens
    to be o counts all the same; p {"E" (V, D), "E_out" (V, D)} → (J in nats, cache).

    >>> p = {"E": [[1.0], [0.0]], "E_out": [[0.0], [np.log(3)]]}
    >>> negative_sampling_forward([0], [1], [[0]], p)[0].round(4)  # −ln ¾ − ln ½
    np.float64(0.9808)
    """
    E, E_out = checked.tables(p)
    centres, contexts = checked.pairs(centres, contexts, len(E))
    noise = validate.as_array("noise", noise)
    if noise.ndim != 2 or len(noise) != len(centres):
        raise ValueError(f"noise: got shape {noise.shape}, expected ({len(centres)}, ·)")
    noise = validate.labels("noise", noise.ravel(), len(E)).reshape(noise.shape)
    cache = scored(centres, contexts, noise, E, E_out)
    return cache.losses().mean(), cache


def negative_sampling_backward(dJ, cache: Scored) -> dict:
    """With g = (σ(s_o) − 1) / N and g_k = σ(s_k) / N: g v'_o + Σ_k g_k v'_(n_k) for v_c [M21].

    v'_o has g v_c and v'_(n_k) has g_k v_c; every use of a word adds to its row.

    → {"E" (V, D), "E_out" (V, D)}.

    >>> p = {"E": [[1.0], [0.0]], "E_out": [[0.0], [np.log(3)]]}
    >>> negative_sampling_backward(1.0, negative_sampling_forward([0], [1], [[0]], p)[1])["E_out"]
    array([[ 0.5 ],
           [-0.25]])
    """
    (centres, contexts, noise), (v, v_o, v_n) = cache.words, cache.vectors
    share = validate.real("dJ", dJ, ()).astype(v.dtype) / len(v)
    g, g_n = (sigmoid(cache.s_o) - 1) * share, sigmoid(cache.s_n) * share  # (N,), (N, k)
    dE, dE_out = np.zeros((2, cache.V, v.shape[1]), v.dtype)
    # subtle: += adds once for a word that comes twice
    np.add.at(dE, centres, g[:, None] * v_o + (g_n[:, None] @ v_n)[:, 0])
    np.add.at(dE_out, contexts, g[:, None] * v)
    np.add.at(dE_out, noise, g_n[:, :, None] * v[:, None])
    return {"E": dE, "E_out": dE_out}
