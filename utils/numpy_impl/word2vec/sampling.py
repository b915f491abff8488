"""What is drawn by frequency: which words of a text are read, and which are noise."""

from collections.abc import Sequence

import numpy as np

from utils import validate
from utils.numpy_impl.word2vec import checked

FORMS = ("paper", "code")


def keep_probability(counts, t: float = 1e-3, form: str = "paper"):
    """min(1, √(t / f_w)) with f_w = count_w / Σ counts: words rarer than t are always kept [M21].

    t > 0; 1 keeps every word
    form: "paper", or "code": √(t / f_w) + t / f_w, what word2vec.c computes and gensim after it:
    it keeps more, and cuts words above 2.618 t only (x + x² = 1 at x = 1 / 1.618)
    counts (V,) → (V,)

    >>> keep_probability([96, 4], t=0.06)
    array([0.25, 1.  ])
    """
    validate.choice("form", form, FORMS)
    counts, t = checked.counted(counts), validate.number("t", t, above=0)
    with np.errstate(divide="ignore"):  # a word that never comes is kept
        ratio = t / (counts / counts.sum())
    return np.minimum(1, np.sqrt(ratio) + (ratio if form == "code" else 0))


def subsample(
    sentences: Sequence, counts, t: float, rng: np.random.Generator, form: str = "paper"
) -> list:
    """Keep each word with its `keep_probability`; the words left move together [M21].

    → as many sentences, shorter, some of them empty. A window then reaches further in the text.

    >>> [len(s) for s in subsample([[0] * 1000, [1, 1]], [96, 4], 0.06, np.random.default_rng(0))]
    [231, 2]
    """
    keep, rng = keep_probability(counts, t, form), validate.generator("rng", rng)
    words, lengths = checked.text(sentences, len(keep))
    kept = rng.random(len(words)) < keep[words]
    ends = np.cumsum(lengths)[:-1]
    return [s[k] for s, k in zip(np.split(words, ends), np.split(kept, ends), strict=True)]


def noise_distribution(counts, power: float = 0.75):
    """q_w = count_w^power / Σ_u count_u^power [M21]; 1 is the unigram, 0 uniform. (V,) → (V,).

    >>> noise_distribution([16, 1, 0])
    array([0.88888889, 0.11111111, 0.        ])
    """
    counts, power = checked.counted(counts), validate.number("power", power)
    weights = np.where(counts > 0, np.where(counts > 0, counts, 1) ** power, 0)
    return weights / weights.sum()


def draw_noise(q, shape, rng: np.random.Generator):
    """Draw words from q (V,), with repetition: an array of this shape.

    u uniform on [0, 1) falls into word w's share of it, Σ_(i<w) q_i ≤ u < Σ_(i≤w) q_i.

    >>> draw_noise([0.0, 1.0], (2, 3), np.random.default_rng(0))
    array([[1, 1, 1],
           [1, 1, 1]])
    """
    shares = np.cumsum(validate.distributions("q", q, (None,)))
    u = validate.generator("rng", rng).random(shape)
    return np.searchsorted(shares / shares[-1], u, side="right")
