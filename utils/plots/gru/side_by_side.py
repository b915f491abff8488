"""Two networks read one melody: strips with a row for a unit, and lines, over the same beats."""

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from utils.plots.convolution.cells import Cells
from utils.plots.style import BLUE, GREEN, ORANGE, SMALL, curves

ROW, GAP, NOTES = 0.72, 1.0, 2.0  # heights of a unit, between strips, of the melody; a beat is 1
SHADES = ((ORANGE, ORANGE), (BLUE, BLUE), (GREEN, GREEN), (ORANGE, BLUE))  # at 1 and at −1
NOW, MARK = "#FFF2A8", "#E8E8E8"  # the present beat; the beats that are marked


def _shaded(values, colours) -> np.ndarray:
    """Values from −1 to 1 (k, T) as RGB: white at 0."""
    values = np.clip(values, -1, 1)[..., None]
    full = np.where(values < 0, to_rgb(colours[1]), to_rgb(colours[0]))
    return 1 - np.abs(values) * (1 - full)


def draw_strips(ax, strips, labels, notes, marked, beat: int) -> dict:
    """Keep, write, read and state of k units at T beats, strips (4, k, T), below the notes.

    Strips go from 0, white, to 1, full colour; the last from −1, blue, to 1, orange. labels: of
    the strips; notes: T words; marked (T,): those that stand on colour; beat: the present one.
    """
    _, k, T = np.shape(strips)
    tops = np.arange(4) * (k * ROW + GAP)
    bottom = tops[-1] + k * ROW
    ax.set(xlim=(0.4, T + 0.6), ylim=(bottom + 0.1, -NOTES), aspect="equal", anchor="N")
    ax.set_yticks(tops + k * ROW / 2, labels, fontsize=SMALL)
    ax.set_xticks(range(4, T + 1, 4))
    ax.set_xlabel("beat")
    ax.tick_params(axis="y", length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    images = []
    for top in tops:
        extent = (0.5, T + 0.5, top + k * ROW, top)
        blank = np.ones((k, T, 3))
        images.append(ax.imshow(blank, extent=extent, interpolation="nearest", aspect="equal"))
        frame = Rectangle((0.5, top), T, k * ROW, fc="none", ec="#8C8C8C", lw=0.8)
        ax.add_patch(frame)
    cells = Cells(ax, size=1.0)
    artists = {
        **{"images": images, "cells": cells, "moving": cells.artists(), "shown": [None]},
        "now": ax.add_patch(
            Rectangle((0, -NOTES + 0.1), 1, bottom + NOTES - 0.1, fc="none", ec="black", lw=1.6)
        ),
    }
    artists["now"].set_zorder(5)
    update_strips(artists, strips, notes, marked, beat)
    return artists


def update_strips(artists: dict, strips, notes, marked, beat: int) -> None:
    """Show other units, another melody or another beat."""
    for image, values, colours in zip(artists["images"], strips, SHADES, strict=True):
        image.set_data(_shaded(values, colours))
    artists["now"].set_x(beat - 0.5)
    if artists["shown"][0] != list(notes):  # outlines are the slow part
        artists["shown"][0] = list(notes)
        tints = ["purple" if mark else "white" for mark in marked]
        artists["cells"].show(
            [(t + 0.5, -1.5, *cell, None) for t, cell in enumerate(zip(notes, tints, strict=True))]
        )


def draw_over_beats(ax, named: dict, ylabel: str, marked, beat: int, top: float = 1.0) -> dict:
    """{label: (T,)} from 0 to top over the beats; marked (T,): those on grey; the present one."""
    steps = np.arange(1, len(marked) + 1)
    for t in steps[np.asarray(marked, bool)]:
        ax.axvspan(t - 0.5, t + 0.5, color=MARK, lw=0, zorder=0)
    artists = {"now": ax.axvspan(0, 1, color=NOW, lw=0, zorder=0.5)}
    artists["lines"] = curves(ax, steps, named, markers=True)
    for line in artists["lines"].values():
        line.set(markersize=4, linewidth=1.6, clip_on=False)
    ax.set(xlim=(0.4, len(steps) + 0.6), ylim=(0, top), xlabel="beat", ylabel=ylabel)
    ax.set_xticks(steps[3::4])
    ax.grid(axis="y")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=len(named), frameon=False,
              columnspacing=1, handlelength=1.8)  # fmt: skip
    update_over_beats(artists, named, beat)
    return artists


def update_over_beats(artists: dict, named: dict, beat: int) -> None:
    """Show other lines, or another beat."""
    for label, line in artists["lines"].items():
        line.set_ydata(named[label])
    artists["now"].set_x(beat - 0.5)
