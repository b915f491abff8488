"""What came before recurrent networks, on two sentences of the same words.

A bag of words forgets the order. One-hot slots keep it, but learn each rule anew for every
position. A Markov model knows only the last word.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

SENTENCES = ("the dog bites the man", "the man bites the dog")


def vocabulary(sentences: Sequence[str]) -> tuple[str, ...]:
    """The distinct words, in alphabetical order.

    >>> vocabulary(SENTENCES)
    ('bites', 'dog', 'man', 'the')
    """
    return tuple(sorted({word for words in _split(sentences) for word in words}))


def bag_of_words(sentences: Sequence[str]):
    """How often each word of the vocabulary occurs in each sentence: (S, V) int64.

    >>> bag_of_words(SENTENCES)
    array([[1, 1, 1, 2],
           [1, 1, 1, 2]])
    """
    words = vocabulary(sentences)
    return np.array([[each.count(word) for word in words] for each in _split(sentences)])


def one_hot_slots(sentences: Sequence[str]):
    """A slot for every position, one-hot over the vocabulary: (S, slots · V) int64.

    As many slots as the longest sentence has words; what is empty stays 0.

    >>> one_hot_slots(["b a", "a"])
    array([[0, 1, 1, 0],
           [1, 0, 0, 0]])
    """
    split, words = _split(sentences), vocabulary(sentences)
    X = np.zeros((len(split), max(map(len, split)), len(words)), np.int64)
    for s, each in enumerate(split):
        for t, word in enumerate(each):
            X[s, t, words.index(word)] = 1
    return X.reshape(len(split), -1)


def bigram_probabilities(sentences: Sequence[str]):
    """P(next word | this word), by counting: (V, V), row: this word, column: the next.

    The row of a word that nothing ever follows is 0.

    >>> bigram_probabilities(["a b a c"])
    array([[0. , 0.5, 0.5],
           [1. , 0. , 0. ],
           [0. , 0. , 0. ]])
    """
    words = vocabulary(sentences)
    counts = np.zeros((len(words), len(words)))
    for each in _split(sentences):
        for this, following in pairwise(each):
            counts[words.index(this), words.index(following)] += 1
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def _split(sentences):
    if isinstance(sentences, str) or not sentences or not all(each.split() for each in sentences):
        raise ValueError(f"sentences: got {sentences!r}, expected a list of sentences with words")
    return [each.split() for each in sentences]
