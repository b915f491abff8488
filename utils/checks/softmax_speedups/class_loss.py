"""The loss of one word in two steps, its class and then the word in it, and the gradient of h."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.softmax_speedups.inputs import LN2, LN3, ONE, scored, state, table
from utils.numpy_impl.core.softmax import log_softmax


def class_loss(h, y, class_of, start, p):
    """J = −log P(c) − log P(y | c), and from p − 1[right] of both softmaxes the gradient of h."""
    c = class_of[y]
    own = slice(start[c], start[c + 1])  # the rows of y's class
    place = y - start[c]
    log_P = log_softmax(p["W_c"] @ h + p["b_c"])
    log_Q = log_softmax(p["W_y"][own] @ h + p["b_y"][own])
    J = -(log_P[c] + log_Q[place])
    dc, dy = np.exp(log_P), np.exp(log_Q)
    dc[c] -= 1
    dy[place] -= 1
    dh = dc @ p["W_c"] + dy @ p["W_y"][own]
    return J, dh


def case(title, sizes, y, H, seed, **more):
    """Classes of these sizes."""
    p = table("c", len(sizes), H, seed, **more) | table("y", sum(sizes), H, seed, **more)
    class_of = np.repeat(np.arange(len(sizes)), sizes)
    start = np.cumsum([0, *sizes])
    h = state(H, seed, more.get("digits", 2))
    return Case(title, h=h, y=y, class_of=class_of, start=start, p=p)


SMALL = {
    "h": ONE,
    "y": 1,
    "class_of": np.array([0, 0, 1]),
    "start": np.array([0, 2, 3]),
    "p": scored("c", [1, 5], [LN3, 0]) | scored("y", [4, 1, 3], [LN2, 0, 0]),
}
CASES = [
    Case("the example", **SMALL),
    case("a word in the middle of the second class", (2, 3, 4), 3, 2, 1),
    case("the last word", (1, 2, 4), 6, 3, 2),
    case("the first word of its class", (3, 3, 3), 3, 3, 3),
    case("four classes of four", (4, 4, 4, 4), 9, 4, 4),
    case("many decimals", (2, 5), 5, 3, 5, digits=12),
    case("scores of thousands", (3, 2), 4, 3, 6, scale=1500.0),
    case("a word alone in its class", (1, 3, 2), 0, 2, 7),
    case("one class", (4,), 2, 3, 8),
    case("each word its own class", (1, 1, 1), 1, 2, 9),
    case("two words, one unit", (1, 1), 1, 1, 10),
]

BOTH = "P(y) is a product of two. What becomes of a product when its logarithm is taken?"
OWN = "The second softmax is among the words of y's class alone. Where do they begin and end?"
PLACE = "In its class y has another number than in the vocabulary: 0 for the class's first word."
LESS_ONE = "The gradient of each softmax's scores is p − 1 for what was right, and p elsewhere."
TWO_WAYS = "h is heard by both softmaxes. Does what both have to say reach your gradient?"
BIAS = "Each score is w·h + b. Is there a b in both softmaxes?"

MISTAKES = edits(class_loss)(
    ("the class alone", "-(log_P[c] + log_Q[place])", "-log_P[c]", BOTH),
    ("the word alone", "-(log_P[c] + log_Q[place])", "-log_Q[place]", BOTH),
    ("a product of logarithms", "log_P[c] + log_Q", "log_P[c] * log_Q", BOTH),
    ("the probability", "-(log_P[c] + log_Q[place])", "np.exp(log_P[c] + log_Q[place])",
     "That is P(y). What is its loss?"),
    ("the logarithm of a rounded product", "-(log_P[c] + log_Q[place])",
     "-np.log(np.exp(log_P[c]) * np.exp(log_Q[place]))",
     "A very small probability is rounded to 0, and its logarithm is −∞. Can you do without "
     "P itself?"),
    ("a softmax over all words", "slice(start[c], start[c + 1])", "slice(0, len(class_of))",
     "place = y - start[c]", "place = y",
     f"Your second softmax has all words under its fraction line. {OWN}"),
    ("y's number in the vocabulary", "place = y - start[c]", "place = y", PLACE),
    ("the rows of as many first words", "own = slice(start[c], start[c + 1])",
     "own = slice(0, start[c + 1] - start[c])", OWN),
    ("a class too long", "start[c + 1])", "start[c + 1] + 1)", OWN),
    ("the class's number for the word's", "dy[place]", "dy[c % len(dy)]", LESS_ONE),
    ("nothing taken away", "    dc[c] -= 1\n    dy[place] -= 1\n", "", LESS_ONE),
    ("nothing taken away from the word", "    dy[place] -= 1\n", "", LESS_ONE),
    ("nothing taken away from the class", "    dc[c] -= 1\n", "", LESS_ONE),
    ("no way from the words", ' + dy @ p["W_y"][own]', "", TWO_WAYS),
    ("no way from the classes", 'dc @ p["W_c"] + ', "", TWO_WAYS),
    ("the words' gradient times P(c)", '+ dy @ p["W_y"]', '+ np.exp(log_P[c]) * dy @ p["W_y"]',
     "In a *sum* of two logarithms, does the one change the other's slope?"),
    ("no bias", ' + p["b_y"][own]', "", ' + p["b_c"]', "", BIAS),
    ("no bias of the classes", ' + p["b_c"]', "", BIAS),
)  # fmt: skip

exercise = Exercise(
    title="First the class, then the word",
    minutes=12,
    difficulty="medium",
    reference=class_loss,
    cases=CASES,
    returns=("J, one number", "dh (H,)"),
    mistakes=MISTAKES,
    hints=(
        "Two softmaxes, each of them small. The first has a score for each class, the second one "
        "for each word of y's class: rows `start[c]` to `start[c + 1]` of W_y and b_y.",
        "`log_softmax` of both. In the second y stands in place `y - start[c]`.",
        "Of each softmax: its probabilities, less 1 in the right place, times its rows. Their sum "
        "is the gradient of h.",
    ),
)
