"""What the exercises are tried on: small texts and tables with few decimals; shared words."""

import numpy as np

LN2, LN3 = np.log(2), np.log(3)  # σ(ln 3) = 3/4


def text(*sentences):
    """Sentences as arrays of words; one may be empty."""
    return [np.array(sentence, dtype=int) for sentence in sentences]


def drawn_text(lengths, V, seed):
    """Draw sentences of these lengths, small numbers more often."""
    rng = np.random.default_rng(seed)
    return [(V * rng.random(length) ** 2).astype(int) for length in lengths]


def tables(V, D, seed, digits=2, scale=1.0):
    """Draw p = {"E" (V, D), "E_out" (V, D)}. A case of every exercise has more `digits`."""
    rng = np.random.default_rng(seed)
    return {name: scale * rng.normal(0, 0.9, (V, D)).round(digits) for name in ("E", "E_out")}


def pairs(N, V, seed, k=None):
    """Draw centres and contexts (N,), and noise (N, k) if k is given; words come repeatedly."""
    rng = np.random.default_rng(100 + seed)
    given = {"centres": rng.integers(0, V, N), "contexts": rng.integers(0, V, N)}
    return given | ({} if k is None else {"noise": rng.integers(0, V, (N, k))})


# Three words in the plane. Word 0 with word 1 has a score of ln 3, with word 2 one of −ln 3.
SMALL = {
    "E": np.array([[1.0, 0.0], [0.0, 0.0], [0.0, 0.0]]),
    "E_out": np.array([[0.0, 0.0], [LN3, 1.0], [-LN3, 0.0]]),
}
ONE_PAIR = {"centres": np.array([0]), "contexts": np.array([1]), "noise": np.array([[2, 2]])}

TWICE = (
    "What if a word comes twice among the pairs? `g[words] += x` visits each row once, "
    "and what was written last stays. Which function of NumPy adds at every visit?"
)
TABLES = (
    "There are two tables: v, a row of E, for the word that is read, and v', a row of E_out, for "
    "the words that are predicted. Which one does each index look into?"
)
MEAN = "J is a mean over the pairs. By what is it divided, and its gradients with it?"
