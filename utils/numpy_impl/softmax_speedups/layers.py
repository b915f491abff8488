"""Every output layer behind one small interface, for what trains, times or asks any of them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.softmax_speedups import classes as cl
from utils.numpy_impl.softmax_speedups import full, nce, negative, normalised, sampled, trees
from utils.numpy_impl.word2vec import noise_distribution

CHUNK = 2**22  # scores in memory at a time, where the whole vocabulary is needed


@dataclass(frozen=True)
class Layer:
    """An output layer for a vocabulary whose counts are known.

    parameters(H, rng) → p, float64
    loss_and_gradients(h, y, p, rng) → (J in nats, {"h", and every name of p})
    log_probability(h, words, p): ln P(w | h), the sum over the vocabulary taken where Z is not 1
    query(h, words, p): the probability as one asks for it, in what the method promises
    exact: whether J is that of a distribution over the vocabulary, so that Σ_w query = 1
    """

    parameters: Callable
    loss_and_gradients: Callable
    log_probability: Callable
    query: Callable
    exact: bool


def _tables(H, rng, **rows):
    """Draw W (rows, H) of scores about 1 for states of length √H, and b = 0, for each letter."""
    p = {}
    for letter, n in rows.items():
        p |= {f"W_{letter}": rng.standard_normal((n, H)) / np.sqrt(H), f"b_{letter}": np.zeros(n)}
    return p


def _layer(forward, backward, log_probability, sizes, query=None, exact=True) -> Layer:
    """Gather a layer: forward(h, y, p, rng) → (J, cache); query=None: what log_probability says."""

    def loss_and_gradients(h, y, p, rng):
        J, cache = forward(h, y, p, rng)
        return float(J), backward(1.0, cache)

    def asked(h, words, p):
        return np.exp((query or log_probability)(h, words, p))

    return Layer(
        lambda H, rng: _tables(H, rng, **sizes), loss_and_gradients, log_probability, asked, exact
    )


def _chunk(h):
    return max(1, CHUNK // len(h))


def _full_log_probability(h, words, p):
    return full.full_log_probability(h, words, p, _chunk(h))


def _full(counts) -> Layer:
    def forward(h, y, p, rng):
        return full.full_forward(h, y, p, _chunk(h))

    return _layer(forward, full.full_backward, _full_log_probability, {"y": len(counts)})


def _class(counts, C=None, by="size") -> Layer:
    classes = cl.frequency_classes(counts, C, by)
    return _layer(
        lambda h, y, p, rng: cl.class_forward(h, y, classes, p),
        cl.class_backward,
        lambda h, words, p: cl.class_log_probability(h, words, classes, p),
        {"c": len(classes.start) - 1, "y": len(counts)},
    )


def _tree(tree) -> Layer:
    return _layer(
        lambda h, y, p, rng: trees.tree_forward(h, y, tree, p),
        trees.tree_backward,
        lambda h, words, p: trees.tree_log_probability(h, words, tree, p),
        {"n": tree.V - 1},
    )


def _normalised(counts, alpha=0.1) -> Layer:
    def forward(h, y, p, rng):
        return normalised.normalised_forward(h, y, p, alpha, _chunk(h))

    query = normalised.normalised_log_probability
    sizes = {"y": len(counts)}
    return _layer(
        forward, normalised.normalised_backward, _full_log_probability, sizes, query, False
    )


class _Noise:
    """Words drawn by count^power, k for a batch or for each of its examples, in O(log |V|)."""

    def __init__(self, counts, k, shared, power):
        self.q = noise_distribution(counts, power)
        self.up_to = np.cumsum(self.q)
        self.k, self.shared = validate.count("k", k), shared

    def draw(self, N, rng):
        u = rng.random(self.k if self.shared else (N, self.k)) * self.up_to[-1]
        return np.searchsorted(self.up_to, u, side="right")


def _nce(counts, k=100, shared=True, power=1.0, log_Z=0.0) -> Layer:
    noise = _Noise(counts, k, shared, power)
    return _layer(
        lambda h, y, p, rng: nce.nce_forward(h, y, noise.draw(len(h), rng), noise.q, p, log_Z),
        nce.nce_backward,
        _full_log_probability,
        {"y": len(counts)},
        lambda h, words, p: nce.nce_log_probability(h, words, p, log_Z),
        exact=False,
    )


def _negative(counts, k=5, shared=False, power=0.75) -> Layer:
    """P is that of the scores with their shift ln(k q) undone: W_y's are not those of a softmax."""
    noise = _Noise(counts, k, shared, power)

    def corrected(p):
        return p | {"b_y": p["b_y"] + np.log(noise.k * noise.q).astype(p["b_y"].dtype)}

    return _layer(
        lambda h, y, p, rng: negative.negative_forward(h, y, noise.draw(len(h), rng), p),
        negative.negative_backward,
        lambda h, words, p: _full_log_probability(h, words, corrected(p)),
        {"y": len(counts)},
        lambda h, words, p: negative.negative_log_probability(h, words, p, noise.q, noise.k),
        exact=False,
    )


def _sampled(counts, k=100, shared=True, power=1.0) -> Layer:
    noise = _Noise(counts, k, shared, power)
    return _layer(
        lambda h, y, p, rng: sampled.sampled_forward(h, y, noise.draw(len(h), rng), noise.q, p),
        sampled.sampled_backward,
        _full_log_probability,
        {"y": len(counts)},
        exact=False,
    )


# name → maker(counts, …): the settings beside the counts are those of the method
OUTPUT_LAYERS = {
    "full": _full,
    "class": _class,
    "balanced tree": lambda counts: _tree(trees.balanced_paths(len(counts))),
    "huffman": lambda counts: _tree(trees.huffman_paths(counts)),
    "nce": _nce,
    "negative": _negative,
    "normalised": _normalised,
    "sampled": _sampled,
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
