"""A binary tree over words, the way to one of them, and how long the ways are."""

import numpy as np
from matplotlib.collections import LineCollection

from utils.plots.convolution.cells import Cells
from utils.plots.style import BLUE, GREEN, GREY, ORANGE, VERMILLION

TALL, TEXT = 32, 1.25  # height of the tree; largest letters; both in the units of its axes
FEWEST, MOST = 1.5, 7.5  # depths and bits that are shown
DIAMOND = {"color": VERMILLION, "mfc": "none", "mew": 2, "ms": 11, "clip_on": False}


def draw_tree(ax, tree: dict, wide: float = 40) -> dict:
    """A tree with its root left and its words right, and the way to one of them.

    tree: nodes, codes (V, L) and depth (V,) as Huffman's tree has them; words; chosen, a place;
    steps (depth,), the probability of each step on its way; told, a line above. wide: of the axes.
    """
    ax.set(xlim=(-0.6, wide), ylim=(TALL + 0.2, -2.6), aspect="equal", anchor="NW")
    ax.axis("off")
    edges = ax.add_collection(LineCollection([], colors="#8C8C8C", lw=1.2), autolim=False)
    artists = {"edges": edges, "way": ax.plot([], [], "-", color=VERMILLION, lw=3)[0]}
    artists["inner"] = ax.plot([], [], "o", color=VERMILLION, ms=7)[0]
    artists["cells"] = {name: Cells(ax, zorder=4) for name in ("words", "chosen")}
    artists["moving"] = [cells.artists() for cells in artists["cells"].values()]
    artists["cells"]["chosen"].words.set(fc=VERMILLION, ec=VERMILLION, lw=0.8)
    artists["wide"] = wide
    update_tree(artists, tree)
    return artists


def update_tree(artists: dict, tree: dict) -> None:
    """Show another tree or another way."""
    nodes, codes, depth = (np.asarray(tree[name]) for name in ("nodes", "codes", "depth"))
    V, deepest = len(depth), depth.max()
    row, size = TALL / V, min(0.95 * TALL / V, TEXT)
    rank = np.empty(V)
    rank[np.lexsort(codes[:, ::-1].T)] = np.arange(V)  # words from above, as the branches go
    leaf, column = row * (rank + 0.5), (artists["wide"] - 4.2 * size) / deepest
    inside = np.arange(codes.shape[1]) < depth[:, None]
    inner = np.array([leaf[(inside & (nodes == n)).any(axis=1)] for n in range(V - 1)], object)
    inner = np.array([(ys.min() + ys.max()) / 2 for ys in inner])

    def line(w):  # the corners on the way to a word
        heights = [*inner[nodes[w, : depth[w]]], leaf[w]]
        x = column * np.repeat(np.arange(depth[w] + 1), 2)[:-1]
        return np.stack([x, np.repeat(heights, 2)[1:]], axis=1)

    artists["edges"].set_segments([line(w) for w in range(V)])
    chosen = tree["chosen"]
    way, words = line(chosen), []
    artists["way"].set_data(*way.T)
    artists["inner"].set_data(*way[:-1:2].T)
    for w, word in enumerate(tree["words"]):
        words.append((column * depth[w] + 0.4, leaf[w], word, size, False))
    steps = zip(way[1::2], codes[chosen], tree["steps"], strict=False)
    asked = [(x + 0.5, y - 0.7 * size, f"{c}: {p:.2f}", size, False) for (x, y), c, p in steps]
    artists["cells"]["chosen"].show([], [words.pop(chosen)])
    artists["cells"]["words"].show([], [*words, *asked, (0, -1.9, tree["told"], TEXT, False)])


def draw_depths(ax, bits, depth, chosen: int) -> dict:
    """Depth against −log₂ p of words, (V,) both, and where the two are the same; one is chosen."""
    both = np.array([FEWEST, MOST])
    ax.plot(both, both, "--", color=GREY, lw=1.2)
    ax.text(7.3, 1.8, "dashed: depth = −log₂ p", color=GREY, ha="right")
    ax.set(xlim=both, ylim=both, xlabel="−log₂ p(word), bits", ylabel="depth, steps")
    ax.set(xticks=range(2, 8), yticks=range(2, 8))
    ax.grid()
    artists = {"words": ax.plot([], [], "o", color=BLUE, ms=6, mfc="none", mew=1.6)[0]}
    artists["chosen"] = ax.plot([], [], "D", **DIAMOND)[0]
    update_depths(artists, bits, depth, chosen)
    return artists


def update_depths(artists: dict, bits, depth, chosen: int) -> None:
    """Show other words."""
    artists["words"].set_data(bits, depth)
    artists["chosen"].set_data([bits[chosen]], [depth[chosen]])


def draw_means(ax, means: dict) -> dict:
    """{label: bits}: bars from above, each with its number."""
    names = list(means)
    bars = ax.barh(names, list(means.values()), 0.66, color=[GREY, ORANGE, GREEN][: len(names)])
    for bar, hatch in zip(bars, ("", "//", ".."), strict=False):
        bar.set(hatch=hatch, ec="white")
    ax.set(xlim=(0, 6.6), xlabel="bits, or mean steps", ylim=(len(names) - 0.4, -0.6))
    ax.tick_params(axis="y", length=0)
    labels = [ax.text(0, i, "", va="center") for i in range(len(names))]
    artists = {"bars": list(bars), "labels": labels}
    update_means(artists, means)
    return artists


def update_means(artists: dict, means: dict) -> None:
    """Show other means."""
    for bar, label, mean in zip(artists["bars"], artists["labels"], means.values(), strict=True):
        bar.set_width(mean)
        label.set(x=mean + 0.12, text=f"{mean:.2f}")
