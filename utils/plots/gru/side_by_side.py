"""Two networks read one melody: strips with a row for a unit, and lines, over the same beats."""

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from utils.plots.convolution.cells import Cells
from utils.plots.gru.leak import draw_lines, update_lines
from utils.plots.style import BLUE, GREEN, ORANGE, SMALL

ROW = 0.66  # height of a unit, and of the space between strips; a beat is 1 wide
SHADES = ((ORANGE, ORANGE), (BLUE, BLUE), (GREEN, GREEN), (ORANGE, BLUE))  # at 1 and at −1


def draw_strips(ax, strips, labels, notes, marked, beat: int) -> dict:
    """Keep, write, read and state of k units at T beats, strips (4, k, T), below the notes.

    Strips go from 0, white, to 1, full colour; the last from −1, blue, to 1, orange. labels: of
    the strips; notes: T words; marked (T,): those that stand on colour; beat: the present one.
    """
    _, k, T = np.shape(strips)
    bottom, tops = ROW * (4 * k + 3), ROW * (k + 1) * np.arange(4)
    image = ax.imshow(np.ones((4 * k + 3, T, 3)), extent=(0.5, T + 0.5, bottom, 0),
                      interpolation="nearest")  # fmt: skip
    ax.set(xlim=(0.4, T + 0.6), ylim=(bottom + 0.1, -2), anchor="N", xticks=range(4, T + 1, 4))
    ax.set_yticks(tops + k * ROW / 2, labels, fontsize=SMALL)
    ax.tick_params(axis="y", length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.set_xlabel("beat (white: 0, full colour: 1, last strip blue: −1)", fontsize=SMALL)
    edges = ax.hlines([*tops, *tops + k * ROW], 0.5, T + 0.5, "#8C8C8C", lw=0.8)
    cells = Cells(ax, size=1.0)
    now = ax.add_patch(Rectangle((0, -1.9), 1, bottom + 1.9, fc="none", ec="black", lw=1.6))
    artists = {"image": image, "cells": cells, "now": now, "edges": edges, "shown": None}
    update_strips(artists, strips, notes, marked, beat)
    return artists


def update_strips(artists: dict, strips, notes, marked, beat: int) -> None:
    """Show other units, another melody or another beat."""
    _, k, T = np.shape(strips)
    picture = np.ones((4, k + 1, T, 3))
    for rows, values, (high, low) in zip(picture, strips, SHADES, strict=True):
        part = np.clip(values, -1, 1)[..., None]
        rows[:k] -= np.abs(part) * (1 - np.where(part < 0, to_rgb(low), to_rgb(high)))
    artists["image"].set_data(picture.reshape(-1, T, 3)[:-1])
    artists["now"].set_x(beat - 0.5)
    if artists["shown"] != notes:  # outlines are the slow part
        artists["shown"] = notes
        tints = ["purple" if mark else "white" for mark in marked]
        words = enumerate(zip(notes, tints, strict=True))
        artists["cells"].show([(t + 0.5, -1.5, note, tint, None) for t, (note, tint) in words])


def draw_over_beats(ax, named: dict, ylabel: str, marked, beat: int) -> dict:
    """{label: (T,)}, 0 to 1, over the beats; marked (T,): those that stand on grey."""
    for t in np.flatnonzero(marked):
        ax.axvspan(t + 0.5, t + 1.5, color="#E8E8E8", lw=0)
    artists = {"now": ax.axvspan(0, 1, color="#FFF2A8", lw=0)}
    artists["lines"] = draw_lines(ax, named, ylabel, (0, 1))
    ax.set(xlabel="beat", xticks=range(4, len(marked) + 1, 4))
    update_over_beats(artists, named, beat)
    return artists


def update_over_beats(artists: dict, named: dict, beat: int) -> None:
    """Show other lines, or another beat."""
    update_lines(artists["lines"], named)
    artists["now"].set_x(beat - 0.5)
