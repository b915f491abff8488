"""A softmax that learns to do without its normaliser."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.softmax_speedups.inputs import LN2, state, table


def self_normalised(h, y, alpha, p):
    """J = −log P(y) + α (log Z)², its gradient of all scores, and exp(s_y) for P(y)."""
    s = p["W_y"] @ h + p["b_y"]
    m = s.max()
    log_Z = m + np.log(np.exp(s - m).sum())
    P = np.exp(s - log_Z)
    J = log_Z - s[y] + alpha * log_Z**2
    ds = P + 2 * alpha * log_Z * P
    ds[y] -= 1
    query = np.exp(s[y])
    return J, ds, query


def case(title, V, y, alpha, H, seed, **more):
    """A vocabulary of V words."""
    p = table("y", V, H, seed, **more)
    return Case(title, h=state(H, seed, more.get("digits", 2)), y=y, alpha=alpha, p=p)


def at(title, scores, y, alpha):
    """A case of these scores."""
    scores = np.array(scores)
    W = np.arange(2.0 * len(scores)).reshape(-1, 2)
    h = np.array([1.0, -1.0])
    return Case(title, h=h, y=y, alpha=alpha, p={"W_y": W, "b_y": scores - W @ h})


CASES = [
    at("the example", [-1 - LN2, -1 - 2 * LN2, -1 - 2 * LN2], 0, 0.25),
    case("five words", 5, 2, 0.1, 3, 1),
    case("six words, another y", 6, 5, 0.5, 2, 2),
    case("as many words as units", 4, 1, 0.3, 4, 3),
    case("many decimals", 5, 0, 0.2, 3, 4, digits=12),
    at("Z below 1", [-2.0, -1.5, -3.0, -2.5], 1, 0.4),
    at("scores of a thousand", [1000.0, 998.0, 5.0], 2, 0.1),
    at("scores of minus a thousand", [-1000.0, -1001.0, -999.0], 1, 0.1),
    case("no penalty", 5, 3, 0.0, 3, 5),
    at("normalised already", [-LN2, -2 * LN2, -2 * LN2], 1, 0.7),
    case("two words, one unit", 2, 1, 1.0, 1, 6),
]

PENALTY = (
    "The penalty is α times the *square* of log Z: 0 when Z is 1. What is yours in the example?"
)
SLOPE = "What is the slope of a square, and how does log Z change with a score: by P, by 1, by Z?"
ALL_SCORES = "Z is made of *all* scores. Which of them does your penalty pull at?"
BARE = "The query is to look at *one* row. What is left of P(y) if Z is taken to be 1?"
LOSS = (
    "The loss is −log P(y), and log P(y) = s_y − log Z. Look at both signs, and at the penalty's."
)
LARGE = "exp of a score of 1,000 is infinite. What can be taken out of log Z before exp is called?"

MISTAKES = edits(self_normalised)(
    ("log Z not squared", "alpha * log_Z**2", "alpha * log_Z", PENALTY),
    ("the logarithm of Z²", "alpha * log_Z**2", "alpha * 2 * log_Z", PENALTY),
    ("no penalty in the loss", " + alpha * log_Z**2", "", PENALTY),
    ("a penalty that pays", "+ alpha * log_Z**2", "- alpha * log_Z**2", LOSS),
    ("no Z in the loss", "J = log_Z - s[y]", "J = -s[y]", LOSS),
    ("log P for the loss", "log_Z - s[y] +", "s[y] - log_Z +", LOSS),
    ("no penalty in the gradient", " + 2 * alpha * log_Z * P", "", SLOPE),
    ("no 2", "2 * alpha", "alpha", SLOPE),
    ("no log Z in the slope", "2 * alpha * log_Z * P", "2 * alpha * P", SLOPE),
    ("no P in the slope", "2 * alpha * log_Z * P", "2 * alpha * log_Z", SLOPE),
    ("the penalty on y's score alone", "P + 2 * alpha * log_Z * P", "P",
     "ds[y] -= 1", "ds[y] += 2 * alpha * log_Z * P[y] - 1", ALL_SCORES),
    ("the 1 in the bracket, too", "ds[y] -= 1", "ds[y] -= 1 + 2 * alpha * log_Z",
     "You have (1 + 2α log Z) times (P − 1) for y. Does log Z change with s_y by P(y), or by "
     "P(y) − 1?"),
    ("nothing taken away", "ds[y] -= 1", "ds[y] -= 0",
     "Without a penalty the gradient is P − 1 for the right word. Where is the 1 in yours?"),
    ("divided by Z", "np.exp(s[y])\n", "P[y]\n", f"You have divided by Z after all. {BARE}"),
    ("the score itself", "np.exp(s[y])\n", "s[y]\n", f"A score may be below 0. {BARE}"),
    ("exp of minus the loss", "np.exp(s[y])\n", "np.exp(-J)\n",
     f"Your J has log Z in it, and the penalty. {BARE}"),
    ("the largest score not put back", "log_Z = m + ", "log_Z = ",
     "np.exp(s - log_Z)", "np.exp(s - m - log_Z)",
     "Your log Z is that of the scores less their largest. What was taken out has to go back in."),
    ("exp of large scores", "m = s.max()", "m = 0", LARGE),
)  # fmt: skip

exercise = Exercise(
    title="Do without Z",
    minutes=10,
    difficulty="medium",
    reference=self_normalised,
    cases=CASES,
    returns=("J, one number", "ds (V,)", "query, one number"),
    mistakes=MISTAKES,
    hints=(
        "log Z first, with the largest score taken out before exp, as in lab 01; then "
        "`P = np.exp(s - log_Z)`.",
        "`J = log_Z - s[y] + alpha * log_Z**2`. The slope of log Z by the scores is P; that of its "
        "square, by the chain rule, 2 log Z times P.",
        "The query is `np.exp(s[y])`: no other word's score is in it.",
    ),
)
