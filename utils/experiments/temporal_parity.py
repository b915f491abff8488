"""A recurrent network that has learnt temporal parity: trained once, then read from the cache."""

import sys
from collections.abc import Mapping

import numpy as np

from utils import cache
from utils.data import temporal_parity
from utils.numpy_impl.rnn_unrolling import training
from utils.numpy_impl.rnn_unrolling.readout import rnn_predict

HERE = sys.modules[__name__]  # the key of what is kept: this code and all that it runs through
LONGEST = 12  # steps of the longest sequence seen in training; the shortest has one
UNITS, STEPS, BATCH = 16, 3000, 64
SETTINGS = {"learning_rate": 0.02, "clip": 1.0, "decay": True, "loss": "cross_entropy"}


def trained_parity(seed: int = 0, steps: int = STEPS) -> training.RNNFit:
    """Train 16 tanh units on sequences of 1 … 12 coins, a new batch of one length in each step.

    Kept under work/cache by the code it runs through, the seed and the settings; about a second.
    """

    def train():
        rng = np.random.default_rng(seed)
        start = training.rnn_parameters(1, UNITS, rng)

        def draw(step):
            return temporal_parity.sample(int(rng.integers(1, LONGEST + 1)), BATCH, rng)

        fit = training.fit_rnn(start, draw, steps, **SETTINGS)
        return fit.parameters | {"losses": fit.losses, "norms": fit.norms}

    shapes = {"W": (1, UNITS), "U": (UNITS, UNITS), "b": (UNITS,), "v": (UNITS,), "c": ()}
    key = cache.key(HERE, seed, steps, LONGEST, UNITS, BATCH, SETTINGS)
    kept = cache.arrays("parity", key, train, shapes | {"losses": (steps,), "norms": (steps,)})
    return training.RNNFit({name: kept[name] for name in shapes}, kept["losses"], kept["norms"])


def parity_accuracy(parameters: Mapping, T: int, N: int = 200, seed: int = 1_000) -> np.ndarray:
    """The share of N new sequences whose parity is told rightly at each of T steps: (T,)."""
    X, y = temporal_parity.sample(T, N, np.random.default_rng(seed))
    return ((rnn_predict(X, parameters) > 0) == y).mean(axis=1)
