"""The models of topic 07 with small inputs, and what they refuse: see `contract/test_numpy.py`."""

import numpy as np

from utils.numpy_impl import word2vec as w2v
from utils.numpy_impl.word2vec import fast

RNG = np.random.default_rng(0)
COUNTS = [9, 5, 4, 2, 1]
TREE = w2v.huffman_tree(COUNTS)


def tables(V=5, D=3, fewer=0):
    """Return random vectors of V words."""
    return {"E": RNG.standard_normal((V, D)), "E_out": RNG.standard_normal((V - fewer, D))}


def of(forward, backward, *batch):
    """A loss on a batch, which is held fixed."""

    def model(**p):
        J, cache = forward(*batch, p)
        return J, lambda dJ: backward(dJ, cache)

    return model


# centres, contexts, noise, number of words; words 1 and 2 of the first come twice in every role
BATCHES = {
    "words that come twice": ([1, 1, 3, 1], [2, 0, 2, 2], [[2, 4], [2, 2], [0, 1], [4, 4]], 5),
    "one pair, one word of noise": ([3], [4], [[0]], 5),
    "centre, context and noise are the same word": ([2, 2], [2, 2], [[2], [2]], 5),
    "two words": ([0, 1], [1, 0], [[0], [0]], 2),
    "one dimension": ([0, 4], [1, 0], [[0, 3], [2, 1]], 5),
}


def losses(label):
    """Return {loss: (model, inputs, what torch is to be given)} of a batch."""
    centres, contexts, noise, V = BATCHES[label]
    D = 1 if label == "one dimension" else 3
    tree = w2v.huffman_tree(COUNTS[:V])
    pairs = centres, contexts
    full = of(w2v.skipgram_forward, w2v.skipgram_backward, *pairs)
    negative = of(
        w2v.negative_sampling_forward, w2v.negative_sampling_backward, *pairs, np.array(noise)
    )
    tree_model = of(w2v.hierarchical_forward, w2v.hierarchical_backward, *pairs, tree)
    return {
        "skipgram": (full, tables(V, D), pairs),
        "negative_sampling": (negative, tables(V, D), (*pairs, noise)),
        "hierarchical": (tree_model, tables(V, D, fewer=1), (*pairs, tree)),
    }


LOSSES = {f"{loss}, {label}": rest for label in BATCHES for loss, rest in losses(label).items()}


def block(vectors):
    """Two blocks of the fast trainer: their loss, written out, and its gradient."""
    c, k, B, noise = 2, 3, fast.BLOCK, fast.NOISE
    places = np.arange(2 * B).reshape(2, B) % ((c + 1) ** 2 * B)
    weights = fast.score_weights(c, k)[places].astype(vectors.dtype)
    s = np.einsum("nid,njd->nij", vectors[:, :B], vectors[:, B:])
    s[..., :-noise] *= -1  # neighbours are to score high
    J = (weights * np.logaddexp(0, s)).sum()
    return J, lambda dJ: fast.block_gradients(vectors, weights) * dJ


MODELS = {
    **{label: (model, inputs) for label, (model, inputs, _) in LOSSES.items()},
    "a block": (block, {"vectors": RNG.standard_normal((2, 2 * fast.BLOCK + 4 + fast.NOISE, 2))}),
}

P = {"E": np.ones((2, 1)), "E_out": np.ones((2, 1))}
TWO = w2v.huffman_tree([2, 1])
CACHE = w2v.negative_sampling_forward([0], [1], [[1]], P)[1]
TEXT, VECTORS = [[0, 1]], [[1.0, 0.0], [0.0, 1.0]]


def pair(centres=(0,), contexts=(1,), **p):
    return lambda: w2v.skipgram_forward(list(centres), list(contexts), P | p)


def noisy(noise):
    return lambda: w2v.negative_sampling_forward([0], [1], noise, P)


def call(f, *args, **how):
    return lambda: f(*args, **how)


def fast_train(sentences=TEXT, **how):
    return call(w2v.fast_train, sentences, [1, 1], **how)


