"""What critics agree on about a film, in a sentence or two, and whether most of them liked it.

5,458 short texts of real English with an opinion, often two: "…, but …". From the Open Movie
Database as bokeh-sampledata ships it (CC BY-NC 4.0), so no network is needed.
"""

import html
import re
import sqlite3
from contextlib import closing
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from utils import validate
from utils.data.corpus import build, words_of

CLASSES = ("disliked", "liked")
FRESH = 60  # percent of reviews in favour from which the collectors of the reviews call a film so
SHORTEST, LONGEST = 5, 40  # words
OTHER = 0  # stands for each word outside the vocabulary


class Part(NamedTuple):
    """Some of the texts; time goes down the rows, as the recurrent layers have it."""

    words: np.ndarray  # (T, N) int64, entries of the vocabulary; OTHER after a text's end
    lengths: np.ndarray  # (N,) int64
    y: np.ndarray  # (N,) int64, entries of CLASSES
    texts: list[str]


class FilmVerdicts(NamedTuple):
    """Of every five texts in a row the first is for the test, the second for validation."""

    train: Part
    validation: Part
    test: Part
    vocabulary: list[str]  # the training texts' most frequent words; [OTHER] is "…"


def load(size: int = 1000) -> FilmVerdicts:
    """Return the texts as numbers of words, with the `size` − 1 most frequent words of training.

    Raises ValueError when size < 2.

    >>> data = load()
    >>> data.vocabulary[:4], data.test.words.shape
    (['…', 'the', 'and', 'a'], (40, 1092))
    """
    size = validate.count("size", size, least=2)
    read = [(words_of(text).split(), label, text) for text, label in _texts()]
    read = [each for each in read if SHORTEST <= len(each[0]) <= LONGEST]
    test, validation = read[::5], read[1::5]
    train = [each for i, each in enumerate(read) if i % 5 > 1]
    frequent = build(" ".join(row) for row, _, _ in train).words[: size - 1]
    number = {word: i for i, word in enumerate(frequent, 1)}
    parts = (_part(each, number) for each in (train, validation, test))
    return FilmVerdicts(*parts, ["…", *frequent])


def _texts():
    """Yield (text, label) in the order of the films' numbers, each text once."""
    source = files("bokeh_sampledata") / "_data" / "movies.db"
    query = "SELECT Consensus, Meter FROM tomatoes WHERE Meter IS NOT NULL ORDER BY ID"
    with closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as base:
        rows = base.execute(query).fetchall()
    once = {}
    for text, meter in rows:
        text = re.sub(r"<[^>]*>", "", html.unescape(text or "")).strip()
        if not text.lower().startswith("no consensus"):
            once.setdefault(text, int(meter >= FRESH))
    yield from once.items()


def _part(read, number) -> Part:
    X = np.full((LONGEST, len(read)), OTHER, np.int64)
    for i, (row, _, _) in enumerate(read):
        X[: len(row), i] = [number.get(word, OTHER) for word in row]
    lengths = np.array([len(row) for row, _, _ in read])
    return Part(X, lengths, np.array([label for _, label, _ in read]), [text for *_, text in read])
