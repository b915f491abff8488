"""Which rows a step uses, how deep words lie, how time grows, and who learns fastest."""

import numpy as np
from matplotlib.colors import to_rgb

from utils.plots.softmax_speedups.methods import NAMES, draw_lines
from utils.plots.style import BLUE, GREY, ORANGE, SMALL, say, unframed


def draw_rows(ax, used: dict) -> dict:
    """A column of squares for each {name: (rows of the table, those used)}; used ones are blue."""
    names, most = [*used], max(rows for rows, _ in used.values())
    picture = np.ones((most, 2 * len(used), 3))
    for k, (rows, at) in enumerate(used.values()):
        picture[:rows, 2 * k] = to_rgb("#DDDDDD")
        picture[np.asarray(at, int), 2 * k] = to_rgb(BLUE)
    image = ax.imshow(picture, aspect="auto", interpolation="nearest")
    ax.hlines(np.arange(most + 1) - 0.5, -0.5, 2 * len(used) - 1.5, "white", lw=0.6)
    texts = [
        say(ax, 2 * k, rows + 2.5, f"{len(set(at))} of {rows}")
        for k, (rows, at) in enumerate(used.values())
    ]
    ax.set_xticks(2 * np.arange(len(used)), names)
    ax.xaxis.tick_top()
    ax.set(xlim=(-0.9, 2 * len(used) - 1.1), ylim=(most + 4.5, -1), ylabel="row of the table")
    unframed(ax)
    return {"image": image, "texts": texts}


def draw_surprises(ax, surprise, depth, named: dict, level: float) -> dict:
    """How deep words lie against their surprise in bits (V,); named {word: its number}.

    level: the depth of all words in a tree that does not know how frequent they are
    """
    dots = ax.plot(surprise, depth, "o", color=BLUE, markersize=3, rasterized=True)[0]
    ends = np.array([min(surprise), max(surprise)])
    ax.plot(ends, ends, "--", color=GREY, lw=1.4, label=r"depth = $-\log_2p$")
    ax.axhline(level, color=ORANGE, ls=":", lw=2.4, label=f"balanced tree: {level:.1f}")
    texts = []
    for word, i in named.items():
        look = {"textcoords": "offset points", "xytext": (14, -22), "fontsize": SMALL}
        look |= {"arrowprops": {"arrowstyle": "-", "color": GREY, "lw": 0.8}}
        texts.append(ax.annotate(word, (surprise[i], depth[i]), **look))
    ax.set(xlabel=r"surprise $-\log_2p$ (bits)", ylabel="depth in Huffman's tree")
    ax.set_ylim(bottom=0)
    ax.legend(loc="upper left")
    return {"dots": dots, "texts": texts}


def draw_scaling(ax, sizes, times: dict, fitted: dict) -> dict:
    """Times {method: (S,)} at sizes (S,) as points, and the line of each fitted power."""
    sizes, every = np.asarray(sizes, float), np.concatenate([*times.values()])
    limits = every.min() / 2, every.max() * 2
    ticks = {f"{10.0**n:,g}": 10.0**n for n in range(-2, 6) if limits[0] < 10.0**n < limits[1]}
    drawn = draw_lines(ax, sizes, times, sizes[-1], "words |V|", ticks, limits)
    drawn["now"].set_visible(False)
    lines = {}
    for name, dots in drawn["lines"].items():
        line = sizes ** fitted[name]
        line *= np.exp(np.mean(np.log(times[name]) - np.log(line)))  # through the middle
        (lines[name],) = ax.plot(sizes, line, color=dots.get_color(), ls=dots.get_linestyle())
        dots.set(linestyle="", label=f"{NAMES[name]}: {fitted[name]:.2f}")
    ax.set(xlim=(sizes[0] / 1.5, sizes[-1] * 1.5), ylabel="ms for a step")
    ax.legend(title="fitted exponent", loc="center left", bbox_to_anchor=(1.0, 0.5))
    return {"dots": drawn["lines"], "lines": lines}


def draw_race(ax, seconds, perplexity: dict) -> dict:
    """{method: (K,) perplexity} against seconds (K,) of training, with the methods' names."""
    every = np.concatenate([*perplexity.values()])
    limits = every.min() / 1.1, every.max() * 1.1
    marks = (50, 100, 150, 200, 300, 500, 1000)
    ticks = {str(mark): mark for mark in marks if limits[0] < mark < limits[1]}
    seconds = np.asarray(seconds, float)
    drawn = draw_lines(ax, seconds, perplexity, seconds[-1], "seconds of training", ticks, limits)
    drawn["now"].set_visible(False)
    ax.set_xticks(seconds, [f"{each:g}" for each in seconds])
    ax.set_ylabel("perplexity, held out")
    names = [NAMES[method] for method in perplexity]
    ax.legend(drawn["lines"].values(), names, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return {"lines": drawn["lines"]}