THREE = {"E": [[1.0]] * 3, "E_out": [[1.0]] * 2}
BAD = [
    (pair([]), "centres: got no labels, expected at least one"),
    (pair([2]), r"centres: entry \[0\] is 2, expected labels from 0 to 1"),
    (pair([0], [-1]), r"contexts: entry \[0\] is -1, expected labels from 0 to 1"),
    (pair([0], [1, 1]), r"contexts: got shape \(2,\), expected \(1,\)"),
    (pair(E=[[1.0], [np.nan]]), r"E: entry \[1, 0\] is NaN"),
    (pair(E_out=[[1.0]]), r"E_out: got shape \(1, 1\), expected \(2, 1\)"),
    (call(w2v.skipgram_forward, [0], [1], {"E": [[1]]}), "p: E_out missing, expected E, E_out"),
    (noisy([[1], [1]]), r"noise: got shape \(2, 1\), expected \(1, ·\)"),
    (noisy(np.zeros((1, 0), int)), "noise: got no labels, expected at least one"),
    (noisy([[7]]), r"noise: entry \[0\] is 7, expected labels from 0 to 1"),
    (call(w2v.negative_sampling_backward, [1.0], CACHE), r"dJ: got shape \(1,\), expected \(\)"),
    (call(w2v.hierarchical_forward, [0], [1], TWO, P), r"E_out: got shape \(2, 1\), expected \(1"),
    (call(w2v.word_probabilities, [1], TREE, THREE), "tree: got 5 words, expected 3, as E has"),
    (call(w2v.huffman_tree, [5]), "counts: got 1 word, expected at least 2"),
    (call(w2v.huffman_tree, [5, -1]), "counts: got .*, expected numbers of at least 0, some above"),
    (call(w2v.noise_distribution, [0, 0]), "counts: got .*, expected numbers of at least 0, some"),
    (call(w2v.draw_noise, [0.5, 0.6], 3, RNG), "q: the probabilities sum to 1.1, expected 1"),
    (call(w2v.draw_noise, [0.5, 0.5], 3, 0), "rng: got 0, expected np.random.default_rng"),
    (call(w2v.keep_probability, [1, 1], 0), "t: got 0, expected a number above 0"),
    (
        call(w2v.keep_probability, [1], 1, "talk"),
        "form: got 'talk', expected one of 'paper', 'code'",
    ),
    (call(w2v.subsample, [[3]], [1, 1], 1, RNG), r"sentences: entry \[0\] is 3, expected labels"),
    (call(w2v.window_pairs, TEXT, 0), "c: got 0, expected at least 1"),
    (call(w2v.window_pairs, [[]], 1), "sentences: got no word, expected a list of arrays"),
    (call(w2v.window_pairs, [0, 1], 1), r"sentences: number 0 has shape \(\), expected \(length"),
    (call(w2v.word2vec_parameters, 1, 0, RNG), "D: got 0, expected at least 1"),
    (fast_train(window=0), "window: got 0, expected at least 1"),
    (fast_train(every=0), "every: got 0, expected at least 1"),
    (fast_train([[2]]), r"sentences: entry \[0\] is 2, expected labels from 0 to 1"),
    (fast_train(learning_rate=-1), "learning_rate: got -1, expected a number above 0"),
    (call(w2v.heldout_loss, [[0], [1]], [1, 1], P), "centres: got no labels"),
    (call(w2v.unit, [[0.0, 0.0]]), "vectors: one is 0, which has no direction"),
    (call(w2v.neighbours, VECTORS, 2), r"query: entry \[0\] is 2, expected labels from 0 to 1"),
    (call(w2v.neighbours, VECTORS, 0, leave_out=[5]), r"leave_out: entry \[0\] is 5, expected"),
    (call(w2v.analogy, VECTORS, 0, 1, 2), r"a, b, c: entry \[2\] is 2, expected labels from 0"),
    (call(w2v.project, VECTORS, 3), "n: got 3, expected at most 2, as the vectors allow"),
    (call(w2v.project, [[1.0], [1.0]], 1), "vectors: all are the same, expected some that differ"),
]
