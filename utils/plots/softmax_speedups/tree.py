"""A binary tree over words, the way to one of them, and how long the ways are."""

import numpy as np
from matplotlib.collections import LineCollection

from utils.plots.convolution.cells import Cells
from utils.plots.style import BLUE, GREY, VERMILLION

TALL, TEXT = 32, 1.25  # height of the tree; largest letters; both in the units of its axes
DIAMOND = {"color": VERMILLION, "mfc": "none", "mew": 2, "ms": 11, "clip_on": False}


def draw_tree(ax, tree, words, chosen: int, steps, told: str, wide: float = 40) -> dict:
    """A Huffman tree with its root left and its words right, and the way to the chosen word.

    steps: the probability of each step of the way; told: a line above; wide: of the axes.
    """
    ax.set(xlim=(-0.6, wide), ylim=(TALL + 0.2, -2.6), aspect="equal", anchor="NW")
    ax.axis("off")
    edges = ax.add_collection(LineCollection([], colors="#8C8C8C", lw=1.2), autolim=False)
    artists = {"edges": edges, "way": ax.plot([], [], "-", color=VERMILLION, lw=3)[0]}
    artists["inner"] = ax.plot([], [], "o", color=VERMILLION, ms=7)[0]
    artists["cells"] = {name: Cells(ax, zorder=4) for name in ("words", "chosen")}
    artists["cells"]["chosen"].words.set(fc=VERMILLION, ec=VERMILLION, lw=0.8)
    artists["wide"] = wide
    update_tree(artists, tree, words, chosen, steps, told)
    return artists


def update_tree(artists: dict, tree, words, chosen: int, steps, told: str) -> None:
    """Show another tree or another way."""
    nodes, codes, depth = tree
    V, rank = len(depth), np.empty(len(depth))
    row, size = TALL / V, min(0.95 * TALL / V, TEXT)
    rank[np.lexsort(codes[:, ::-1].T)] = np.arange(V)  # words from above, as the branches go
    leaf, column = row * (rank + 0.5), (artists["wide"] - 4.2 * size) / depth.max()
    inside = np.arange(codes.shape[1]) < depth[:, None]
    under = [leaf[(inside & (nodes == n)).any(axis=1)] for n in range(V - 1)]
    inner = np.array([(ys.min() + ys.max()) / 2 for ys in under])

    def line(w):  # the corners on the way to a word
        heights = [*inner[nodes[w, : depth[w]]], leaf[w]]
        x = column * np.repeat(np.arange(depth[w] + 1), 2)[:-1]
        return np.stack([x, np.repeat(heights, 2)[1:]], axis=1)

    artists["edges"].set_segments([line(w) for w in range(V)])
    way = line(chosen)
    artists["way"].set_data(*way.T)
    artists["inner"].set_data(*way[:-1:2].T)
    x = column * depth + 0.4
    lines = [(x[w], leaf[w], word, size, False) for w, word in enumerate(words)]
    artists["cells"]["chosen"].show([], [lines.pop(chosen)])
    asked = zip(way[1::2], codes[chosen], steps, strict=False)
    lines += [(x + 0.5, y - 0.7 * size, f"{c}: {p:.2f}", size, False) for (x, y), c, p in asked]
    artists["cells"]["words"].show([], [*lines, (0, -1.9, told, TEXT, False)])


def draw_depths(ax, bits, depth, chosen: int) -> dict:
    """Depth against −log₂ p of words, (V,) both, and where the two are the same; one is chosen."""
    both = 1.5, 7.5  # what 8 to 32 words have
    ax.plot(both, both, "--", color=GREY, lw=1.2)
    ax.text(1.7, 7.2, "dashed:\ndepth = −log₂ p", color=GREY, va="top")
    ax.set(xlim=both, ylim=both, xticks=range(2, 8), yticks=range(2, 8))
    ax.set(xlabel="−log₂ p(word), bits", ylabel="depth, steps")
    ax.grid()
    artists = {"words": ax.plot([], [], "o", color=BLUE, ms=6, mfc="none", mew=1.6)[0]}
    artists["chosen"] = ax.plot([], [], "D", **DIAMOND)[0]
    update_depths(artists, bits, depth, chosen)
    return artists


def update_depths(artists: dict, bits, depth, chosen: int) -> None:
    """Show other words."""
    artists["words"].set_data(bits, depth)
    artists["chosen"].set_data([bits[chosen]], [depth[chosen]])
