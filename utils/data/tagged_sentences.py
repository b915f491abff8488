"""Generated sentences in which only the neighbours tell what part of speech a word is.

Words are stems without endings. Nine of them can be noun, verb or adjective, as in English: "the
calm sea", "calm the dog", "a calm before". A sentence is one of four patterns, so that what a
window of 1, 3 or 5 words can know is known.
"""

from typing import NamedTuple

import numpy as np

from utils import validate

TAGS = ("noun", "verb", "adjective", "determiner", "pronoun", "adverb", "(no word)")
ANY = ("light", "sound", "calm", "cool", "level", "double", "square", "back", "last")
WORDS = {
    "noun": ANY,
    "verb": ANY,
    "adjective": ANY,
    "determiner": ("the", "a", "this"),
    "pronoun": ("they", "we", "you"),
    "adverb": ("often", "slowly", "here"),
}
PATTERNS = (
    "determiner noun verb adverb",
    "determiner adjective noun verb adverb",
    "pronoun verb determiner noun",
    "pronoun verb determiner adjective noun adverb",
)
VOCABULARY = ("·", *ANY, *WORDS["determiner"], *WORDS["pronoun"], *WORDS["adverb"])
LENGTH = 6


class Tagged(NamedTuple):
    """N sentences of at most LENGTH words; "·", the tag (no word), fills them up."""

    words: list[list[str]]
    X: np.ndarray  # (N, V, LENGTH) float64, one channel for each word of VOCABULARY
    tags: np.ndarray  # (N, LENGTH) int64, places in TAGS


def sample(n: int, rng: np.random.Generator) -> Tagged:
    """Draw n sentences; every pattern is equally likely, and every word of a tag.

    >>> sample(2, np.random.default_rng(0)).X.shape
    (2, 19, 6)
    """
    n = validate.count("n", n)
    words, tags = [], np.full((n, LENGTH), TAGS.index("(no word)"))
    X = np.zeros((n, len(VOCABULARY), LENGTH))
    for i in range(n):
        pattern = PATTERNS[rng.integers(len(PATTERNS))].split()
        sentence = [WORDS[tag][rng.integers(len(WORDS[tag]))] for tag in pattern]
        words.append(sentence)
        tags[i, : len(pattern)] = [TAGS.index(tag) for tag in pattern]
        filled = sentence + ["·"] * (LENGTH - len(sentence))
        X[i, [VOCABULARY.index(word) for word in filled], range(LENGTH)] = 1
    return Tagged(words, X, tags)
