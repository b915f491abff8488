"""Sentences about relatives and rulers, in which every analogy is right by construction.

A noun is a choice of three attributes, SEX × AGE × RANK. A sentence is a noun among words that
tell these attributes, CUES, each of them now and then one of another value. Given the noun the
cues are independent, so ln p(cue | noun) − ln p(cue) depends on one attribute of the noun only:
what tells king from queen is what tells uncle from aunt.
"""

from itertools import permutations, product

import numpy as np

from utils import validate
from utils.data.corpus import Corpus, build

SEX, AGE = ("male", "female"), ("child", "adult")
RANK = ("royal", "common", "near", "far", "eldest")
_ROWS = """
    prince princess king queen
    boy girl man woman
    son daughter father mother
    nephew niece uncle aunt
    grandson granddaughter grandfather grandmother
"""
NOUNS = dict(zip(_ROWS.split(), [(s, a, r) for r, a, s in product(RANK, AGE, SEX)], strict=True))
_TOLD = """
    male: his he him himself sir
    female: her she hers herself madam
    child: young small playing growing laughing
    adult: tall working busy thoughtful married
    royal: throne crown palace castle sceptre
    common: street market village field shop
    near: home table cradle kitchen hearth
    far: visit letter journey festival greeting
    eldest: memory story portrait heirloom chair
"""
CUES = {row[0].rstrip(":"): row[1:] for row in map(str.split, _TOLD.strip().splitlines())}
FILLERS = ("the", "a", "and", "with", "in", "of", "to", "at", "was", "there")
SLIP = 0.1  # how often a cue's value is drawn anew, so that no cue is impossible


def sample(n: int, rng: np.random.Generator) -> Corpus:
    """Draw n sentences: a noun, two cues for each attribute, four fillers, in any order.

    Raises ValueError when n < 1 or rng is no Generator.

    >>> corpus = sample(2, np.random.default_rng(0))
    >>> corpus.text(corpus.sentences[0])
    'with story a playing story tall the of herself granddaughter she'
    """
    n = validate.count("n", n)
    validate.generator("rng", rng)
    nouns = np.array(list(NOUNS))
    noun = rng.integers(len(nouns), size=n)
    columns = [nouns[noun], *np.array(FILLERS)[rng.integers(len(FILLERS), size=(4, n))]]
    for k, values in enumerate((SEX, AGE, RANK)):
        cues = np.array([CUES[value] for value in values])
        true = np.array([values.index(attributes[k]) for attributes in NOUNS.values()])[noun]
        for _ in range(2):
            value = np.where(rng.random(n) < SLIP, rng.integers(len(values), size=n), true)
            columns.append(cues[value, rng.integers(cues.shape[1], size=n)])
    return build([" ".join(row) for row in rng.permuted(np.transpose(columns), axis=1)])


def analogies() -> list[tuple[str, str, str, str]]:
    """Return all (a, b, c, d) with "a is to b as c is to d": two pairs that share no noun.

    a and b differ in one attribute, and c and d in the same one and in the same way.

    >>> ("king", "queen", "uncle", "aunt") in analogies(), len(analogies())
    (True, 600)
    """
    pairs = {}  # (attribute, value before, value after) → pairs of nouns
    for a, b in permutations(NOUNS, 2):
        differ = [k for k in range(3) if NOUNS[a][k] != NOUNS[b][k]]
        if len(differ) == 1:
            (k,) = differ
            pairs.setdefault((k, NOUNS[a][k], NOUNS[b][k]), []).append((a, b))
    return [one + other for alike in pairs.values() for one, other in permutations(alike, 2)]
