"""What was measured: cells under held gates, success over lags, an answer that firms up, units."""

import numpy as np

from utils.plots.style import series


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
