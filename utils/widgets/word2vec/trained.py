"""What the live pictures show: trained vectors at several times of their training."""

import difflib
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from utils.data import bible
from utils.numpy_impl import word2vec as w2v


@dataclass(eq=False)
class Trained:
    """Words by falling frequency with their vectors after so many words of text have been read."""

    words: list[str]
    counts: np.ndarray  # (V,)
    E: np.ndarray  # (S, V, D): at the start, …, at the end
    E_out: np.ndarray  # (V, D), at the end
    read: np.ndarray  # (S,)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.words)}

    @cached_property
    def _letters(self):
        """How often each word has each of its letters (V, letters), and its length (V,)."""
        letters = {letter: k for k, letter in enumerate(sorted(set("".join(self.words))))}
        table = np.zeros((len(self.words), len(letters)), np.int8)
        for row, word in zip(table, self.words, strict=True):
            for letter in word:
                row[letters[letter]] += 1
        return letters, table, table.sum(axis=1)

    def number(self, word: str) -> int | None:
        """A word's number; None where it is not one of the words."""
        return self._numbers.get(word)

    def like(self, word: str, n: int = 3) -> list[str]:
        """Words that are spelt like this one, the likest first.

        difflib takes 0.2 s for 20,000 words. What two words share of their letters bounds from
        above how like they are, so that it is asked for the few of the largest bound only.
        """
        letters, table, lengths = self._letters
        mine = np.zeros(len(letters), np.int8)
        for letter in word:
            if letter in letters:
                mine[letters[letter]] += 1
        bound = 2 * np.minimum(table, mine).sum(axis=1) / (lengths + len(word))
        few = np.argsort(-bound, kind="stable")[:100]
        return difflib.get_close_matches(word, [self.words[k] for k in few], n, cutoff=0.5)


@cache
def read() -> Trained:
    """The words of the Bible; they are trained if nothing is kept of it."""
    corpus = bible.load()
    p = w2v.fast_train(corpus.sentences, corpus.counts, D=100, epochs=5, every=200_000)
    return Trained(corpus.words, corpus.counts, p["snapshots"], p["E_out"], p["read"])
