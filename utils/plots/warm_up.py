"""Pictures of matrices, neurons, descent and gradient checks: draw_*(ax, numbers…) → artists.

Nothing is computed here but positions. Where there is an `update_*` beside a `draw_*`, the dict
holds everything that moves, so that a live picture redraws just that.
"""

from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from utils.plots.style import COLOURS, FONT_SIZE, GREY, series

BLUE, ORANGE, GREEN = COLOURS["blue"], COLOURS["orange"], COLOURS["green"]
VERMILLION = COLOURS["vermillion"]
SMALL = FONT_SIZE - 1
PALE = {"blue": "#CFE3F1", "orange": "#FBE3B4", "green": "#C4E8DC", None: "white"}


def _number(value: float) -> str:
    """Write a number for a cell: whole numbers without a point, a real minus."""
    return f"{value:g}".replace("-", "−")


# ---------------------------------------------------------------- matrices


def draw_equation(ax, parts) -> dict:
    """Matrices and signs in a row, as on a board.

    parts: words such as "=", or (values (N, H), marks), where marks {(n, h): "blue" | "orange" |
    "green"} tints cells; a mark's edge is thick, so that it shows without colour too.
    """
    artists = {"cells": [], "texts": []}
    x, tallest = 0.0, max(len(part[0]) for part in parts if not isinstance(part, str))
    for part in parts:
        if isinstance(part, str):
            x += 0.16 + 0.09 * len(part)
            artists["texts"].append(ax.text(x, tallest / 2, part, ha="center", va="center"))
            x += 0.16 + 0.09 * len(part)
            continue
        values, marks = np.asarray(part[0]), part[1]
        top = (tallest - len(values)) / 2
        # marked cells last: their thick edge lies over their neighbours' thin one
        for n, h in sorted(np.ndindex(values.shape), key=lambda cell: cell in marks):
            colour = marks.get((n, h))
            cell = Rectangle(
                (x + h, top + n), 1, 1, facecolor=PALE[colour], zorder=2 if colour else 1,
                edgecolor=COLOURS[colour] if colour else GREY, linewidth=2.4 if colour else 0.8,
            )  # fmt: skip
            artists["cells"].append(ax.add_patch(cell))
            artists["texts"].append(
                ax.text(x + h + 0.5, top + n + 0.5, _number(values[n, h]), ha="center",
                        va="center", zorder=3)
            )  # fmt: skip
        x += values.shape[1]
    ax.set(xlim=(-0.15, x + 0.15), ylim=(tallest + 0.15, -0.15), aspect="equal")
    ax.set_axis_off()
    return artists


# ---------------------------------------------------------------- neurons and layers


def draw_activation(ax, name: str, z, y, slope) -> dict:
    """An activation and its slope. z, y, slope (K,)."""
    (line,) = ax.plot(z, y, color=BLUE, linestyle="-", label="f(z)")
    (rate,) = ax.plot(z, slope, color=ORANGE, linestyle="--", label="slope f′(z)")
    ax.set(title=name, xlim=(z[0], z[-1]), ylim=(-1.15, 1.9), xlabel="z")
    ax.set_yticks([-1, 0, 1])
    ax.grid(True)
    return {"line": line, "slope": rate}


def draw_network(ax, sizes, names=None) -> dict:
    """Layers of neurons with every edge. sizes: neurons of each layer; names: one for each."""
    artists = {"edges": [], "neurons": [], "texts": []}
    places = [[(2.2 * k, h - (size - 1) / 2) for h in range(size)] for k, size in enumerate(sizes)]
    for left, right in pairwise(places):
        artists["edges"].append(
            ax.add_collection(
                LineCollection([(p, q) for p in left for q in right], colors=GREY, linewidths=0.9)
            )
        )
    for k, layer in enumerate(places):
        colour = "white" if k == 0 else PALE["blue"]
        artists["neurons"] += ax.plot(
            *np.transpose(layer), "o", markersize=20, markerfacecolor=colour,
            markeredgecolor="black", markeredgewidth=1.2, zorder=3,
        )  # fmt: skip
        if names:
            words = ax.text(
                2.2 * k, max(sizes) / 2 + 0.25, names[k], ha="center", va="top", fontsize=SMALL
            )
            artists["texts"].append(words)
    ax.set(xlim=(-0.9, 2.2 * (len(sizes) - 1) + 0.9))
    ax.set_ylim(max(sizes) / 2 + 1.0, -max(sizes) / 2 - 0.1)
    ax.set_axis_off()
    return artists


