"""Hierarchical softmax: a word is a way through a tree of yes and no, as long as log₂ |V|."""

from typing import NamedTuple

import numpy as np

from utils import validate
from utils.numpy_impl.core.activations import sigmoid
from utils.numpy_impl.softmax_speedups import checked, rows
from utils.numpy_impl.word2vec import HuffmanTree, huffman_tree


class Steps(NamedTuple):
    """The ways to M words, all their S steps one after the other, each from the root."""

    way: np.ndarray  # (S,): whose step it is, from 0 to M − 1, rising
    node: np.ndarray  # (S,): the inner node that is asked, from 0, the root, to V − 2
    sign: np.ndarray  # (S,): +1 for branch 0, −1 for branch 1


class PathTree(NamedTuple):
    """A binary tree over V words, Huffman's or the complete one, which needs no table.

    In the complete tree the root is 1 and node i has the children 2i and 2i + 1; word y is leaf
    y + V, and k levels above it lies (y + V) >> k. Inner node i is row i − 1.
    """

    V: int
    huffman: HuffmanTree | None = None

    def depth(self, words) -> np.ndarray:
        """How many steps lead to each of these words (M,): log₂ V, up or down, or Huffman's.

        >>> balanced_paths(3).depth([0, 1, 2]), huffman_paths([4, 2, 1]).depth([0, 1, 2])
        (array([1, 2, 2]), array([1, 2, 2]))
        """
        words = validate.labels("words", words, self.V)
        if self.huffman is not None:
            return self.huffman.lengths[words]
        return np.frexp(words + self.V)[1].astype(np.int64) - 1  # ⌊log₂⌋

    def steps(self, words) -> Steps:
        """The ways from the root to these words (M,).

        >>> balanced_paths(3).steps([0, 2])
        Steps(way=array([0, 1, 1]), node=array([0, 0, 1]), sign=array([-1,  1, -1]))
        """
        depth, words = self.depth(words), np.asarray(words)
        way, level = np.nonzero(np.arange(depth.max()) < depth[:, None])
        word = words[way]
        if self.huffman is not None:
            code = self.huffman.codes[word, level].astype(np.int64)
            return Steps(way, self.huffman.nodes[word, level], 1 - 2 * code)
        above = depth[way] - level  # levels above the word
        code = ((word + self.V) >> (above - 1)) & 1
        return Steps(way, ((word + self.V) >> above) - 1, 1 - 2 * code)


def balanced_paths(V: int) -> PathTree:
    """Return the complete tree over V words, V of at least 2.

    >>> balanced_paths(8).depth([0, 7])
    array([3, 3])
    """
    return PathTree(validate.count("V", V, least=2))


def huffman_paths(counts) -> PathTree:
    """Return Huffman's tree for counts (V,): of all trees that with the least Σ_w count_w depth_w.

    >>> huffman_paths([8, 4, 2, 1]).depth([0, 1, 2, 3])  # log₂ 1/p_w, nearly
    array([1, 2, 3, 3])
    """
    tree = huffman_tree(counts)
    return PathTree(len(tree.lengths), tree)


def tree_forward(h, y, tree: PathTree, p):
    """J = mean of −Σ_(n on the way to y) ln σ(± s_n) with s_n = h·w_n + b_n [DS17].

    + for branch 0 and − for branch 1: σ(s) + σ(−s) = 1 at every node, so all words sum to 1.

    h (N, H); y (N,); p {"W_n" (V − 1, H), "b_n" (V − 1,)}, an inner node a row → (J, cache).

    >>> p = {"W_n": np.log([[3.0], [1.0]]), "b_n": np.zeros(2)}
    >>> tree_forward([[1.0]], [1], balanced_paths(3), p)[0].round(4)  # −ln(¾ · ½): 1 is node 4
    np.float64(0.9808)
    """
    log_P, cache = _walk(h, y, tree, p)
    return -log_P.mean(), cache


def tree_backward(dJ, cache) -> dict:
    """∂J/∂s_n = ∓ σ(∓ s_n) / N on the way to y, and 0 elsewhere [DS17].

    → {"h" (N, H), "W_n" and "b_n" as RowGradient}.

    >>> p = {"W_n": np.log([[3.0], [1.0]]), "b_n": np.zeros(2)}
    >>> _, cache = tree_forward([[1.0]], [1], balanced_paths(3), p)
    >>> tree_backward(1.0, cache)["b_n"].to_dense()
    array([-0.25, -0.5 ])
    """
    found, sign, signed = cache
    share = validate.real("dJ", dJ, ()).astype(signed.dtype) / len(found.h)
    return rows.touch_backward(found, "W_n", "b_n", -share * sign * sigmoid(-signed))


def tree_log_probability(h, words, tree: PathTree, p):
    """ln P(w | h) = Σ_(n on the way to w) ln σ(± s_n): exact, in O(log |V|) for each word [DS17].

    words (N,) or (N, M) → the same shape.

    >>> p = {"W_n": np.log([[3.0], [1.0]]), "b_n": np.zeros(2)}
    >>> np.exp(tree_log_probability([[1.0]], [[0, 1, 2]], balanced_paths(3), p)).round(4)
    array([[0.25 , 0.375, 0.375]])
    """
    h = validate.real("h", h, (None, None))
    words = checked.words("words", words, tree.V, len(h))
    h = np.repeat(h, words.size // len(h), axis=0)
    return _walk(h, words.ravel(), tree, p)[0].reshape(words.shape)


def _walk(h, y, tree, p):
    """Return ln P (N,) of the words y, and the cache."""
    h, W, b = checked.tables(h, p, "W_n", "b_n", tree.V - 1)
    y = validate.labels("y", y, tree.V, length=len(h))
    way, node, sign = tree.steps(y)
    found, (s,) = rows.touch(h, W, b, (way, node))
    sign = sign.astype(h.dtype)
    log_P = np.bincount(way, -np.logaddexp(0, -sign * s), len(h)).astype(h.dtype)
    return log_P, (found, sign, sign * s)
