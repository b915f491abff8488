"""What the contract tests try of topic 07: its pictures on small data.

LABELLED have axes that say what they show; BARE have none.
"""

from functools import cache

import numpy as np

from utils.data.corpus import Corpus
from utils.experiments.word_vectors import WordVectors
from utils.plots import word2vec as plots
from utils.widgets.word2vec import embedding, skipgram, trained

LABELLED, BARE = {}, {}

# the live pictures'
ENDS = {"word": ("queen", "quen"), "a": ("god", "gid"), "b": ("god", ""), "c": ("god", "x")}
WINDOW = {"words": ["and", "god", "saw"], "roles": ["dropped", "centre", "chosen"]}
WINDOW |= {"keep": np.array([0.1, 0.6, 1.0]), "span": (1, 2)}
PUSH = {"names": ["saw", "he", "it"], "before": np.array([0.0, -2, 1])}
PUSH |= {"after": np.array([1.0, -3, 0.5])}
FOUND = {"title": "near king", "words": ["queen", "david"], "cosines": [0.7, 0.5], "note": []}
SPACE = {
    "dots": np.array([[0.1, 0.2], [-0.3, 0.1]]),
    "marks": [("king", "given"), ("queen", "found"), ("david", "near")],
    "places": np.array([[0.1, 0.1], [0.1, 0.1], [-0.4, 0.6]]),
    "arrow": np.array([[0, 0], [0.4, 0.0], [0, 0.2], [0.4, 0.2]]),
}
LABELLED["push"] = lambda ax: plots.draw_push(ax, PUSH, 4, 16)
BARE |= {
    "window": lambda ax: plots.draw_window(ax, WINDOW, 6, 2),
    "space": lambda ax: plots.draw_space(ax, SPACE, 0.7, 0.05),
    "found": lambda ax: plots.draw_found(ax, FOUND, 10, 3),
}


@cache
def space(V: int = 90, D: int = 8, S: int = 4) -> trained.Space:
    """Random vectors that grow out of others, with a queen where king − man + woman is."""
    rng = np.random.default_rng(0)
    given = dict.fromkeys([*" ".join(skipgram.SENTENCES).split(), *embedding.START.values()])
    words = [*given, "queen"]
    letters, lengths = rng.choice([*"aeioubdlmnrst"], (2 * V, 8)), rng.integers(3, 9, 2 * V)
    words += ["".join(row[:n]) for row, n in zip(letters, lengths, strict=True)]
    words = list(dict.fromkeys(words))[:V]
    E, start, E_out = rng.normal(size=(3, len(words), D)).astype(np.float32)
    of = {word: k for k, word in enumerate(words)}
    E[of["queen"]] = E[of["king"]] - E[of["man"]] + E[of["woman"]]
    counts = 100_000 // np.arange(1, len(words) + 1) + 5
    snapshots = np.array([start + part * (E - start) for part in np.linspace(0, 1, S)])
    read = np.arange(S) * counts.sum()
    return trained.Space(WordVectors(Corpus(words, counts, []), E, E_out, snapshots, read))


def prepare(monkeypatch, **size):
    """What is shown of such vectors takes no training."""
    made = space(**size)
    monkeypatch.setattr(trained, "space", lambda: made)
    return made
