"""Training by negative sampling, for real text: many words at once, in float32.

The text is cut into blocks of BLOCK words. One product scores a block's words against themselves
and `window` words more to either side, and against NOISE words of noise that the block shares.
Weights of 0 and 1 keep the pairs within a window; the noise weighs as much as if each pair had
`negatives` of its own. A word is looked up and changed a few times, not once for each of its pairs.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy import sparse

from utils import validate
from utils.numpy_impl.word2vec import checked
from utils.numpy_impl.word2vec.sampling import draw_noise, keep_probability, noise_distribution
from utils.numpy_impl.word2vec.training import word2vec_parameters

BLOCK, NOISE = 16, 16
UPDATE = 64  # blocks whose gradients are taken at the same parameters
# What a word is told in an update adds up. So that it cannot run away, an update has fewer blocks
# where learning rate × terms of a word, on average, passes TERMS, and moves no vector further than
TERMS, LONGEST = 2.0, 0.5
STRETCH = 100_000  # words of text that are prepared together
LEAST_RATE = 1e-4  # of the learning rate at the start


def fast_train(
    sentences,
    counts,
    D=100,
    window=5,
    negatives=5,
    epochs=1,
    learning_rate=0.025,
    t=1e-3,
    seed=0,
    every=None,
    form="paper",
) -> dict:
    """Descend the negative-sampling loss on the pairs of the text [M21].

    sentences, counts (V,): the text; D: numbers in a vector
    window: that of a word is drawn from 1 … window, in every epoch anew
    negatives: words of noise for each pair; t, form: those of `keep_probability`, 1 keeps all words
    learning_rate: that of one pair; it falls linearly, to 1/10,000 of itself
    every: also keep E as it was at the start, after every so many words of an epoch, and at its end
    → {"E" (V, D), "E_out" (V, D)} float32; with every {"snapshots" (S, V, D), "read" (S,)} as well.

    >>> p = fast_train([[0, 1], [2, 3]] * 500, [500, 500, 500, 500], D=4, t=1.0, every=1000)
    >>> p["E"].shape, p["snapshots"].shape, p["read"]
    ((4, 4), (3, 4, 4), array([   0, 1000, 2000]))
    """
    counts = checked.counted(counts)
    V, c, k = len(counts), validate.count("window", window), validate.count("negatives", negatives)
    words, lengths = checked.text(sentences, V)
    step = STRETCH if every is None else validate.count("every", every)
    total, read = validate.count("epochs", epochs) * len(words), 0
    learning_rate = validate.number("learning_rate", learning_rate, above=0)
    keep, q = keep_probability(counts, t, form), noise_distribution(counts)
    rng, weights = np.random.default_rng(seed), score_weights(c, k)
    p = word2vec_parameters(V, D, rng)
    table = np.concatenate([p["E"], p["E_out"]]).astype(np.float32)  # one gather serves both
    sentence, starts = np.repeat(np.arange(len(lengths)), lengths), np.cumsum(lengths) - lengths
    # where stretches begin: each with a sentence
    cuts = np.unique(starts[np.searchsorted(starts, np.arange(0, len(words), step), "right") - 1])
    kept = {0: table[:V].copy()}
    f = counts * keep / (counts @ keep)
    terms = BLOCK * (c + 1) * (k + 1) * (f @ f)  # of a word of the text, from one block
    size = min(UPDATE, 1 + int(TERMS / (learning_rate * terms)))
    for _ in range(epochs):
        for start, end in zip(cuts.tolist(), [*cuts[1:].tolist(), len(words)], strict=True):
            some = start + np.flatnonzero(rng.random(end - start) < keep[words[start:end]])
            rows, places = _blocks(words[some], sentence[some], c, V, q, rng)
            for b in range(0, len(rows), size):
                done = (read + b / len(rows) * (end - start)) / total
                now = rows[b : b + size]
                vectors = np.take(table, now, axis=0)
                weight = np.take(weights, places[b : b + size], axis=0)
                gradients = block_gradients(vectors, weight).reshape(-1, D)
                rate = learning_rate * max(1 - done, LEAST_RATE)
                take_steps(table, now.ravel(), gradients, rate)
            read += end - start
            if every is not None:
                kept[read] = table[:V].copy()
    p = {"E": table[:V].copy(), "E_out": table[V:].copy()}
    if every is not None:
        p |= {"snapshots": np.array(list(kept.values())), "read": np.array(list(kept))}
    return p


def _blocks(words, sentence, c, V, q, rng):
    """Cut T words into n blocks: (rows of the table (n, R), places (n, BLOCK) in `score_weights`).

    R = BLOCK inputs, BLOCK + 2c outputs, NOISE outputs.
    """
    T, n = len(words), max(1, -(-len(words) // BLOCK))  # one also where nothing was kept
    first = np.flatnonzero(np.diff(sentence, prepend=-1))  # words of their sentences
    length = np.diff(first, append=T)
    before = np.arange(T) - np.repeat(first, length)
    behind = np.repeat(length, length) - 1 - before
    reach = rng.integers(1, c, T, endpoint=True)
    places = np.zeros(n * BLOCK, np.intp)  # words that only fill the last block have no window
    places[:T] = np.minimum(before, reach) * (c + 1) + np.minimum(behind, reach)
    places = places.reshape(n, BLOCK) + np.arange(BLOCK) * (c + 1) ** 2
    around = sliding_window_view(np.pad(words, (c, c + n * BLOCK - T)), BLOCK + 2 * c)[::BLOCK]
    noise = draw_noise(q, (n, NOISE), rng)
    return np.concatenate([around[:, c:-c], V + around, V + noise], axis=1), places


def score_weights(c: int, k: int):
    """What each score of a word counts: 1 within its window, k / NOISE a pair for noise, else 0.

    → (BLOCK (c + 1)², BLOCK + 2c + NOISE) float32: a row for each place in a block, number of
    words before it in its window, and number behind it.
    """
    place, before, behind, other = np.ogrid[:BLOCK, : c + 1, : c + 1, : BLOCK + 2 * c]
    j = other - c - place
    there = (j != 0) & (-before <= j) & (j <= behind)
    noise = there.sum(axis=-1, keepdims=True) * np.full(NOISE, k / NOISE)
    weights = np.concatenate([there, noise], axis=-1).astype(np.float32)
    return weights.reshape(-1, weights.shape[-1])


def block_gradients(vectors, weights):
    """The gradients of Σ weight · loss over the scores of n blocks.

    vectors (n, R, D) as in `_blocks`; weights (n, BLOCK, R − BLOCK) → (n, R, D).
    """
    v, u = vectors[:, :BLOCK], vectors[:, BLOCK:]
    g = v @ u.transpose(0, 2, 1)  # the scores s (n, BLOCK, R − BLOCK)
    g *= 0.5
    np.tanh(g, out=g)
    g[..., :-NOISE] -= 1  # σ(s) − 1 = ½ (tanh(s / 2) − 1)
    g[..., -NOISE:] += 1  # σ(s) = ½ (tanh(s / 2) + 1)
    g *= weights
    g *= 0.5
    gradients = np.empty_like(vectors)
    np.matmul(g, u, out=gradients[:, :BLOCK])
    np.matmul(g.transpose(0, 2, 1), v, out=gradients[:, BLOCK:])
    return gradients


def take_steps(table, rows, gradients, rate) -> None:
    """table[rows] −= rate · gradients, summed where a row comes twice, no row by more than LONGEST.

    Sorted, the terms of a row are summed by a product with a sparse matrix: np.add.at is slower.
    """
    order = np.argsort(rows)
    ordered = rows[order]
    first = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    factors = np.full(len(rows), -rate, table.dtype)
    sums = sparse.csr_array((factors, order, np.append(first, len(rows))), (len(first), len(rows)))
    steps = sums @ gradients
    lengths = np.sqrt(np.einsum("nd,nd->n", steps, steps))
    steps *= (LONGEST / np.maximum(lengths, LONGEST))[:, None]
    table[ordered[first]] += steps
