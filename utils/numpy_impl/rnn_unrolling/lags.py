"""The gradient through time taken apart: who contributes what over which lag [S, M17].

∂J/∂U = Σ_t Σ_(k≤t) ∂J_t/∂h_t · ∂h_t/∂h_k · ∂⁺h_k/∂U, where ∂⁺ leaves out that h_(k−1) depends on
U as well. Backpropagation through time computes the same sum with T terms, not T²/2.
Steps are counted in the order of reading.
"""

from collections.abc import Iterator

import numpy as np

from utils import validate
from utils.numpy_impl.rnn_unrolling.sequence import Unrolled, back_one_step, gradients_of

OF = ("U", "W", "b")


def _flows(dH, cache: Unrolled) -> Iterator[tuple[int, np.ndarray]]:
    """Yield k = T − 1 … 0, −1 with F (T, N, H): row t ≥ k is ∂J_t/∂h_k, for −1 ∂J_t/∂h0."""
    dH = cache.in_order(validate.real("dH", dH, cache.slope.shape))
    F = np.zeros_like(dH)
    for k in reversed(range(len(dH))):
        F[k] = dH[k]
        yield k, F
        F[k:] = back_one_step(F[k:] * cache.slope[k], F[k:], k, cache)
    yield -1, F


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
    for k, F in _flows(dH, cache):
        if k >= 0:
            terms[k:, k] = seen[k].T @ (F[k:] * cache.slope[k])
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


def windowed_bptt(dH, cache: Unrolled, tau: int) -> dict:
    """Truncated BPTT by a sliding window: the loss of each step reaches back tau steps [DS17].

    The terms with t − k < tau of the double sum. `rnn_backward(dH, cache, tau)` cuts into blocks
    instead, where the first step of a block reaches back one step only; that costs less.

    dH (T, N, H); with tau = T it is full BPTT → gradients as from `rnn_backward`.

    >>> from utils.numpy_impl.rnn_unrolling.sequence import rnn_forward
    >>> X = [[[4.0]], [[1.0]], [[2.0]]]
    >>> _, cache = rnn_forward(X, [[1.0]], [[0.5]], [0.0], activation="relu")
    >>> windowed_bptt(np.array([0.0, 0.0, 2.0]).reshape(3, 1, 1), cache, 1)["U"]
    array([[6.]])
    """
    tau = validate.count("tau", tau)
    dZ = np.empty_like(cache.slope)
    for k, F in _flows(dH, cache):
        if k >= 0:
            dZ[k] = F[k : k + tau].sum(axis=0) * cache.slope[k]
        else:
            dh0 = F[:tau].sum(axis=0)  # step t ≥ tau does not see the start
    return gradients_of(dZ, dh0, cache)


def jacobian_products(cache: Unrolled, t: int | None = None, n: int = 0):
    """∂h_t/∂h_k = Π_(s=t…k+1) diag(f'(z_s)) Uᵀ for k = 0 … t: (t + 1, H, H) [M17].

    Entry [k, i, j] is ∂(h_t)_i/∂(h_k)_j of sequence n; t: the last step when None. For k = t it
    is the identity. Each factor back may shrink or stretch: the gradient vanishes or explodes.

    >>> from utils.numpy_impl.rnn_unrolling.sequence import rnn_forward
    >>> X = [[[4.0]], [[1.0]], [[2.0]]]
    >>> _, cache = rnn_forward(X, [[1.0]], [[0.5]], [0.0], activation="relu")
    >>> jacobian_products(cache).ravel()
    array([0.25, 0.5 , 1.  ])
    """
    T, N, H = cache.slope.shape
    t = T - 1 if t is None else validate.count("t", t, least=0)
    n = validate.count("n", n, least=0)
    if t >= T or n >= N:
        raise ValueError(f"t, n: got {t}, {n}, expected less than {T} steps, {N} sequences")
    J = np.empty((t + 1, H, H), cache.slope.dtype)
    J[t] = np.eye(H)
    for k in reversed(range(t)):
        step = cache.slope[k + 1, n][:, None] * cache.U.T  # ∂h_(k+1)/∂h_k
        kept = cache.there is not None and not cache.there[k + 1, n, 0]
        J[k] = J[k + 1] if kept else J[k + 1] @ step
    return J
