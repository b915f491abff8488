"""Training pair by pair, to be read; `fast.py` does the same work for real text."""

from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.core.minibatches import batches
from utils.numpy_impl.rnn_unrolling.checked import generator
from utils.numpy_impl.word2vec import checked
from utils.numpy_impl.word2vec.negative_sampling import pair_gradients, scored
from utils.numpy_impl.word2vec.sampling import draw_noise, noise_distribution, subsample
from utils.numpy_impl.word2vec.windows import window_pairs

LEAST_RATE = 1e-4  # of the learning rate at the start


def word2vec_parameters(V: int, D: int, rng: np.random.Generator) -> dict:
    """E uniform within ±1/(2D), E_out 0, as word2vec begins → {"E" (V, D), "E_out" (V, D)}.

    >>> p = word2vec_parameters(3, 2, np.random.default_rng(0))
    >>> bool(np.abs(p["E"]).max() <= 0.25), p["E_out"].any()
    (True, np.False_)
    """
    V, D, rng = validate.count("V", V), validate.count("D", D), generator(rng)
    return {"E": rng.uniform(-1, 1, (V, D)) / (2 * D), "E_out": np.zeros((V, D))}


class PairFit(NamedTuple):
    """What `train_pairs` found."""

    p: dict  # {"E" (V, D), "E_out" (V, D)}
    losses: np.ndarray  # (epochs,): the mean over an epoch's pairs, each just before its step


def train_pairs(
    sentences, counts, D=10, c=2, k=5, epochs=5, learning_rate=0.025, t=1.0, rng=None, batch=1
) -> PairFit:
    """Descend the negative-sampling loss on the pairs of `sentences`, in a new order each epoch.

    Each epoch subsamples (t=1 keeps all), draws windows of 1 … c, then takes steps on `batch` pairs
    with k words of noise each. The learning rate is that of one pair: a batch takes the sum of
    its pairs' steps. It falls linearly, to 1/10,000 of itself. rng None: always the same draws.

    >>> sentences = [[0, 1], [2, 3]] * 50
    >>> fit = train_pairs(sentences, [50, 50, 50, 50], D=2, c=1, epochs=20, learning_rate=0.2)
    >>> bool(fit.losses[-1] < 0.8 * fit.losses[0])
    True
    """
    rng = np.random.default_rng(0) if rng is None else generator(rng)
    counts, k = checked.counted(counts), validate.count("k", k)
    epochs, batch = validate.count("epochs", epochs), validate.count("batch", batch)
    learning_rate = validate.number("learning_rate", learning_rate, above=0)
    p, q = word2vec_parameters(len(counts), D, rng), noise_distribution(counts)
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        centres, contexts = window_pairs(subsample(sentences, counts, t, rng), c, rng)
        M = len(centres)
        if M == 0:
            raise ValueError("sentences: got no two words beside each other, expected pairs")
        noise, order = draw_noise(q, (M, k), rng), batches(M, batch, rng)
        for start in range(0, M, batch):
            n = next(order)
            pairs = scored(centres[n], contexts[n], noise[n], p["E"], p["E_out"])
            losses[epoch] += pairs.losses().sum() / M
            rate = learning_rate * max(1 - (epoch + start / M) / epochs, LEAST_RATE)
            d_v, d_o, d_n = pair_gradients(rate * len(n), pairs)
            np.subtract.at(p["E"], centres[n], d_v)
            np.subtract.at(p["E_out"], contexts[n], d_o)
            np.subtract.at(p["E_out"], noise[n], d_n)
    return PairFit(p, losses)


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
