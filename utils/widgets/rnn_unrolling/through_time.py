"""The gradient through time: who tells whom how much, as a map, and its norm against the lag."""

import numpy as np

from utils.numpy_impl import rnn_unrolling as ru
from utils.plots import rnn_unrolling as plots
from utils.widgets.canvas import panels
from utils.widgets.live import Live, choice, slider

STEPS, UNITS = 40, 16
STEEPEST = {"tanh": 1.0, "relu": 1.0, "sigmoid": 0.25, "linear": 1.0}
"""The largest slope f′ of each activation."""
SIZE = "mean at this lag"


def lag_numbers(state: dict) -> dict:
    """From ρ(U), input size, activation and seed to what the loss at each step tells each step.

    U is orthogonal times ρ, J_t = ⟨v, h_t⟩ with ‖v‖ = 1. "M" (T, T): the norm of term (t, k) of
    ∂J/∂b, which is ∂J_t/∂z_k; "norms" (T,): its mean over each diagonal, t − k = 0 …; "theory"
    (T,): (ρ max f′)^lag · max f′, which no term exceeds; "rate": per step, fitted to the later half
    of the lags, 0 where nothing arrives; "slope": the mean of f′.
    """
    rng, f, radius = np.random.default_rng(state["seed"]), state["activation"], state["radius"]
    U = ru.recurrent_matrix(UNITS, radius, rng)
    v, h0 = rng.standard_normal(UNITS), rng.standard_normal((1, UNITS))
    X = state["inputs"] * rng.standard_normal((STEPS, 1, UNITS))
    _, cache = ru.rnn_forward(
        X, np.eye(UNITS), U, np.zeros(UNITS), state["inputs"] * h0, activation=f
    )
    dH = np.broadcast_to(v / np.linalg.norm(v), X.shape)
    M = ru.term_norms(ru.bptt_terms(dH, cache, "b")[..., None])
    norms = np.array([np.diagonal(M, -lag).mean() for lag in range(STEPS)])
    late = norms[STEPS // 2 :]
    steepest = STEEPEST[f]
    return state | {
        **{"M": M, "norms": norms, "rate": ru.fitted_rate(late) if (late > 0).all() else 0.0},
        **{"theory": steepest * (radius * steepest) ** np.arange(STEPS)},
        **{"ceiling": radius * steepest, "slope": float(cache.slope.mean())},
    }


def _verdict(rate: float) -> str:
    """What a factor per step does in the long run."""
    if abs(rate - 1) < 0.005:
        return "lasts"
    return "vanishes" if rate < 1 else "explodes"


def _reading(n: dict) -> str:
    """Say what the gradient does, how fast, and why not as fast as ρ says."""
    f, rate, ceiling = n["activation"], n["rate"], n["ceiling"]
    bound = f"ρ/4 = {ceiling:.3f}" if f == "sigmoid" else f"ρ = {n['radius']:.2f}"
    less = "as the theory says"
    if rate < ceiling - 0.005:
        less = f"less, since {f} has the mean slope {n['slope']:.2f}"
    return (
        f"ρ(U) = {n['radius']:.2f}, {f}, input size {n['inputs']:.1f}, seed {n['seed']}: the "
        f"gradient {_verdict(rate)}. Each step back multiplies its norm by {rate:.3f}; the theory "
        f"allows {bound} at most: {less}. Of {n['norms'][0]:.2g}, {n['norms'][-1]:.2g} "
        f"is left {STEPS - 1} steps back."
    )


def explore_gradient_through_time() -> Live:
    """What the loss at step t tells step k, for every t and k, and how that fades with the lag."""

    def draw(figure, n):
        left, right = panels(figure, 1, 1.05)
        curve = plots.draw_lag_norms(right, {SIZE: n["norms"]}, n["theory"], "(ρ max f′) per step")
        right.set_title("norm against lag")
        word = right.text(
            0.04, 0.06, "", transform=right.transAxes, weight="bold",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
        )  # fmt: skip
        lag_map = plots.draw_lag_map(left, n["M"], "norm of each term")
        return {"map": lag_map, "curve": curve, "word": word}

    def update(artists, n):
        plots.update_lag_map(artists["map"], n["M"])
        plots.update_lag_norms(artists["curve"], {SIZE: n["norms"]}, n["theory"])
        artists["word"].set_text(f"{_verdict(n['rate'])}: × {n['rate']:.3f} per step")

    return Live(
        title="The gradient through time",
        controls={
            "radius": slider("spectral radius ρ(U)", 0.9, 0.5, 1.5, 0.05),
            "inputs": slider("input size", 0.2, 0.0, 2.0, 0.1, ".1f"),
            "seed": slider("seed", 0, 0, 20, 1),
            "activation": choice("activation f", ru.RNN_ACTIVATIONS),
        },
        numbers=lag_numbers,
        draw=draw,
        update=update,
        reading=_reading,
        alt="Left a map: row t is the loss at step t, column k the step that its gradient reaches, "
        "white where the norm is 1, blue where it is less, brown where it is more. Right the mean "
        "norm against the lag t − k on a log axis, with the dashed line of the theory.",
        figsize=(9.6, 4.2),
        narrow=(4.6, 7.6),
    )
