"""Every output layer behind one small interface, for what trains, times or asks any of them."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.softmax_speedups import classes as cl
from utils.numpy_impl.softmax_speedups import full, nce, negative, normalised, sampled, trees
from utils.numpy_impl.word2vec import noise_distribution

CHUNK = 2**15  # rows at a time, where the whole vocabulary is needed
WHOLE = partial(full.full_log_probability, chunk=CHUNK)


class Layer(NamedTuple):
    """An output layer for words whose counts are known."""

    rows: dict  # rows of each table, by its letter
    forward: Callable  # (h, y, …, p) → (J, cache)
    between: Callable  # (N, rng) → what stands between y and p: classes, a tree, noise anew
    backward: Callable  # (dJ, cache) → gradients
    log_probability: Callable  # (h, words, p): ln P(w | h), with the whole sum where Z is not 1
    log_query: Callable  # (h, words, p): the same as the method promises it, without Z
    exact: bool = True  # whether what is trained and asked sums to 1 over the vocabulary
    b: float = 0.0  # that training starts from: ln Z − ln |V| where Z is taken for known

    def parameters(self, H: int, rng: np.random.Generator) -> dict:
        """Draw W (rows, H), for scores of about 1 where the states' numbers are about 1."""
        p = {f"W_{of}": rng.standard_normal((n, H)) / np.sqrt(H) for of, n in self.rows.items()}
        return p | {f"b_{of}": np.full(n, self.b) for of, n in self.rows.items()}

    def loss_and_gradients(self, h, y, p, rng: np.random.Generator):
        """J in nats, and the gradients of h and of every name of p; rng draws what is sampled."""
        J, cache = self.forward(h, y, *self.between(len(h), rng), p)
        return float(J), self.backward(1.0, cache)

    def query(self, h, words, p):
        """P(w | h) of words (N,) or (N, M), at the method's own price."""
        return np.exp(self.log_query(h, words, p))


def _exact(rows, forward, backward, log_probability=WHOLE, *given) -> Layer:
    def asked(h, words, p):
        return log_probability(h, words, *given, p)

    return Layer(rows, forward, lambda N, rng: given, backward, asked, asked)


def _class(counts, C=None, by="size") -> Layer:
    """By size, as the words of a batch then share more of their classes."""
    classes = cl.frequency_classes(counts, C, by)
    rows = {"c": len(classes.start) - 1, "y": len(counts)}
    return _exact(rows, cl.class_forward, cl.class_backward, cl.class_log_probability, classes)


def _tree(tree) -> Layer:
    ways = trees.tree_forward, trees.tree_backward, trees.tree_log_probability
    return _exact({"n": tree.V - 1}, *ways, tree)


def _full(counts) -> Layer:
    forward = partial(full.full_forward, chunk=CHUNK)
    return _exact({"y": len(counts)}, forward, full.full_backward)


def _normalised(counts, alpha=0.1) -> Layer:
    forward = partial(normalised.normalised_forward, alpha=alpha, chunk=CHUNK)
    ways = forward, lambda N, rng: (), normalised.normalised_backward
    return Layer({"y": len(counts)}, *ways, WHOLE, full.scores, False, -np.log(len(counts)))


def _noisy(method, counts, k=100, shared=True, power=1.0, log_Z=0.0) -> Layer:
    """Words drawn by count^power, k for the batch or for each example, in O(log |V|)."""
    q, k = noise_distribution(counts, power), validate.count("k", k)
    up_to = np.cumsum(q)

    def draw(N, rng):  # sorted first: neighbours in the table are found in the cache
        u = np.sort(rng.random(k if shared else N * k)) * up_to[-1]
        words = np.searchsorted(up_to, u, side="right")
        return words if shared else rng.permutation(words).reshape(N, k)

    def unshifted(h, words, p):  # the scores are those of a softmax once ln(k q) is added
        return WHOLE(h, words, p | {"b_y": p["b_y"] + np.log(k * q).astype(p["b_y"].dtype)})

    def asked(h, words, p):
        return negative.negative_log_probability(h, words, p, q, k)

    if method == "negative":
        ways = negative.negative_forward, lambda *how: (draw(*how),), negative.negative_backward
        return Layer({"y": len(q)}, *ways, unshifted, asked, False)
    if method == "sampled":
        ways = sampled.sampled_forward, lambda *how: (draw(*how), q), sampled.sampled_backward
        return Layer({"y": len(q)}, *ways, WHOLE, WHOLE, False)
    ways = partial(nce.nce_forward, log_Z=log_Z), lambda *how: (draw(*how), q), nce.nce_backward
    query = partial(nce.nce_log_probability, log_Z=log_Z)
    return Layer({"y": len(q)}, *ways, WHOLE, query, False, log_Z - np.log(len(q)))


# name → maker(counts, …): the settings beside the counts are those of the method
OUTPUT_LAYERS = {
    "full": _full,
    "class": _class,
    "balanced tree": lambda counts: _tree(trees.balanced_paths(len(counts))),
    "huffman": lambda counts: _tree(trees.huffman_paths(counts)),
    "nce": partial(_noisy, "nce"),
    "negative": lambda counts, k=5, shared=False, power=0.75: _noisy(
        "negative", counts, k, shared, power
    ),
    "normalised": _normalised,
    "sampled": partial(_noisy, "sampled"),
}


def output_layer(name: str, counts, **settings) -> Layer:
    """Return the layer of this name in OUTPUT_LAYERS for words with these counts (V,).

    settings: class: C, by; normalised: alpha; nce, negative, sampled: k, shared (one noise for the
    batch), power of the counts; nce: log_Z

    >>> layer = output_layer("huffman", [4, 2, 1])
    >>> p = layer.parameters(5, np.random.default_rng(0))
    >>> layer.query(np.ones((1, 5)), [[0, 1, 2]], p).sum().round(12), p["W_n"].shape
    (np.float64(1.0), (2, 5))
    """
    return OUTPUT_LAYERS[validate.choice("name", name, tuple(OUTPUT_LAYERS))](counts, **settings)
