"""Huffman's tree over the words: frequent ones near the root."""

from typing import NamedTuple

import numpy as np

from utils.numpy_impl.word2vec import checked


class HuffmanTree(NamedTuple):
    """The way from the root, inner node 0 of V − 1, to each of V words; behind it stand zeros."""

    nodes: np.ndarray  # (V, L) int32: the inner nodes passed, the root first
    codes: np.ndarray  # (V, L) int8: 0 or 1, the branch taken there
    lengths: np.ndarray  # (V,): how many of the L columns count


def huffman_tree(counts) -> HuffmanTree:
    """Join the two rarest until one tree is left: Σ_w count_w lengths_w is as small as can be.

    counts (V,), V of at least 2; of equals, a word goes before a joint node, the later word first.
    Sorting apart, in O(V): joint nodes come in rising order, so that the rarest stands in
    front of one of two queues.

    >>> tree = huffman_tree([4, 2, 1])
    >>> tree.codes.tolist(), tree.nodes.tolist(), tree.lengths
    ([[0, 0], [1, 0], [1, 1]], [[0, 0], [0, 1], [0, 1]], array([1, 2, 2]))
    """
    counts = checked.counted(counts)
    V = len(counts)
    if V < 2:
        raise ValueError(f"counts: got {V} word, expected at least 2")
    order = np.argsort(counts[::-1], kind="stable")  # rarest first
    # leaves by their place in that order, then joint nodes as they are made; ∞: none there
    weight = [*counts[::-1][order].tolist(), *[np.inf] * V]
    parent, bit = [0] * (2 * V - 1), [0] * (2 * V - 1)
    leaf, joint = 0, V
    for made in range(V, 2 * V - 1):
        total = 0.0
        for branch in (1, 0):  # the rarer takes 1
            if joint == made or (leaf < V and weight[leaf] <= weight[joint]):
                rarest, leaf = leaf, leaf + 1
            else:
                rarest, joint = joint, joint + 1
            parent[rarest], bit[rarest], total = made, branch, total + weight[rarest]
        weight[made] = total
    depth = [0] * (2 * V - 1)
    for node in range(2 * V - 3, -1, -1):  # a parent is numbered after its children
        depth[node] = depth[parent[node]] + 1

    word, parent, bit = V - 1 - order, np.array(parent, np.int32), np.array(bit, np.int8)
    left = np.array(depth[:V])
    lengths = np.empty(V, np.int64)
    lengths[word] = left
    nodes = np.zeros((V, left.max()), np.int32)
    codes = np.zeros(nodes.shape, np.int8)
    at = np.arange(V)
    while len(at):  # upwards, all words at once
        left = left - 1
        nodes[word, left], codes[word, left] = 2 * V - 2 - parent[at], bit[at]
        below = left > 0
        word, left, at = word[below], left[below], parent[at[below]]
    return HuffmanTree(nodes, codes, lengths)
