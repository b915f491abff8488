"""Frequent words left out at random."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.word2vec.inputs import drawn_text, text


def subsample(sentences, counts, t, rng):
    """keep_w = min(1, √(t / f_w)), f_w = count_w / Σ counts; a word stays where u < keep_w."""
    f = counts / counts.sum()
    keep = np.sqrt(t / np.maximum(f, t))  # f up to t gives 1
    kept = []
    for words in sentences:
        u = rng.random(len(words))
        kept.append(words[u < keep[words]])
    return keep, kept


def case(title, sentences, counts, t, seed):
    """A case whose generator begins with this seed."""
    rng = np.random.default_rng(seed)
    return Case(title, sentences=sentences, counts=np.array(counts), t=t, rng=rng)


ZIPF = 6000 // np.arange(1, 16)
CASES = [
    case("the example", text([0, 1, 0], [3, 0]), [64, 16, 16, 4], 0.04, 0),
    case("sixty words", drawn_text([12, 7, 20, 9, 12], 15, 1), ZIPF, 0.004, 1),
    case("counts of another text", drawn_text([5, 9, 6], 4, 2), [10, 2000, 300, 40], 0.05, 2),
    case("t = 1 keeps everything", drawn_text([6, 4], 5, 3), [9, 5, 3, 2, 1], 1.0, 3),
    case("a sentence of which nothing is left", drawn_text([3, 4, 2, 8], 5, 4),
         [900, 500, 300, 200, 100], 0.02, 4),
    case("an empty sentence, and one of one word", text([1, 0, 2], [], [0]), [30, 8, 2], 0.1, 5),
    case("words that never come", drawn_text([9, 8], 3, 6), [500, 120, 30, 0, 0], 0.01, 6),
    case("a vocabulary of one word", text([0, 0, 0, 0, 0, 0, 0]), [7], 0.25, 7),
]  # fmt: skip

SHARE = "f_w is the share that word w has of *all* words. What do your f add up to?"
ROOT = "At t = f the square root is 1, at t = f / 100 it is 1/10. What is yours there?"
KEEP = "The most frequent words should have the *smallest* probability of being kept. And in yours?"
ONE_EACH = "Each word of the text has a draw of its own: how many numbers does a sentence need?"
GIVEN = "The order of the draws is settled: from which generator, for which word first?"

MISTAKES = edits(subsample)(
    ("no root", "np.sqrt(t / np.maximum(f, t))", "t / np.maximum(f, t)", ROOT),
    ("the root of f alone", "np.sqrt(t / np.maximum(f, t))", "np.minimum(1, t / np.sqrt(f + "
     "1e-300))", ROOT),
    ("counts for shares", "counts / counts.sum()", "counts * 1.0", SHARE),
    ("divided by the largest count", "counts.sum()", "counts.max()", SHARE),
    ("shares in these sentences", "counts / counts.sum()",
     "np.bincount(np.concatenate(sentences), minlength=len(counts)) / "
     "sum(len(s) for s in sentences)",
     "You have counted the sentences anew. Which argument has the counts, of the whole text?"),
    ("the probability of leaving out", "np.sqrt(t / np.maximum(f, t))",
     "1 - np.sqrt(t / np.maximum(f, t))", KEEP),
    ("those kept that should go", "u < keep[words]", "u >= keep[words]",
     "A word with keep = 1 should always stay. On which side of `keep` is `u` then?"),
    ("f over t", "np.sqrt(t / np.maximum(f, t))", "np.sqrt(np.minimum(f, t) / t)", KEEP),
    ("above 1", "np.maximum(f, t)", "np.maximum(f, 1e-300)",
     "A probability above 1? What becomes of words that are rarer than t?"),
    ("as the program has it", "np.sqrt(t / np.maximum(f, t))",
     "np.minimum(1, np.sqrt(t / np.maximum(f, 1e-300)) + t / np.maximum(f, 1e-300))",
     "This is √(t/f) + t/f, what the authors' *program* computes. Which one is asked for here?"),
    ("rare words left out", "np.sqrt(t / np.maximum(f, t))",
     "np.where(f < t, 0, np.sqrt(t / np.maximum(f, t)))",
     "Words with f below t are gone. How often should they be kept?"),
    ("one draw for a sentence", "rng.random(len(words))", "rng.random()", ONE_EACH),
    ("one draw for each different word", "    kept = []\n",
     "    kept, stays = [], rng.random(len(counts)) < keep\n",
     "        u = rng.random(len(words))\n", "", "u < keep[words]", "stays[words]",
     "Once out, a word is out everywhere. Is it decided for a word of the vocabulary, or for each "
     "place in the text?"),
    ("the same draws for every sentence", "    kept = []\n",
     "    kept, same = [], rng.random(max(map(len, sentences)))\n",
     "rng.random(len(words))", "same[: len(words)]",
     f"All your sentences have the same draws. {ONE_EACH}"),
    ("no draw for words that always stay", "        u = rng.random(len(words))\n",
     "        u = np.array([keep[w] < 1 and rng.random() for w in words])\n",
     f"Words with keep = 1 stay whatever u is, and take one all the same. {ONE_EACH}"),
    ("a generator of your own", "rng.random(len(words))",
     "np.random.default_rng(0).random(len(words))", GIVEN),
    ("the last sentence first", "for words in sentences", "for words in sentences[::-1]",
     "return keep, kept", "return keep, kept[::-1]", GIVEN),
    ("empty sentences dropped", "return keep, kept", "return keep, [s for s in kept if len(s)]",
     "Some sentences are missing. What should be in the place of one that has lost all its words?"),
)  # fmt: skip

exercise = Exercise(
    title="Frequent words, less often",
    minutes=8,
    difficulty="easy",
    reference=subsample,
    cases=CASES,
    returns=("keep (V,)", "kept, a list of arrays of words, as many as there were sentences"),
    axes={"keep": ("V",)},
    mistakes=MISTAKES,
    hints=(
        "Two steps. `keep` has one number for each word of the vocabulary and needs the counts "
        "alone. Then each sentence draws as many numbers as it has words.",
        "`np.minimum(1, np.sqrt(t / f))` is `keep`, but a word that never comes divides by 0. "
        "With `np.maximum(f, t)` for f nothing has to be cut, and nothing is 0.",
        "`keep[words]` has the probability of each word of a sentence, and "
        "`words[rng.random(len(words)) < keep[words]]` those that stay.",
    ),
)
