"""A race of output layers: perplexity against seconds, and who is in front."""

import numpy as np

from utils.plots.softmax_speedups.bill import LOOKS, NAMES
from utils.plots.style import GREY, SMALL

PERPLEXITIES = (10, 20, 50, 100, 150, 200, 300, 500, 700, 1000, 2000, 5000)


def draw_race(ax, seconds, runs: dict, shown: list, now: float) -> dict:
    """{method: (K,) perplexity} against seconds (K,), both logarithmic; pale after `now`."""
    ax.set(xscale="log", yscale="log", xlabel="seconds of training", ylabel="perplexity (test)")
    every = np.concatenate([*runs.values()])
    low, high = 0.93 * every.min(), 1.05 * every.max()
    ax.set(xlim=(seconds[0] * 0.95, seconds[-1] * 1.05), ylim=(low, high))
    ax.set_xticks(seconds, [f"{t:g}" for t in seconds])
    ticks = [p for p in PERPLEXITIES if low <= p <= high]
    ax.set_yticks(ticks, [str(p) for p in ticks])
    ax.minorticks_off()
    ax.grid()
    artists = {"now": ax.axvline(now, color=GREY, lw=1.2), "pale": {}, "run": {}}
    for method, values in runs.items():
        artists["pale"][method] = ax.plot(seconds, values, alpha=0.3, lw=1.2, **LOOKS[method])[0]
        artists["run"][method] = ax.plot([], [], lw=2.4, **LOOKS[method])[0]
    artists["data"] = np.asarray(seconds), runs
    update_race(artists, shown, now)
    return artists


def update_race(artists: dict, shown: list, now: float) -> None:
    """Show other methods, or another second."""
    seconds, runs = artists["data"]
    artists["now"].set_xdata([now, now])
    for method, line in artists["run"].items():
        for each in (line, artists["pale"][method]):
            each.set_visible(method in shown)
        line.set_data(*_until(seconds, runs[method], now))


def _until(seconds, values, now: float):
    """The part of a line up to now; between points it is straight where both are logarithmic."""
    t = np.append(seconds[seconds < now], now)
    return t, np.exp(np.interp(np.log(t), np.log(seconds), np.log(values)))


def draw_order(ax, front: dict, rows: int, longest: float) -> dict:
    """{method: perplexity}, the first in front: bars from above; rows: at most so many.

    Each ends in the marker that it has in the race; longest: perplexity.
    """
    ax.set(xlim=(0, longest * 1.2), ylim=(rows - 0.4, -0.6), xlabel="perplexity now", yticks=[])
    bars = ax.barh(range(rows), 1, 0.7, ec="white")
    left = {"transform": ax.get_yaxis_transform(), "ha": "right", "fontsize": SMALL}
    names = [ax.text(-0.02, i, max(NAMES.values(), key=len), va="center", **left)
             for i in range(rows)]  # fmt: skip
    labels = [ax.text(0, i, "", va="center", fontsize=SMALL) for i in range(rows)]
    ends = [ax.plot([], [], mec="white", clip_on=False)[0] for _ in range(rows)]
    artists = {"bars": list(bars), "names": names, "labels": labels, "ends": ends}
    update_order(artists, front)
    return artists


def update_order(artists: dict, front: dict) -> None:
    """Show another order."""
    rows = [*front.items()]
    rows += [("", 0.0)] * (len(artists["bars"]) - len(rows))
    for i, (method, value) in enumerate(rows):
        bar, name, label, end = (artists[part][i] for part in ("bars", "names", "labels", "ends"))
        bar.set_width(value)
        name.set_text(NAMES.get(method, ""))
        label.set(x=value, text=f"   {value:.0f}" if method else "")
        end.set_data([value], [i])
        end.set_visible(bool(method))
        if method:
            look = LOOKS[method]
            bar.set(fc=look["color"], hatch="//" * (look["linestyle"] == "--"))
            end.set(marker=look["marker"], mfc=look["color"], ms=10)
