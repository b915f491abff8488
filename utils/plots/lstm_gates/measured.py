"""What was measured: cells under held gates, success over lags, an answer that firms up, units."""

import numpy as np

from utils.plots.style import series


def draw_gate_settings(ax, runs: dict, ylabel: str, title: str = "") -> dict:
    """A cell or its state after each step, for a gate held at some values: {label: (T,)}."""
    lines = {}
    for (label, values), look in zip(runs.items(), series(len(runs)), strict=True):
        (lines[label],) = ax.plot(
            np.arange(1, len(values) + 1), values, look["marker"], color=look["colour"],
            linestyle=look["dash"], label=label, clip_on=False,
        )  # fmt: skip
    ax.set(xlabel="step", ylabel=ylabel, title=title)
    ax.grid(True)
    ax.legend()
    return {"lines": lines}
