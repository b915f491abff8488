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


def pair_gradients(dJ, cache: Scored):
    """The gradients pair by pair: of v_c (N, D), v'_o (N, D) and v'_n (N, k, D), nothing summed.

    With g = (σ(s_o) − 1) / N and g_k = σ(s_k) / N: g v'_o + Σ_k g_k v'_(n_k), g v_c and g_k v_c.
    """
    v, v_o, v_n = cache.vectors
    share = validate.real("dJ", dJ, ()).astype(v.dtype) / len(v)
    g, g_n = (sigmoid(cache.s_o) - 1) * share, sigmoid(cache.s_n) * share  # (N,), (N, k)
    d_v = g[:, None] * v_o + (g_n[:, None] @ v_n)[:, 0]
    return d_v, g[:, None] * v, g_n[:, :, None] * v[:, None]


def negative_sampling_backward(dJ, cache: Scored) -> dict:
    """∂J/∂v_w and ∂J/∂v'_w: every use of a word adds to its row [M21].

    → {"E" (V, D), "E_out" (V, D)}.

    >>> p = {"E": [[1.0], [0.0]], "E_out": [[0.0], [np.log(3)]]}
    >>> negative_sampling_backward(1.0, negative_sampling_forward([0], [1], [[0]], p)[1])["E_out"]
    array([[ 0.5 ],
           [-0.25]])
    """
    d_v, d_o, d_n = pair_gradients(dJ, cache)
    centres, contexts, noise = cache.words
    dE, dE_out = np.zeros((2, cache.V, d_v.shape[1]), d_v.dtype)
    np.add.at(dE, centres, d_v)  # subtle: += adds once for a word that comes twice
    np.add.at(dE_out, contexts, d_o)
    np.add.at(dE_out, noise, d_n)
    return {"E": dE, "E_out": dE_out}
