"""Words as points of a plane, labels that keep apart, an arrow a − b + c, and lists of cosines."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from utils.plots.convolution.cells import Cells
from utils.plots.style import BLUE, GREEN, GREY, ORANGE, PALE, VERMILLION, number
from utils.plots.word2vec.window import width

COLOURS = {"word": BLUE, "near": BLUE, "given": ORANGE, "found": GREEN}
FAR = np.array([0.25, 1.0, 2.0, 3.2, 4.6])  # lines between a point and its name
WAYS = np.array([(1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)])
TRIES = np.array([(way, far * way) for far in FAR for way in WAYS])  # (40, 2, 2)


def labelled(points, words, em: float, reach: float, others=()) -> tuple[np.ndarray, np.ndarray]:
    """Middles (n, 2) for the names of points (n, 2), and half their sizes (n, 2).

    No name covers another, a point or one of the `others`, or leaves ±reach; one without a place
    gets NaN. The first ones choose first.
    """
    halves = np.array([[0.5 * width(word) * em + 0.1 * em, 0.6 * em] for word in words])
    halves = halves.reshape(-1, 2)
    centres = [*points, *others]
    sizes = [np.full(2, 0.2 * em)] * len(centres)
    found = np.full(halves.shape, np.nan)
    for k, half in enumerate(halves):
        at = points[k] + TRIES[:, 0] * half + TRIES[:, 1] * em
        off = np.abs(at[:, None] - np.array(centres)) - half - np.array(sizes)
        good = (off.max(axis=-1) >= -1e-9).all(axis=1) & (np.abs(at) + half <= reach).all(axis=1)
        if good.any():
            found[k] = at[good.argmax()]
            centres, sizes = [*centres, found[k]], [*sizes, half]
    return found, halves


def draw_space(ax, shown: dict, reach: float, em: float) -> dict:
    """Words as dots; chosen ones with a name; an arrow from a to b, and the same from c on.

    shown: "dots" (n, 2); "marks" [(word, role of COLOURS)] with their "places" (m, 2), the most
    important first; "arrow": the points a, b, c and v_b − v_a + v_c (4, 2), or None.
    reach: the axes go from −reach to reach; em: the size of words in their units.
    """
    ax.set(xlim=(-reach, reach), ylim=(reach, -reach), xticks=[], yticks=[], aspect="equal")
    ax.spines[:].set_visible(True)
    artists = {
        "dots": ax.plot([], [], ".", color="#B5B5B5", ms=3, zorder=1)[0],
        "leaders": ax.add_collection(LineCollection([], colors=GREY, lw=0.7), autolim=False),
        "marks": ax.scatter([], [], s=36, zorder=4, edgecolors="white", linewidths=0.6),
        "words": Cells(ax, zorder=6),
        "given": ax.quiver([0, 0], [0, 0], [0, 0], [0, 0], angles="xy", scale_units="xy", scale=1,
                           width=0.006, color=[ORANGE, VERMILLION], zorder=3),
        "target": ax.plot([], [], "X", color=VERMILLION, ms=10, zorder=5)[0],
        "em": em,
    }  # fmt: skip
    update_space(artists, shown)
    return artists


def update_space(artists: dict, shown: dict) -> None:
    """Show other places, or other words."""
    ax, em = artists["marks"].axes, artists["em"]
    artists["dots"].set_data(*np.asarray(shown["dots"]).T)
    names = [word for word, _ in shown["marks"]]
    places = np.asarray(shown["places"], float).reshape(-1, 2)
    artists["marks"].set_offsets(places)
    artists["marks"].set_facecolor([COLOURS[role] for _, role in shown["marks"]])
    arrow = shown["arrow"]
    there = arrow is not None
    a, b, c, d = arrow if there else np.full((4, 2), np.nan)
    part = np.linspace(0.1, 1, 12)[:, None]
    along = np.concatenate([a + part * (b - a), c + part * (d - c)]) if there else ()
    at, halves = labelled(places, names, em, ax.get_xlim()[1], along)
    seen = np.flatnonzero(np.isfinite(at[:, 0]))
    artists["words"].show([], [(*at[k], names[k], em, True) for k in seen])
    ends = np.clip(places, at - halves, at + halves)  # of a name's box, nearest to its point
    artists["leaders"].set_segments([[places[k], ends[k]] for k in seen])
    artists["given"].set_offsets([a, c])
    artists["given"].set_UVC(*np.nan_to_num(np.array([b - a, d - c])).T)
    artists["given"].set_visible(there)
    artists["target"].set_data([d[0]], [d[1]])


def draw_found(ax, shown: dict, columns: float, rows: int, tint: str = "blue") -> dict:
    """The words found, each on a bar as long as its cosine; room for `rows` of them.

    shown: "title", "words" (n,), "cosines" (n,), "note": said instead where there are none.
    columns: the width, in lines; a bar over all of it is a cosine of 1.
    """
    ax.set(xlim=(-0.05, columns + 0.05), ylim=(rows + 1.1, -0.1), aspect="equal", anchor="NW")
    ax.set_axis_off()
    bars = PolyCollection([], facecolors=PALE[tint], lw=0)
    ax.add_collection(bars, autolim=False)
    artists = {"bars": bars, "words": Cells(ax), "wide": columns}
    update_found(artists, shown)
    return artists


def update_found(artists: dict, shown: dict) -> None:
    """Show other words."""
    wide, bars = artists["wide"], []
    title = shown["title"]
    lines = [(0.0, 0.5, title, min(0.66, wide / (width(title) + 0.1)), False)]
    for k, line in enumerate(shown["note"]):
        lines.append((0.0, 1.5 + k, line, min(0.6, wide / (width(line) + 0.1)), False))
    for k, (word, cosine) in enumerate(zip(shown["words"], shown["cosines"], strict=True), 1):
        end = wide * max(float(cosine), 0.0)
        bars.append([(0, k + 0.08), (end, k + 0.08), (end, k + 0.92), (0, k + 0.92)])
        lines.append((0.15, k + 0.5, word, 0.6, False))
        lines.append((wide - 0.8, k + 0.5, number(cosine, "z.2f"), 0.6, True))
    artists["bars"].set_verts(bars)
    artists["words"].show([], lines)
