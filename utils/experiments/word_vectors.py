"""Word vectors of the King James Bible and of kin: trained once, then in the cache; analogies.

    python -m utils.experiments.word_vectors

makes `word_vectors.json` beside this file anew, in two minutes on one core: what the vectors of
eight seeds answer to the family's analogies, with the offset and without it.
"""

import sys
from collections.abc import Iterable
from itertools import permutations
from typing import NamedTuple

import numpy as np

from utils import cache, validate
from utils.data import bible, kinship
from utils.data.corpus import Corpus
from utils.experiments import table as kept
from utils.numpy_impl import word2vec as w2v

HERE = sys.modules[__name__]  # the key of what is kept: this code and all that it runs through
BIBLE = {"D": 64, "window": 5, "negatives": 5, "epochs": 30, "learning_rate": 0.05, "t": 1e-3}
SHOWN = (0, 1, 2, 3, 4, 6, 8, 10, 15, 20, 25, 30)  # epochs after which the vectors are kept, too
KIN = {"D": 16, "window": 10, "negatives": 5, "epochs": 5, "learning_rate": 0.025, "t": 1.0}
# Male and female words for the same; "her" stands once only, for "his" and not for "him".
FAMILY = """
    king/queen man/woman men/women man's/woman's he/she his/her himself/herself
    father/mother fathers/mothers father's/mother's son/daughter sons/daughters
    brother/sister brethren/sisters brother's/sister's husband/wife husbands/wives
    bridegroom/bride youth/maiden prophet/prophetess male/female
    manservant/maidservant menservants/maidservants ram/ewe bullock/heifer
"""
OFTEN = 40  # times that both words of a pair are written, for it to be asked
SEEDS = tuple(range(8))
SETTINGS = dict(BIBLE, family=FAMILY.split(), often=OFTEN, seeds=SEEDS)
FEW = 2000  # verses of the first steps


class WordVectors(NamedTuple):
    """Trained vectors; E[corpus.number("king")] is the king's."""

    corpus: Corpus
    E: np.ndarray  # (V, D) float32
    E_out: np.ndarray  # (V, D)
    snapshots: np.ndarray  # (S, V, D): E before training, in between, and at the end
    read: np.ndarray  # (S,), how many words of text had been read then


def bible_vectors(seed: int = 0, shown: tuple[int, ...] = SHOWN, **other) -> WordVectors:
    """Train on the Bible, or read it from work/cache; about ten seconds.

    shown  the epochs after which snapshots are taken; other  what shall differ from BIBLE

    >>> bible_vectors(epochs=1, shown=(0, 1), D=4).snapshots.shape
    (2, 5357, 4)
    """
    return _trained("bible", bible.load(), seed, BIBLE, other, shown)


def kin_vectors(seed: int = 0, n: int = 20_000, **other) -> WordVectors:
    """Train on n generated sentences, or read it from work/cache; about a second.

    >>> kin_vectors(n=100).E.shape
    (75, 16)
    """
    made = kinship.sample(n, np.random.default_rng(seed))
    return _trained("kin", made, seed, KIN, other)


def _trained(name, corpus, seed, usual, other, shown=None) -> WordVectors:
    settings, words = usual | other, int(corpus.counts.sum())
    if unknown := sorted(settings.keys() - usual.keys()):
        raise ValueError(f"other: got {', '.join(unknown)}, expected {', '.join(usual)}")
    shown = range(settings["epochs"] + 1) if shown is None else shown
    shown = [validate.count("shown", each, least=0) for each in shown]
    if not shown or max(shown) > settings["epochs"]:
        raise ValueError(f"shown: got {shown}, expected epochs from 0 to {settings['epochs']}")

    def train():
        p = w2v.fast_train(*corpus[2:0:-1], seed=seed, every=words, **settings)
        return p | {"snapshots": p["snapshots"][shown], "read": p["read"][shown]}

    key = cache.key(HERE, seed, settings, shown, corpus.words, corpus.counts.tolist())
    V, D, S = len(corpus.words), settings["D"], len(shown)
    shapes = {"E": (V, D), "E_out": (V, D), "snapshots": (S, V, D), "read": (S,)}
    found = cache.arrays(f"{name}_vectors", key, train, shapes)
    return WordVectors(corpus, *(found[array] for array in shapes))


def family_analogies(corpus: Corpus, often: int = OFTEN) -> list[tuple[str, str, str, str]]:
    """Return all (a, b, c, d), "a is to b as c is to d", of two pairs of FAMILY, both ways round.

    often  how often each word must be in the corpus at least

    >>> ("king", "queen", "man", "woman") in family_analogies(bible.load())
    True
    """
    often = validate.count("often", often)
    count = dict(zip(corpus.words, corpus.counts, strict=True))
    pairs = [tuple(pair.split("/")) for pair in FAMILY.split()]
    pairs = [pair for pair in pairs if all(count.get(word, 0) >= often for word in pair)]
    turned = [pair[::-1] for pair in pairs]
    return [one + two for way in (pairs, turned) for one, two in permutations(way, 2)]


