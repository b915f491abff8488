"""The 8-3-8 network: its hidden code as a table, as curves, and as corners of a cube."""

from functools import cache
from itertools import combinations, product

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from utils.plots.hidden_representations.training import count_steps
from utils.plots.style import BLUE, FONT_SIZE, GREY, curves

TINT = LinearSegmentedColormap.from_list("code", ["#FFFFFF", "#56B4E9", "#0072B2"])
DEPTH = np.array([0.42, 0.30])  # where the third axis of the cube points, on paper


@cache
def _word(text: str) -> Path:
    """Return the outline of a few characters round (0, 0), in inches."""
    outline = TextPath((0, 0), text, size=FONT_SIZE / 72)
    box = outline.get_extents()
    return outline.transformed(Affine2D().translate(*-(box.min + box.max) / 2))


def _words(ax, places, size=1.0) -> PathCollection:
    """Short words at places (n, 2), not yet said which: ONE artist for all of them.

    Text is laid out anew whenever it is drawn. Outlines kept in one collection cost a tenth of
    that, which is what a table of numbers needs that has to follow a slider.
    """
    words = PathCollection([], offsets=places, offset_transform=ax.transData, lw=0, zorder=5)
    words.set_transform(Affine2D().scale(size) + ax.figure.dpi_scale_trans)
    return ax.add_collection(words, autolim=False)


def draw_code(ax, code) -> dict:
    """The three hidden outputs for each of the eight inputs, as a table. code (8, 3) of 0…1."""
    code = np.asarray(code)
    rows, columns = code.shape
    cells = ax.pcolormesh(range(columns), range(rows), code, cmap=TINT, vmin=0, vmax=1, zorder=0)
    words = _words(ax, [(j, i) for i, j in np.ndindex(code.shape)])
    ax.set_xticks(range(columns), [f"unit {j + 1}" for j in range(columns)])
    ax.set_yticks(range(rows), [str(i + 1) for i in range(rows)])
    ax.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5), title="hidden code")
    ax.set(ylabel="input that is on", xlabel="hidden unit: from 0 (white) to 1 (blue)")
    ax.tick_params(length=0)
    artists = {"cells": cells, "words": words, "said": [], "frame": list(ax.spines.values())}
    update_code(artists, code)
    return artists


def update_code(artists: dict, code) -> None:
    """Move the table to code (8, 3); artists["said"] is what then stands in its cells."""
    artists["cells"].set_array(code)
    artists["said"] = [f"{value:.2f}" for value in np.ravel(code)]
    artists["words"].set_paths([_word(text) for text in artists["said"]])
    # what reads on the tint
    artists["words"].set_facecolor(np.where(np.ravel(code) > 0.93, "white", "black"))


def _on_paper(points):
    """Project points (n, 3) of the cube to (n, 2)."""
    points = np.asarray(points, dtype=float)
    return points[:, :2] + points[:, 2:] * DEPTH


def draw_code_cube(ax, code) -> dict:
    """The eight codes as numbered points in the unit cube. code (8, 3) of 0…1."""
    corners = np.array(list(product((0, 1), repeat=3)))
    for a, b in combinations(range(8), 2):
        if np.abs(corners[a] - corners[b]).sum() == 1:
            behind = (0, 0, 1) in (tuple(corners[a]), tuple(corners[b]))
            ax.plot(*_on_paper(corners[[a, b]]).T, color=GREY, linewidth=1.1, zorder=1,
                    linestyle=":" if behind else "-")  # fmt: skip
    shifts = {(0, 0, 0): (-6, -6), (1, 1, 1): (6, 6)}
    for corner in corners:
        dx, dy = shifts.get(tuple(corner), (-6, 6) if corner[1] else (6, -6))
        ax.annotate(
            "".join(map(str, corner)), _on_paper(corner[None])[0], (2.2 * dx, 2.2 * dy),
            textcoords="offset points", ha="center", va="center", color=GREY,
            fontsize=FONT_SIZE - 2,
        )  # fmt: skip
    (dots,) = ax.plot([], [], "o", color="white", mec=BLUE, mew=2, markersize=17, zorder=4)
    numbers = _words(ax, np.zeros((len(code), 2)), size=0.85)
    numbers.set_paths([_word(str(i + 1)) for i in range(len(code))])
    numbers.set_facecolor("black")
    ax.set(xlim=(-0.28, 1.7), ylim=(-0.2, 1.52), aspect="equal")
    ax.set_title("the code as points in a cube")
    ax.set_axis_off()
    artists = {"dots": dots, "numbers": numbers}
    update_code_cube(artists, code)
    return artists


def update_code_cube(artists: dict, code) -> None:
    """Move the points to code (8, 3)."""
    places = _on_paper(code)
    artists["dots"].set_data(*places.T)
    artists["numbers"].set_offsets(places)


def draw_code_curves(ax, steps, code, title="") -> dict:
    """The three hidden outputs for one input, against the step. steps (K,), code (K, 3)."""
    units = {f"unit {j + 1}": values for j, values in enumerate(np.transpose(code))}
    lines = list(curves(ax, steps, units).values())
    ax.set(xlim=(steps[0], steps[-1]), ylim=(-0.05, 1.05), title=title)
    ax.set(xlabel="step", ylabel="output of the unit", yticks=[0, 0.5, 1])
    count_steps(ax)
    return {"lines": lines}


def draw_output_error(ax, steps, errors, i) -> dict:
    """The error of output i against the step, before those of the others. errors (K, 8).

    Eight curves in one picture lie on each other: so each has a picture, and the others are pale.
    """
    others = ax.plot(steps, np.delete(errors, i, axis=1), "-", color="#C8C8C8", linewidth=1)
    (line,) = ax.plot(steps, errors[:, i], "-", color=BLUE, zorder=3)
    ax.set(xlim=(steps[0], steps[-1]), ylim=(0, None), title=f"output {i + 1}")
    ax.set(xlabel="step", ylabel="squared error")
    count_steps(ax)
    return {"lines": [line], "others": others}
