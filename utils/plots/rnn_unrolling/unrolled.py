"""A recurrent network unfolded in time: a column for each step, forward and then backward.

The first column has the weights, once for all steps: W at the height of the inputs, U beside its
gradient, v at the height of the outputs. An arrow has the colour of the weights it passes through.
"""

import numpy as np
from matplotlib.collections import PolyCollection

from utils.plots.convolution.cells import Cells, number
from utils.plots.style import BLUE, FONT_SIZE, GREEN, ORANGE, SMALL

NOW = "#FFF2A8"  # a node that has just been computed
SPREAD = 3.5  # from one step to the next
LOOKS = {"not yet": ("#DDDDDD", 0.05), "done": (None, 0.09), "now": (None, 0.24)}

# Where the parts of a step stand: (across, down) from its upper left corner, and of all beside
# them. Stacked, time runs downwards and a step is a row.
WIDE = {
    **{"y": (0.5, 1.0), "target": (0.5, 0.0), "h": (0, 3.0), "dh": (0, 4.0), "dz": (0, 5.0)},
    **{"x": (0.5, 7.0), "word": (0.5, 8.0), "term": (0, 9.6)},
    **{"W": (0, 7.0), "v": (0, 1.0), "U": (0, 9.6), "size": (-1.5, 24.9, -1.6, 12.0)},
}
TALL = {
    **{"y": (6.0, 0), "target": (6.0, 1.0), "h": (2.9, 0), "dh": (2.9, 1.0), "dz": (2.9, 2.0)},
    **{"x": (0.6, 0), "word": (0.6, 1.0), "term": (8.1, 0.4)},
    **{"W": (0.1, 0), "v": (5.5, 0), "U": (8.1, 0), "size": (-1.0, 10.4, -2.6, 24.2)},
}


def draw_unrolled(ax, run: dict, stacked: bool = False, room: int | None = None) -> dict:
    """One moment of the way forward and back through an unfolded network of two units.

    run: "W" (1, 2), "U" (2, 2), "v" (2,); "x", "y", "target" (T,), "counted" (T,): where the loss
    looks; "H" (T + 1, 2) with h₀ first; "dh", "dz" (T, 2), "terms" (T, 2, 2): what each step gives
    to dU; "words" (T,); "forward": the steps read so far; "turned": whether the loss is there;
    "backward": the steps gone back; "title", the line above.
    `stacked` lets time run downwards. `room`: the number of steps that there is place for.
    """
    T = len(run["x"]) if room is None else room
    at = dict(TALL if stacked else WIDE)
    left, right, top, bottom = at["size"]
    shrink = SPREAD * (5 - T)
    limits = (left, right, top, bottom - shrink) if stacked else (left, right - shrink, top, bottom)
    ax.set(xlim=limits[:2], ylim=(limits[3], limits[2]), aspect="equal")
    ax.set_axis_off()
    cells = Cells(ax)
    arrows = ax.add_collection(PolyCollection([], zorder=1, lw=0), autolim=False)
    title = ax.text(limits[0] + 0.1, top + 0.6, "", fontsize=FONT_SIZE, weight="bold", va="center")
    artists = {"cells": cells, "moving": cells.artists(), "arrows": arrows, "title": title}
    artists |= {"at": at, "stacked": stacked, "room": T, "fixed": _headings(ax, at, stacked)}
    update_unrolled(artists, run)
    return artists


def update_unrolled(artists: dict, run: dict) -> None:
    """Go to another moment, also of another network or another number of steps."""
    at, stacked = artists["at"], artists["stacked"]

    def place(part, t):
        across, down = at[part]
        return (across, down + SPREAD * t) if stacked else (across + SPREAD * t, down)

    artists["cells"].show(_cells(run, place, artists["room"], stacked))
    polygons, colours = _arrows(run, place, stacked)
    artists["arrows"].set_verts(polygons)
    artists["arrows"].set_facecolor(colours)
    artists["title"].set_text(run["title"])


def _headings(ax, at, stacked) -> list:
    """The names of the rows, or stacked of the columns, and of the weights."""
    if stacked:
        words = [(at[part][0] + 0.5, -1.3, name) for part, name in (("x", "W, x"), ("y", "v, ŷ"))]
        words += [(at["h"][0] + 1, -1.3, "state"), (at["U"][0] + 1, -1.3, "U, dU")]
        words += [(at["h"][0] - 0.45, SPREAD + d + 0.5, n) for d, n in enumerate(("h", "dh", "dz"))]
        look = {"ha": "center", "va": "center"}
    else:
        rows = (("target", "target"), ("v", "v · ŷ"), ("h", "h"), ("dh", "dh"), ("dz", "dz"))
        rows += (("x", "W · x"), ("term", "U · dU"))
        words = [
            (-0.25, at[part][1] + (1.0 if part == "term" else 0.5), name) for part, name in rows
        ]
        look = {"ha": "right", "va": "center"}
    return [ax.text(x, y, word, fontsize=SMALL, **look) for x, y, word in words]


