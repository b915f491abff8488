"""A number at every character of a text as the colour behind it, and units ranked by a measure."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb

from utils.plots.convolution.cells import Cells
from utils.plots.style import BLUE, ORANGE, VERMILLION, number, say

WIDTH = 0.62  # of a character's place, whose height is 1
DEEPEST = 0.8  # of a colour, so that black characters stay legible on it


def places(text: str, columns: int) -> np.ndarray:
    """Row and column of every character (n, 2): a line begins after \\n, or where there is no room.

    >>> places("ab\\nc", 80).tolist(), places("abc", 2)[-1].tolist()
    ([[0, 0], [0, 1], [0, 2], [1, 0]], [1, 0])
    """
    row = column = 0
    found = []
    for mark in text:
        if column == columns:
            row, column = row + 1, 0
        found.append((row, column))
        row, column = (row + 1, 0) if mark == "\n" else (row, column + 1)
    return np.array(found)


def _shades(values, low: float, high: float) -> np.ndarray:
    """Values as RGBA (…, 4): white at 0, orange at high, blue at low where that is below 0."""
    part = np.clip(np.asarray(values) / high, low / high, 1)[..., None]
    ends = np.where(part < 0, to_rgb(BLUE), to_rgb(ORANGE))
    shades = 1 - DEEPEST * np.abs(part) * (1 - ends)
    return np.concatenate([shades, np.ones_like(part)], axis=-1)


def draw_text_values(ax, shown: dict, columns: int, rows: int) -> dict:
    """A text whose characters stand on the colour of their value, with a line under some of them.

    shown: "text" of n characters; "values" (n,); "marked" (n,): where the line is; "low", "high":
    white is 0, orange high, and blue low where that is below 0. Room for `rows` of `columns`.
    """
    ax.set(xlim=(-0.1, columns * WIDTH + 0.1), ylim=(rows + 1.9, -0.1), aspect="equal", anchor="NW")
    ax.set_axis_off()
    extent, scale = (0, columns * WIDTH, rows, 0), (6, 15, rows + 1.6, rows + 0.8)
    middle = rows + 1.2
    artists = {
        "words": Cells(ax),
        "cells": ax.imshow(np.zeros((rows, columns, 4)), extent=extent, interpolation="nearest"),
        "scale": ax.imshow(np.zeros((1, 25, 4)), extent=scale, interpolation="nearest"),
        "marks": ax.add_collection(LineCollection([], colors="black", lw=2), autolim=False),
        "low": say(ax, 5.7, middle, "", ha="right"),
        "high": say(ax, 15.3, middle, "", ha="left"),
        "shown": None,
    }
    for image in ("cells", "scale"):
        artists[image].set_zorder(0)
    update_text_values(artists, shown)
    return artists


def update_text_values(artists: dict, shown: dict) -> None:
    """Show other values, or another text."""
    rows, columns = artists["cells"].get_array().shape[:2]
    low, high = shown["low"], shown["high"]
    at = places(shown["text"], columns)
    cells = np.zeros((rows, columns, 4))
    cells[at[:, 0], at[:, 1]] = _shades(shown["values"], low, high)
    artists["cells"].set_data(cells)
    artists["scale"].set_data(_shades(np.linspace(low, high, 25)[None], low, high))
    for end in ("low", "high"):
        artists[end].set_text(number(shown[end], ".1f"))
    artists["marks"].set_segments(
        [[(x * WIDTH, y + 0.96), ((x + 1) * WIDTH, y + 0.96)] for y, x in at[shown["marked"]]]
    )
    if artists["shown"] != shown["text"]:  # outlines are the slow part
        artists["shown"] = shown["text"]
        marks = [
            ((x + 0.5) * WIDTH, y + 0.43, mark.replace("\n", "¶"), 0.76, True)
            for mark, (y, x) in zip(shown["text"], at, strict=True)
        ]
        artists["words"].show([], marks)


def draw_ranking(ax, sizes, rank: int) -> dict:
    """How strongly each unit goes with a label: |r| (H,) in their order, and the one shown."""
    order = np.arange(1, len(sizes) + 1)
    ax.set(xlim=(0, len(sizes) + 1), ylim=(0, 1), xlabel="rank of unit", ylabel="|r|")
    ax.grid(axis="y")
    artists = {"line": ax.plot(order, sizes, ".-", color="black", lw=1, ms=4)[0]}
    artists["now"] = ax.plot([], [], "D", color=VERMILLION, mfc="none", mew=2, ms=10)[0]
    update_ranking(artists, sizes, rank)
    return artists


def update_ranking(artists: dict, sizes, rank: int) -> None:
    """Show another ranking."""
    artists["line"].set_ydata(sizes)
    artists["now"].set_data([rank], [sizes[rank - 1]])
