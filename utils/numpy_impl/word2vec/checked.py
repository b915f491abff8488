"""What the word vectors ask of their input, in one place."""

from collections.abc import Mapping, Sequence

import numpy as np

from utils import validate


def text(sentences: Sequence, V: int = np.iinfo(np.int64).max):
    """Return (words (T,), lengths (S,)) of S sentences one after the other; some may be empty."""
    for i, sentence in enumerate(sentences):
        if np.ndim(sentence) != 1:
            got = np.shape(sentence)
            raise ValueError(f"sentences: number {i} has shape {got}, expected (length,)")
    lengths = np.array([len(sentence) for sentence in sentences])
    if lengths.sum() == 0:
        raise ValueError("sentences: got no word, expected a list of arrays of words")
    words = np.concatenate([sentence for sentence in sentences if len(sentence)])
    return validate.labels("sentences", words, V), lengths


def counted(counts):
    """Return counts (V,) as floats, none below 0 and not all 0."""
    counts = validate.real("counts", counts, (None,))
    if counts.min() < 0 or counts.max() == 0:
        raise ValueError(f"counts: got {counts}, expected numbers of at least 0, some above")
    return counts


def tables(p: Mapping, fewer: int = 0):
    """Return E (V, D) and E_out (V − fewer, D) of p."""
    validate.names("p", p, ("E", "E_out"))
    E = validate.real("E", p["E"], (None, None))
    return E, validate.real("E_out", p["E_out"], (len(E) - fewer, E.shape[1]))


def pairs(centres, contexts, V: int):
    """Return the words of N ≥ 1 pairs, (N,) each."""
    centres = validate.labels("centres", centres, V)
    return centres, validate.labels("contexts", contexts, V, length=len(centres))
