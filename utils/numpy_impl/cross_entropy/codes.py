"""Codes: words of bits for symbols, and how long they are on average."""

import heapq

import numpy as np

from utils import validate


def huffman_code(p) -> list[str]:
    """The shortest prefix-free code for symbols of probability p: words of 0s and 1s (Huffman).

    Join the two rarest until one tree is left; of equals, the one with the smaller first index
    is taken first. p (K,) → K words; a lone symbol gets "0", since nothing cannot be sent.

    >>> huffman_code([0.5, 0.25, 0.25])
    ['0', '10', '11']
    """
    p = validate.distributions("p", p, (None,))
    if len(p) == 1:
        return ["0"]
    n = len(p)
    heap = [(float(p[i]), i, i) for i in range(n)]  # (probability, smallest symbol, node)
    heapq.heapify(heap)
    parent, bit = [0] * (2 * n - 1), [""] * (2 * n - 1)
    for node in range(n, 2 * n - 1):
        two = [heapq.heappop(heap), heapq.heappop(heap)]
        # the branch with the smaller first symbol gets the 0: the code is the same every time
        for digit, (_, _, child) in zip("01", sorted(two, key=lambda e: e[1]), strict=True):
            parent[child], bit[child] = node, digit
        heapq.heappush(heap, (two[0][0] + two[1][0], min(two[0][1], two[1][1]), node))
    words = [""] * (2 * n - 1)
    for node in range(2 * n - 3, -1, -1):  # a parent is numbered after its children
        words[node] = words[parent[node]] + bit[node]
    return words[:n]


def expected_length(p, codes: list[str]):
    """L = Σ_i p_i |code_i|, in bits for each symbol; H ≤ L < H + 1 for a Huffman code.

    >>> expected_length([0.5, 0.25, 0.25], ["0", "10", "11"])
    np.float64(1.5)
    """
    p = validate.distributions("p", p, (None,))
    if len(codes) != len(p):
        raise ValueError(f"codes: got {len(codes)} words, expected {len(p)}, one for each p")
    return (p * np.array([len(code) for code in codes], p.dtype)).sum()


def fixed_length(n: int) -> int:
    """⌈log₂ n⌉: the bits a word needs when all n symbols get words of the same length.

    >>> fixed_length(26)
    5
    """
    return (validate.count("n", n) - 1).bit_length()
