"""A window on its way over numbers: what it covers, the products, their sum, the output so far."""

import numpy as np

from utils.plots.convolution.cells import Cells, number
from utils.plots.style import FONT_SIZE


def draw_window(ax, step: dict, stacked: bool = False) -> dict:
    """One position of a sliding window in one or two dimensions, with its sum.

    step: "x" the padded input, "padding" (cells of padding at each end), "kernel", "products" (of
    the kernel's shape), "start" and "position" (a tuple each: where the window begins in x, and
    which output that is), "output" (what has not been reached yet is drawn empty), and "room":
    the largest padding that the picture must have room for, by default the present one. `stacked`
    puts what follows a plane of inputs below it, where the axes are taller than wide.
    """
    cells = Cells(ax)
    texts = [ax.text(0, 0, "", va="center", fontsize=FONT_SIZE) for _ in range(5)]
    ax.set_aspect("equal")
    ax.set_axis_off()
    artists = {"cells": cells, "texts": texts, "ax": ax, "stacked": stacked}
    update_window(artists, step)
    return artists


def update_window(artists: dict, step: dict) -> None:
    """Move the window to another step; other numbers, sizes and dimensions are fine too."""
    line = np.ndim(step["x"]) == 1
    cells, words, (right, bottom) = _line(step) if line else _plane(step, artists["stacked"])
    artists["cells"].show(cells)
    for text, (x, y, word, ha, weight) in zip(artists["texts"], words, strict=True):
        text.set(position=(x, y), text=word, ha=ha, weight=weight)
    limits = ((-2.8 if line else -0.1, right), (bottom, -1.0))
    ax = artists["ax"]
    # subtle: setting limits marks the axes as changed, and they would be drawn whole every time
    if (ax.get_xlim(), ax.get_ylim()) != limits:
        ax.set(xlim=limits[0], ylim=limits[1])


def _sum(step: dict) -> str:
    """The products and their sum, as far as that is short."""
    return "Σ = " + number(np.sum(step["products"]))


def _inputs(step: dict):
    """Yield each number of the padded input: its place, figures, tint and edge."""
    x, p, sizes = np.asarray(step["x"]), step["padding"], np.shape(step["kernel"])
    for place, value in np.ndenumerate(x):
        inside = all(a <= i < a + k for i, a, k in zip(place, step["start"], sizes, strict=True))
        real = all(p <= i < n - p for i, n in zip(place, x.shape, strict=True))
        edge = "blue" if inside else None if real else "dotted"
        yield place, number(value), "blue" if inside else "white", edge


def _outputs(step: dict):
    """Yield each output: its place, figures if it has been reached, tint and edge."""
    reached = np.ravel_multi_index(step["position"], np.shape(step["output"]))
    for k, (place, value) in enumerate(np.ndenumerate(step["output"])):
        tint, edge = ("green", "green") if k == reached else ("white", None)
        yield place, number(value) if k <= reached else "", tint, edge


def _line(step: dict):
    """One dimension: four rows, the window's parts one above the other."""
    w, p = step["kernel"], step["padding"]
    (start,), (position,) = step["start"], step["position"]
    shift = step.get("room", p) - p  # the first real input stays in its place
    cells = [(i + shift, 0, *look) for (i,), *look in _inputs(step)]
    for j, (weight, product) in enumerate(zip(w, step["products"], strict=True)):
        cells.append((start + j + shift, 1.5, number(weight), "orange", None))
        cells.append((start + j + shift, 3.0, number(product), "grey", None))
    middle = (len(w) - 1) / 2
    stride = step.get("stride", start / position if position else 1)
    cells += [(o * stride + middle + shift, 4.5, *look) for (o,), *look in _outputs(step)]
    words = [
        (-0.4, 0.5, "input x", "right", "normal"),
        (-0.4, 2.0, "kernel w", "right", "normal"),
        (-0.4, 3.5, "products", "right", "normal"),
        (-0.4, 5.0, "output h", "right", "normal"),
        (start + len(w) + shift + 0.3, 3.5, _sum(step), "left", "bold"),
    ]
    return cells, words, (len(step["x"]) + 2 * shift + 2.2, 5.8)


def _plane(step: dict, stacked: bool):
    """Two dimensions: input, kernel over products, output, from left to right.

    Stacked, the input is above the others.
    """
    w, p = np.asarray(step["kernel"]), step["padding"]
    kh, kw = w.shape
    shift = step.get("room", p) - p
    height, width = (n + 2 * shift for n in np.shape(step["x"]))
    rows, columns = np.shape(step["output"])
    widest = step.get("rightmost", columns)
    block = 2 * kh + 1.3
    if stacked:
        between, lift, above = 0, 0, height + 1.5
        tall = above + max(block + 1.0, widest)
        middle = above
    else:  # kernel, products and output stand in the middle of the input's height
        between = width + 1.0
        tall = max(height, block + 1.0)
        lift, above = (tall - height) / 2, max((tall - block - 1.0) / 2, 0)
        middle = (tall - rows) / 2
    cells = [(j + shift, i + shift + lift, *look) for (i, j), *look in _inputs(step)]
    below = above + kh + 1.3
    for (a, b), weight in np.ndenumerate(w):
        cells.append((between + b, a + above, number(weight), "orange", None))
        cells.append((between + b, a + below, number(step["products"][a, b]), "grey", None))
    right = between + max(kw, 2.6) + 1.0
    cells += [(right + j, i + middle, *look) for (i, j), *look in _outputs(step)]
    words = [
        (shift, shift + lift - 0.5, "input x", "left", "normal"),
        (between, above - 0.5, "kernel w", "left", "normal"),
        (between, below - 0.5, "products", "left", "normal"),
        (right, middle - 0.5, "output h", "left", "normal"),
        (between, below + kh + 0.6, _sum(step), "left", "bold"),
    ]
    return cells, words, (max(right + widest, width) + 0.3, tall + 0.2)
