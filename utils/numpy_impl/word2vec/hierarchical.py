"""Skip-gram with hierarchical softmax: a word is a way through a tree of yes and no."""

import numpy as np

from utils import validate
from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.core.layers import embedding_backward, embedding_forward
from utils.numpy_impl.word2vec import checked
from utils.numpy_impl.word2vec.huffman import HuffmanTree


def hierarchical_forward(centres, contexts, tree: HuffmanTree, p):
    """J = mean over pairs (c, o) of −Σ_(n on the way to o) ln σ(± v'_n·v_c) [M21].

    The sign is + where the code is 0 and − where it is 1, as σ(−s) = 1 − σ(s).
    p {"E" (V, D), "E_out" (V − 1, D)}: a vector for each inner node → (J in nats, cache).

    >>> tree = HuffmanTree(*np.array([[[0], [0]], [[0], [1]]]), np.array([1, 1]))
    >>> p = {"E": [[1.0], [0.0]], "E_out": [[np.log(3)]]}
    >>> hierarchical_forward([0], [0], tree, p)[0].round(4)  # −ln ¾
    np.float64(0.2877)
    """
    E, E_out = _tables(tree, p)
    centres, contexts = checked.pairs(centres, contexts, len(E))
    nodes, sign = _way(tree, contexts, E.dtype)
    (v, rows), (inner, inner_rows) = embedding_forward(centres, E), embedding_forward(nodes, E_out)
    s = (inner @ v[:, :, None])[:, :, 0]  # (N, L, D) · (N, D) → (N, L)
    return _surprise(sign, s).mean(), (v, inner, sign, s, rows, inner_rows)


def hierarchical_backward(dJ, cache) -> dict:
    """With e_n = σ(v'_n·v_c) − (1 − code_n), /N: Σ_n e_n v'_n for v_c and e_n v_c for v'_n [M21].

    → {"E" (V, D), "E_out" (V − 1, D)}.

    >>> tree = HuffmanTree(*np.array([[[0], [0]], [[0], [1]]]), np.array([1, 1]))
    >>> p = {"E": [[1.0], [0.0]], "E_out": [[np.log(3)]]}
    >>> hierarchical_backward(1.0, hierarchical_forward([0], [0], tree, p)[1])["E_out"]
    array([[-0.25]])
    """
    v, inner, sign, s, rows, inner_rows = cache
    share = validate.real("dJ", dJ, ()).astype(v.dtype) / len(v)
    e = -sign * sigmoid(-sign * s) * share  # (N, L), 0 behind the word
    dE = embedding_backward((e[:, None] @ inner)[:, 0], rows)
    return {"E": dE, "E_out": embedding_backward(e[:, :, None] * v[:, None], inner_rows)}


def word_probabilities(v, tree: HuffmanTree, p):
    """p(w | v) = Π_(n on the way to w) σ(± v'_n·v) of every word: they sum to 1. (D,) → (V,).

    >>> tree = HuffmanTree(*np.array([[[0], [0]], [[0], [1]]]), np.array([1, 1]))
    >>> word_probabilities([1.0], tree, {"E": [[1.0], [0.0]], "E_out": [[np.log(3)]]})
    array([0.75, 0.25])
    """
    E, E_out = _tables(tree, p)
    v = validate.real("v", v, (E.shape[1],))
    nodes, sign = _way(tree, np.arange(len(E)), E.dtype)
    return np.exp(-_surprise(sign, (E_out @ v)[nodes]))


def _tables(tree, p):
    """E and E_out of p, whose words and inner nodes are those of the tree."""
    E, E_out = checked.tables(p, fewer=1)
    if len(tree.lengths) != len(E):
        raise ValueError(f"tree: got {len(tree.lengths)} words, expected {len(E)}, as E has")
    return E, E_out


def _way(tree, words, dtype):
    """The nodes (N, L) on the way to the words, and the sign 1 − 2 code of each, 0 behind them."""
    there = np.arange(tree.codes.shape[1]) < tree.lengths[words][:, None]
    return tree.nodes[words], np.where(there, 1 - 2 * tree.codes[words], 0).astype(dtype)


def _surprise(sign, s):
    """−Σ ln σ(sign · s) over the nodes on the way, (N, L) → (N,)."""
    return (np.logaddexp(0, -sign * s) * np.abs(sign)).sum(axis=1)
