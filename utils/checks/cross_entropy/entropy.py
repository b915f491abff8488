"""Exercise 1: the entropy of a distribution, in nats."""

import numpy as np

from utils.checks.cross_entropy.wrong import (
    IN_BITS,
    LOG_OF_MEAN,
    NO_MINUS,
    ZERO,
    a,
    careless,
    in_other_units,
    minus_p_log_q,
    nudged,
    random_distribution,
)
from utils.checks.engine import Case, Exercise, Mistake
from utils.numpy_impl import cross_entropy as ref

MISTAKES = (
    *in_other_units(ref.entropy),
    Mistake("without the minus", lambda p: -ref.entropy(p), NO_MINUS),
    Mistake(
        "0 log 0 is nan", lambda p: minus_p_log_q(p, p), f"Without zeros it is right. But {ZERO}"
    ),
    Mistake(
        "the mean instead of the sum",
        lambda p: ref.entropy(p) / len(p),
        "You divide by the number of outcomes. The probabilities already are the weights of the "
        "average; what is left to do with the terms?",
    ),
    Mistake(
        "the mean over the outcomes that happen",
        lambda p: ref.entropy(p) / (p > 0).sum(),
        "You divide by the number of outcomes that happen. The probabilities already are the "
        "weights of the average; what is left to do with the terms?",
    ),
    Mistake(
        "surprises without their weights",
        lambda p: -np.log(p[p > 0]).sum(),
        "You add up the surprises as if all outcomes were met equally often. Each one is met at "
        "its own rate: what is that rate, and where does it go?",
    ),
    Mistake(
        "the mean surprise without weights",
        lambda p: -np.log(p[p > 0]).mean(),
        "You average the surprises as if all outcomes were equally frequent. The expectation "
        "weights each one with its own probability.",
    ),
    Mistake("the logarithm of the average", lambda p: 0 - np.log((p * p).sum()), LOG_OF_MEAN),
    Mistake(
        "perplexity",
        lambda p: np.exp(ref.entropy(p)),
        "This is exp(H), the perplexity. One step too many.",
    ),
    Mistake(
        "each outcome as a coin of its own",
        lambda p: minus_p_log_q(p, p) + minus_p_log_q(1 - p, 1 - p),
        "The formula with p and 1 − p is for two outcomes given by one number. Here every outcome "
        "has its own entry in p, so the second half is counted twice.",
    ),
    Mistake(
        "1 + p inside the logarithm",
        lambda p: (p * np.log1p(p)).sum(),
        "`np.log1p(p)` is the logarithm of 1 + p. That avoids log 0, but it is another function. "
        "Leave out the outcomes that never happen instead.",
    ),
    Mistake(
        "only the first outcome",
        lambda p: 0 - p[p > 0][0] * np.log(p[p > 0][0]),
        "You return the first term only. Is the `return` inside the loop?",
    ),
    careless("in bits", lambda p: -(p * np.log2(p)).sum(), IN_BITS),
    careless("without the minus", lambda p: -minus_p_log_q(p, p), NO_MINUS),
    *nudged(lambda eps: lambda p: minus_p_log_q(p, p + eps)),
)

exercise = Exercise(
    name="entropy",
    title="Entropy",
    minutes=5,
    difficulty="easy",
    reference=ref.entropy,
    cases=[
        Case("the example", p=a(0.5, 0.25, 0.25)),
        Case("a biased coin", p=a(0.9, 0.1)),
        Case("four equally likely outcomes", p=np.full(4, 0.25)),
        Case("an outcome that never happens", p=a(0.2, 0.0, 0.3, 0.5)),
        Case("a certain outcome among others", p=a(0.0, 1.0, 0.0)),
        Case("only one outcome", p=a(1.0)),
        Case("a very rare outcome", p=a(1 - 1e-6, 1e-6)),
        # shows a threshold or a clip, such as p > 1e-9, in place of p > 0
        Case("one chance in a hundred billion", p=a(1 - 1e-11, 1e-11)),
        Case("a thousand outcomes", p=random_distribution(np.random.default_rng(1), 1000)),
    ],
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
