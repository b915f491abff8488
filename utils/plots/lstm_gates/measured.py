"""What was measured: cells under held gates, success over lags, an answer that firms up."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from utils.plots.style import BLUE, GREY, ORANGE, SMALL, series

SHARE = LinearSegmentedColormap.from_list("share", ["white", "#CFE3F1", BLUE])
SEEDS = LinearSegmentedColormap.from_list("seeds", ["white", "#8CC3E8"])  # black stays legible
GAP, WIDE = 3, 2.8  # between a picture of 28 columns and its answers, and of each answer


def draw_gate_settings(ax, runs: dict, ylabel: str) -> dict:
    """A cell or its state after each step, for a gate held at some values: {label: (T,)}."""
    lines = {}
    for (label, values), look in zip(runs.items(), series(len(runs)), strict=True):
        (lines[label],) = ax.plot(
            np.arange(1, len(values) + 1), values, look["marker"], color=look["colour"],
            linestyle=look["dash"], label=label, clip_on=False,
        )  # fmt: skip
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
    rates = np.array([rate for rate, _ in runs.values()])
    image = ax.imshow(rates, cmap=SEEDS, vmin=0, vmax=1, aspect="auto")
    texts = []
    for (row, column), rate in np.ndenumerate(rates):
        found = [*runs.values()][row][1][column]
        words = f"{round(rate * len(found))} of {len(found)}\n{min(found):.2f}–{max(found):.2f}"
        look = {"ha": "center", "va": "center", "fontsize": SMALL}
        texts.append(ax.text(column, row, words, **look))
    ax.set_xticks(range(len(lags)), map(str, lags))
    ax.set_yticks(range(len(runs)), runs)
    ax.set_xlabel("lag (steps between the symbol and the question)")
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return {"image": image, "texts": texts}


def draw_answer(ax, picture, P, title: str = "") -> dict:
    """A picture (T, D), and beside each of its rows how likely each class is by then: P (T, K)."""
    (T, D), K = np.shape(picture), np.shape(P)[1]
    image = ax.imshow(picture, cmap="gray_r", extent=(0, D, T + 0.5, 0.5), interpolation="nearest")
    left, right = D + GAP, D + GAP + K * WIDE
    answer = ax.imshow(
        P, cmap=SHARE, vmin=0, vmax=1, extent=(left, right, T + 0.5, 0.5), interpolation="nearest"
    )
    for edges in ((0, D), (left, right)):
        ax.plot(np.take(edges, [0, 1, 1, 0, 0]), [0.5, 0.5, T + 0.5, T + 0.5, 0.5], "-",
                color=GREY, linewidth=1)  # fmt: skip
    best = np.argmax(P, axis=1)
    (line,) = ax.plot(
        left + (best + 0.5) * WIDE, np.arange(1, T + 1), ".", color=ORANGE, markersize=6,
        markeredgecolor="black", markeredgewidth=0.5, linestyle="none",
    )  # fmt: skip
    ax.set_xticks(left + (np.arange(K) + 0.5) * WIDE, map(str, range(K)))
    ax.set_yticks([1, *range(7, T + 1, 7)])
    ax.set(xlim=(-0.5, right + 0.5), ylim=(T + 1, 0), aspect="equal", title=title)
    ax.set(xlabel="the picture, and which digit it is", ylabel="rows read")
    ax.spines[:].set_visible(False)
    return {"picture": image, "answer": answer, "best": line}
