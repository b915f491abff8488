"""Output layers beside each other, each in one look everywhere: bars with numbers, and lines."""

from utils.plots.style import BLUE, GREEN, GREY, ORANGE, VERMILLION

# a colour for a family, a dash and a marker for each
_LOOKS = {
    "full": ("full softmax", "black", "-", "o"),
    "class": ("classes", BLUE, "-", "s"),
    "balanced tree": ("balanced tree", GREEN, "--", "^"),
    "huffman": ("Huffman's tree", GREEN, "-", "v"),
    "nce": ("NCE", ORANGE, "-", "D"),
    "negative": ("negative sampling", ORANGE, "--", "P"),
    "sampled": ("sampled softmax", VERMILLION, "-.", "X"),
    "normalised": ("self-normalised", GREY, ":", "d"),
    "entropy": ("entropy", GREY, "-", "|"),
}
NAMES = {method: name for method, (name, *_) in _LOOKS.items()}


def draw_bars(ax, costs: dict, words: dict, limits, xlabel: str, scale="linear", named=True):
    """{method: cost} as bars from above that end in the method's marker, {method: words} beside.

    limits and scale: of the axis. named: whether the methods' names stand left of it.
    """
    ax.set(xscale=scale, xlim=limits, ylim=(len(words) - 0.4, -0.6), xlabel=xlabel)
    ax.set_yticks(range(len(words)), [NAMES[method] if named else "" for method in words])
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    artists = {"bars": {}, "ends": {}, "words": {}}
    for i, (method, word) in enumerate(words.items()):
        _, colour, dash, marker = _LOOKS[method]
        (bar,) = ax.barh(i, 1, 0.7, left=limits[0], fc=colour, hatch="//" * (dash == "--"))
        bar.set_edgecolor("white")
        (end,) = ax.plot([1], [i], marker, mfc=colour, mec="white", ms=10)
        beside = ax.text(1.04, i, word, transform=ax.get_yaxis_transform(), va="center")
        for kind, artist in zip(artists.values(), (bar, end, beside), strict=True):
            kind[method] = artist
    update_bars(artists, costs, words)
    return artists


def update_bars(artists: dict, costs: dict, words: dict) -> None:
    """Show other costs, of all methods or of some."""
    for method, bar in artists["bars"].items():
        cost = costs.get(method, bar.get_x())
        bar.set_width(max(cost - bar.get_x(), 0))
        artists["ends"][method].set(xdata=[cost], visible=method in costs)
        artists["words"][method].set_text(words.get(method, ""))


def draw_lines(ax, x, named: dict, now: float, xlabel, ticks: dict, limits, future=1.0) -> dict:
    """{method: (K,)} against x (K,), both logarithmic, and the present x.

    ticks {label: y}; limits: of y; future: how strong lines are after the present x.
    """
    ax.set(xscale="log", yscale="log", xlim=(x[0] * 0.95, x[-1] * 1.05), ylim=limits, xlabel=xlabel)
    ax.set_yticks(list(ticks.values()), list(ticks))
    ax.minorticks_off()
    ax.grid()
    artists = {"lines": {}, "now": ax.axvline(now, color=VERMILLION, lw=1.6, zorder=4)}
    artists["veil"] = ax.axvspan(now, x[-1] * 1.05, fc="white", lw=0, alpha=1 - future, zorder=3)
    for i, (method, y) in enumerate(named.items()):
        _, colour, dash, marker = _LOOKS[method]
        line = ax.plot(x, y, color=colour, ls=dash, marker=marker, ms=6, lw=1.8)[0]
        if len(x) > 8:  # markers stand apart where lines meet
            line.set_markevery((i, len(named)))
        artists["lines"][method] = line
    update_lines(artists, named, now)
    return artists


def update_lines(artists: dict, named: dict, now: float) -> None:
    """Show other lines, some of them, or another present."""
    artists["now"].set_xdata([now, now])
    artists["veil"].set_x(now)
    for method, line in artists["lines"].items():
        line.set_visible(method in named)
        line.set_ydata(named.get(method, line.get_ydata()))
