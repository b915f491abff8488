"""The error surface of the network of one unit, with its cliff, and ways of descent on it."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from utils.plots.style import BLUE, GREY, SMALL, VERMILLION

HEIGHTS = LinearSegmentedColormap.from_list("heights", ["white", "#C9C9C9", "#7A7A7A"])
WAYS = (
    {"color": VERMILLION, "linestyle": "--", "marker": "s"},
    {"color": BLUE, "linestyle": "-", "marker": "o"},
)


def draw_cliff(ax, w, b, J, paths: dict) -> dict:
    """J (B, K) over w (K,) and b (B,) in grey, dark where it is high, with ways of descent.

    paths {label: (w (S,), b (S,))}, at most two; each begins at a diamond and ends at a disc.
    """
    dw, db = (w[1] - w[0]) / 2, (b[1] - b[0]) / 2
    image = ax.imshow(
        J, origin="lower", cmap=HEIGHTS, aspect="auto", interpolation="bilinear",
        extent=(w[0] - dw, w[-1] + dw, b[0] - db, b[-1] + db),
    )  # fmt: skip
    add_bar(image, label="error J")
    ax.set(xlim=(w[0], w[-1]), ylim=(b[0], b[-1]), xlabel="weight w", ylabel="bias b")
    ways = {}
    for label, look in zip(paths, WAYS, strict=False):
        (line,) = ax.plot([], [], label=label, linewidth=1.6, markersize=4, zorder=3, **look)
        (end,) = ax.plot([], [], look["marker"], color=look["color"], markersize=10,
                         markeredgecolor="white", linestyle="none", zorder=5)  # fmt: skip
        ways[label] = {"line": line, "end": end}
    (start,) = ax.plot([], [], "D", color="black", markeredgecolor="white", markersize=9, zorder=4)
    artists = {"surface": image, "ways": ways, "start": start}
    ax.legend(loc="lower right")
    update_cliff(artists, paths)
    return artists


def add_bar(image, **look) -> None:
    """Put the scale of an image's colours beside its axes; `look` as for `figure.colorbar`."""
    bar = image.figure.colorbar(image, ax=image.axes, **look)
    bar.ax.tick_params(labelsize=SMALL)
    bar.outline.set_visible(False)


def update_cliff(artists: dict, paths: dict) -> None:
    """Show other ways under the same labels."""
    for label, (w, b) in paths.items():
        way = artists["ways"][label]
        way["line"].set_data(w, b)
        way["end"].set_data(w[-1:], b[-1:])
        artists["start"].set_data(w[:1], b[:1])


def draw_descents(ax, values: dict, steps: int, ylabel: str, limits, level=None) -> dict:
    """What changes along each way, against the step, on a log axis. values {label: (S,)}.

    steps: the end of the axis; limits: of the values; level: a height to mark, as a threshold.
    """
    lines = {}
    for label, look in zip(values, WAYS, strict=False):
        (lines[label],) = ax.plot([], [], label=label, linewidth=1.6, markersize=4, **look)
    artists = {"lines": lines}
    if level is not None:
        (artists["level"],) = ax.plot([0, steps], [level, level], ":", color=GREY, linewidth=1.6)
    ax.set(xlim=(-0.5, steps + 0.5), ylim=limits, yscale="log", xlabel="step", ylabel=ylabel)
    ax.grid(True)
    update_descents(artists, values, level)
    return artists


def update_descents(artists: dict, values: dict, level=None) -> None:
    """Show other values under the same labels, and another level."""
    for label, height in values.items():
        artists["lines"][label].set_data(np.arange(len(height)), height)
    if level is not None:
        artists["level"].set_ydata([level, level])
