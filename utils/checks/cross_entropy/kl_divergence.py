"""The KL divergence of two distributions, in nats."""

import numpy as np

from utils.checks.cross_entropy.distributions import UNWEIGHTED, WEIGHTS, ZERO, pairs
from utils.checks.engine import Exercise, edits
from utils.checks.mistakes import units


def kl_divergence(p, q):
    """KL(p ‖ q) = Σ_k p_k ln(p_k / q_k); p_k = 0 adds nothing; inf where q_k = 0 < p_k."""
    happens = p > 0
    with np.errstate(divide="ignore"):  # p / 0 = inf is the answer
        return (p[happens] * np.log(p[happens] / q[happens])).sum()


def by_difference(p, q):
    """The same as H(p, q) − H(p)."""
    happens = p > 0
    H_pq = -(p[happens] * np.log(q[happens])).sum()
    H_p = -(p[happens] * np.log(p[happens])).sum()
    return H_pq - H_p


IMPOSSIBLE = (
    "When something happens that q calls impossible, the divergence is infinite. Which outcomes "
    "may really be left out?"
)

MISTAKES = (
    *edits(kl_divergence)(
        ("the ratio without its logarithm", "np.log(p", "(p",
         "The weights and the ratio are there. What is done to the ratio before it is weighted?"),
        ("both directions together", "return (p[happens] * np.log(p[happens] / q[happens])).sum()",
         "return ((p - q) * np.log(p / q)).sum() / 2",
         "This treats p and q alike, as a distance would. Which one says how often things happen?"),
        *units.in_other_units("np.log("),
        ("wrong sign", "return (p", "return -(p",
         "A KL divergence is never negative. Is the ratio upside down, or a minus too many?"),
        ("p and q exchanged", "(p, q):", "(q, p):",
         "This is KL(q‖p). Which distribution decides how often an outcome occurs?"),
        ("weighted with q", "(p[happens] * ", "(q[happens] * ",
         "The ratio is right, the weights are not. At the rates of which do outcomes occur?"),
        ("0 log 0 is nan", "p > 0", "p > -1", ZERO),
        ("the mean instead of the sum", ".sum()", ".sum() / len(p)", WEIGHTS),
        ("the mean over the outcomes that happen", ".sum()", ".mean()", WEIGHTS),
        ("logarithms without weights", "(p[happens] * np.log", "(np.log", UNWEIGHTED),
        ("absolute values", "np.log(p[happens] / q[happens])",
         "np.abs(np.log(p[happens] / q[happens]))",
         "Is it every single term that is never negative, or their sum?"),
        ("impossible outcomes left out", "p > 0", "q > 0", IMPOSSIBLE),
        ("every zero left out", "p > 0", "(p > 0) & (q > 0)", IMPOSSIBLE),
    ),
    *edits(by_difference)(
        ("cross entropy", "H_pq - H_p", "H_pq",
         "This is the cross entropy. What would have to be paid anyway, with the right belief?"),
        ("entropy of q subtracted", "H_p = -(p[happens] * np.log(p[happens])).sum()",
         "H_p = -(q[q > 0] * np.log(q[q > 0])).sum()",
         "You subtract the entropy of q. Whose entropy is the unavoidable part?"),
        ("difference of the entropies", "H_pq = -(p[happens] * np.log(q[happens])).sum()",
         "H_pq = -(q[q > 0] * np.log(q[q > 0])).sum()",
         "This is H(q) − H(p), which can be 0 for a wrong belief. Which of the two should mix both "
         "distributions?"),
        ("cross entropy and entropy added", "H_pq - H_p", "H_pq + H_p",
         "H(p, q) and H(p) are added. By how much does one exceed the other?"),
    ),
)  # fmt: skip

exercise = Exercise(
    title="KL divergence",
    minutes=7,
    difficulty="easy",
    reference=kl_divergence,
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
