"""What was measured: bars, curves over distortions and shifts, training, and the softmax."""

import numpy as np

from utils.plots.style import BLUE, GREY, ORANGE, SMALL, curves, series


def draw_bars(ax, values: dict, xlabel: str, form=".2f", log=False, whole=None) -> dict:
    """One bar for each label, with its number. values {label: v}; whole: a line to compare with."""
    names, numbers = list(values), [float(v) for v in values.values()]
    rows = np.arange(len(names))
    bars = []
    for row, v, look in zip(rows, numbers, series(len(names)), strict=True):
        bars += ax.barh(
            row, v, 0.62, color=look["colour"], hatch=look["hatch"], edgecolor="white", zorder=2
        )
    ax.set_yticks(rows, names)
    ax.set(ylim=(len(names) - 0.4, -0.6), xlabel=xlabel)
    longest = max([*numbers, whole or 0])
    if log:
        ax.set_xscale("log")
        low = min(numbers) / 3
        ax.set_xlim(low, longest * (longest / low) ** 0.22)
    else:
        ax.set_xlim(0, longest * 1.2)
    texts = [
        ax.annotate(format(v, form), (v, row), (5, 0), textcoords="offset points", va="center",
                    fontsize=SMALL)
        for row, v in zip(rows, numbers, strict=True)
    ]  # fmt: skip
    artists = {"bars": bars, "texts": texts}
    if whole is not None:
        artists["whole"] = ax.axvline(whole, color=GREY, linestyle=":", linewidth=1.6, zorder=1)
    return artists


def draw_probabilities(ax, p, labels, title="") -> dict:
    """A softmax's probabilities as bars from the top down; the likeliest has a thick edge."""
    rows = np.arange(len(p))
    bars = ax.barh(rows, p, 0.7, color=BLUE, edgecolor="black")
    texts = [ax.text(0, row, "", va="center", fontsize=SMALL) for row in rows]
    ax.set_yticks(rows, labels)
    ax.set(xlim=(0, 1.3), ylim=(len(p) - 0.4, -0.6), xticks=[0, 0.5, 1])
    ax.set(xlabel="probability", title=title)
    artists = {"bars": bars, "texts": texts}
    update_probabilities(artists, p)
    return artists


def update_probabilities(artists: dict, p) -> None:
    """Move the bars to p (R,)."""
    best = int(np.argmax(p))
    for r, (bar, text, v) in enumerate(zip(artists["bars"], artists["texts"], p, strict=True)):
        bar.set_width(v)
        bar.set_facecolor(ORANGE if r == best else BLUE)
        bar.set_linewidth(2.0 if r == best else 0.0)
        text.set_x(v + 0.03)
        text.set_text(f"{v:.2f}" if v >= 0.005 or r == best else "")


def draw_robustness(ax, x, accuracy: dict, xlabel: str, natural=None, chance=0.1) -> dict:
    """Accuracy against how far the pictures were distorted.

    x (K,); accuracy {label: (K,)} from 0 to 1; natural: the x of an untouched picture.
    """
    lines = curves(ax, x, accuracy, markers=True)
    for line in lines.values():
        line.set_markersize(5)
    ax.axhline(chance, color=GREY, linestyle=":", linewidth=1.5)
    if natural is not None:
        ax.axvline(natural, color=GREY, linestyle="--", linewidth=1.2, zorder=1)
    ax.set(ylim=(0, 1.03), xlabel=xlabel, ylabel="accuracy")
    ax.grid(True)
    if len(lines) > 1:
        ax.legend(loc="lower left")
    return {"lines": lines}


def draw_shift_sensitivity(ax, pixels, changes: dict, ylabel="relative change") -> dict:
    """How much features change when the picture is shifted. pixels (K,); changes {label: (K,)}."""
    lines = curves(ax, pixels, changes, markers=True)
    ax.set(ylim=(0, None), xlabel="shift (pixels)", ylabel=ylabel, xticks=pixels)
    ax.grid(True)
    ax.legend(loc="lower right")
    return {"lines": lines}


def draw_training(ax, steps, losses: dict) -> dict:
    """Losses against steps; later curves are narrower, so that equal ones both show."""
    lines = curves(ax, steps, losses)
    for k, line in enumerate(lines.values()):
        line.set_linewidth(5.0 if k == 0 and len(losses) > 1 else 2.0)
    ax.set(xlabel="step", ylabel="loss (nats)", ylim=(0, None))
    ax.grid(True)
    ax.legend(loc="upper right")
    return {"lines": lines}
