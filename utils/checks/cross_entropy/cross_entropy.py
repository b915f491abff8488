"""Exercise 2: the cross entropy of two distributions, in nats."""

import numpy as np

from utils.checks.cross_entropy.wrong import (
    IN_BITS,
    LOG_OF_MEAN,
    NO_MINUS,
    ZERO,
    careless,
    in_other_units,
    minus_p_log_q,
    nudged,
    pairs,
)
from utils.checks.engine import Exercise, Mistake
from utils.numpy_impl import cross_entropy as ref

WHOSE_RATES = "Which of the two does the world follow, and which is only believed?"

MISTAKES = (
    *in_other_units(ref.cross_entropy),
    Mistake("without the minus", lambda p, q: -ref.cross_entropy(p, q), NO_MINUS),
    Mistake(
        "p and q exchanged",
        lambda p, q: ref.cross_entropy(q, p),
        f"You meet the surprises of p at the rates of q. {WHOSE_RATES}",
    ),
    Mistake("0 log 0 is nan", minus_p_log_q, f"Without zeros it is right. But {ZERO}"),
    Mistake(
        "the mean instead of the sum",
        lambda p, q: ref.cross_entropy(p, q) / len(p),
        "You divide by the number of outcomes. The weights p already make the sum an average.",
    ),
    Mistake(
        "the mean over the outcomes that happen",
        lambda p, q: ref.cross_entropy(p, q) / (p > 0).sum(),
        "You divide by the number of outcomes that happen. The weights p already make the sum an "
        "average.",
    ),
    Mistake(
        "entropy of p",
        lambda p, q: ref.entropy(p),
        "This is the entropy of p; q plays no part in it. Whose surprises do we meet when we "
        "believe q?",
    ),
    Mistake(
        "entropy of q",
        lambda p, q: ref.entropy(q),
        "This is the entropy of q; p plays no part in it. At whose rates do things happen?",
    ),
    Mistake(
        "KL divergence",
        ref.kl_divergence,
        "This is the KL divergence, only what the wrong belief costs on top. The cross entropy "
        "contains the unavoidable part as well.",
    ),
    Mistake(
        "impossible outcomes left out",
        lambda p, q: minus_p_log_q(p[q > 0], q[q > 0]),
        "You leave out the outcomes that q calls impossible. When such an outcome does happen, "
        "the cost is infinite and must not vanish. Which outcomes may really be left out?",
    ),
    Mistake(
        "infinity made a huge number",
        lambda p, q: -np.nan_to_num(p * np.log(q)).sum(),
        "`np.nan_to_num` mends the 0 · (−∞), but it also turns a cost that really is infinite "
        "into a huge number. Decide by p which outcomes count.",
    ),
    Mistake(
        "infinite wherever q is 0",
        lambda p, q: np.inf if (q == 0).any() else minus_p_log_q(p, q),
        "A 0 in q is a catastrophe only if the outcome happens. What if p is 0 there, too?",
    ),
    Mistake(
        "a mask for each",
        lambda p, q: -(p[p > 0] * np.log(q[q > 0])).sum(),
        "p and q are shortened by different masks, and then entries that do not belong together "
        "meet. Use one mask for both.",
    ),
    Mistake(
        "each outcome as a coin of its own",
        lambda p, q: minus_p_log_q(p, q) + minus_p_log_q(1 - p, 1 - q),
        "The formula with 1 − p and 1 − q is for two outcomes given by one number. Here every "
        "outcome has its own entry.",
    ),
    Mistake(
        "surprises without their weights",
        lambda p, q: -np.log(q).sum(),
        "You add up the surprises of all outcomes as if they were met equally often. At which "
        "rates are they met?",
    ),
    Mistake("the logarithm of the average", lambda p, q: 0 - np.log((p * q).sum()), LOG_OF_MEAN),
    Mistake(
        "only the likeliest outcome",
        lambda p, q: 0 - np.log(q[p.argmax()]),
        "You take the surprise of the likeliest outcome only, as for a label that is certain. "
        "Here every outcome counts, weighted with its p.",
    ),
    careless("in bits", lambda p, q: -(p * np.log2(q)).sum(), IN_BITS),
    careless("without the minus", lambda p, q: -minus_p_log_q(p, q), NO_MINUS),
    careless("p and q exchanged", lambda p, q: minus_p_log_q(q, p), WHOSE_RATES),
    *nudged(lambda eps: lambda p, q: minus_p_log_q(p, q + eps)),
)

exercise = Exercise(
    name="cross_entropy",
    title="Cross entropy",
    minutes=5,
    difficulty="easy",
    reference=ref.cross_entropy,
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
