"""A recurrent network unfolded in time: a column for each step, forward and then backward.

The first column has the weights, once for all steps. An arrow has the colour of the weights that
it passes through: the same at every step, and the same on the way back.
"""

from functools import partial

import numpy as np
from matplotlib.collections import PolyCollection

from utils.plots.convolution.cells import Cells, number
from utils.plots.style import BLUE, GREEN, ORANGE, SMALL

NOW = "#FFF2A8"  # what has just been computed
MOST = 5  # steps that the layouts below have room for
SPREAD = 3.5  # from one step to the next

# Where the parts of step 0 stand, (across, down); each step is SPREAD further. "words": names of
# rows and weights with what they are aligned by. Stacked, time runs downwards.
WIDE = {
    **{"target": (0.5, 0.0), "y": (0.5, 1.0), "h": (0, 2.8), "dh": (0, 3.8), "dz": (0, 4.8)},
    **{"x": (0.5, 6.6), "label": (1.0, 8.05), "term": (0, 8.7), "sign": (2.25, 9.2)},
    **{"v": (0, 1.0), "W": (0, 6.6), "U": (0, 8.7), "size": (-0.9, 23.2, -1.7, 10.8)},
    **{"title": (-0.9, -1.2), "formula": (8.3, -1.2)},
    "words": [
        *[(-0.9, -0.25, "shared weights", "left"), (-0.2, 1.5, "v", "right")],
        *[(-0.2, 3.3, "h", "right"), (-0.2, 7.1, "W", "right"), (-0.2, 9.7, "U", "right")],
        *[(3.8, 0.5, "target", "right"), (3.8, 1.5, "ŷ", "right"), (3.3, 4.3, "dh", "right")],
        *[(3.3, 5.3, "dz", "right"), (3.8, 7.1, "x", "right"), (3.3, 9.7, "dU =", "right")],
    ],
}
TALL = {
    **{"target": (6.0, 1.0), "y": (6.0, 0), "h": (3.0, 0), "dh": (3.0, 1.0), "dz": (3.0, 2.0)},
    **{"x": (0.5, 0), "label": (1.0, 1.5), "term": (8.2, 0.0), "sign": (8.7, 2.2)},
    **{"v": (6.0, 0), "W": (0.5, 0), "U": (8.2, 0), "size": (-0.6, 10.4, -2.9, 22.4)},
    **{"title": (-0.6, -2.4), "formula": (-0.6, -1.5)},
    "words": [
        *[(1.0, -0.4, "W", "center"), (4.0, -0.4, "h", "center"), (6.5, -0.4, "v", "center")],
        *[(9.2, -0.4, "U", "center"), (2.8, 3.0, "h", "right"), (2.8, 4.0, "dh", "right")],
        *[(2.8, 5.0, "dz", "right"), (0.3, 3.0, "x", "right"), (6.5, 2.2, "ŷ", "center")],
        *[(6.5, 4.85, "target", "center"), (9.2, 2.25, "dU =", "center")],
    ],
}
TALL_LIFT = 1.0  # the row of the weights is this much lower than a step


def draw_unrolled(ax, run: dict, stacked: bool = False, room: int | None = None) -> dict:
    """One moment of the way forward and back through an unfolded network of two units.

    run: "W" (1, 2), "U" (2, 2), "v" (2,); "x", "y" and "target" (T,), "counted" (T,): where the
    loss looks; "H" (T + 1, 2) with h₀ first; "dh" and "dz" (T, 2); "terms" (T, 2, 2): what each
    step adds to dU; "labels" (T,): a word under each input; "forward": the steps read so far;
    "turned": whether the loss has been computed; "backward": the steps gone back; "title" and
    "formula", two lines above.
    `stacked` lets time run downwards. `room`: the steps to have place for, T when None, at most 5.
    """
    room = len(run["x"]) if room is None else room
    at = TALL if stacked else WIDE
    left, right, top, bottom = at["size"]
    unused = SPREAD * (MOST - room)
    ax.set(xlim=(left, right if stacked else right - unused), aspect="equal")
    ax.set_ylim(bottom - unused if stacked else bottom, top)
    ax.set_axis_off()
    cells = Cells(ax, size=0.38)
    arrows = ax.add_collection(PolyCollection([], zorder=1, lw=0), autolim=False)
    artists = {"cells": cells, "arrows": arrows, "stacked": stacked}
    for x, y, word, ha in at["words"]:
        ax.text(x, y, word, ha=ha, va="center", fontsize=SMALL)
    update_unrolled(artists, run)
    return artists


def update_unrolled(artists: dict, run: dict) -> None:
    """Go to another moment, also of another network or another number of steps."""
    stacked = artists["stacked"]
    at = TALL if stacked else WIDE
    place = partial(_place, at, stacked)
    lines = [(*at["title"], run.get("title", ""), 0.42, False)]
    lines.append((*at["formula"], run.get("formula", ""), 0.38, False))
    lines += [(*place("label", t + 1), word, 0.38, True) for t, word in enumerate(run["labels"])]
    artists["cells"].show(_cells(run, place, stacked), lines)
    polygons, colours = _arrows(run, place, stacked)
    artists["arrows"].set_verts(polygons)
    artists["arrows"].set_facecolor(colours)


