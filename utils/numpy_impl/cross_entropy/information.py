"""Surprise, entropy, cross entropy, KL divergence: outcomes on the last axis, nats [M17]."""

import math

import numpy as np

from utils import validate


def surprise(p):
    """How unexpected an outcome of probability p is: −ln p, in nats [M17]. 0 → inf.

    p (…), each from 0 to 1 → (…).

    >>> surprise(0.5).round(4)
    np.float64(0.6931)
    """
    p = validate.probability("p", p)
    with np.errstate(divide="ignore"):  # −ln 0 = inf is the answer, not an accident
        # subtle: 0.0 − x rather than −x, so that certainty gives 0.0 and not −0.0
        return 0.0 - np.log(p)


def to_bits(nats):
    """Nats to bits: nats / ln 2.

    >>> to_bits(np.log(8)).round(12)
    np.float64(3.0)
    """
    return validate.real("nats", nats, finite=False) / math.log(2)


def times_log(p, q):
    """p ln q, entry by entry, with 0 ln q = 0 also for q = 0; −inf where q = 0 < p."""
    with np.errstate(divide="ignore"):
        return p * np.log(np.where(p > 0, q, 1))


def entropy(p):
    """H(p) = −Σ_i p_i ln p_i, the mean surprise, in nats; 0 ln 0 = 0 [M17].

    p (…, K) → (…).

    >>> entropy([0.5, 0.25, 0.25]).round(4)
    np.float64(1.0397)
    """
    p = validate.distributions("p", p)
    return 0.0 - times_log(p, p).sum(axis=-1)


def cross_entropy(p, q):
    """H(p, q) = −Σ_i p_i ln q_i: the mean surprise when p happens and q was believed [M17].

    p, q (…, K), same shape → (…), nats; inf where q_i = 0 < p_i.

    >>> cross_entropy([1.0, 0.0], [0.25, 0.75]).round(4)
    np.float64(1.3863)
    """
    p, q = _pair(p, q)
    return 0.0 - times_log(p, q).sum(axis=-1)


def kl_divergence(p, q):
    """KL(p ‖ q) = Σ_i p_i ln(p_i / q_i) = H(p, q) − H(p) ≥ 0: what believing q costs [M17].

    p, q (…, K), same shape → (…), nats; inf where q_i = 0 < p_i. Not symmetric.

    >>> kl_divergence([0.5, 0.5], [0.25, 0.75]).round(4)
    np.float64(0.1438)
    """
    p, q = _pair(p, q)
    # the difference is taken outcome by outcome: two nearly equal sums would cancel
    return (times_log(p, p) - times_log(p, q)).sum(axis=-1)


def _pair(p, q):
    p, q = validate.distributions("p", p), validate.distributions("q", q)
    validate.same_shape("p", p, "q", q)
    return p, q


def perplexity(nats):
    """exp(H): the number of equally likely outcomes that would be as surprising [M21].

    >>> perplexity(entropy([0.25] * 4)).round(12)
    np.float64(4.0)
    """
    return np.exp(validate.real("nats", nats, finite=False))
