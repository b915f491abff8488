"""Where training begins, and how good vectors are on other text; `fast.py` trains."""

import numpy as np

from utils import validate
from utils.numpy_impl.word2vec import checked
from utils.numpy_impl.word2vec.negative_sampling import scored
from utils.numpy_impl.word2vec.sampling import draw_noise, noise_distribution, subsample
from utils.numpy_impl.word2vec.windows import window_pairs


def word2vec_parameters(V: int, D: int, rng: np.random.Generator) -> dict:
    """E uniform within ±1/(2D), E_out 0, as word2vec begins → {"E" (V, D), "E_out" (V, D)}.

    >>> p = word2vec_parameters(3, 2, np.random.default_rng(0))
    >>> bool(np.abs(p["E"]).max() <= 0.25), p["E_out"].any()
    (True, np.False_)
    """
    V, D, rng = validate.count("V", V), validate.count("D", D), validate.generator("rng", rng)
    return {"E": rng.uniform(-1, 1, (V, D)) / (2 * D), "E_out": np.zeros((V, D))}


def heldout_loss(sentences, counts, p, c=5, k=5, t=1.0, seed=0, form="paper") -> float:
    """The mean negative-sampling loss of a pair, in nats, on text that p has not been trained on.

    Drawn as in training, from counts of the training text; the same seed, the same pairs and noise.

    >>> p = word2vec_parameters(4, 2, np.random.default_rng(0))
    >>> round(heldout_loss([[0, 1, 2, 3]], [4, 3, 2, 1], p, k=1), 4)  # all scores are 0: 2 ln 2
    1.3863
    """
    E, E_out = checked.tables(p)
    k, rng = validate.count("k", k), np.random.default_rng(seed)
    pairs = window_pairs(subsample(sentences, counts, t, rng, form), c, rng)
    centres, contexts = checked.pairs(*pairs, len(E))
    noise, total = draw_noise(noise_distribution(counts), (len(centres), k), rng), 0.0
    for start in range(0, len(centres), 4096):  # as many as fit the cache
        n = slice(start, start + 4096)
        total += scored(centres[n], contexts[n], noise[n], E, E_out).losses().sum(dtype=np.float64)
    return float(total / len(centres))
