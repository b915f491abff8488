"""A window over a sentence, and what one step of negative sampling does to its scores."""

from functools import lru_cache

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.textpath import TextPath

from utils.plots.convolution.cells import Cells
from utils.plots.style import BLUE, GREY, ORANGE, PALE, VERMILLION, number

ROW = 2.9  # of words, in em; a word stands 0.9 below its upper edge
SIDE, WORD = 6, 0.55  # beside σ, in rows
LOOKS = {  # face, edge, width of the edge
    "centre": (PALE["orange"], ORANGE, 2.6),
    "chosen": (PALE["blue"], "black", 2.6),
    "context": (PALE["blue"], BLUE, 1.2),
    "kept": ("white", GREY, 0.8),
    "dropped": ("#F2F2F2", "none", 0.0),
}


@lru_cache(maxsize=2048)
def width(word: str) -> float:
    """How wide a word is, in em."""
    return TextPath((0, 0), word, size=1).get_extents().width if word.strip() else 0.0


def rows_of(words, columns: float) -> list[tuple[int, float, float]]:
    """Row, left and right end in em of every word's box, in rows of `columns` em.

    >>> [row for row, _, _ in rows_of(["so", "it", "is"], 5)]
    [0, 0, 1]
    """
    places, row, left = [], 0, 0.0
    for word in words:
        wide = max(width(word), 1.4) + 0.7
        if left + wide > columns and left:
            row, left = row + 1, 0.0
        places.append((row, left, left + wide))
        left += wide + 0.25
    return places


def draw_window(ax, shown: dict, columns: float, rows: int) -> dict:
    """A sentence, its centre in orange, its contexts in blue, and struck out what was dropped.

    shown: "words" (T,) of text, "roles" (T,) names of LOOKS, "keep" (T,), the probabilities to be
    kept, "span": the first and last place in the window. Room for `rows` of `columns` em.
    """
    ax.set(xlim=(-0.2, columns + 0.2), ylim=(rows * ROW - 0.4, -0.5), aspect="equal", anchor="NW")
    ax.set_axis_off()
    artists = {
        "span": ax.add_collection(LineCollection([], colors=ORANGE, lw=5), autolim=False),
        "boxes": ax.add_collection(PolyCollection([]), autolim=False),
        "strikes": ax.add_collection(LineCollection([], colors=GREY, lw=1.6), autolim=False),
        "words": Cells(ax),
        "faded": Cells(ax),
    }
    artists["strikes"].set_zorder(5)
    artists["faded"].words.set_facecolor(GREY)
    update_window(artists, shown)
    return artists


def update_window(artists: dict, shown: dict) -> None:
    """Show another window, or another sentence."""
    boxes, roles, black, grey, strikes = [], shown["roles"], [], [], []
    ax = artists["boxes"].axes
    places = rows_of(shown["words"], ax.get_xlim()[1] - 0.2)
    for word, role, keep, (row, left, right) in zip(
        shown["words"], roles, shown["keep"], places, strict=True
    ):
        y, middle = row * ROW, (left + right) / 2
        boxes.append([(left, y), (right, y), (right, y + 1.5), (left, y + 1.5)])
        lines = grey if role == "dropped" else black
        lines.append((middle, y + 0.75, word, 1, True))
        grey.append((middle, y + 1.95, f"{keep:.2f}".replace("0.", "."), 0.8, True))
        if role == "dropped":
            strikes.append([(left + 0.2, y + 0.75), (right - 0.2, y + 0.75)])
    artists["boxes"].set_verts(boxes)
    faces, edges, widths = zip(*map(LOOKS.get, roles), strict=True)
    artists["boxes"].set(facecolor=faces, edgecolor=edges, linewidth=widths)
    artists["strikes"].set_segments(strikes)
    artists["words"].show([], black)
    artists["faded"].show([], grey)
    first, last = shown["span"]
    ends = {}  # of the window in each row
    for row, left, right in places[first : last + 1]:
        ends[row] = ends.get(row, (left,))[0], right
    artists["span"].set_segments(
        [[(left, row * ROW - 0.3), (right, row * ROW - 0.3)] for row, (left, right) in ends.items()]
    )


def draw_push(ax, shown: dict, most: int, columns: float) -> dict:
    """σ of the score of a pair and of its words of noise, before a step and after; `most` rows.

    shown: "names" (n,), the neighbour first, "before" and "after" (n,) scores; none where n is 0.
    columns: the width in rows, SIDE of them on either side for words.
    """
    wide = columns - 2 * SIDE
    ax.set(xlim=(-SIDE, wide + SIDE), ylim=(most - 0.4, -0.6), yticks=[], xlabel="σ(score)")
    ax.set_title("one step: ○ before, ◆ after" + ", blue up, red down" * (columns > 18))
    ax.set(aspect="equal", anchor="NW", xticks=[0, wide / 2, wide], xticklabels=["0", "½", "1"])
    ax.spines["left"].set_visible(False)
    ax.spines["bottom"].set_bounds(0, wide)
    ax.grid(axis="x")
    artists = {
        "ways": ax.add_collection(LineCollection([], colors="black", lw=1.6), autolim=False),
        "before": ax.scatter([], [], s=60, fc="white", ec="black", zorder=3),
        "after": ax.scatter([], [], s=60, marker="D", zorder=4),
        "words": Cells(ax),
        "wide": wide,
    }
    update_push(artists, shown)
    return artists


def update_push(artists: dict, shown: dict) -> None:
    """Show another step."""
    wide, y, x = artists["wide"], np.arange(len(shown["names"])), {}
    for of in ("before", "after"):
        x[of] = wide * 0.5 * (1 + np.tanh(np.asarray(shown[of]) / 2))  # σ, without overflow
        artists[of].set_offsets(np.c_[x[of], y])
    artists["after"].set_facecolor([BLUE] + [VERMILLION] * (len(y) - 1))
    artists["ways"].set_segments(np.stack([np.c_[x[of], y] for of in x], axis=1))
    words = []
    for k, name, *scores in zip(y, shown["names"], shown["before"], shown["after"], strict=True):
        words.append((-0.5 - WORD * width(name), k, name, WORD, False))
        told = " → ".join(number(score, "z.2f") for score in scores)
        words.append((wide + 0.5, k, told, WORD, False))
    artists["words"].show([], words)
