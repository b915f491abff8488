"""Huffman's tree over the words: frequent ones near the root."""

from typing import NamedTuple

import numpy as np

from utils.numpy_impl.word2vec import checked


class HuffmanTree(NamedTuple):
    """The way from the root, inner node 0, to each of V words; V − 1 inner nodes.

    Only the first lengths[w] columns of row w count; behind them stand zeros.
    """

    nodes: np.ndarray  # (V, L) int32: the inner nodes passed, the root first
    codes: np.ndarray  # (V, L) int8: 0 or 1, the branch taken there
    lengths: np.ndarray  # (V,): how many


def huffman_tree(counts) -> HuffmanTree:
    """Join the two rarest until one tree is left: Σ_w count_w lengths_w is as small as can be.

    counts (V,), V of at least 2; of equals, a word goes before a joint node, the later word first.
    In O(V log V) for the sort and O(V) for the tree: joint nodes come out in rising order, so that
    the two rarest stand in front of one of two queues.

    >>> tree = huffman_tree([4, 2, 1])
    >>> tree.codes, tree.nodes, tree.lengths
    (array([[0, 0],
           [1, 0],
           [1, 1]], dtype=int8), array([[0, 0],
           [0, 1],
           [0, 1]], dtype=int32), array([1, 2, 2]))
    """
    counts = checked.counted(counts)
    V = len(counts)
    if V < 2:
        raise ValueError(f"counts: got {V} word, expected at least 2")
    order = np.argsort(counts[::-1], kind="stable")  # rarest first
    rising = [*counts[::-1][order].tolist(), np.inf]
    joint = [np.inf] * V  # weights of the inner nodes; inf: not made yet
    children = np.empty((V - 1, 2), np.int64)  # places in `rising`, or V + a place in `joint`
    word = node = 0
    for made in range(V - 1):
        total = 0.0
        for branch in (1, 0):  # the rarer takes 1
            if rising[word] <= joint[node]:
                children[made, branch], total = word, total + rising[word]
                word += 1
            else:
                children[made, branch], total = V + node, total + joint[node]
                node += 1
        joint[made] = total

    parent, bit = np.zeros((2, 2 * V - 1), np.int64)  # of words by their place, then of nodes
    parent[children] = V + np.arange(V - 1)[:, None]
    bit[children] = [0, 1]
    root, at = 2 * V - 2, np.arange(V)
    upwards = []  # level by level, all words at once: (their inner node, their branch)
    while (at != root).any():
        upwards.append((np.where(at == root, -1, root - parent[at]), bit[at]))
        at = np.where(at == root, root, parent[at])
    steps, codes = (np.array(each)[::-1].T for each in zip(*upwards, strict=True))  # (V, L)
    lengths = (steps >= 0).sum(axis=1)
    # each row ends at its word: move it to the left, where the root belongs
    column = np.arange(steps.shape[1]) + (steps.shape[1] - lengths)[:, None]
    there = column < steps.shape[1]
    column = np.where(there, column, 0)
    nodes, codes = (
        np.where(there, np.take_along_axis(each, column, axis=1), 0) for each in (steps, codes)
    )
    back = np.empty(V, np.int64)
    back[V - 1 - order] = np.arange(V)
    return HuffmanTree(nodes[back].astype(np.int32), codes[back].astype(np.int8), lengths[back])
