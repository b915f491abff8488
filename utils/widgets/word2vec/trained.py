"""What the live pictures show: trained vectors, and words that are spelt alike."""

import difflib
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np

from utils.experiments import word_vectors
from utils.numpy_impl import word2vec as w2v


@dataclass(eq=False)
class Space:
    """Words, and their vectors at several times of training."""

    of: word_vectors.WordVectors

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each word."""
        return {word: number for number, word in enumerate(self.of.corpus.words)}

    @cached_property
    def letters(self):
        """Letters, how often each word has each (V, letters), and the lengths of words (V,)."""
        words = self.of.corpus.words
        letters = sorted(set("".join(words)))
        table = np.array([[word.count(letter) for letter in letters] for word in words])
        return letters, table, table.sum(axis=1)

    def like(self, word: str, n: int = 3) -> list[str]:
        """The n words that are spelt most like this one; fewer where none is like it.

        How many letters two words share bounds how like they are: difflib, which takes 0.2 s for
        20,000 words, is asked for those of the largest bound only.
        """
        letters, table, lengths = self.letters
        shared = np.minimum(table, [word.count(letter) for letter in letters]).sum(axis=1)
        few = np.argsort(-shared / (lengths + len(word)), kind="stable")[:100]
        return difflib.get_close_matches(word, [self.of.corpus.words[k] for k in few], n, 0.5)


@cache
def space() -> Space:
    """The words of the Bible; they are trained if nothing is kept of it."""
    return Space(word_vectors.bible_vectors())


@lru_cache(maxsize=32)
def units(of: Space, step: int) -> np.ndarray:
    """All vectors (V, D) at a step of training, each of length 1: as the cosine sees them."""
    return w2v.unit(of.of.snapshots[step])
