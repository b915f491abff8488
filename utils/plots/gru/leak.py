"""Lines over the steps, and what is left of one input of a leaky unit."""

import numpy as np

from utils.plots.style import GREY, ORANGE, VERMILLION, curves

MANY = 80  # steps over which the forgetting is shown
THIN = {"markersize": 4, "linewidth": 1.6, "clip_on": False}


def draw_lines(ax, named: dict, ylabel: str, ylim, looks: dict | None = None) -> dict:
    """{label: (T,)} over the steps 1 … T, each in a look of its own or in that of {label: look}."""
    T = len(next(iter(named.values())))
    lines = curves(ax, np.arange(1, T + 1), named, markers=looks is None)
    for label, line in lines.items():
        line.set(**(looks[label] if looks else THIN))
    ax.set(xlim=(0.4, T + 0.6), ylim=ylim, xlabel="step t", ylabel=ylabel)
    ax.grid(axis="y")
    if len(named) > 1:
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3, frameon=False,
                  columnspacing=1, handlelength=1.8)  # fmt: skip
    return lines


def update_lines(lines: dict, named: dict) -> None:
    """Show other values."""
    for label, line in lines.items():
        line.set_ydata(named[label])


def draw_left(ax, z: float, half_life: float) -> dict:
    """The share zⁿ of an input that is left n steps later, and when it is a half."""
    ax.set(xlim=(0, MANY), ylim=(0, 1.02), xlabel="steps n since it was written")
    ax.set_ylabel("share zⁿ that is left")
    ax.grid()
    ax.axhline(0.5, color=GREY, lw=1)
    look = {"color": VERMILLION, "mfc": "none", "mew": 2, "ms": 9, "lw": 1.6, "clip_on": False}
    word = ax.text(0.97, 0.93, "", transform=ax.transAxes, ha="right", va="top")
    word.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 2})
    curve = ax.plot(np.ones(MANY + 1), "-", color=ORANGE)[0]
    artists = {"curve": curve, "half": ax.plot([], [], ":D", markevery=[1], **look)[0]}
    artists["word"] = word
    update_left(artists, z, half_life)
    return artists


def update_left(artists: dict, z: float, half_life: float) -> None:
    """Show another leak."""
    artists["curve"].set_ydata(z ** np.arange(MANY + 1))
    artists["half"].set_data([half_life, half_life], [0, 0.5])
    artists["word"].set_text(f"a half after {half_life:g} steps")