def _cells(run, place, room, stacked) -> list:
    """Every number at its place; what has not been reached is empty."""
    T, cells = len(run["x"]), []
    there, back = run["forward"], T - run["backward"]  # steps t > back have been gone back through
    forward_now = there - 1 if not run["turned"] else None
    backward_now = back if run["backward"] else None

    def block(part, t, values, tint, edge=None, shown=True):
        x, y = place(part, t)
        for (i, j), value in np.ndenumerate(np.atleast_2d(values)):
            cells.append((x + j, y + i, number(value) if shown else "", tint, edge))

    for name, tint in (("W", "blue"), ("U", "orange"), ("v", "green")):
        upright = stacked and name != "U"
        values = np.reshape(run[name], (2, 1)) if upright else run[name]
        block(name, 0, values, tint)
    block("h", 0, run["H"][0], "grey")
    for t in range(T):
        now, read = t == forward_now, t < there
        looks = (NOW, "thick") if now else ("grey" if read else "white", None if read else "dotted")
        block("h", t + 1, run["H"][t + 1], *looks, shown=read)
        block("y", t + 1, run["y"][t], *looks, shown=read)
        block("x", t + 1, run["x"][t], *((NOW, "thick") if now else ("white", None)))
        cells.append((*place("word", t + 1), run["words"][t], "none", "none"))
        if run["counted"][t]:
            lit = run["turned"] and not run["backward"]
            block("target", t + 1, run["target"][t], *((NOW, "orange") if lit else ("white", None)))
        now, gone = t == backward_now, t >= back
        looks = (
            (NOW, "orange") if now else ("purple" if gone else "white", None if gone else "dotted")
        )
        block("dh", t + 1, run["dh"][t], *looks, shown=gone)
        block("dz", t + 1, run["dz"][t], *looks, shown=gone)
        looks = (
            (NOW, "orange") if now else ("orange" if gone else "white", None if gone else "dotted")
        )
        block("term", t + 1, run["terms"][t], *looks, shown=gone)
        x, y = place("term", t + 1)
        sign = "=" if t == T - 1 else "+"
        cells.append((x + 0.5, y + 2.25, sign, "none", "none") if stacked
                     else (x + 2.25, y + 0.5, sign, "none", "none"))  # fmt: skip
    total = run["terms"][back:].sum(axis=0)
    block("term", T + 1, total, "orange", "thick" if run["backward"] else "dotted",
          shown=run["backward"] > 0)  # fmt: skip
    return cells


def _arrows(run, place, stacked) -> tuple[list, list]:
    """Where values and gradients go, as polygons with their colours."""
    T, there, back = len(run["x"]), run["forward"], len(run["x"]) - run["backward"]
    polygons, colours = [], []

    def arrow(start, end, colour, when):
        shade, width = LOOKS[when]
        polygons.append(_arrow(start, end, width))
        colours.append(shade or colour)

    for t in range(T):
        (hx, hy), (x, y), (yx, yy) = (place(part, t + 1) for part in ("h", "x", "y"))
        px, py = place("h", t)
        when = (
            "not yet" if t >= there else "now" if t == there - 1 and not run["turned"] else "done"
        )
        gone = "not yet" if t < back else "now" if t == back and run["backward"] else "done"
        if stacked:
            arrow((x + 1.05, y + 0.5), (hx - 0.1 - 0.65, hy + 0.5), BLUE, when)
            arrow((hx + 2.05, hy + 0.5), (yx - 0.05, yy + 0.5), GREEN, when)
            arrow((px + 0.5, py + (1.05 if t == 0 else 3.05)), (hx + 0.5, hy - 0.05), ORANGE, when)
            if gone != "not yet":
                arrow(
                    (hx + 1.5, hy - 0.05), (px + 1.5, py + (1.05 if t == 0 else 3.05)), ORANGE, gone
                )
                if run["counted"][t]:
                    arrow((yx - 0.05, yy + 0.9), (hx + 2.05, hy + 1.5), GREEN, gone)
        else:
            arrow((x + 0.5, y - 0.05), (hx + 1.0, hy + 3.05), BLUE, when)
            arrow((hx + 0.7, hy - 0.05), (yx + 0.2, yy + 1.05), GREEN, when)
            arrow((px + 2.05, py + 0.5), (hx - 0.05, hy + 0.5), ORANGE, when)
            if gone != "not yet":
                arrow(
                    (hx - 0.05, hy + 1.5), (px + 2.05, py + (0.8 if t == 0 else 1.5)), ORANGE, gone
                )
                if run["counted"][t]:
                    arrow((yx + 0.8, yy + 1.05), (hx + 1.3, hy - 0.05), GREEN, gone)
    return polygons, colours


def _arrow(start, end, width: float) -> np.ndarray:
    """The outline (7, 2) of an arrow whose shaft is `width` thick."""
    start, end = np.array(start, float), np.array(end, float)
    along = (end - start) / np.linalg.norm(end - start)
    side = np.array([-along[1], along[0]])
    head, half = 0.32, width / 2
    neck = end - head * along
    wing = max(0.16, 1.1 * width)
    return np.array([start + half * side, neck + half * side, neck + wing * side, end,
                     neck - wing * side, neck - half * side, start - half * side])  # fmt: skip
