"""Negative sampling on real text: what `train_pairs` does, many words at once, in float32.

The text is cut into blocks of 32 words. A block is scored against its own words and `window` more
to either side in one small product, and a band of ones and zeros keeps the pairs within a window;
all words of a block share 32 words of noise, weighted so that each pair has `negatives` of them on
average. Every word is then looked up and changed once, not once for each of its pairs.
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided

from utils import validate
from utils.numpy_impl.word2vec import checked
from utils.numpy_impl.word2vec.sampling import draw_noise, keep_probability, noise_distribution
from utils.numpy_impl.word2vec.training import LEAST_RATE, word2vec_parameters

BLOCK, NOISE, BLOCKS = 32, 32, 32  # words and noise of a block; blocks of an update
CHUNK = 200_000  # words of text that are prepared at once


def band(sentence, reach, c: int):
    """Which of the BLOCK + 2c words around a block are in the window of each of its words, 1 or 0.

    sentence (n BLOCK + 2c,), the number of each word's; reach (n BLOCK,), windows from 1 to c
    → (n, BLOCK, BLOCK + 2c) float32.

    >>> band(np.arange(36) // 34, np.full(32, 2), 2)[0, [0, 31]].astype(int).sum(axis=1)
    array([4, 2])
    """
    around = as_strided(
        sentence,
        (len(reach) // BLOCK, BLOCK + 2 * c),
        (BLOCK * sentence.itemsize, sentence.itemsize),
    )
    distance = np.abs(np.arange(BLOCK + 2 * c) - np.arange(BLOCK)[:, None] - c)
    there = (distance > 0) & (distance <= reach.reshape(-1, BLOCK, 1))
    there &= around[:, None] == around[:, c:-c, None]
    return there.astype(np.float32)


def block_gradients(v, around, noise, there, k: int):
    """The gradients of the sum over all pairs, of n blocks.

    v (n, BLOCK, D), around (n, BLOCK + 2c, D) and noise (n, NOISE, D): the vectors; there: `band`
    k: the weight of the noise, all NOISE words of it together → three arrays, as the vectors.

    >>> v, around, noise = (np.zeros((1, n, 2)) for n in (32, 36, 32))
    >>> block_gradients(v, around, noise, np.ones((1, 32, 36)), 5)[2].shape
    (1, 32, 2)
    """
    s = v @ around.transpose(0, 2, 1)  # (n, BLOCK, BLOCK + 2c)
    g = (0.5 * np.tanh(0.5 * s) - 0.5) * there  # σ(s) − 1
    s = v @ noise.transpose(0, 2, 1)
    g_n = (0.5 * np.tanh(0.5 * s) + 0.5) * (there.sum(axis=2, keepdims=True) * (k / NOISE))
    return g @ around + g_n @ noise, g.transpose(0, 2, 1) @ v, g_n.transpose(0, 2, 1) @ v


def fast_train(
    sentences,
    counts,
    D: int = 100,
    window: int = 5,
    negatives: int = 5,
    epochs: int = 1,
    learning_rate: float = 0.025,
    t: float = 1e-3,
    seed: int = 0,
    every: int | None = None,
    form: str = "paper",
) -> dict:
    """Train on the pairs of `sentences` by descending the negative-sampling loss.

    window, negatives, t and form as in `train_pairs` and `keep_probability`
    every: also keep E at the start, each time so many more words have been read, and at the end
    → {"E" (V, D), "E_out" (V, D)} float32, and with every {"snapshots" (S, V, D), "read" (S,)}.

    >>> p = fast_train([[0, 1], [2, 3]] * 500, [500, 500, 500, 500], D=4, t=1.0, every=1000)
    >>> p["E"].shape, p["snapshots"].shape, p["read"]
    ((4, 4), (3, 4, 4), array([   0, 1000, 2000]))
    """
    counts = checked.counted(counts)
    c, k, epochs = (
        validate.count(*e)
        for e in (("window", window), ("negatives", negatives), ("epochs", epochs))
    )
    learning_rate = validate.number("learning_rate", learning_rate, above=0)
    rng, V = np.random.default_rng(seed), len(counts)
    words, lengths = checked.text(sentences, V)
    sentence = np.repeat(np.arange(len(lengths)), lengths)
    keep, q = keep_probability(counts, t, form), noise_distribution(counts)
    p = {name: a.astype(np.float32) for name, a in word2vec_parameters(V, D, rng).items()}
    step = CHUNK if every is None else min(CHUNK, validate.count("every", every))
    total, read, kept = epochs * len(words), 0, {0: p["E"].copy()}
    for _ in range(epochs):
        for start in range(0, len(words), step):
            piece = slice(start, start + step)
            some = rng.random(len(words[piece])) < keep[words[piece]]
            rates = learning_rate * np.maximum(
                1 - (read + np.array([0, len(some)])) / total, LEAST_RATE
            )
            _read(p, words[piece][some], sentence[piece][some], c, k, q, rates, rng)
            read += len(some)
            if every is not None and (read // every > max(kept) // every or read == total):
                kept[read] = p["E"].copy()
    if every is not None:
        p |= {"snapshots": np.array(list(kept.values())), "read": np.array(list(kept))}
    return p


def _read(p, words, sentence, c, k, q, rates, rng):
    """Go through one stretch of text, at a rate that falls from one to another."""
    E, E_out = p["E"], p["E_out"]
    D, n = E.shape[1], -(-len(words) // BLOCK)
    pad = n * BLOCK - len(words)
    words = np.pad(words, (c, c + pad))
    sentence = np.pad(sentence, (c, c + pad), constant_values=-1)
    sentence[len(sentence) - pad - c :] = -2 - np.arange(pad + c)
    sentence[:c] = -2 - pad - c - np.arange(c)
    reach = rng.integers(1, c, n * BLOCK, endpoint=True)
    noise = draw_noise(q, (n, NOISE), rng)
    for b in range(0, n, BLOCKS):
        m = min(BLOCKS, n - b)
        w = words[b * BLOCK : (b + m) * BLOCK + 2 * c]
        there = band(
            sentence[b * BLOCK : (b + m) * BLOCK + 2 * c], reach[b * BLOCK : (b + m) * BLOCK], c
        )
        v, o, u = E[w[c:-c]], E_out[w], E_out[noise[b : b + m]]
        around = as_strided(o, (m, BLOCK + 2 * c, D), (BLOCK * o.strides[0], *o.strides))
        d_v, d_around, d_u = block_gradients(v.reshape(m, BLOCK, D), around, u, there, k)
        rate = np.float32(rates[0] + (rates[1] - rates[0]) * b / n)
        d_o = np.zeros_like(o)
        d_o[c : c + m * BLOCK] = d_around[:, c : c + BLOCK].reshape(-1, D)
        for i in range(c):
            d_o[i : i + m * BLOCK : BLOCK] += d_around[:, i]
            d_o[c + BLOCK + i :: BLOCK][:m] += d_around[:, c + BLOCK + i]
        np.subtract.at(E, w[c:-c], rate * d_v.reshape(-1, D))
        np.subtract.at(E_out, w, rate * d_o)
        np.subtract.at(E_out, noise[b : b + m], rate * d_u)
