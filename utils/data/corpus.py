"""Text as numbers of words: what the loaders of running text return."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from utils import validate


class Corpus(NamedTuple):
    """Words are numbered by falling frequency, equally frequent ones in the alphabet's order."""

    words: list[str]
    counts: np.ndarray  # (V,) int64, how often each stands in `sentences`
    sentences: list[np.ndarray]  # of int64, entries of `words`; none is empty

    def number(self, word: str) -> int:
        """Return the number of a word; ValueError, with words spelt like it, when it has none.

        >>> build(["so so it is"]).number("so")
        0
        """
        try:
            return self.words.index(word)
        except ValueError:
            near = difflib.get_close_matches(str(word), self.words, n=3)
            hint = f"; near it are {', '.join(near)}" if near else ""
            raise ValueError(
                f"word: got {word!r}, expected one of the {len(self.words)} words{hint}"
            ) from None

    def text(self, sentence) -> str:
        """Return a sentence's words."""
        return " ".join(self.words[i] for i in sentence)


def words_of(text: str) -> str:
    """Return a text's words in small letters, with a space between them and without other signs.

    >>> words_of("And God saw [it]: his father’s house, ")
    "and god saw it his father's house"
    """
    return " ".join(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower().replace("’", "'")))


def build(texts: Iterable[str], least: int = 1) -> Corpus:
    """Number the words of `texts`, each a sentence with spaces between its words.

    Words that are there fewer than `least` times are left out as if they had never been written,
    and with them sentences of which nothing remains. Raises ValueError when no word remains.

    >>> build(["a b a", "b a", "c"], least=2).sentences
    [array([0, 1, 0]), array([1, 0])]
    """
    least = validate.count("least", least)
    rows = [text.split() for text in texts]
    counts = Counter(word for row in rows for word in row)
    words = sorted((w for w, n in counts.items() if n >= least), key=lambda w: (-counts[w], w))
    if not words:
        raise ValueError(f"least: got {least}, but no word is there so often")
    number = {word: i for i, word in enumerate(words)}
    known = ([number[word] for word in row if word in number] for row in rows)
    sentences = [np.array(row, np.int64) for row in known if row]
    return Corpus(words, np.array([counts[word] for word in words]), sentences)
