"""The cross entropy of two distributions, in nats."""

import numpy as np

from utils.checks.cross_entropy.distributions import (
    COINS,
    LOG_OF_MEAN,
    UNWEIGHTED,
    WEIGHTS,
    ZERO,
    pairs,
)
from utils.checks.engine import Exercise, edits
from utils.checks.mistakes import units


def cross_entropy(p, q):
    """H(p, q) = −Σ_k p_k ln q_k; p_k = 0 adds nothing; inf where q_k = 0 < p_k."""
    happens = p > 0
    with np.errstate(divide="ignore"):  # ln 0 = −inf is the answer, not an accident
        return -(p[happens] * np.log(q[happens])).sum()


WHOSE_RATES = "Which of the two does the world follow, and which is only believed?"
IMPOSSIBLE = (
    "When an outcome does happen that q calls impossible, the cost is infinite and must not vanish "
    "or become finite. By which of the two do you decide what is left out?"
)

MISTAKES = edits(cross_entropy)(
    *units.in_other_units("np.log("),
    ("without the minus", "-(", "(", units.NO_MINUS),
    ("p and q exchanged", "(p, q):", "(q, p):",
     f"You meet the surprises of p at the rates of q. {WHOSE_RATES}"),
    ("0 log 0 is nan", "p > 0", "p > -1", ZERO),
    ("the mean instead of the sum", ".sum()", ".sum() / len(p)", WEIGHTS),
    ("the mean over the outcomes that happen", ".sum()", ".mean()", WEIGHTS),
    ("entropy of p", "np.log(q", "np.log(p",
     "This is the entropy of p. Whose surprises do we meet when we believe q?"),
    ("entropy of q", "p > 0", "q > 0", "(p[", "(q[",
     "This is the entropy of q. At whose rates do things happen?"),
    ("KL divergence", "-(p[happens] * np.log(q[happens]))",
     "(p[happens] * np.log(p[happens] / q[happens]))",
     "This is the KL divergence, what the wrong belief costs on top. What else does the cross "
     "entropy contain?"),
    ("impossible outcomes left out", "p > 0", "q > 0", IMPOSSIBLE),
    ("infinite wherever q is 0", "return -(", "return np.inf if (q == 0).any() else -(",
     "A 0 in q is a catastrophe if the outcome happens. What if p is 0 there, too?"),
    ("a mask for each", "q[happens]", "q[q > 0]",
     "p and q are shortened by different masks. Which entries meet then?"),
    ("each outcome as a coin of its own", ".sum()", ".sum() - ((1 - p) * np.log(1 - q)).sum()",
     COINS),
    ("surprises without their weights", "p[happens] * np.log(q[happens])", "np.log(q)", UNWEIGHTED),
    ("the logarithm of the average", "(p[happens] * np.log(q[happens])).sum()",
     "np.log((p * q).sum())", LOG_OF_MEAN),
    ("only the likeliest outcome", "(p[happens] * np.log(q[happens])).sum()",
     "np.log(q[p.argmax()])",
     "You take the surprise of the likeliest outcome only, as for a label that is certain. Which "
     "outcomes count here?"),
)  # fmt: skip

exercise = Exercise(
    title="Cross entropy",
    minutes=5,
    difficulty="easy",
    reference=cross_entropy,
    cases=pairs(),
    returns="a number: H(p, q) in nats",
    rtol=1e-10,
    atol=2e-13,
    mistakes=MISTAKES,
    hints=(
        "Nearly the same as the entropy. Which of the two distributions weights, and which "
        "one goes into the logarithm?",
        "Use one mask for both arrays, and think about which of them it should look at. "
        "NumPy's own `np.log(0.0)` is already `-inf`, with a warning that you may ignore here.",
    ),
)
