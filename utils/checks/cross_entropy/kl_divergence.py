"""Exercise 3: the KL divergence of two distributions, in nats."""

import numpy as np

from utils.checks.cross_entropy.wrong import (
    IN_BITS,
    ZERO,
    careless,
    in_other_units,
    nudged,
    pairs,
)
from utils.checks.engine import Exercise, Mistake
from utils.numpy_impl import cross_entropy as ref


def naive(p, q):
    """Σ p ln(p/q) without any care for zeros."""
    return (p * np.log(p / q)).sum()


def naive_where(keep, p, q):
    """The same over some of the outcomes."""
    return naive(p[keep], q[keep])


MISTAKES = (
    *in_other_units(ref.kl_divergence),
    Mistake(
        "wrong sign",
        lambda p, q: -ref.kl_divergence(p, q),
        "The sign is reversed; a KL divergence is never negative. Either the ratio is upside down "
        "or there is a minus too many.",
    ),
    Mistake(
        "p and q exchanged",
        lambda p, q: ref.kl_divergence(q, p),
        "This is KL(q‖p). The divergence is not symmetric: which distribution decides how often "
        "an outcome occurs?",
    ),
    Mistake(
        "weighted with q",
        lambda p, q: -ref.kl_divergence(q, p),
        "The ratio is right, the weights are not: outcomes occur at the rates of p, and you weight "
        "them with q.",
    ),
    Mistake("0 log 0 is nan", naive, f"Without zeros it is right. But {ZERO}"),
    Mistake(
        "cross entropy",
        ref.cross_entropy,
        "This is the cross entropy. What remains when you take away what would have to be paid "
        "anyway, with the right belief?",
    ),
    Mistake(
        "entropy of q subtracted",
        lambda p, q: ref.cross_entropy(p, q) - ref.entropy(q),
        "You subtract the entropy of q. The unavoidable part is that of the world, not of the "
        "belief.",
    ),
    Mistake(
        "difference of the entropies",
        lambda p, q: ref.entropy(q) - ref.entropy(p),
        "This is H(q) − H(p), which can be 0 for a wrong belief. One of the two should mix both "
        "distributions: a cross entropy.",
    ),
    Mistake(
        "cross entropy and entropy added",
        lambda p, q: ref.cross_entropy(p, q) + ref.entropy(p),
        "H(p, q) and H(p) are added; what is wanted is by how much one exceeds the other. Mind the "
        "minus that both contain.",
    ),
    Mistake(
        "the mean instead of the sum",
        lambda p, q: ref.kl_divergence(p, q) / len(p),
        "You divide by the number of outcomes. The weights p already make the sum an average.",
    ),
    Mistake(
        "the mean over the outcomes that happen",
        lambda p, q: ref.kl_divergence(p, q) / (p > 0).sum(),
        "You divide by the number of outcomes that happen. The weights p already make the sum an "
        "average.",
    ),
    Mistake(
        "logarithms without weights",
        lambda p, q: np.log(p[p > 0] / q[p > 0]).sum(),
        "The log-ratios are added up as if all outcomes occurred equally often. At which rates do "
        "they occur?",
    ),
    Mistake(
        "absolute values",
        lambda p, q: (p[p > 0] * np.abs(np.log(p[p > 0] / q[p > 0]))).sum(),
        "Single terms may be negative, and must stay so: only their sum is never negative.",
    ),
    Mistake(
        "impossible outcomes left out",
        lambda p, q: naive_where(q > 0, p, q),
        "You leave out the outcomes that q calls impossible. When such an outcome does happen, "
        "the divergence is infinite. Which outcomes may really be left out?",
    ),
    Mistake(
        "every zero left out",
        lambda p, q: naive_where((p > 0) & (q > 0), p, q),
        "You leave out an outcome as soon as either probability is 0. What should the answer be "
        "when q calls impossible something that happens?",
    ),
    careless("in bits", lambda p, q: (p * np.log2(p / q)).sum(), IN_BITS),
    careless(
        "p and q exchanged",
        lambda p, q: naive(q, p),
        "This is KL(q‖p). Which distribution decides how often an outcome occurs?",
    ),
    careless(
        "ratio upside down",
        lambda p, q: (p * np.log(q / p)).sum(),
        "The result is negative. What is divided by what?",
    ),
    *nudged(lambda eps: lambda p, q: (p * np.log((p + eps) / (q + eps))).sum()),
    *nudged(lambda eps: lambda p, q: naive(p[p > 0], q[p > 0] + eps), "added to q"),
)

exercise = Exercise(
    name="kl_divergence",
    title="KL divergence",
    minutes=7,
    difficulty="easy",
    reference=ref.kl_divergence,
    cases=pairs(),
    returns="a number: KL(p‖q) in nats",
    rtol=1e-10,
    atol=2e-13,
    mistakes=MISTAKES,
    hints=(
        "Two ways lead there: the difference of two numbers that you can compute already, or "
        "the sum on the right. Use whichever you like.",
        "For the sum: keep the outcomes that happen, take the logarithm of p divided by q, "
        "weight with p. Dividing by `q == 0` gives `inf` in NumPy, which is what we want.",
    ),
)