def draw_plane(ax, title, along, across, figure, size=3.2, ghost=None) -> dict:
    """A grid and a figure in the plane, at their present places, and the square from −1 to 1.

    along, across (L, P, 2): L lines of P points; figure (K, 2): the outline of a letter, which
    shows turns and mirrors; ghost (along, across): where the grid was before, in grey.
    """
    for lines in ghost or ():
        ax.add_collection(LineCollection(lines, colors="#C8C8C8", linewidths=0.7, zorder=1))
    ax.plot([-1, 1, 1, -1, -1], [-1, -1, 1, 1, -1], ":", color=GREY, linewidth=1.2, zorder=1)
    artists = {
        "along": ax.add_collection(LineCollection(along, colors=BLUE, linewidths=1.4)),
        "across": ax.add_collection(
            LineCollection(across, colors=VERMILLION, linewidths=1.0, linestyles=(0, (4, 2)))
        ),
        "figure": ax.fill(*np.transpose(figure), color="black", alpha=0.75, zorder=4)[0],
    }
    ax.set(xlim=(-size, size), ylim=(-size, size), aspect="equal", title=title)
    ax.set(xlabel="first coordinate", ylabel="second coordinate")
    ax.set_xticks(range(-3, 4))
    ax.set_yticks(range(-3, 4))
    return artists


def update_plane(artists: dict, along, across, figure) -> None:
    """Move grid (L, P, 2) twice and figure (K, 2)."""
    artists["along"].set_segments(along)
    artists["across"].set_segments(across)
    artists["figure"].set_xy(figure)


# ---------------------------------------------------------------- the perceptron


def draw_perceptron(ax, X, y, w, b, title="") -> dict:
    """Four inputs, their classes, and where the neuron fires. X (N, 2), y (N,), w (2,), b."""
    grid = np.linspace(-0.5, 1.5, 201)
    Z = grid[None, :] * w[0] + grid[:, None] * w[1] + b
    artists = {"fires": None, "points": []}
    if (Z > 0).any():
        artists["fires"] = ax.contourf(
            grid, grid, Z > 0, levels=[0.5, 1.5], colors=[PALE["orange"]], zorder=0
        )
    if (Z > 0).any() and (Z <= 0).any():
        ax.contour(grid, grid, Z, levels=[0], colors=["black"], linewidths=1.6, zorder=1)
    for label, look in zip((0, 1), series(2), strict=True):
        artists["points"] += ax.plot(
            *X[y == label].T, look["marker"], color=look["colour"], markersize=13, zorder=3,
            markeredgecolor="black", linestyle="none", label=f"y = {label}",
        )  # fmt: skip
    ax.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), aspect="equal", title=title)
    ax.set(xlabel="x₁", ylabel="x₂")
    ax.set_xticks([0, 1])
    ax.set_yticks([0, 1])
    return artists


def draw_mistakes(ax, mistakes: dict) -> dict:
    """Mistakes in each epoch, one line for each task. mistakes {task: (epochs,)}."""
    lines = {}
    for (name, values), look in zip(mistakes.items(), series(len(mistakes)), strict=True):
        (lines[name],) = ax.plot(
            np.arange(1, len(values) + 1), values, color=look["colour"], linestyle=look["dash"],
            marker=look["marker"], label=name,
        )  # fmt: skip
    ax.set(xlabel="epoch: one pass over the four examples", ylabel="mistakes")
    ax.set(ylim=(-0.2, 4.4))
    ax.set_yticks(range(5))
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.grid(True)
    ax.legend(loc="center right")
    return {"lines": lines}


# ---------------------------------------------------------------- descent


