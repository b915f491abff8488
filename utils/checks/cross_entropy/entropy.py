"""The entropy of a distribution, in nats."""

import numpy as np

from utils.checks.cross_entropy.distributions import (
    COINS,
    LOG_OF_MEAN,
    UNWEIGHTED,
    WEIGHTS,
    array,
    random_distribution,
)
from utils.checks.engine import Case, Exercise, edits
from utils.checks.mistakes import units


def entropy(p):
    """H(p) = −Σ_k p_k ln p_k, with 0 ln 0 = 0."""
    seen = p[p > 0]  # 0 ln 0 = 0: such outcomes add nothing
    return -(seen * np.log(seen)).sum()


CASES = [
    Case("the example", p=array(0.5, 0.25, 0.25)),
    Case("a biased coin", p=array(0.9, 0.1)),
    Case("four equally likely outcomes", p=np.full(4, 0.25)),
    Case("an outcome that never happens", p=array(0.2, 0.0, 0.3, 0.5)),
    Case("a certain outcome among others", p=array(0.0, 1.0, 0.0)),
    Case("only one outcome", p=array(1.0)),
    Case("a very rare outcome", p=array(1 - 1e-6, 1e-6)),
    # shows a threshold or a clip, such as p > 1e-9, in place of p > 0
    Case("one chance in a hundred billion", p=array(1 - 1e-11, 1e-11)),
    Case("a thousand outcomes", p=random_distribution(np.random.default_rng(1), 1000)),
]

MISTAKES = edits(entropy)(
    ("stopped at the first zero", "p[p > 0]", "p[: np.append(p, 0).argmin()]",
     "Everything after an outcome that never happens is missing. Should a zero end the loop, or be "
     "left out?"),
    ("0 wherever a zero occurs", "p[p > 0]", "p * (p > 0).all() + (p <= 0).any()",
     "One zero makes the whole entropy 0. Which *term* should be 0 then?"),
    *units.in_other_units("np.log(seen)"),
    ("the mean over the outcomes that happen", ".sum()", ".mean()", WEIGHTS),
    ("surprises without their weights", "seen * np.log", "np.log", UNWEIGHTED),
    ("the mean surprise without weights", "seen * np.log", "np.log", ".sum()", ".mean()",
     UNWEIGHTED),
    ("the logarithm of the average", "-(seen * np.log(seen)).sum()",
     "-np.log((seen * seen).sum())", LOG_OF_MEAN),
    ("perplexity", "-(seen * np.log(seen)).sum()", "np.exp(-(seen * np.log(seen)).sum())",
     "This is exp(H), the perplexity. Which step is one too many?"),
    ("each outcome as a coin of its own", "-(seen * np.log(seen)).sum()",
     "-(p * np.log(p)).sum() - ((1 - p) * np.log(1 - p)).sum()", COINS),
    ("1 + p inside the logarithm", "-(seen * np.log(", "(seen * np.log1p(",
     "`np.log1p(p)` is the logarithm of 1 + p. That avoids log 0, but is it the same function?"),
    ("only the first outcome", ").sum()", ")[0]",
     "You return the first term only. Is the `return` inside a loop?"),
)  # fmt: skip

exercise = Exercise(
    title="Entropy",
    minutes=5,
    difficulty="easy",
    reference=entropy,
    cases=CASES,
    returns="a number: the entropy of p in nats",
    # tight, so that a small number added inside the logarithm shows
    rtol=1e-9,
    atol=2e-13,
    mistakes=MISTAKES,
    hints=(
        "`np.log` works on a whole array. The only trouble is an outcome of probability 0: "
        "what is `0 * np.log(0)` in NumPy, and what should it be?",
        "An outcome of probability 0 adds nothing, so you can leave it out: a mask such as "
        "`p > 0` inside square brackets keeps the others.",
    ),
)
