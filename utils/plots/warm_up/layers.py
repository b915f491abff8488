"""Matrices, neurons, networks, and what a layer does to the plane."""

from itertools import pairwise, product

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from utils.plots.style import BLUE, COLOURS, FONT_SIZE, GREY, ORANGE, PALE, VERMILLION, number, say


def draw_equation(ax, parts) -> dict:
    """Matrices and signs in a row, as on a board.

    parts: words such as "=", or (values (N, H), marks), where marks {(n, h): "blue" | "orange" |
    "green"} tints cells; a mark's edge is thick, so that it shows without colour too.
    """
    cells, texts = [], []
    x, tallest = 0.0, max(len(part[0]) for part in parts if not isinstance(part, str))
    for part in parts:
        if isinstance(part, str):
            x += 0.16 + 0.09 * len(part)
            texts.append(say(ax, x, tallest / 2, part, fontsize=FONT_SIZE))
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
            cells.append(ax.add_patch(cell))
            words, look = number(values[n, h], "g"), {"fontsize": FONT_SIZE, "zorder": 3}
            texts.append(say(ax, x + h + 0.5, top + n + 0.5, words, **look))
        x += values.shape[1]
    ax.set(xlim=(-0.15, x + 0.15), ylim=(tallest + 0.15, -0.15), aspect="equal")
    ax.set_axis_off()
    return {"cells": cells, "texts": texts}


def draw_activation(ax, name: str, z, y, slope) -> dict:
    """An activation and its slope. z, y, slope (K,)."""
    (line,) = ax.plot(z, y, color=BLUE, linestyle="-", label="f(z)")
    (rate,) = ax.plot(z, slope, color=ORANGE, linestyle="--", label="slope f′(z)")
    ax.set(title=name, xlim=(z[0], z[-1]), ylim=(-1.15, 1.9), xlabel="z", yticks=[-1, 0, 1])
    ax.grid(True)
    return {"line": line, "slope": rate}


def draw_network(ax, sizes, names=None) -> dict:
    """Layers of neurons with every edge. sizes: neurons of each layer; names: one for each."""
    edges, neurons = [], []
    places = [[(2.2 * k, h - (size - 1) / 2) for h in range(size)] for k, size in enumerate(sizes)]
    for left, right in pairwise(places):
        lines = LineCollection([*product(left, right)], colors=GREY, linewidths=0.9)
        edges.append(ax.add_collection(lines))
    for k, layer in enumerate(places):
        colour = "white" if k == 0 else PALE["blue"]
        neurons += ax.plot(
            *np.transpose(layer), "o", markersize=20, markerfacecolor=colour,
            markeredgecolor="black", markeredgewidth=1.2, zorder=3,
        )  # fmt: skip
        if names:
            say(ax, 2.2 * k, max(sizes) / 2 + 0.25, names[k], va="top")
    ax.set(xlim=(-0.9, 2.2 * (len(sizes) - 1) + 0.9))
    ax.set_ylim(max(sizes) / 2 + 1.0, -max(sizes) / 2 - 0.1)
    ax.set_axis_off()
    return {"edges": edges, "neurons": neurons}


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
    ax.set(xticks=range(-3, 4), yticks=range(-3, 4))
    return artists


def update_plane(artists: dict, along, across, figure) -> None:
    """Move grid (L, P, 2) twice and figure (K, 2)."""
    artists["along"].set_segments(along)
    artists["across"].set_segments(across)
    artists["figure"].set_xy(figure)