def draw_regression(ax, x, y, lines, names=("x", "y")) -> dict:
    """Examples and straight lines. x, y (N,); lines {label: (w, b)}."""
    (dots,) = ax.plot(x, y, "o", color=GREY, alpha=0.45, markersize=5, linestyle="none")
    ends = np.array([np.min(x), np.max(x)])
    drawn = {}
    for (label, (w, b)), look in zip(lines.items(), series(len(lines)), strict=True):
        (drawn[label],) = ax.plot(
            ends, w * ends + b, color=look["colour"], linestyle=look["dash"], label=label
        )
    ax.set(xlabel=names[0], ylabel=names[1])
    ax.legend(loc="upper left")
    return {"dots": dots, "lines": drawn}


def draw_surface(ax, x1, x2, J, levels, names=("θ₁", "θ₂"), lowest=(0.0, 0.0)) -> dict:
    """Lines of equal loss, and a cross at the lowest point. x1 (K1,), x2 (K2,), J (K2, K1)."""
    contours = ax.contour(x1, x2, J, levels=levels, colors="#9A9A9A", linewidths=1.0)
    (cross,) = ax.plot(*lowest, "+", color="black", markersize=11, mew=2, zorder=2)
    ax.set(xlim=(x1[0], x1[-1]), ylim=(x2[0], x2[-1]), xlabel=names[0], ylabel=names[1])
    return {"contours": contours, "lowest": cross}


def draw_path(ax, path, label="descent", look=None) -> dict:
    """The way of descent: path (K, 2), with its start as a diamond and its end as a disc."""
    look = look or next(series(1))
    (line,) = ax.plot(
        [], [], color=look["colour"], linestyle="-", marker=".", linewidth=1.5,
        markersize=6, label=label, zorder=3,
    )  # fmt: skip
    (start,) = ax.plot([], [], "D", color=look["colour"], markeredgecolor="white", zorder=4)
    (end,) = ax.plot([], [], "o", color=look["colour"], markeredgecolor="white", zorder=5)
    artists = {"line": line, "start": start, "end": end}
    update_path(artists, path)
    return artists


def update_path(artists: dict, path) -> None:
    """Move the way to path (K, 2)."""
    artists["line"].set_data(path[:, 0], path[:, 1])
    artists["start"].set_data(path[:1, 0], path[:1, 1])
    artists["end"].set_data(path[-1:, 0], path[-1:, 1])


def draw_descent_losses(
    ax, losses: dict, steps=None, xlabel="step", ylabel="loss J", optimum=None
) -> dict:
    """Loss against step on a log axis. losses {label: (K,)}; steps {label: (K,)} where they differ.

    optimum: the least loss there is, marked by a level line.
    """
    lines = {}
    for (label, values), look in zip(losses.items(), series(len(losses)), strict=True):
        at = np.arange(len(values)) if steps is None else steps[label]
        (lines[label],) = ax.plot(
            at, values, color=look["colour"], linestyle=look["dash"], label=label
        )
    if optimum is not None:
        ax.axhline(optimum, color="black", linestyle="-", linewidth=1.0, label="least loss")
    ax.set(yscale="log", xlabel=xlabel, ylabel=ylabel)
    ax.grid(True)
    if len(losses) > 1 or optimum is not None:
        ax.legend(loc="best")
    return {"lines": lines}


# ---------------------------------------------------------------- gradient check


def draw_gradient_error(ax, steps, errors: dict, best=None) -> dict:
    """Error of a derivative against ε, both on log axes. steps (M,); errors {label: (M,)}.

    best (ε, error): the point to mark as the lowest.
    """
    lines = {}
    for (label, values), look in zip(errors.items(), series(len(errors)), strict=True):
        (lines[label],) = ax.plot(
            steps, values, color=look["colour"], linestyle=look["dash"], label=label
        )
    artists = {"lines": lines}
    if best is not None:
        (artists["best"],) = ax.plot(*best, "o", color=VERMILLION, zorder=4)
        power = int(np.floor(np.log10(best[0])))
        artists["text"] = ax.annotate(
            f"ε ≈ {best[0] / 10.0**power:.0f}·10⁻{'⁰¹²³⁴⁵⁶⁷⁸⁹'[-power]}", best, (12, -2),
            textcoords="offset points", ha="left", va="center", fontsize=SMALL,
        )  # fmt: skip
    ax.set(xscale="log", yscale="log", xlabel="step ε", ylabel="error of the derivative")
    ax.set_xlim(steps[0], steps[-1])
    ax.grid(True)
    ax.legend(loc="upper center")
    return artists
