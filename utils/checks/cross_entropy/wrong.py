"""What the mistakes of several exercises share: words, small helpers, ways to be in other units."""

import numpy as np

from utils.checks.engine import Case, Mistake

IN_BITS = (
    "These are bits: the logarithm to base 2. This lab counts in nats, so use the natural one."
)
BASE_10 = (
    "This is the logarithm to base 10. In NumPy as in this course, the plain `log` is the natural "
    "one, and that is wanted here."
)
ZERO = (
    "for an outcome of probability 0, NumPy computes 0 · (−∞), which is `nan`. Such an outcome "
    "should add nothing: how can you leave it out before the logarithm?"
)
NO_MINUS = "Logarithms of probabilities are negative or zero, a surprise is not: look at the sign."
NUDGED = (
    "Something small is added or clipped inside the logarithm, to avoid log 0. That changes the "
    "answer a little everywhere, and a lot where the answer is infinite. Leave out the outcomes "
    "that never happen instead."
)
COUNTED_ONCE = (
    "A pair that occurs several times is counted once. `table[x, y] += 1` with arrays of indices "
    "visits each *different* cell a single time. Which function of NumPy adds at every visit?"
)
LOG_OF_MEAN = (
    "You average first and take the logarithm then. What is wanted is the average *of* "
    "logarithms: change the order."
)


def a(*numbers):
    """Write an array of numbers in one short word, for the cases."""
    return np.array(numbers)


def random_distribution(rng, n):
    """Return n positive probabilities that sum to 1."""
    p = rng.random(n)
    return p / p.sum()


def pairs():
    """Return the cases of exercises on two distributions: p happens, q is believed."""
    rng = np.random.default_rng(2)
    return [
        Case("the example", p=a(0.5, 0.5), q=a(0.9, 0.1)),
        Case("three outcomes", p=a(0.7, 0.2, 0.1), q=a(0.3, 0.3, 0.4)),
        Case("a belief that is right", p=a(0.6, 0.3, 0.1), q=a(0.6, 0.3, 0.1)),
        Case("an outcome that never happens", p=a(0.4, 0.0, 0.6), q=a(0.5, 0.2, 0.3)),
        Case("never happens and was called impossible", p=a(0.0, 0.25, 0.75), q=a(0.0, 0.5, 0.5)),
        Case("happens and was called impossible", p=a(0.5, 0.3, 0.2), q=a(0.4, 0.6, 0.0)),
        Case("a certain outcome", p=a(1.0, 0.0), q=a(0.2, 0.8)),
        Case("only one outcome", p=a(1.0), q=a(1.0)),
        # show an ε, a clip or a threshold near zero, even where real zeros are treated apart
        Case("happens and was called nearly impossible", p=a(0.3, 0.7), q=a(1e-16, 1.0)),
        Case("hardly ever happens and was called impossible", p=a(1e-11, 1 - 1e-11), q=a(0.0, 1.0)),
        Case("fifty outcomes", p=random_distribution(rng, 50), q=random_distribution(rng, 50)),
    ]


def minus_p_log_q(p, q):
    """−Σ p ln q without any care for zeros."""
    return -(p * np.log(q)).sum()


def careful(p, q):
    """−Σ p ln q over the entries with p > 0."""
    return minus_p_log_q(p[p > 0], q[p > 0])


def in_other_units(function):
    """Return the mistakes of log2 and log10; every number that `function` returns is in nats."""

    def divided_by(unit):
        def wrong(*arguments):
            result = function(*arguments)
            return tuple(x / unit for x in result) if isinstance(result, tuple) else result / unit

        return wrong

    return (
        Mistake("in bits", divided_by(np.log(2)), IN_BITS),
        Mistake("logarithm to base 10", divided_by(np.log(10)), BASE_10),
    )


def nudged(function, where="inside the logarithm", sizes=(1e-12, 1e-8), hint=NUDGED):
    """Return a mistake for each usual ε; `function(eps)` is the variant that has it inside.

    Any other ε gets the engine's general words on answers that are nearly right.
    """
    return [Mistake(f"{eps:g} {where}", function(eps), hint) for eps in sizes]


def careless(name, function, hint):
    """Return a mistake that has no care for zeros and another slip besides."""
    return Mistake(f"{name}, and 0 log 0 is nan", function, f"Two things. {hint} And {ZERO}")


def rows_of(counts):
    """Return counts or P(x, y) with every row divided by its sum: P(y | x)."""
    return counts / counts.sum(axis=1, keepdims=True)
