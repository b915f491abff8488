"""Who is connected to whom: edges, a convolution's matrix, the field a unit sees, LeNet's row."""

from itertools import cycle

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from utils.plots.convolution.cells import Cells, number
from utils.plots.style import FONT_SIZE, GREY, PALE, say, series


def _nodes(ax, xs, y, size=15):
    """A row of units; those of row 0 are inputs."""
    (row,) = ax.plot(
        xs, np.full(len(xs), y), "o", markersize=size, markeredgecolor="black", linestyle="none",
        markerfacecolor=PALE["blue"] if y else "white", markeredgewidth=1.1, zorder=3,
    )  # fmt: skip
    return row


def draw_connections(ax, n: int, k: int, dense=False, title="") -> dict:
    """n inputs below, n − k + 1 outputs above, and the edges between them.

    Each of the k shared weights has its own colour and dash; with `dense` every output sees every
    input, and all edges are weights of their own, drawn in grey.
    """
    out = n - k + 1
    left = (k - 1) / 2
    if dense:
        lines = [((i, 0), (o + left, 1)) for o in range(out) for i in range(n)]
        edges = [LineCollection(lines, colors=GREY, linewidths=0.9)]
    else:
        edges = [
            LineCollection(
                [((o + j, 0), (o + left, 1)) for o in range(out)], colors=look["colour"],
                linestyles=[look["dash"]], linewidths=2.2,
                label=f"w{'₀₁₂₃₄₅₆₇₈₉'[j]}" if k <= 10 else None,
            )
            for j, look in enumerate(series(k))
        ]  # fmt: skip
    for lines in edges:
        ax.add_collection(lines)
    nodes = [_nodes(ax, np.arange(n), 0), _nodes(ax, np.arange(out) + left, 1)]
    ax.text(-0.5, 0, "x", ha="right", va="center")
    ax.text(-0.5, 1, "h", ha="right", va="center")
    ax.set(xlim=(-1.0, n - 0.5), ylim=(-0.22, 1.22), title=title)
    ax.set_axis_off()
    if not dense:
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.02), ncols=k, handlelength=2.6)
    return {"edges": edges, "nodes": nodes}


def draw_toeplitz(ax, T, names=None, title="") -> dict:
    """The matrix of a convolution: one row for each output; equal weights have equal looks.

    T (n_out, n). names {value: word} replaces the numbers of the weights by words.
    """
    T = np.asarray(T, dtype=float)
    weights = [value for value in dict.fromkeys(T.ravel()) if value]
    looks = cycle(("blue", "orange", "green", "purple", "grey"))
    tint = dict(zip(weights, looks, strict=False))
    word = {value: number(value) for value in weights} | (names or {})
    cells = Cells(ax, size=0.56)
    cells.show(
        [
            (j, i, word.get(value, ""), tint.get(value, "white"), None)
            for (i, j), value in np.ndenumerate(T)
        ]
    )
    height, width = T.shape
    ax.set(xlim=(-0.1, width + 0.1), ylim=(height + 0.1, -0.1), aspect="equal", title=title)
    ax.set(xlabel=f"{width} inputs", ylabel=f"{height} outputs", xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return {"cells": cells}


def draw_receptive_field(ax, kernels, strides, words=()) -> dict:
    """What the middle unit of the last layer sees, layer by layer, down to the inputs.

    kernels, strides: one number for each layer, the first layer first. words: the inputs' names.
    """
    layers = len(kernels)
    jump, offset = [1], [0.0]  # how far apart the units of a layer stand, and where the first is
    for k, s in zip(kernels, strides, strict=True):
        offset.append(offset[-1] + (k - 1) / 2 * jump[-1])
        jump.append(jump[-1] * s)
    low, high = [0], [0]  # the units of each layer that the top unit depends on, from the top
    for k, s in zip(kernels[::-1], strides[::-1], strict=True):
        low.append(low[-1] * s)
        high.append(high[-1] * s + k - 1)
    seen = [hi - lo + 1 for lo, hi in zip(low[::-1], high[::-1], strict=True)]

    edges, nodes = [], []
    for level in range(layers):
        k, s = kernels[level], strides[level]
        lines = [
            ((offset[level] + (o * s + j) * jump[level], level),
             (offset[level + 1] + o * jump[level + 1], level + 1))
            for o in range(seen[level + 1])
            for j in range(k)
        ]  # fmt: skip
        edges.append(ax.add_collection(LineCollection(lines, colors=GREY, linewidths=1.1)))
    for level, count in enumerate(seen):
        xs = offset[level] + np.arange(count) * jump[level]
        nodes.append(_nodes(ax, xs, level, size=14))
        field = round(2 * offset[level] + 1)  # as far to the right of its middle as to the left
        words_here = f"layer {level}: sees {field}" if level else f"{count} inputs seen"
        say(ax, seen[0] - 0.1, level, words_here, ha="left")
    for i, word in enumerate(words):
        say(ax, i, -0.32, word, va="top")
    ax.set(xlim=(-0.8, seen[0] + 2.6), ylim=(-0.7 if words else -0.3, layers + 0.3))
    ax.set_axis_off()
    return {"edges": edges, "nodes": nodes}


def draw_lenet(ax, layers) -> dict:
    """LeNet-5 as a row of layers: maps that shrink, channels that grow, then vectors.

    layers: (name, shape) each, where shape is (C, H, W) for maps and (D,) for a vector.
    """
    boxes, texts = [], []
    unit, x, step = 1.0 / 28, 0.0, 0.055

    def box(left, bottom, width, height, **look):
        shape = Rectangle((left, bottom), width, height, edgecolor="black", linewidth=0.7, **look)
        boxes.append(ax.add_patch(shape))

    for name, shape in layers:
        if len(shape) == 3:
            C, side = shape[0], shape[1] * unit
            for c in range(C):
                bottom = -side / 2 + (C - 1) * step / 2 - c * step
                box(x + c * step, bottom, side, side, facecolor=PALE["blue"], zorder=c)
            width, words = side + (C - 1) * step, f"{C} @ {shape[1]}×{shape[2]}"
        else:
            width, tall = 0.13, 0.35 + 1.25 * shape[0] / 400
            box(x, -tall / 2, width, tall, facecolor=PALE["orange"], hatch="..")
            words = str(shape[0])
        for y, text, weight in ((-1.12, words, "bold"), (-1.33, name, "normal")):
            texts.append(say(ax, x + width / 2, y, text, weight=weight, fontsize=FONT_SIZE - 2))
        x += max(width + 0.42, 0.62)
    ax.set(xlim=(-0.25, x - 0.1), ylim=(-1.5, 1.05), aspect="equal")
    ax.set_axis_off()
    return {"boxes": boxes, "texts": texts}