def _place(at, stacked, part, t):
    """Where a part of step t stands; t = 0 is before the first step."""
    across, down = at[part]
    if stacked:
        return across, down + SPREAD * t - (TALL_LIFT if t else 0)
    return across + SPREAD * t, down


def _when(run, t) -> tuple[str, str]:
    """Say of step t = 0 … T − 1 whether forward and backward are "not yet", "now" or "done"."""
    T, back = len(run["x"]), len(run["x"]) - run["backward"]
    forward = "not yet" if t >= run["forward"] else "done"
    if t == run["forward"] - 1 and not run["turned"]:
        forward = "now"
    return forward, "not yet" if t < back else "now" if t == back < T else "done"


def _cells(run, place, stacked) -> list:
    """Every number at its place; what has not been reached is empty."""
    T, cells = len(run["x"]), []

    def block(part, t, values, tint, edge=None, shown=True):
        x, y = place(part, t)
        for (i, j), value in np.ndenumerate(np.atleast_2d(values)):
            cells.append((x + j, y + i, number(value) if shown else "", tint, edge))

    def node(part, t, values, when, tint, edge):
        looks = {"not yet": ("white", "dotted"), "now": (NOW, edge), "done": (tint, None)}[when]
        block(part, t, values, *looks, shown=when != "not yet")

    for name, tint in (("W", "blue"), ("v", "green"), ("U", "orange")):
        upright = stacked and name != "U"
        block(name, 0, np.reshape(run[name], (2, 1)) if upright else run[name], tint)
    block("h", 0, run["H"][0], "grey")
    for t in range(T):
        forward, backward = _when(run, t)
        node("h", t + 1, run["H"][t + 1], forward, "grey", "thick")
        node("y", t + 1, run["y"][t], forward, "grey", "thick")
        block("x", t + 1, run["x"][t], *((NOW, "thick") if forward == "now" else ("white", None)))
        if run["counted"][t]:
            turning = run["turned"] and not run["backward"]
            look = (NOW, "orange") if turning else ("white", None)
            block("target", t + 1, run["target"][t], *look)
        for part, tint in (("dh", "purple"), ("dz", "purple"), ("terms", "orange")):
            node(part.removesuffix("s"), t + 1, run[part][t], backward, tint, "orange")
        cells.append((*place("sign", t + 1), "=" if t == T - 1 else "+", "none", "none"))
    so_far, some = run["terms"][T - run["backward"] :].sum(axis=0), run["backward"] > 0
    look = ("orange", "thick") if some else ("white", "dotted")
    block("term", T + 1, so_far, *look, shown=some)
    return cells


def _arrows(run, place, stacked) -> tuple[list, list]:
    """Where values and gradients go, as polygons with their colours."""
    polygons, colours = [], []

    def arrow(start, end, colour, when):
        polygons.append(_arrow(start, end, 0.24 if when == "now" else 0.08))
        colours.append("#D5D5D5" if when == "not yet" else colour)

    for t in range(len(run["x"])):
        forward, backward = _when(run, t)
        (hx, hy), (x, y), (yx, yy) = (place(part, t + 1) for part in ("h", "x", "y"))
        px, py = place("h", t)
        back = backward != "not yet"
        loss, carried = back and run["counted"][t], back and t > 0
        if stacked:
            arrow((x + 1.05, y + 0.5), (hx - 0.75, hy + 0.5), BLUE, forward)
            arrow((hx + 2.05, hy + 0.5), (yx - 0.05, yy + 0.5), GREEN, forward)
            arrow((px + 0.5, py + (3.03 if t else 1.05)), (hx + 0.5, hy - 0.03), ORANGE, forward)
            if loss:
                arrow((yx - 0.05, yy + 0.95), (hx + 2.05, hy + 1.5), GREEN, backward)
            if carried:
                arrow((hx + 1.5, hy - 0.03), (px + 1.5, py + 3.03), ORANGE, backward)
        else:
            arrow((x + 0.5, y - 0.05), (hx + 1.0, hy + 3.05), BLUE, forward)
            arrow((hx + 0.7, hy - 0.05), (yx + 0.2, yy + 1.05), GREEN, forward)
            arrow((px + 2.05, py + 0.5), (hx - 0.05, hy + 0.5), ORANGE, forward)
            if loss:
                arrow((yx + 0.8, yy + 1.05), (hx + 1.3, hy - 0.05), GREEN, backward)
            if carried:
                arrow((hx - 0.05, hy + 1.5), (px + 2.05, py + 1.5), ORANGE, backward)
    return polygons, colours


def _arrow(start, end, width: float) -> np.ndarray:
    """The outline (7, 2) of an arrow whose shaft is `width` thick."""
    start, end = np.array(start, float), np.array(end, float)
    length = np.linalg.norm(end - start)
    along = (end - start) / length
    side = np.array([-along[1], along[0]])
    neck, wing = end - min(0.32, length) * along, max(0.16, 1.1 * width) * side
    half = width / 2 * side
    return np.array([start + half, neck + half, neck + wing, end, neck - wing, neck - half,
                     start - half])  # fmt: skip
