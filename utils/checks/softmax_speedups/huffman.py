"""Huffman's tree: codes of few bits for frequent words."""

from heapq import heapify, heappop, heappush

import numpy as np

from utils.checks.engine import Case, Exercise, edits


def huffman(counts):
    """Join the two rarest until one is left; the first of them has 1 before its words' codes."""
    V = len(counts)
    codes = [""] * V
    heap = [(counts[w], w, [w]) for w in range(V)]  # its count, its number, its words
    heapify(heap)
    for number in range(V, 2 * V - 1):
        a, _, ones = heappop(heap)
        b, _, zeros = heappop(heap)
        for w in ones:
            codes[w] = "1" + codes[w]
        for w in zeros:
            codes[w] = "0" + codes[w]
        heappush(heap, (a + b, number, ones + zeros))
    depth = sum(counts[w] * len(codes[w]) for w in range(V)) / sum(counts)
    return codes, depth


def case(title, *counts):
    """Case of these counts."""
    return Case(title, counts=np.array(counts))


CASES = [
    case("the example", 6, 2, 1, 1),
    case("five words", 10, 7, 4, 3, 1),
    case("halves: each word as frequent as all rarer ones", 16, 8, 4, 2, 1),
    case("nine words", 31, 17, 13, 12, 11, 7, 5, 3, 2),
    case("rare words first", 1, 2, 4, 9, 11),
    case("in no order", 3, 20, 1, 8, 2, 5),
    Case("twenty words as 1/rank", counts=1000 // np.arange(1, 21)),
    case("equal counts", 4, 4, 4, 4),
    case("equal counts, and no power of two", 2, 2, 2, 2, 2, 2),
    case("a joint node as frequent as words", 2, 2, 2, 1, 1),
    case("a joint node as frequent as a later word", 1, 1, 2, 3),
    case("three words", 2, 1, 1),
    case("two words", 7, 3),
    case("two words as frequent", 5, 5),
]

RAREST = "Which two of all that are left are joined: words *and* joint nodes?"
JOINED = "How often is a joint node passed, if each of its words is as often as that?"
IN_FRONT = "The last join is the root, whose bit is read first. On which side is a new bit put?"
TIES = (
    "Of equal counts the smaller number goes first, and joint nodes are numbered V, V + 1, … in "
    "the order in which they are made. Who goes first in yours?"
)
MEAN = "The mean depth is that of a word that is *read*: how often is each word read?"

MISTAKES = edits(huffman)(
    ("the two most frequent", "(counts[w], w, [w])", "(-counts[w], w, [w])",
     f"Your frequent words are the deepest. {RAREST}"),
    ("joined with the joint node each time", "(a + b, number,", "(a + b - 10**9, number,",
     f"Your tree is a comb: each join takes the joint node and one word more. {RAREST}"),
    ("words first, then joint nodes", "(a + b, number,", "(a + b + 10**9, number,",
     f"You join all words before any joint node. {RAREST}"),
    ("the tree of equal words", "(counts[w], w, [w])", "(1, w, [w])",
     "Your tree does not depend on the counts. By what is the heap ordered?"),
    ("the larger count of the two", "a + b", "max(a, b)", JOINED),
    ("the first one's count", "a + b", "a", JOINED),
    ("bits behind", '"1" + codes[w]', 'codes[w] + "1"', '"0" + codes[w]', 'codes[w] + "0"',
     IN_FRONT),
    ("0 for the rarer", '"1" + codes', '"0" + codes', '"0" + codes[w]\n        heap',
     '"1" + codes[w]\n        heap',
     "Which of the two has 1 in front: the one that came out of the heap first, or second?"),
    ("later words first", "(counts[w], w, [w])", "(counts[w], -w, [w])", TIES),
    ("joint nodes first", "number, ones", "number - 3 * V, ones", TIES),
    ("later joint nodes first", "number, ones", "3 * V - number, ones", TIES),
    ("the longest code first", "number, ones", "-number, ones", TIES),
    ("equals by their first words", "a + b, number, ones + zeros", "a + b, ones[0], ones + zeros",
     f"Your joint nodes go by the numbers of their words. {TIES}"),
    ("a mean over the vocabulary", "counts[w] * len(codes[w])", "len(codes[w])",
     "/ sum(counts)", "/ V", f"Each word has the same weight in yours. {MEAN}"),
    ("the sum", " / sum(counts)", "", f"That is how many bits all take together. {MEAN}"),
    ("divided by V", "/ sum(counts)", "/ V", MEAN),
    ("the longest", "sum(counts[w] * len(codes[w]) for w in range(V)) / sum(counts)",
     "max(len(code) for code in codes)", f"That is the largest depth. {MEAN}"),
    ("the entropy", "sum(counts[w] * len(codes[w]) for w in range(V)) / sum(counts)",
     "-sum(n / sum(counts) * np.log2(n / sum(counts)) for n in counts)",
     "That is the entropy, below which no code gets. How many bits does *yours* take?"),
)  # fmt: skip

exercise = Exercise(
    title="Huffman's tree",
    minutes=15,
    difficulty="medium",
    reference=huffman,
    cases=CASES,
    returns=("codes, a list of V texts", "depth, one number"),
    axes={},
    mistakes=MISTAKES,
    hints=(
        "Keep for each node its count, its number and the list of its words. A join puts one bit "
        "before the code of every word on either side.",
        "Tuples `(count, number, words)` compare by count first and by number next: just the rule "
        "for equals. `heapq` hands out the smallest: `heapify`, `heappop`, `heappush`.",
        "V − 1 joins; the joint node has the sum of both counts, the next number, and both lists. "
        "The depth is `sum(counts[w] * len(codes[w]) …) / sum(counts)`.",
    ),
)
