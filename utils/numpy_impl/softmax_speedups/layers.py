"""Every output layer behind one small interface, for what trains, times or asks any of them."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.softmax_speedups import classes as cl
from utils.numpy_impl.softmax_speedups import full, nce, negative, normalised, sampled, trees
from utils.numpy_impl.word2vec import noise_distribution

AT_ONCE = 2**22  # scores in memory, where the whole vocabulary is needed


class Layer(NamedTuple):
    """An output layer for words whose counts are known."""

    rows: dict  # rows of each table, by its letter
    forward: Callable  # (h, y, p, rng) → (J, cache)
    backward: Callable  # (dJ, cache) → gradients
    log_probability: Callable  # (h, words, p): ln P(w | h), with the whole sum where Z is not 1
    log_query: Callable  # (h, words, p): the same as the method promises it, without Z
    exact: bool  # whether what is trained and asked sums to 1 over the vocabulary
    b: float = 0.0  # that training starts from: −ln |V| where Z is taken for 1

    def parameters(self, H: int, rng: np.random.Generator) -> dict:
        """Draw W (rows, H), for scores of about 1 where the states' numbers are about 1."""
        p = {f"W_{of}": rng.standard_normal((n, H)) / np.sqrt(H) for of, n in self.rows.items()}
        return p | {f"b_{of}": np.full(n, self.b) for of, n in self.rows.items()}

    def loss_and_gradients(self, h, y, p, rng: np.random.Generator):
        """J in nats, and the gradients of h and of every name of p; rng draws what is sampled."""
        J, cache = self.forward(h, y, p, rng)
        return float(J), self.backward(1.0, cache)

    def query(self, h, words, p):
        """P(w | h) of words (N,) or (N, M), at the method's own price."""
        return np.exp(self.log_query(h, words, p))


def _whole(h, words, p):
    return full.full_log_probability(h, words, p, _chunk(h))


def _chunk(h) -> int:
    return max(1, AT_ONCE // len(h))


def _full(counts, alpha: float | None = None) -> Layer:
    def forward(h, y, p, rng):
        if alpha is None:
            return full.full_forward(h, y, p, _chunk(h))
        return normalised.normalised_forward(h, y, p, alpha, _chunk(h))

    rows, b = {"y": len(counts)}, -np.log(len(counts))
    if alpha is None:
        return Layer(rows, forward, full.full_backward, _whole, _whole, True)
    return Layer(rows, forward, normalised.normalised_backward, _whole, full.scores, False, b)


def _class(counts, C=None, by="size") -> Layer:
    classes = cl.frequency_classes(counts, C, by)

    def forward(h, y, p, rng):
        return cl.class_forward(h, y, classes, p)

    def log_probability(h, words, p):
        return cl.class_log_probability(h, words, classes, p)

    rows = {"c": len(classes.start) - 1, "y": len(counts)}
    return Layer(rows, forward, cl.class_backward, log_probability, log_probability, True)


def _tree(tree) -> Layer:
    def forward(h, y, p, rng):
        return trees.tree_forward(h, y, tree, p)

    def log_probability(h, words, p):
        return trees.tree_log_probability(h, words, tree, p)

    rows = {"n": tree.V - 1}
    return Layer(rows, forward, trees.tree_backward, log_probability, log_probability, True)


def _noisy(method, counts, k=100, shared=True, power=1.0, log_Z=0.0) -> Layer:
    """Words drawn by count^power, k for the batch or for each example, in O(log |V|)."""
    q, k, rows = noise_distribution(counts, power), validate.count("k", k), {"y": len(counts)}
    up_to = np.cumsum(q)

    def draw(h, rng):
        u = rng.random(k if shared else (len(h), k)) * up_to[-1]
        return np.searchsorted(up_to, u, side="right")

    if method == "sampled":

        def forward(h, y, p, rng):
            return sampled.sampled_forward(h, y, draw(h, rng), q, p)

        return Layer(rows, forward, sampled.sampled_backward, _whole, _whole, False)

    if method == "nce":

        def forward(h, y, p, rng):
            return nce.nce_forward(h, y, draw(h, rng), q, p, log_Z)

        def query(h, words, p):
            return nce.nce_log_probability(h, words, p, log_Z)

        b = log_Z - np.log(len(counts))
        return Layer(rows, forward, nce.nce_backward, _whole, query, False, b)

    def forward(h, y, p, rng):
        return negative.negative_forward(h, y, draw(h, rng), p)

    def query(h, words, p):
        return negative.negative_log_probability(h, words, p, q, k)

    def unshifted(h, words, p):  # the scores are those of a softmax once ln(k q) is added
        return _whole(h, words, p | {"b_y": p["b_y"] + np.log(k * q).astype(p["b_y"].dtype)})

    return Layer(rows, forward, negative.negative_backward, unshifted, query, False)


# name → maker(counts, …): the settings beside the counts are those of the method
OUTPUT_LAYERS = {
    "full": _full,
    "class": _class,
    "balanced tree": lambda counts: _tree(trees.balanced_paths(len(counts))),
    "huffman": lambda counts: _tree(trees.huffman_paths(counts)),
    "nce": lambda counts, **how: _noisy("nce", counts, **how),
    "negative": lambda counts, k=5, shared=False, power=0.75: _noisy(
        "negative", counts, k, shared, power
    ),
    "normalised": lambda counts, alpha=0.1: _full(counts, alpha),
    "sampled": lambda counts, **how: _noisy("sampled", counts, **how),
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