def right(E, corpus: Corpus, analogies: Iterable, offset: bool = True) -> np.ndarray:
    """Tell for each (a, b, c, d) whether d is the nearest word, a, b and c left out: (n,) bool.

    offset  whether v_b − v_a is added to v_c; without it, that is the control
    """
    rows = np.array([[corpus.number(word) for word in each] for each in analogies])
    found = [w2v.analogy(E, *row[:3], n=1, offset=offset)[0][0] for row in rows]
    return np.array(found) == rows[:, 3]


class Margin(NamedTuple):
    """Shares of analogies answered rightly, and by how much the offset helps."""

    offset: float
    control: float
    difference: float
    low: float  # 95 of 100 differences drawn anew lie between these two
    high: float


def margin(offset, control, analogies, pairs: bool = False, draws: int = 4000) -> Margin:
    """Compare answers with and without the offset, (seeds, n) bool each, by a bootstrap.

    Drawn anew, with replacement, are the seeds: what other trainings would answer to these very
    questions. With `pairs` the pairs of words are drawn, too: what other words might give. The n
    analogies are no n independent trials, as a pair is in many of them: with k_s and m_i how often
    a seed and a pair are drawn, the difference is Σ k_s m_i m_j δ_sij / Σ k_s m_i m_j.

    >>> ask = [("a", "b", "c", "d"), ("c", "d", "a", "b")]
    >>> margin([[True, True], [True, False]], [[False, False]] * 2, ask)
    Margin(offset=0.75, control=0.0, difference=0.75, low=0.5, high=1.0)
    """
    shape = (None, len(analogies))
    offset, control = (
        validate.real(name, 1 * np.asarray(hits), shape)
        for name, hits in (("offset", offset), ("control", control))
    )
    validate.same_shape("offset", offset, "control", control)
    number: dict[frozenset, int] = {}
    i, j = (
        [number.setdefault(frozenset(each[k : k + 2]), len(number)) for each in analogies]
        for k in (0, 2)
    )
    P, S, rng = len(number), len(offset), np.random.default_rng(0)
    gain, asked = np.zeros((S, P, P)), np.zeros((P, P))
    np.add.at(gain, (slice(None), i, j), offset - control)
    np.add.at(asked, (i, j), 1)
    k = rng.multinomial(S, np.full(S, 1 / S), draws) / S
    m = rng.multinomial(P, np.full(P, 1 / P), draws) if pairs else np.ones((draws, P))
    total = np.einsum("bi,ij,bj->b", m, asked, m, optimize=True)
    there = total > 0  # one pair alone, drawn each time, asks nothing
    drawn = np.einsum("bs,sij,bi,bj->b", k, gain, m, m, optimize=True)[there] / total[there]
    shares = float(offset.mean()), float(control.mean())
    low, high = np.quantile(drawn, (0.025, 0.975)).tolist()
    return Margin(*shares, shares[0] - shares[1], low, high)


def table(pairs: bool = False) -> Margin:
    """What eight seeds answered when the table was made: the family's analogies of the Bible.

    >>> found = table()
    >>> found.difference > 0.1 and found.low > 0.1
    True
    """
    rows = kept.read("word_vectors", SETTINGS).rows
    offset, control = ([[*map(int, row[way])] for row in rows] for way in ("offset", "control"))
    return margin(offset, control, family_analogies(bible.load()), pairs)


def first(row: dict) -> list[float]:
    """The lengths of both tables after the first verses, for a row of the table, taken anew."""
    corpus = bible.load()
    p = w2v.fast_train(
        corpus.sentences[:FEW], corpus.counts, seed=row["seed"], **BIBLE | {"epochs": 1}
    )
    return [float(np.linalg.norm(p[name].astype(float))) for name in ("E", "E_out")]


def _row(seed: int) -> dict:
    """What the vectors of a seed answer, a digit for each analogy."""
    found, row = bible_vectors(seed, shown=(0,)), {"seed": seed, "first": first({"seed": seed})}
    analogies = family_analogies(found.corpus)
    for way in ("offset", "control"):
        hits = right(found.E, found.corpus, analogies, offset=way == "offset")
        row[way] = "".join("01"[int(hit)] for hit in hits)
    return row


if __name__ == "__main__":
    kept.make("word_vectors", SETTINGS, map(_row, SEEDS))
