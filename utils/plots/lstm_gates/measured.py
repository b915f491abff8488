"""What was measured: cells under held gates, success over lags, an answer that firms up."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from utils.plots.style import BLUE, GREY, ORANGE, counted, curves, table

SHARE = LinearSegmentedColormap.from_list("share", ["white", "#CFE3F1", BLUE])
SEEDS = LinearSegmentedColormap.from_list("seeds", ["white", "#8CC3E8"])  # black stays legible
GAP, WIDE = 3, 2.8  # between a picture of 28 columns and its answers, and of each answer


def draw_gate_settings(ax, runs: dict, ylabel: str) -> dict:
    """A cell or its state after each step, for a gate held at some values: {label: (T,)}."""
    lines = curves(ax, counted(runs), runs, markers=True, clip_on=False)
    ax.set(xlabel="step", ylabel=ylabel)
    ax.grid(True)
    ax.legend(
        loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(runs), handlelength=1.6,
        columnspacing=0.9, handletextpad=0.4,
    )  # fmt: skip
    return {"lines": lines}


def draw_recall(ax, lags, runs: dict) -> dict:
    """A table of networks against lags: how many seeds succeed, and from what to what they reach.

    runs {label: (rates (lags,), accuracies (lags, seeds))}
    """
    words = [
        [
            f"{round(rate * len(found))} of {len(found)}\n{min(found):.2f}–{max(found):.2f}"
            for rate, found in zip(*run, strict=True)
        ]
        for run in runs.values()
    ]
    drawn = table(ax, [rates for rates, _ in runs.values()], words, runs, lags, SEEDS)
    ax.set_xlabel("lag (steps between the symbol and the question)")
    return drawn


def draw_answer(ax, picture, P, title: str = "") -> dict:
    """A picture (T, D), and beside each of its rows how likely each class is by then: P (T, K)."""
    (T, D), K = np.shape(picture), np.shape(P)[1]
    image = ax.imshow(picture, cmap="gray_r", extent=(0, D, T + 0.5, 0.5), interpolation="nearest")
    left, right = D + GAP, D + GAP + K * WIDE
    answer = ax.imshow(
        P, cmap=SHARE, vmin=0, vmax=1, extent=(left, right, T + 0.5, 0.5), interpolation="nearest"
    )
    around = [0.5, 0.5, T + 0.5, T + 0.5, 0.5]
    for a, b in ((0, D), (left, right)):
        ax.plot([a, b, b, a, a], around, "-", color=GREY, linewidth=1)
    best = left + (np.argmax(P, axis=1) + 0.5) * WIDE
    (line,) = ax.plot(best, range(1, T + 1), ".", color=ORANGE, ms=6, mec="black", mew=0.5)
    ax.set_xticks(left + (np.arange(K) + 0.5) * WIDE, range(K))
    ax.set_yticks([1, *range(7, T + 1, 7)])
    ax.set(xlim=(-0.5, right + 0.5), ylim=(T + 1, 0), aspect="equal", title=title)
    ax.set(xlabel="the picture, and which digit it is", ylabel="rows read")
    ax.spines[:].set_visible(False)
    return {"picture": image, "answer": answer, "best": line}
