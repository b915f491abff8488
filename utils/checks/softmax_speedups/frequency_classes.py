"""Words by falling frequency, cut into classes that are used equally often."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits


def frequency_classes(counts, C):
    """A word begins class c when those before it have c/C of all counts; the rows to look at."""
    total, before, start = counts.sum(), 0, [0]
    for w in range(1, len(counts)):
        before += counts[w - 1]
        if before * C >= len(start) * total:  # len(start) is the next class's number
            start.append(w)
    start = np.array([*start, len(counts)])
    sizes = np.diff(start)
    class_of = np.repeat(np.arange(len(sizes)), sizes)
    rows = len(sizes) + (counts * sizes[class_of]).sum() / total
    return start, class_of, rows


def zipf(V, most=1000):
    """Counts that fall as 1/rank."""
    return most // np.arange(1, V + 1)


CASES = [
    Case("the example", counts=np.array([6, 3, 3, 2, 2, 2]), C=3),
    Case("seven words, two classes", counts=np.array([9, 7, 5, 4, 3, 1, 1]), C=2),
    Case("thirty words, five classes", counts=zipf(30), C=5),
    Case("two hundred words, fourteen classes", counts=zipf(200), C=14),
    Case("a first word worth three classes", counts=np.array([60, 9, 8, 7, 6, 5, 3, 2]), C=5),
    Case("fewer classes than asked for", counts=np.array([90, 5, 5]), C=4),
    Case("equal counts", counts=np.full(9, 5), C=3),
    Case("equal counts that C does not divide", counts=np.full(7, 2), C=3),
    Case("as many classes as words", counts=np.array([4, 4, 4, 4]), C=4),
    Case("one class", counts=np.array([5, 2, 2]), C=1),
    Case("two words", counts=np.array([3, 1]), C=2),
    Case("one word", counts=np.array([3]), C=1),
]

BEFORE = "When word w is looked at: whose counts are added up, and is its own among them?"
SHARE = "Class c begins where c/C of *all* counts are used up. What do you compare with what?"
ONE_STEP = (
    "A first word may have more than one class's share. May a word begin two classes, or is the "
    "next one begun by the next word?"
)
ROWS = (
    "For a word of class c two softmaxes are needed: over how many classes, and over how many "
    "words? And how often is a word of that class wanted?"
)
NUMBER = "To which class does the word belong that *begins* one, and what is the first one called?"

MISTAKES = edits(frequency_classes)(
    ("more than the share", ">=", ">",
     "Where the share is met exactly, yours goes on. Is it `>` or `>=`?"),
    ("its own count before it", "counts[w - 1]", "counts[w]", BEFORE),
    ("its own count, too", "total, before, start = counts.sum(), 0",
     "total, before, start = counts.sum(), counts[0]", "counts[w - 1]", "counts[w]", BEFORE),
    ("counted afresh for each class", "if before * C >= len(start) * total:",
     "if before * C >= total and not (before := 0):",
     f"You begin at 0 again with each class. {SHARE}"),
    ("classes of equally many words", "before * C >= len(start) * total",
     "w * C >= len(start) * len(counts)",
     "Your classes have equally many words. What is to be equal in them: words, or uses?"),
    ("the share of the class before", "len(start) * total", "(len(start) - 1) * total", SHARE),
    ("the share of the class after", "len(start) * total", "(len(start) + 1) * total", SHARE),
    ("whole numbers of uses", "before * C >= len(start) * total",
     "before >= total // C * len(start)",
     f"total / C is rounded in yours, and the error grows with c. {SHARE}"),
    ("several classes at once", "            start.append(w)",
     "            start += [w] * (int(before * C // total) + 1 - len(start))",
     f"Some of your classes have no word. {ONE_STEP}"),
    ("one class for several shares", "before * C >= len(start) * total",
     "before * C // total > (before - counts[w - 1]) * C // total",
     f"You have fewer classes than there should be: one class begins where several shares are used "
     f"up, and the others are lost. {ONE_STEP}"),
    ("classes numbered from 1", "np.arange(len(sizes)), sizes", "np.arange(len(sizes)) + 1, sizes",
     "sizes[class_of]", "sizes[class_of - 1]", NUMBER),
    ("the first word in the class before", "np.repeat(np.arange(len(sizes)), sizes)",
     "np.maximum(np.searchsorted(start, np.arange(len(counts))) - 1, 0)", NUMBER),
    ("the classes' own rows forgotten", "len(sizes) + (", "(", ROWS),
    ("C classes, be they there or not", "rows = len(sizes)", "rows = C",
     "You add C, but there may be fewer classes than that. How long is the softmax over those "
     "that there are?"),
    ("the words' rows alone", "(counts * sizes[class_of]).sum() / total", "sizes.sum()", ROWS),
    ("a mean over classes", "(counts * sizes[class_of]).sum() / total", "sizes.mean()",
     f"Each class has the same weight in your mean. {ROWS}"),
    ("a mean over words", "(counts * sizes[class_of]).sum() / total", "sizes[class_of].mean()",
     f"Each word has the same weight in your mean. {ROWS}"),
    ("the largest class", "(counts * sizes[class_of]).sum() / total", "sizes.max()",
     f"That is the worst case. {ROWS}"),
)  # fmt: skip

exercise = Exercise(
    title="Classes by frequency",
    minutes=12,
    difficulty="medium",
    reference=frequency_classes,
    cases=CASES,
    returns=("start, one more than there are classes", "class_of (V,)", "rows, one number"),
    mistakes=MISTAKES,
    hints=(
        "Go through the words and keep two things: how many uses lie before this word, and how "
        "many classes have begun. In whole numbers the question is `before * C >= c * total`.",
        "`np.diff(start)` are the sizes. `np.repeat` writes each class's number as often as it "
        "has words.",
        "`sizes[class_of]` is, for each word, how many words are in its class; weighted by the "
        "counts, divided by their sum, plus the number of classes.",
    ),
)
