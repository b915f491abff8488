"""a is to b as c is to …? Beside what c alone would have found."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.word2vec.neighbours import neighbours as nearest


def analogies(vectors, quadruples):
    """Nearest to v_b − v_a + v_c, and to v_c alone, unit vectors all; the shares that are d."""
    v = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    found, control = [], []
    for a, b, c, _ in quadruples:
        out = [a, b, c]
        found.append(nearest(v, v[b] - v[a] + v[c], 1, out)[0][0])
        control.append(nearest(v, v[c], 1, out)[0][0])
    found, control = np.array(found), np.array(control)
    d = quadruples[:, 3]
    shares = np.array([(found == d).mean(), (control == d).mean()])
    return found, control, shares


def case(title, V, D, seed, Q, digits=2):
    """Draw V vectors of different lengths and Q quadruples of four words, one in three right."""
    rng = np.random.default_rng(seed)
    vectors = (rng.normal(size=(V, D)) * rng.uniform(0.3, 4, (V, 1))).round(digits)
    quadruples = np.array([rng.choice(V, 4, replace=False) for _ in range(Q)])
    found, control, _ = analogies(vectors, quadruples)
    quadruples[::3, 3] = found[::3]
    quadruples[1::5, 3] = control[1::5]
    return Case(title, vectors=vectors, quadruples=quadruples)


PLANE = np.array([[2.0, 0.0], [3.0, 4.0], [4.0, -3.0], [8.0, 6.0], [0.0, -1.0]])
CASES = [
    Case("the example", vectors=PLANE, quadruples=np.array([[0, 1, 2, 3]])),
    Case("both ways round", vectors=PLANE, quadruples=np.array([[0, 1, 2, 3], [1, 0, 3, 2]])),
    case("nine words, twelve questions", 9, 3, 1, 12),
    case("one question", 7, 4, 2, 1),
    case("as many words as dimensions", 8, 8, 3, 15),
    case("five words", 5, 3, 4, 10),
    case("forty words, sixty questions", 40, 6, 5, 60, digits=12),
]

OFFSET = (
    "king is to queen as uncle is to …: what leads from a to b is v_b − v_a, and it is added to "
    "v_c. Which vectors are in your sum, and with which signs?"
)
UNIT = "Every vector has length 1 before it is added to others. Which lengths have yours?"
OUT = "None of a, b and c can be the answer. Which words have you left out?"
CONTROL = "The control is what c alone finds, without a and b but for leaving them out. And yours?"
SHARES = "A share is the number of right answers divided by that of questions. Of which answers?"

MISTAKES = edits(analogies)(
    ("a − b + c", "v[b] - v[a] + v[c]", "v[a] - v[b] + v[c]", OFFSET),
    ("a − c + b", "v[b] - v[a] + v[c]", "v[a] - v[c] + v[b]", OFFSET),
    ("a left out of the sum", "v[b] - v[a] + v[c]", "v[b] + v[c]", OFFSET),
    ("the offset alone", "v[b] - v[a] + v[c]", "v[b] - v[a]", OFFSET),
    ("all three added", "v[b] - v[a] + v[c]", "v[b] + v[a] + v[c]", OFFSET),
    ("vectors of any length", "vectors / np.linalg.norm(vectors, axis=1, keepdims=True)",
     "vectors", UNIT),
    ("columns of length 1", "norm(vectors, axis=1", "norm(vectors, axis=0", UNIT),
    ("nobody left out", "out = [a, b, c]", "out = []", OUT),
    ("c alone left out", "out = [a, b, c]", "out = [c]", OUT),
    ("b can be the answer", "out = [a, b, c]", "out = [a, c]", OUT),
    ("c can be the answer", "out = [a, b, c]", "out = [a, b]", OUT),
    ("d left out, too", "for a, b, c, _ in", "for a, b, c, x in", "out = [a, b, c]",
     "out = [a, b, c, x]", f"d is left out as well: the right answer can never be found. {OUT}"),
    ("the control leaves out c alone", "v[c], 1, out)[0][0])\n    found",
     "v[c], 1, [c])[0][0])\n    found",
     f"{CONTROL} (It leaves out the same words, or it would be the weaker one for that alone.)"),
    ("the neighbour of b as the control", "nearest(v, v[c], 1", "nearest(v, v[b], 1", CONTROL),
    ("the cosine for the word", "v[c], 1, out)[0][0])\n        control",
     "v[c], 1, out)[1][0])\n        control", "v[c], 1, out)[0][0])\n    found",
     "v[c], 1, out)[1][0])\n    found",
     "Your `found` and `control` are cosines. `nearest` returns words and cosines: which come "
     "first?"),
    ("the shares exchanged", "(found == d).mean(), (control == d).mean()",
     "(control == d).mean(), (found == d).mean()", "Which of the two shares comes first?"),
    ("the control has found the same", "(control == d)", "(control == found)",
     f"Your second share compares the control with the first answers. {SHARES}"),
    ("the offset's merit for its share", "(found == d).mean(),",
     "(found == d).mean() - (control == d).mean(),",
     f"You have taken off what the control finds, too. {SHARES}"),
)  # fmt: skip

exercise = Exercise(
    title="a is to b as c is to …?",
    minutes=9,
    difficulty="medium",
    reference=analogies,
    cases=CASES,
    returns=(
        "found (Q,), whole numbers",
        "control (Q,), whole numbers",
        "shares (2,), of the questions that each answers rightly",
    ),
    axes={"found": ("Q",), "control": ("Q",)},
    mistakes=MISTAKES,
    hints=(
        "Divide every row by its length, once. Then one turn of a loop for each quadruple asks "
        "`nearest` twice, with n = 1.",
        "`for a, b, c, d in quadruples:` takes a row apart. `nearest(v, query, 1, [a, b, c])` "
        "returns two arrays of one entry each, so that the word is `[0][0]` of it.",
        "The queries are `v[b] - v[a] + v[c]` and `v[c]`. `(found == quadruples[:, 3]).mean()` is "
        "a share.",
    ),
)
