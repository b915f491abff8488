"""Does the gradient survive? What the forget gates promise, and what truly comes back [DS17, K17].

Along the cell alone ∂c_t/∂c_(t−1) = f_t, so that over a lag the gradient is the product of the
forget gates: at most 1, and near 1 only where the gates are. But c_k also sets h_k, and h_k every
gate of step k + 1. That path has factors U, as in topic 04, and can vanish or explode.
Steps are counted in the order of reading. What a step hands on is the pair (h_k, c_k): a derivative
after c_k holds h_k fixed, and one after h_k holds c_k.
"""

from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.lstm_gates.parameters import PARTS
from utils.numpy_impl.lstm_gates.sequence import Cells

OF = ("W", "U", "b")
PAIRS = ("cc", "ch", "hc", "hh")


def cell_path(cache: Cells):
    """Π f_s over s = k + 1 … t, what is left of c_k in the last c_t by the cell alone: (T, N, H).

    Row k; the last row is 1.

    >>> from utils.numpy_impl.lstm_gates import lstm_forward, lstm_parameters
    >>> p = lstm_parameters(1, 1, np.random.default_rng(0))
    >>> cell_path(lstm_forward(np.ones((4, 1, 1)), p, clamp={"f": 0.5})[1]).ravel()
    array([0.125, 0.25 , 0.5  , 1.   ])
    """
    products = np.ones_like(cache.f)
    for k in reversed(range(len(products) - 1)):
        products[k] = products[k + 1] * cache.f[k + 1]
    return products


def state_jacobians(cache: Cells, n: int = 0) -> dict:
    """∂h_t/∂h_k, ∂h_t/∂c_k, ∂c_t/∂h_k, ∂c_t/∂c_k of sequence n: all paths, not the cell's alone.

    t is the last step → {"hh", "hc", "ch", "cc"}, each (T, H, H): entry [k, i, j] of "hc" is
    ∂(h_t)_i/∂(c_k)_j.

    >>> from utils.numpy_impl.lstm_gates import lstm_forward, lstm_parameters
    >>> p = lstm_parameters(1, 1, np.random.default_rng(0))
    >>> state_jacobians(lstm_forward(np.ones((4, 1, 1)), p)[1])["cc"].shape
    (4, 1, 1)
    """
    n = validate.count("n", n, least=0, most=cache.C.shape[1] - 1)
    rows = [[block[:, n] for block in blocks.values()] for blocks in _back(cache)]
    return {pair: np.array([row[m] for row in rows[::-1]]) for m, pair in enumerate(PAIRS)}


@dataclass
class LagNorms:
    """Sizes against lag t − k, each (T, N); 1 is what the identity has: ‖·‖_F / √H."""

    path: np.ndarray  # of the product of the forget gates
    cc: np.ndarray  # of ∂c_t/∂c_k, by all paths


def lag_norms(cache: Cells) -> LagNorms:
    """The promise beside the truth: `cell_path` and the norm of ∂c_t/∂c_k for each lag, sequence.

    t is the last step. Padding counts as steps over which everything is kept.

    >>> from utils.numpy_impl.lstm_gates import lstm_forward, lstm_parameters
    >>> p = lstm_parameters(1, 1, np.random.default_rng(0))
    >>> lag_norms(lstm_forward(np.ones((4, 1, 1)), p, clamp={"f": 0.5})[1]).path.ravel()
    array([1.   , 0.5  , 0.25 , 0.125])
    """
    path = np.sqrt((cell_path(cache)[::-1] ** 2).mean(axis=-1))
    H = cache.C.shape[2]
    norms = [np.sqrt((blocks["cc"] ** 2).sum(axis=(0, 2)) / H) for blocks in _back(cache)]
    return LagNorms(path, np.array(norms))


def lstm_terms(dH, cache: Cells, of: str = "U"):
    """Topic 04's double sum for the LSTM: what step k's use of θ adds to ∂J_t/∂θ [S].

    dH (T, N, H): dH[t] = ∂J_t/∂h_t; of: θ, "W" (D, 4H), "U" (H, 4H) or "b" (4H,), those of i, f,
    o and c side by side → (T, T, …), term [t, k], 0 where k > t. Topic 04's `term_norms` makes it
    a map, its sum over both axes is what `lstm_backward` gives.

    >>> from utils.numpy_impl.lstm_gates import lstm_forward, lstm_parameters
    >>> H, cache = lstm_forward(np.ones((4, 1, 1)), lstm_parameters(1, 2, np.random.default_rng(0)))
    >>> lstm_terms(H, cache).shape
    (4, 4, 2, 8)
    """
    validate.choice("of", of, OF)
    dH = cache.in_order(validate.real("dH", dH, cache.C.shape))
    T, N, H = dH.shape
    ones = np.ones((T, N, 1), dH.dtype)
    seen = {"W": cache.X, "U": cache.H_prev, "b": ones}[of]
    terms = np.zeros((T, T, seen.shape[2], 4 * H), dH.dtype)
    dh, dc = np.zeros_like(dH), np.zeros_like(dH)  # row t ≥ k: ∂J_t/∂h_k, ∂J_t/∂c_k
    for k in reversed(range(T)):
        dh[k] = dH[k]
        dz, dh[k:], dc[k:] = cache.back(dh[k:], dc[k:], k)
        terms[k:, k] = seen[k].T @ np.concatenate([dz[part] for part in PARTS], axis=-1)
    return terms[:, :, 0] if of == "b" else terms


def _back(cache: Cells):
    """Yield for k = t … 0 {"cc": …}, (H, N, H): [i, n, j] is ∂(c_t)_i/∂(c_k)_j of sequence n."""
    T, N, H = cache.C.shape
    unit = np.repeat(np.eye(H, dtype=cache.C.dtype)[:, None], N, axis=1)  # (H, N, H)
    dc, dh = np.concatenate([unit, 0 * unit]), np.concatenate([0 * unit, unit])  # of c_t, of h_t
    for k in reversed(range(T)):
        yield {"cc": dc[:H], "ch": dh[:H], "hc": dc[H:], "hh": dh[H:]}
        _, dh, dc = cache.back(dh, dc, k)
