"""How often English words and letters are used: the `wordfreq` package's large English list.

It was counted over subtitles, books, news and the web, and comes with the package, so no
network is needed.
"""

import string
from typing import NamedTuple

import numpy as np

from utils import validate


class Words(NamedTuple):
    """Words by falling frequency, and p (n,) float64, which sums to 1 over those kept."""

    words: list[str]
    p: np.ndarray


class Letters(NamedTuple):
    """The letters a to z, and p (26,) float64, which sums to 1."""

    letters: list[str]
    p: np.ndarray


def load(n: int | None = None) -> Words:
    """Return the `n` most frequent words and their probabilities; all when n is None.

    Words of the same frequency are in alphabetical order. Raises ValueError when n is not an
    integer from 1 to the number of words there are.

    >>> load(3).words
    ['the', 'to', 'and']
    """
    frequencies = _frequencies()
    n = len(frequencies) if n is None else validate.count("n", n, most=len(frequencies))
    ranked = sorted(frequencies.items(), key=lambda item: (-item[1], item[0]))[:n]
    p = np.array([frequency for _, frequency in ranked])
    return Words([word for word, _ in ranked], p / p.sum())


def letter_frequencies() -> Letters:
    """Return how often each letter a to z is written, each word weighted by its frequency.

    Digits, apostrophes and accented letters are not counted.

    >>> int(letter_frequencies().p.argmax()) == string.ascii_lowercase.index("e")
    True
    """
    counts = dict.fromkeys(string.ascii_lowercase, 0.0)
    for word, frequency in _frequencies().items():
        for letter in word:
            if letter in counts:
                counts[letter] += frequency
    p = np.array(list(counts.values()))
    return Letters(list(counts), p / p.sum())


def _frequencies() -> dict[str, float]:
    from wordfreq import get_frequency_dict  # loads a large file, so only when it is needed

    return get_frequency_dict("en", wordlist="large")
