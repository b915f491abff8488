"""The bill of an output layer: bars on a logarithmic axis, and hours against |V|."""

import numpy as np

from utils.plots.style import BLUE, GREEN, GREY, ORANGE, SMALL, VERMILLION

HOURS = {"1 s": 1 / 3600, "1 min": 1 / 60, "1 h": 1, "1 day": 24, "1 year": 8766}
HOURS |= {"100 years": 876_600}
# one look for a method wherever it is drawn: a colour for a family, a dash and a marker for each
_LOOKS = {
    "full": ("full softmax", "black", "-", "o"),
    "class": ("classes", BLUE, "-", "s"),
    "balanced tree": ("balanced tree", GREEN, "--", "^"),
    "huffman": ("Huffman's tree", GREEN, "-", "v"),
    "nce": ("NCE", ORANGE, "-", "D"),
    "negative": ("negative sampling", ORANGE, "--", "P"),
    "sampled": ("sampled softmax", VERMILLION, "-.", "X"),
    "normalised": ("self-normalised", GREY, ":", "d"),
}
NAMES = {method: name for method, (name, *_) in _LOOKS.items()}
LOOKS = {
    method: {"label": name, "color": colour, "linestyle": dash, "marker": marker}
    for method, (name, colour, dash, marker) in _LOOKS.items()
}


def draw_bill(ax, costs: dict, words: dict, limits, xlabel: str, named: bool = True) -> dict:
    """{method: cost} as bars from above on a logarithmic axis, {method: words} beside it.

    limits: of the axis. named: whether the methods' names stand left of it.
    """
    ax.set(xscale="log", xlim=limits, ylim=(len(costs) - 0.4, -0.6), xlabel=xlabel)
    ax.set_yticks(range(len(costs)), [NAMES[method] if named else "" for method in costs])
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    bars = ax.barh(range(len(costs)), 1, 0.7, left=limits[0], ec="white")
    for bar, method in zip(bars, costs, strict=True):
        look = LOOKS[method]
        bar.set(fc=look["color"], hatch="//" * (look["linestyle"] == "--"))
    column = {"transform": ax.get_yaxis_transform(), "va": "center", "fontsize": SMALL}
    labels = [ax.text(1.03, i, word, **column) for i, word in enumerate(words.values())]
    artists = {"bars": list(bars), "labels": labels}
    update_bill(artists, costs, words)
    return artists


def update_bill(artists: dict, costs: dict, words: dict) -> None:
    """Show other costs."""
    for bar, label, method in zip(artists["bars"], artists["labels"], costs, strict=True):
        bar.set_width(max(costs[method] - bar.get_x(), 0))
        label.set_text(words[method])


def draw_growth(ax, V, hours: dict, now: float, beside: bool = True) -> dict:
    """{method: (K,) hours} against |V| (K,), both logarithmic, and the present |V|.

    beside: whether the methods' names stand right of the axes, not above.
    """
    ax.set(xscale="log", yscale="log", xlim=(V[0], V[-1]), ylim=(HOURS["1 s"] / 3, 1e7))
    ax.set(xlabel="words in the vocabulary, |V|", ylabel="training")
    ax.set_yticks(list(HOURS.values()), list(HOURS))
    ax.minorticks_off()
    ax.grid()
    artists = {"now": ax.axvline(now, color=VERMILLION, lw=1.6)}
    every, lines = max(1, len(V) // 4), {}
    for i, method in enumerate(hours):  # markers stand apart where lines meet
        lines[method] = ax.plot(V, np.ones(len(V)), ms=6, lw=1.8, **LOOKS[method])[0]
        lines[method].set_markevery((i * every // len(hours), every))
    place = {"loc": "center left", "bbox_to_anchor": (1.01, 0.5)}
    if not beside:
        place = {"loc": "lower center", "bbox_to_anchor": (0.4, 1), "ncols": 2}
    ax.legend(handles=list(lines.values()), handlelength=3, **place)
    artists["lines"] = lines
    update_growth(artists, hours, now)
    return artists


def update_growth(artists: dict, hours: dict, now: float) -> None:
    """Show other costs, or another |V|."""
    artists["now"].set_xdata([now, now])
    for method, line in artists["lines"].items():
        line.set_ydata(hours[method])
