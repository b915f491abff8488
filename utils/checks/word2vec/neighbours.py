"""The words whose vectors point most nearly where a vector points."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits


def neighbours(vectors, query, n, leave_out):
    """The n words with the largest cosine v·q / (‖v‖ ‖q‖), the nearest first, and the cosines."""
    norms = np.linalg.norm(vectors, axis=1)
    cosines = vectors @ query / (norms * np.linalg.norm(query))
    order = np.argsort(-cosines)
    there = ~np.isin(order, leave_out)
    words = order[there][:n]
    return words, cosines[words]


def drawn(title, V, D, seed, n, leave_out, query=0, digits=2):
    """A case of V drawn vectors of very different lengths; query is a word, or a sum of words."""
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(V, D)) * rng.uniform(0.2, 5, (V, 1))
    vectors = vectors.round(digits)
    query = vectors[query].reshape(-1, D).sum(axis=0)
    return Case(title, vectors=vectors, query=query, n=n, leave_out=leave_out)


EXAMPLE = np.array([[3.0, 4.0], [8.0, 6.0], [0.0, 2.0], [6.0, 0.0]])
CASES = [
    Case("the example", vectors=EXAMPLE, query=EXAMPLE[0], n=2, leave_out=[0]),
    drawn("the neighbours of word 3", 9, 4, 1, 4, [3], query=3),
    drawn("nobody is left out", 8, 3, 2, 5, [], query=2),
    drawn("a sum of words, which are left out", 10, 5, 3, 3, [1, 4, 7], query=[1, 4, 7]),
    drawn("words left out that are far away", 12, 3, 4, 6, [0, 5, 9], query=[2, 2, 6]),
    drawn("as many words as dimensions", 5, 5, 5, 2, [1], query=1),
    drawn("more asked for than there are", 6, 4, 6, 10, [2, 5], query=2),
    drawn("the nearest word alone", 15, 6, 7, 1, [8], query=8),
    drawn("sixty words", 60, 8, 8, 12, [30, 2], query=[30, 41], digits=12),
]

COSINE = (
    "A cosine is v·q divided by *both* lengths: a long vector is not nearer than a short one that "
    "points the same way. By what do you divide?"
)
LENGTH = "The length of a word's vector is that of its *row*. What has the sum over axis 0?"
NEAREST = "The largest cosine is the nearest. Where does your order begin?"
OUT = "Who is nearest to a word? The word itself, with a cosine of 1. Which words may not be found?"
HOW_MANY = "n words are wanted *after* some have been left out. When do you cut?"
NUMBERS = "Once rows have been taken away, the others move up. Is place 3 still word 3?"

MISTAKES = edits(neighbours)(
    ("the query word not left out", "~np.isin(order, leave_out)", "order >= 0", OUT),
    ("the first one always left out", "~np.isin(order, leave_out)", "np.arange(len(order)) > 0",
     f"You skip the nearest word, whoever it is. {OUT}"),
    ("only the first of those left out", "(order, leave_out)", "(order, leave_out[:1])", OUT),
    ("those left out have a cosine of 0", "    order = np.argsort(-cosines)\n    there = "
     "~np.isin(order, leave_out)\n", "    cosines[leave_out] = 0\n    order = np.argsort(-cosines)"
     "\n    there = order >= 0\n",
     "A cosine of 0 is larger than one below 0. Can words that are left out come back in yours?"),
    ("cut before leaving out", "words = order[there][:n]", "words = order[:n][there[:n]]",
     HOW_MANY),
    ("numbers of what is left", "    order = np.argsort(-cosines)\n    there = ~np.isin(order, "
     "leave_out)\n", "    cosines = np.delete(cosines, leave_out) if len(leave_out) else cosines\n"
     "    order = np.argsort(-cosines)\n    there = order >= 0\n", NUMBERS),
    ("the dot product", "vectors @ query / (norms * np.linalg.norm(query))", "vectors @ query",
     COSINE),
    ("the query's length left out", "(norms * np.linalg.norm(query))", "norms", COSINE),
    ("the words' lengths left out", "(norms * np.linalg.norm(query))", "np.linalg.norm(query)",
     COSINE),
    ("one length for all", "np.linalg.norm(vectors, axis=1)", "np.linalg.norm(vectors)",
     f"You have one length for the whole table. {COSINE}"),
    ("lengths of the columns", "    norms = np.linalg.norm(vectors, axis=1)\n",
     "    vectors = vectors / np.linalg.norm(vectors, axis=0)\n    norms = 1.0\n", LENGTH),
    ("squares for lengths", "np.linalg.norm(vectors, axis=1)", "(vectors**2).sum(axis=1)",
     "np.linalg.norm(query)", "(query**2).sum()",
     "You divide by sums of squares. What is still missing for a length?"),
    ("the farthest first", "np.argsort(-cosines)", "np.argsort(cosines)", NEAREST),
    ("the nearest last", "words = order[there][:n]", "words = order[there][:n][::-1]", NEAREST),
    ("opposite words as near as like ones", "np.argsort(-cosines)", "np.argsort(-np.abs(cosines))",
     "A cosine of −1 is that of the opposite direction. Is it near?"),
    ("by distance", "np.argsort(-cosines)", "np.argsort(np.linalg.norm(vectors - query, axis=1))",
     "You have ordered by the distance of the points. What is asked for is the angle."),
    ("angles", "return words, cosines[words]",
     "return words, np.arccos(np.clip(cosines[words], -1, 1))",
     "These are angles. What is asked for besides the words?"),
    ("cosines from the top of the table", "cosines[words]", "cosines[: len(words)]",
     "Your words are right. Whose cosines are in the second place?"),
)  # fmt: skip

exercise = Exercise(
    title="Neighbours",
    minutes=8,
    difficulty="easy",
    reference=neighbours,
    cases=CASES,
    returns=("words (n,), whole numbers", "cosines (n,)"),
    mistakes=MISTAKES,
    hints=(
        "`vectors @ query` are all dot products at once. Divide them by the lengths of the rows, "
        "`np.linalg.norm(vectors, axis=1)`, and by that of the query.",
        "`np.argsort(-cosines)` has the words in the right order. "
        "`np.isin(order, leave_out)` says which of them may not be found.",
        "Leave out first, cut to n then: `order[~np.isin(order, leave_out)][:n]`.",
    ),
)
