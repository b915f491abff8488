"""How fast the gradient fades or grows with the lag, measured and predicted [M17, K17]."""

from dataclasses import dataclass

import numpy as np

from utils import validate
from utils.numpy_impl.rnn_unrolling.remedies import leaky_skip_forward, state_gradients

KINDS = ("orthogonal", "normal")


def spectral_radius(U) -> float:
    """ρ(U), the largest absolute value of an eigenvalue of U (H, H).

    >>> spectral_radius([[0.0, 2.0], [-2.0, 0.0]]).__round__(9)
    2.0
    """
    U = validate.real("U", U, (None, None))
    if len(U) != U.shape[1]:
        raise ValueError(f"U: got shape {U.shape}, expected a square matrix (H, H)")
    return float(np.abs(np.linalg.eigvals(U)).max())


def recurrent_matrix(H: int, radius: float, rng: np.random.Generator, kind: str = "orthogonal"):
    """Draw U (H, H) with spectral radius `radius`.

    kind: "orthogonal", every eigenvalue of that size, so that U turns and stretches all vectors
    alike; "normal", N(0, 1) entries, then scaled, whose other eigenvalues are smaller.

    >>> spectral_radius(recurrent_matrix(5, 0.5, np.random.default_rng(0), "normal")).__round__(9)
    0.5
    """
    H, radius = validate.count("H", H), validate.number("radius", radius, least=0)
    validate.choice("kind", kind, KINDS)
    U = validate.generator("rng", rng).standard_normal((H, H))
    if kind == "orthogonal":
        Q, R = np.linalg.qr(U)
        # without the signs of R's diagonal Q would not be uniformly distributed
        return radius * Q * np.where(np.diag(R) < 0, -1, 1)
    return radius * U / spectral_radius(U)


def fitted_rate(norms) -> float:
    """The factor per step of norms (L,) ≈ const · rate^lag: exp of the slope of ln norm, lag.

    A line through all lags by least squares. Raises ValueError for a norm of 0 and for one alone.

    >>> fitted_rate([8.0, 4.0, 2.0]).__round__(6)
    0.5
    """
    norms = validate.real("norms", norms, (None,))
    if len(norms) < 2 or (norms <= 0).any():
        raise ValueError(f"norms: got {norms}, expected at least two numbers above 0")
    return float(np.exp(np.polyfit(np.arange(len(norms)), np.log(norms), 1)[0]))


def theoretical_rate(U, leak: float = 1.0, S=None, span: int = 2) -> float:
    """The factor per step, in the long run, where f' is 1 everywhere.

    Then h_t = (1 − α) h_(t−1) + α (h_(t−1) U + h_(t−s) S) is linear: the rate is the spectral
    radius of the matrix that leads from the last s states to the next. Without leak and skip it
    is ρ(U); where f' is smaller, and for the sigmoid it is at most ¼, the rate is smaller, too.

    >>> theoretical_rate([[0.5]]), theoretical_rate([[0.5]], leak=0.2).__round__(6)
    (0.5, 0.9)
    """
    U = validate.real("U", U, (None, None))
    leak = validate.number("leak", leak, above=0)
    one = (1 - leak) * np.eye(len(U)) + leak * U
    if S is None:
        return spectral_radius(one)
    H, span = len(U), validate.count("span", span)
    state = np.eye(span * H, k=H)  # state [h_(t−1) … h_(t−s)] → [h_t … h_(t−s+1)], as rows
    state[:H, :H] += one
    state[-H:, :H] += leak * validate.real("S", S, U.shape)
    return spectral_radius(state)


# Beside the plain network: what a leak and a skip are in `gradient_by_lag`.
LEAK, SPAN = 0.2, 5
VARIANTS = ("elman", "leaky", "skip", "reservoir")


@dataclass
class LagRun:
    """What `gradient_by_lag` measured."""

    norms: np.ndarray  # (T,): ‖∂J/∂h_(T−1−lag)‖ for lag 0 … T − 1, 1 at lag 0
    rate: float  # fitted to the later half of the lags
    theory: float  # in the long run, were f' = 1 everywhere


def gradient_by_lag(
    radius: float,
    variant: str = "elman",
    T: int = 50,
    H: int = 32,
    scale: float = 0.0,
    activation: str = "tanh",
    seed: int = 0,
) -> LagRun:
    """Send a gradient of norm 1 back from the last of T steps and measure what arrives [M17].

    radius: ρ(U); variant: "elman", "leaky" (α = 0.2), "skip" (half of U from one step back, half
    from five), "reservoir" (a normal U, as echo-state networks draw it)
    scale: standard deviation of the inputs; with 0 the states stay 0, where tanh has slope 1

    >>> run = gradient_by_lag(0.5)
    >>> run.norms[:3].round(6), run.rate.__round__(6), run.theory.__round__(6)
    (array([1.  , 0.5 , 0.25]), 0.5, 0.5)
    """
    validate.choice("variant", variant, VARIANTS)
    T, H = validate.count("T", T, least=4), validate.count("H", H)
    scale = validate.number("scale", scale, least=0)
    rng = np.random.default_rng(validate.count("seed", seed, least=0))
    kind = "normal" if variant == "reservoir" else "orthogonal"
    U = recurrent_matrix(H, radius, rng, kind)
    how: dict = {"leak": LEAK} if variant == "leaky" else {}
    if variant == "skip":
        U = U / 2
        how = {"S": U, "span": SPAN}
    dH = np.zeros((T, 1, H))
    dH[-1] = rng.standard_normal(H)
    dH /= np.linalg.norm(dH)
    X = scale * rng.standard_normal((T, 1, H))
    _, cache = leaky_skip_forward(X, np.eye(H), U, np.zeros(H), activation=activation, **how)
    norms = np.linalg.norm(state_gradients(dH, cache)[::-1], axis=(1, 2))
    return LagRun(norms, fitted_rate(norms[T // 2 :]), theoretical_rate(U, **how))
