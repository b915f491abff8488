"""From sentences to pairs of a word and a neighbour."""

from collections.abc import Sequence

import numpy as np

from utils import validate
from utils.numpy_impl.word2vec import checked


def window_pairs(sentences: Sequence, c: int, rng: np.random.Generator | None = None):
    """All pairs (w_t, w_(t+j)) with 0 < |j| ≤ c, both in one sentence; t rises, then j [M21].

    c: the window, in words to either side
    rng: draws each t a window of its own from 1 … c, so that distance j comes with probability
    (c − |j| + 1) / c: near words count more
    → (centres (M,), contexts (M,)); M is 0 where no sentence has two words.

    >>> window_pairs([[5, 6, 7], [8, 9]], 1)
    (array([5, 6, 6, 7, 8, 9]), array([6, 5, 7, 6, 9, 8]))
    """
    c = validate.count("c", c)
    words, lengths = checked.text(sentences)
    sentence = np.repeat(np.arange(len(lengths)), lengths)  # (T,), which one each word is in
    T = len(words)
    b = np.full(T, c)
    if rng is not None:
        b = validate.generator("rng", rng).integers(1, c, T, endpoint=True)
    j = np.concatenate([np.arange(-c, 0), np.arange(1, c + 1)])  # (2c,)
    place = np.arange(T)[:, None] + j  # (T, 2c)
    there = (place >= 0) & (place < T) & (np.abs(j) <= b[:, None])
    there &= sentence[place.clip(0, T - 1)] == sentence[:, None]
    return words[np.nonzero(there)[0]], words[place[there]]
