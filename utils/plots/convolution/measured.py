"""What was measured: bars, curves over distortions and shifts, training, and the softmax."""

import numpy as np

from utils.plots.style import BLUE, GREY, ORANGE, SMALL, curves, series


def draw_bars(ax, values: dict, xlabel: str, form=".2f", whole=None) -> dict:
    """One bar for each label, with its number. values {label: v}; whole: all there is, a line.

    With a form in percent the axis is in percent, too.
    """
    bars = []
    for row, (v, look) in enumerate(zip(values.values(), series(len(values)), strict=True)):
        bars += ax.barh(
            row, v, 0.62, color=look["colour"], hatch=look["hatch"], edgecolor="white", zorder=2
        )
    longest = max(*values.values(), whole or 0)
    artists = {"bars": bars, "texts": _rows(ax, values, xlabel, form)}
    ax.set_xlim(0, longest)
    ticks = [t for t in ax.get_xticks() if t <= longest + 1e-9]
    ax.set_xticks(ticks, [format(t, ".0%") for t in ticks] if form.endswith("%") else None)
    ax.set_xlim(0, 1.2 * longest)  # room for the numbers, where the axis has ended
    ax.spines["bottom"].set_bounds(0, longest)
    if whole is not None:
        artists["whole"] = ax.axvline(whole, color=GREY, linestyle=":", linewidth=1.6, zorder=1)
    return artists


def draw_points(ax, values: dict, xlabel: str, form=",.2f") -> dict:
    """One point for each label on a logarithmic axis, where a bar would have no start."""
    points = []
    for row, (v, look) in enumerate(zip(values.values(), series(len(values)), strict=True)):
        points += ax.plot(
            v, row, color=look["colour"], marker=look["marker"], markersize=10, linestyle="none"
        )
    ax.set_xscale("log")
    low, high = min(values.values()), max(values.values())
    ax.set_xlim(low / 2, 2 * high * (high / low) ** 0.2)
    ax.grid(True, axis="both")
    return {"points": points, "texts": _rows(ax, values, xlabel, form, 9)}


def _rows(ax, values: dict, xlabel: str, form: str, away: int = 5) -> list:
    """A row for each label from the top down, and its number `away` points right of its value."""
    ax.set_yticks(range(len(values)), list(values))
    ax.set(ylim=(len(values) - 0.4, -0.6), xlabel=xlabel)
    return [
        ax.annotate(
            format(v, form), (v, row), (away, 0), textcoords="offset points", va="center",
            fontsize=SMALL, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        )
        for row, v in enumerate(values.values())
    ]  # fmt: skip


def draw_probabilities(ax, p, labels, title="") -> dict:
    """A softmax's probabilities as bars from the top down; the likeliest has a thick edge."""
    rows = np.arange(len(p))
    bars = ax.barh(rows, p, 0.7, color=BLUE, edgecolor="black")
    texts = [ax.text(0, row, "", va="center", fontsize=SMALL) for row in rows]
    ax.set_yticks(rows, labels)
    ax.set(xlim=(0, 1.3), ylim=(len(p) - 0.4, -0.6), xticks=[0, 0.5, 1])
    ax.set(xlabel="probability", title=title)
    ax.spines["bottom"].set_bounds(0, 1)
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
    lines = curves(ax, x, accuracy, markers=True, markersize=5)
    ax.axhline(chance, color=GREY, linestyle=":", linewidth=1.5)
    if natural is not None:
        ax.axvline(natural, color=GREY, linestyle="--", linewidth=1.2, zorder=1)
    ax.set(ylim=(0, 1.03), xlabel=xlabel, ylabel="accuracy")
    ax.grid(True)
    if len(lines) > 1:
        ax.legend(loc="lower left")
    return {"lines": lines}


def draw_shift_sensitivity(ax, pixels, changes: dict, ylabel="relative change") -> dict:
    """How much features change when the picture is shifted. pixels (K,); changes {label: (K,)}.

    A dotted line at √2: there the moved picture's features have nothing in common with the old.
    """
    lines = curves(ax, pixels, changes, markers=True)
    ax.set(ylim=(0, 1.6), xlabel="shift (pixels)", ylabel=ylabel, xticks=pixels)
    ax.axhline(2**0.5, color=GREY, linestyle=":", linewidth=1.6, zorder=1)
    ax.text(0, 2**0.5 + 0.03, "nothing in common: √2", va="bottom", fontsize=SMALL)
    ax.grid(True)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return {"lines": lines}


def draw_training(ax, steps, losses: dict) -> dict:
    """Losses {label: (K,)} against steps (K,)."""
    lines = curves(ax, steps, losses, linewidth=2.0)
    ax.set(xlabel="step", ylabel="loss (nats)", ylim=(0, None))
    ax.grid(True)
    ax.legend(loc="upper right")
    return {"lines": lines}
