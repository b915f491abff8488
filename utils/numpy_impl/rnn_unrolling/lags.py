"""The gradient through time taken apart: who contributes what over which lag [S, M17].

∂J/∂U = Σ_t Σ_(k≤t) ∂J_t/∂h_t · ∂h_t/∂h_k · ∂⁺h_k/∂U, where ∂⁺ leaves out that h_(k−1) depends on
U as well. Backpropagation through time computes the same sum with T terms, not T²/2.
Steps are counted in the order of reading.
"""

import numpy as np

from utils import validate
from utils.numpy_impl.rnn_unrolling.sequence import Unrolled, back_one_step

OF = ("U", "W", "b")


def bptt_terms(dH, cache: Unrolled, of: str = "U"):
    """∂J_t/∂h_t · ∂h_t/∂h_k · ∂⁺h_k/∂θ, each for itself: (T, T, …), term [t, k], 0 where k > t [S].

    dH (T, N, H): dH[t] = ∂J_t/∂h_t, as for `rnn_backward`; of: θ, one of "U" (H, H), "W" (D, H),
    "b" (H,). The sum over both axes is what `rnn_backward` gives.

    >>> from utils.numpy_impl.rnn_unrolling.sequence import rnn_forward
    >>> X = [[[4.0]], [[1.0]], [[2.0]]]
    >>> _, cache = rnn_forward(X, [[1.0]], [[0.5]], [0.0], activation="relu")
    >>> bptt_terms(np.array([0.0, 0.0, 2.0]).reshape(3, 1, 1), cache)[2].ravel()
    array([0., 4., 6.])
    """
    validate.choice("of", of, OF)
    T, N, H = cache.slope.shape
    # what the parameter is multiplied with in step k; the bias with 1
    seen = {"U": cache.H_prev, "W": cache.X, "b": np.ones((T, N, 1), cache.slope.dtype)}[of]
    terms = np.zeros((T, T, seen.shape[2], H), cache.slope.dtype)
    dH = cache.in_order(validate.real("dH", dH, cache.slope.shape))
    F = np.zeros_like(dH)  # row t ≥ k: ∂J_t/∂h_k
    for k in reversed(range(T)):
        F[k] = dH[k]
        dZ = F[k:] * cache.slope[k]
        terms[k:, k] = seen[k].T @ dZ
        F[k:] = back_one_step(dZ, F[k:], k, cache)
    return terms[:, :, 0] if of == "b" else terms


def term_norms(terms):
    """The norm of each of (T, T, …) terms over all but the first two axes: (T, T).

    >>> term_norms(np.full((1, 1, 2, 2), 3.0))
    array([[6.]])
    """
    terms = validate.real("terms", terms)
    if terms.ndim < 3 or terms.shape[0] != terms.shape[1]:
        raise ValueError(f"terms: got shape {terms.shape}, expected (T, T, …)")
    return np.sqrt((terms**2).sum(axis=tuple(range(2, terms.ndim))))
