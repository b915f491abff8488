"""What was measured: terms of the gradient, its norm over lags, clipping, forecasts, parity."""

import numpy as np
from matplotlib.patches import Circle, Rectangle

from utils.plots import style
from utils.plots.rnn_unrolling.graphs import BACK, fraction
from utils.plots.style import BLUE, GREEN, GREY, ORANGE, PALE, SMALL, counted, curves, series


def draw_terms(ax, M) -> dict:
    """The double sum as a table: M (T, T), row t whose loss, column k the step it went through.

    The sums of rows and columns stand beside it, and that of all in the corner.
    """
    M = np.asarray(M, dtype=float)
    T = len(M)
    texts = []

    def cell(k, t, value, tint, **look):
        box = Rectangle((k - 0.46, t - 0.42), 0.92, 0.84, facecolor=PALE[tint], edgecolor=GREY)
        ax.add_patch(box)
        texts.append(style.say(ax, k, t, fraction(value), fontsize=style.FONT_SIZE, **look))

    for t in range(T):
        for k in range(t + 1):
            cell(k + 1, t + 1, M[t, k], "blue" if M[t, k] > 0 else "orange" if M[t, k] else None)
    for i in range(T):
        cell(T + 1.4, i + 1, M[i].sum(), None, colour=GREY)
        cell(i + 1, T + 1.3, M[:, i].sum(), None, colour=BACK, weight="bold")
    cell(T + 1.4, T + 1.3, M.sum(), "green", weight="bold")
    steps = range(1, T + 1)
    ax.set_xticks([*steps, T + 1.4], [*steps, "sum"])
    ax.set_yticks([*steps, T + 1.3], [*steps, "sum"])
    ax.set(xlim=(0.45, T + 2.0), ylim=(T + 1.85, 0.45))
    ax.set(xlabel="through step k", ylabel="loss of step t")
    style.unframed(ax)
    return {"texts": texts}


def draw_decay(ax, norms: dict, rates: dict | None = None, title="") -> dict:
    """The gradient's norm against the lag on a logarithmic axis: norms {label: (L,)}.

    rates {label: factor per step}: what theory says, a thin grey line from 1 on.
    """
    lines = curves(ax, counted(norms, 0), norms, markers=True, markevery=8, markersize=6)
    theory = []
    for label, rate in (rates or {}).items():
        lags = np.arange(len(norms[label]))
        theory += ax.plot(lags, rate**lags, "-", color=GREY, linewidth=1, zorder=1)
    ax.set_yscale("log")
    ax.set(xlabel="lag (steps back)", ylabel="norm of the gradient", title=title)
    ax.grid(True)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return {"lines": lines, "theory": theory}


def draw_clip_directions(ax, gradient, clipped: dict, largest: float) -> dict:
    """A gradient (2,) and what is left of it: clipped {label: (2,)}, with the limit `largest`.

    The circle holds all vectors no longer than that, the square those with no entry above it.
    """
    thin = {"fill": False, "linewidth": 1.4}
    square = (-largest, -largest), 2 * largest, 2 * largest
    ax.add_patch(Circle((0, 0), largest, edgecolor=BLUE, **thin))
    ax.add_patch(Rectangle(*square, edgecolor=ORANGE, linestyle="--", **thin))
    arrows = {}
    vectors = {"gradient": gradient} | clipped
    for (label, g), colour in zip(vectors.items(), (GREY, BLUE, ORANGE, GREEN), strict=False):
        look = {"arrowstyle": "-|>", "color": colour, "linewidth": 2.4, "mutation_scale": 16}
        look |= {"shrinkA": 0, "shrinkB": 0}
        arrows[label] = ax.annotate("", g, (0, 0), zorder=2, arrowprops=look)
        ax.plot([], [], "-", color=colour, label=label)
    ends = np.array([*vectors.values(), (-largest, -largest), (largest, largest)])
    low, high = ends.min(axis=0) - 0.3 * largest, ends.max(axis=0) + 0.3 * largest
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal")
    ax.set(xlabel="∂J/∂w", ylabel="∂J/∂b")
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return {"arrows": arrows}


def draw_forecast(ax, hours, named: dict) -> dict:
    """A week of temperatures: hours (n,) since its start, named {label: (n,)} in °C."""
    lines = curves(ax, np.asarray(hours) / 24, named, linewidth=1.8)
    next(iter(lines.values())).set(color=GREY, linewidth=3.2)
    ax.set(xlabel="day of the held-out week", ylabel="temperature (°C)")
    ax.grid(True)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return {"lines": lines}


def draw_errors(ax, errors: dict, unit: str) -> dict:
    """One row of points for each label: errors {label: one number or several}."""
    points, most = {}, max(map(np.max, errors.values()))
    for row, (label, look) in enumerate(zip(errors, series(len(errors)), strict=True)):
        values = np.atleast_1d(errors[label])
        (points[label],) = ax.plot(
            values, np.full(len(values), row), look["marker"], color=look["colour"],
            markersize=9, markerfacecolor="none", markeredgewidth=2,
        )  # fmt: skip
    ax.set_yticks(range(len(errors)), list(errors))
    ax.set(ylim=(len(errors) - 0.5, -0.5), xlim=(0, 1.1 * most), xlabel=unit)
    ax.grid(True, axis="x")
    return {"points": points}


def draw_accuracy(ax, accuracy: dict, seen: int) -> dict:
    """The share of right answers at each step, {label: (T,)}; a line where training ended."""
    lines = curves(ax, counted(accuracy), accuracy)
    end = ax.axvline(seen, color=GREY, linestyle=":", linewidth=1.8)
    ax.text(seen + 1, 0.62, f"longest seen in training: {seen}", color=GREY, fontsize=SMALL)
    ax.axhline(0.5, color=GREY, linestyle="--", linewidth=1.2)
    ax.text(seen + 1, 0.515, "guessing", color=GREY, fontsize=SMALL)
    ax.set(xlabel="step", ylabel="share of right answers", ylim=(0.45, 1.03))
    ax.grid(True)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return {"lines": lines, "end": end}
