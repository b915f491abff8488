"""All pairs of a word and a neighbour within its window."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.mistakes import loops
from utils.checks.word2vec.inputs import drawn_text, text


def window_pairs(sentences, c):
    """(w_t, w_(t+j)) for 0 < |j| ≤ c, t rising, then j, in each sentence by itself."""
    centres, contexts = [], []
    for words in sentences:
        for t in range(len(words)):
            for j in range(-c, c + 1):
                if j != 0 and 0 <= t + j < len(words):
                    centres.append(words[t])
                    contexts.append(words[t + j])
    return np.array(centres, dtype=int), np.array(contexts, dtype=int)


CASES = [
    Case("the example", sentences=text([3, 0, 4], [1, 0]), c=1),
    Case("two words to either side", sentences=text([6, 2, 9, 1, 5], [8, 3, 7]), c=2),
    Case("a word beside itself", sentences=text([2, 2, 5, 2], [4, 4]), c=1),
    Case("a sentence of one word", sentences=text([1, 2], [7], [3, 0, 5]), c=2),
    Case("windows larger than any sentence", sentences=text([5, 1, 3], [2, 0]), c=10),
    Case("an empty sentence", sentences=text([], [4, 2, 6], []), c=1),
    Case("pairs that come again", sentences=text([0, 1], [0, 1], [1, 0, 1]), c=2),
    Case("no two words together", sentences=text([4], [9], []), c=3),
    Case("sixty words", sentences=drawn_text([12, 3, 20, 1, 9, 15], 30, 1), c=4),
]

BORDER = "What stands beside the last word of a sentence? Is the next sentence its context?"
REACH = "Write the values of j down for c = 1, then for c = 2. What does `range` do with its end?"
SIDES = "A window has two sides. Which of the distances −c … −1 and 1 … c does j take in yours?"
EDGES = "A word near a border has fewer neighbours, but does it have none? Which j are left for it?"
PLACES = "Which distance is that of a word to itself? And may *another* place hold the same word?"
WRAPS = (
    "At the first word t + j is negative, and a negative index counts from the end. What should "
    "become of such a pair?"
)

MISTAKES = edits(window_pairs)(
    ("windows over the border", "for words in sentences", "for words in [np.concatenate("
     "sentences)]", BORDER),
    ("a word as its own context", "j != 0 and ", "", PLACES),
    ("equal words left out", "j != 0 and 0 <= t + j < len(words)",
     "0 <= t + j < len(words) and words[t + j] != words[t]", PLACES),
    ("the last neighbour left out", "range(-c, c + 1)", "range(-c, c)", REACH),
    ("the first neighbour left out", "range(-c, c + 1)", "range(-c + 1, c + 1)", REACH),
    ("windows too small", "range(-c, c + 1)", "range(-c + 1, c)", REACH),
    ("windows too large", "range(-c, c + 1)", "range(-c - 1, c + 2)", REACH),
    ("c words in all", "range(-c, c + 1)", "range(-(c // 2), c // 2 + 1)",
     "Your window has c words in all. How many does it have to *each* side?"),
    ("what comes after alone", "range(-c, c + 1)", "range(1, c + 1)", SIDES),
    ("what comes before alone", "range(-c, c + 1)", "range(-c, 0)", SIDES),
    ("round the end of a sentence", "0 <= t + j < len(words)", "t + j < len(words)",
     "words[t + j]", "words[max(t + j, -len(words))]",
     WRAPS),
    ("round the end of a sentence, but only once", "0 <= t + j < len(words)",
     "-len(words) <= t + j < len(words)",
     f"There is no IndexError to catch on this side. {WRAPS}"),
    ("full windows alone", "range(len(words))", "range(c, len(words) - c)", EDGES),
    ("the first word is no context", "0 <= t", "0 < t", EDGES),
    ("the last word is no centre", "range(len(words))", "range(len(words) - 1)", EDGES),
    ("places for words", "append(words[t])", "append(t)", "append(words[t + j])", "append(t + j)",
     "You return the places in the sentence. Which word stands there?"),
    ("each pair once", "    return np.array(centres, dtype=int), np.array(contexts, dtype=int)",
     "    both = list(dict.fromkeys(zip(centres, contexts)))\n"
     "    return tuple(np.array(both, dtype=int).reshape(-1, 2).T)",
     "A pair that comes ten times in the text should count ten times. How often is it in yours?"),
    loops.returned_inside("\n    return np.array", "the first sentence alone"),
)  # fmt: skip

exercise = Exercise(
    title="Pairs from windows",
    minutes=8,
    difficulty="easy",
    reference=window_pairs,
    cases=CASES,
    returns=("centres (M,), whole numbers", "contexts (M,), whole numbers"),
    mistakes=MISTAKES,
    hints=(
        "Three loops, one inside the other: over the sentences, over the places t of each, over "
        "the distances j. Two lists collect the words.",
        "`range(-c, c + 1)` has all distances, and 0 among them. The place t + j is in the "
        "sentence if `0 <= t + j < len(words)`.",
        "`np.array(centres, dtype=int)`: without the dtype an empty list becomes an array of "
        "floats.",
    ),
)
