"""The loss over the steps, and the floor under it."""

import numpy as np

from utils.plots.style import BLUE, ORANGE, VERMILLION, curves, number, say


def draw_training_curve(ax, steps, losses, optimum=None, xscale="linear") -> dict:
    """Loss against step. steps, losses (K,); optimum: the lowest loss there is, in nats.

    xscale: "linear", "log", or for steps from 0 "symlog". The dot marks the step that
    `update_training_curve` sets; it starts at the last one.
    """
    (line,) = ax.plot(steps, losses, color=BLUE, linestyle="-", label="mean loss")
    artists = {"line": line}
    if optimum is not None:
        artists["optimum"] = ax.axhline(
            optimum, color="black", linestyle="--", linewidth=1.6,
            label=f"lowest loss {number(optimum, 'z.4f')}",
        )  # fmt: skip
    (artists["now"],) = ax.plot(
        [steps[-1]], [losses[-1]], "o", color=VERMILLION, markersize=9, clip_on=False, zorder=5
    )
    ax.set(xscale=xscale, xlabel="step", ylabel="loss (nats per example)")
    ax.set(xlim=(steps[0], steps[-1]), ylim=(0, None))
    ax.grid(True)
    ax.legend(loc="upper right")
    return artists


def update_training_curve(artists: dict, step, loss, steps=None, losses=None) -> None:
    """Move the dot to (step, loss) and, when given, the curve to steps, losses (K,)."""
    artists["now"].set_data([step], [loss])
    if steps is not None:
        artists["line"].set_data(steps, losses)


def draw_loss_floor(ax, sizes, losses: dict, floor) -> dict:
    """Loss against sample size with the floor. sizes (K,); losses {label: (K,)}; in nats."""
    lines = curves(ax, sizes, losses, markers=True)
    level = ax.axhline(
        floor, color="black", linestyle=":", linewidth=2, label=f"floor H(Y|X) = {floor:.4f}"
    )
    ax.set(xscale="log", xlabel="examples in the sample", ylabel="loss (nats per example)")
    ax.grid(True)
    ax.legend(loc="best")
    return {"lines": lines, "floor": level}


def draw_decomposition(ax, floors, gaps, labels) -> dict:
    """Loss = floor + gap, one stacked bar for each label. floors, gaps (K,) in nats, at least 0."""
    x = np.arange(len(labels))
    floors, gaps = np.asarray(floors, float), np.asarray(gaps, float)
    low = ax.bar(x, floors, 0.58, color=BLUE, edgecolor="white", label="floor: entropy H")
    high = ax.bar(
        x, gaps, 0.58, bottom=floors, color=ORANGE, edgecolor="white", hatch="//",
        label="gap: divergence KL",
    )  # fmt: skip
    top = max((floors + gaps).max(), 1e-3)
    texts = []
    for i, total in enumerate(floors + gaps):
        words = f"{number(floors[i])} + {number(gaps[i])} = {number(total)}"
        texts.append(say(ax, i, total + 0.02 * top, words, va="bottom"))
    ax.set_xticks(x, labels)
    ax.set(xlim=(-0.6, len(x) - 0.4), ylim=(0, 1.15 * top))
    ax.set(xlabel="input", ylabel="loss (nats per example)")
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0)
    return {"floors": low, "gaps": high, "texts": texts}
