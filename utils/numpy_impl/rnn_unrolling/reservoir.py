"""Echo-state networks: W, U and b are drawn and stay; only the readout is learnt [K17].

No gradient goes through time, so that none can vanish; what the states remember is decided by
the spectral radius and the leak, before any training.
"""

from collections.abc import Mapping

import numpy as np

from utils import validate
from utils.numpy_impl.rnn_unrolling.remedies import leaky_skip_forward
from utils.numpy_impl.rnn_unrolling.spectrum import recurrent_matrix


def reservoir(
    D: int, H: int, rng: np.random.Generator, radius: float = 0.9, scale: float = 1.0
) -> dict:
    """Draw {"W" (D, H), "U" (H, H), "b" (H,)}: W and b from U(−scale, scale), ρ(U) = radius.

    >>> reservoir(1, 50, np.random.default_rng(0))["U"].shape
    (50, 50)
    """
    D, H, scale = validate.count("D", D), validate.count("H", H), validate.number("scale", scale)
    rng = validate.generator("rng", rng)
    return {
        "W": rng.uniform(-scale, scale, (D, H)),
        "U": recurrent_matrix(H, radius, rng, "normal"),
        "b": rng.uniform(-scale, scale, H),
    }


def reservoir_states(X, weights: Mapping, leak: float = 1.0):
    """The states of tanh units that X (T, N, D) leaves behind: (T, N, H).

    >>> reservoir_states([[[1.0]]], {"W": [[1.0]], "U": [[0.9]], "b": [0.0]}).round(4)
    array([[[0.7616]]])
    """
    return leaky_skip_forward(X, **weights, leak=leak)[0]


def ridge(F, y, penalty: float = 1e-6):
    """The v (H,), c that minimise Σ_n (⟨v, F_n⟩ + c − y_n)² + penalty · ‖v‖², in one solution.

    F (n, H) states as rows; y (n,). c is not penalised: it is fitted by centring both.

    >>> v, c = ridge([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0], penalty=0)
    >>> v.round(6), c.round(6)
    (array([2.]), np.float64(1.0))
    """
    F = validate.real("F", F, (None, None))
    y = validate.real("y", y, (len(F),))
    penalty = validate.number("penalty", penalty, least=0)
    mean, centre = F.mean(axis=0), y.mean()
    A = F - mean
    # subtle: rows √penalty · I below A are the penalty, without squaring A's condition number
    rows = np.concatenate([A, np.sqrt(penalty) * np.eye(F.shape[1])])
    v = np.linalg.lstsq(rows, np.append(y - centre, np.zeros(F.shape[1])), rcond=None)[0]
    return v, centre - mean @ v
