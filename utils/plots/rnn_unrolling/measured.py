"""What was measured: terms of the gradient, its norm over lags, clipping, forecasts, parity."""

import numpy as np
from matplotlib.patches import Circle, Rectangle

from utils.plots.rnn_unrolling.graphs import BACK, fraction
from utils.plots.style import BLUE, GREEN, GREY, ORANGE, PALE, SMALL, series


def draw_terms(ax, M, totals: bool = True) -> dict:
    """The double sum as a table: M (T, T), row t whose loss, column k the step it went through.

    totals: the sums of rows and columns beside it, and of all in the corner.
    """
    M = np.asarray(M, dtype=float)
    T = len(M)
    cells, texts = [], []

    def cell(k, t, value, tint, **look):
        box = Rectangle((k - 0.46, t - 0.42), 0.92, 0.84, facecolor=PALE[tint], edgecolor=GREY)
        cells.append(ax.add_patch(box))
        texts.append(ax.text(k, t, fraction(value), ha="center", va="center", **look))

    for t in range(T):
        for k in range(t + 1):
            cell(k + 1, t + 1, M[t, k], "blue" if M[t, k] > 0 else "orange" if M[t, k] else None)
    if totals:
        for i in range(T):
            cell(T + 1.4, i + 1, M[i].sum(), None, color=GREY)
            cell(i + 1, T + 1.3, M[:, i].sum(), None, color=BACK, weight="bold")
        cell(T + 1.4, T + 1.3, M.sum(), "green", weight="bold")
    steps = [*range(1, T + 1)]
    ax.set_xticks([*steps, T + 1.4][: T + totals], [*map(str, steps), "sum"][: T + totals])
    ax.set_yticks([*steps, T + 1.3][: T + totals], [*map(str, steps), "sum"][: T + totals])
    ax.set(xlim=(0.45, T + (2.0 if totals else 0.55)), ylim=(T + (1.85 if totals else 0.55), 0.45))
    ax.set(xlabel="through step k", ylabel="loss of step t")
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    return {"cells": cells, "texts": texts}


def draw_decay(ax, norms: dict, rates: dict | None = None, title="") -> dict:
    """The gradient's norm against the lag on a logarithmic axis: norms {label: (L,)}.

    rates {label: factor per step}: what theory says, a thin grey line from 1 on.
    """
    lines, theory = {}, []
    for (label, values), look in zip(norms.items(), series(len(norms)), strict=True):
        lags = np.arange(len(values))
        (lines[label],) = ax.plot(
            lags, values, color=look["colour"], linestyle=look["dash"], marker=look["marker"],
            markevery=8, markersize=6, label=label,
        )  # fmt: skip
        if rates:
            theory += ax.plot(lags, rates[label] ** lags, "-", color=GREY, linewidth=1, zorder=1)
    ax.set_yscale("log")
    ax.set(xlabel="lag (steps back)", ylabel="norm of the gradient", title=title)
    ax.grid(True)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return {"lines": lines, "theory": theory}


def draw_clip_directions(ax, gradient, clipped: dict, largest: float) -> dict:
    """A gradient (2,) and what is left of it: clipped {label: (2,)}, with the limit `largest`.

    The circle holds all vectors no longer than that, the square those with no entry above it.
    """
    limits = [Circle((0, 0), largest, fill=False, edgecolor=BLUE, linewidth=1.4)]
    limits.append(
        Rectangle((-largest, -largest), 2 * largest, 2 * largest, fill=False, edgecolor=ORANGE,
                  linewidth=1.4, linestyle="--")
    )  # fmt: skip
    for shape in limits:
        ax.add_patch(shape)
    arrows = {}
    vectors = {"gradient": gradient} | clipped
    for (label, g), colour in zip(vectors.items(), (GREY, BLUE, ORANGE, GREEN), strict=False):
        arrows[label] = ax.annotate(
            "", g, (0, 0), zorder=2,
            arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 2.4, "shrinkA": 0,
                        "shrinkB": 0, "mutation_scale": 16},
        )  # fmt: skip
        ax.plot([], [], color=colour, linestyle="-", label=label)
    ends = np.array([*vectors.values(), (-largest, -largest), (largest, largest)])
    low, high = ends.min(axis=0) - 0.3 * largest, ends.max(axis=0) + 0.3 * largest
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal")
    ax.set(xlabel="∂J/∂w", ylabel="∂J/∂b")
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return {"arrows": arrows, "limits": limits}


def draw_forecast(ax, hours, curves: dict) -> dict:
    """A week of temperatures: hours (n,) since its start, curves {label: (n,)} in °C."""
    lines = {}
    for k, ((label, values), look) in enumerate(
        zip(curves.items(), series(len(curves)), strict=True)
    ):
        (lines[label],) = ax.plot(
            np.asarray(hours) / 24, values, label=label, linewidth=3.2 if k == 0 else 1.8,
            color=GREY if k == 0 else look["colour"], linestyle=look["dash"],
        )  # fmt: skip
    ax.set(xlabel="day of the held-out week", ylabel="temperature (°C)")
    ax.grid(True)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return {"lines": lines}


def draw_errors(ax, errors: dict, unit: str) -> dict:
    """One row of points for each label: errors {label: one number or several}."""
    points = {}
    for row, ((label, values), look) in enumerate(
        zip(errors.items(), series(len(errors)), strict=True)
    ):
        values = np.atleast_1d(values)
        (points[label],) = ax.plot(
            values, np.full(len(values), row), look["marker"], color=look["colour"],
            markersize=9, markerfacecolor="none", markeredgewidth=2, linestyle="none",
        )  # fmt: skip
    ax.set_yticks(range(len(errors)), list(errors))
    most = max(np.max(values) for values in errors.values())
    ax.set(ylim=(len(errors) - 0.5, -0.5), xlim=(0, 1.1 * most), xlabel=unit)
    ax.grid(True, axis="x")
    return {"points": points}


def draw_accuracy(ax, accuracy: dict, seen: int) -> dict:
    """The share of right answers at each step, {label: (T,)}; a line where training ended."""
    lines = {}
    for (label, values), look in zip(accuracy.items(), series(len(accuracy)), strict=True):
        (lines[label],) = ax.plot(
            np.arange(1, len(values) + 1), values, color=look["colour"], linestyle=look["dash"],
            label=label,
        )  # fmt: skip
    end = ax.axvline(seen, color=GREY, linestyle=":", linewidth=1.8)
    ax.text(seen + 1, 0.62, f"longest seen in training: {seen}", color=GREY, fontsize=SMALL)
    ax.axhline(0.5, color=GREY, linestyle="--", linewidth=1.2)
    ax.text(seen + 1, 0.515, "guessing", color=GREY, fontsize=SMALL)
    ax.set(xlabel="step", ylabel="share of right answers", ylim=(0.45, 1.03))
    ax.grid(True)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return {"lines": lines, "end": end}
