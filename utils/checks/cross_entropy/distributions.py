"""The distributions that the exercises are tried on."""

import numpy as np

from utils.checks.engine import Case


def array(*numbers):
    """Write an array in few characters, so that a case fits into a line."""
    return np.array(numbers)


def random_distribution(rng, n):
    """Return n positive probabilities that sum to 1."""
    p = rng.random(n)
    return p / p.sum()


def pairs():
    """Return the cases of exercises on two distributions: p happens, q is believed."""
    rng = np.random.default_rng(2)
    rows = (
        ("the example", [0.5, 0.5], [0.9, 0.1]),
        ("three outcomes", [0.7, 0.2, 0.1], [0.3, 0.3, 0.4]),
        ("a belief that is right", [0.6, 0.3, 0.1], [0.6, 0.3, 0.1]),
        ("an outcome that never happens", [0.4, 0.0, 0.6], [0.5, 0.2, 0.3]),
        ("never happens and was called impossible", [0.0, 0.25, 0.75], [0.0, 0.5, 0.5]),
        ("happens and was called impossible", [0.5, 0.3, 0.2], [0.4, 0.6, 0.0]),
        ("a certain outcome", [1.0, 0.0], [0.2, 0.8]),
        ("only one outcome", [1.0], [1.0]),
        # show an ε, a clip or a threshold near zero, even where real zeros are treated apart
        ("happens and was called nearly impossible", [0.3, 0.7], [1e-16, 1.0]),
        ("hardly ever happens and was called impossible", [1e-11, 1 - 1e-11], [0.0, 1.0]),
        ("fifty outcomes", random_distribution(rng, 50), random_distribution(rng, 50)),
    )
    return [Case(title, p=np.array(p), q=np.array(q)) for title, p, q in rows]


ZERO = (
    "Without zeros it is right. For an outcome of probability 0, NumPy computes 0 · (−∞), which "
    "is `nan`. What should such an outcome add, and how can you leave it out before the logarithm?"
)
WEIGHTS = (
    "You divide by a number of outcomes. The probabilities already are the weights of the average: "
    "what is left to do with the terms?"
)
UNWEIGHTED = (
    "The logarithms are taken as if all outcomes were met equally often. At which rate is each one "
    "met, and where does that rate go?"
)
LOG_OF_MEAN = (
    "You average first and take the logarithm then. Which of the two is wanted: the logarithm of "
    "an average, or the average of logarithms?"
)
COINS = (
    "The formula with p and 1 − p is for two outcomes given by one number. How many entries has "
    "each outcome here?"
)
