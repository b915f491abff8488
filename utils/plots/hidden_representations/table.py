"""Shares as a table whose cells are tinted."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from utils.plots.style import FONT_SIZE

TINT = LinearSegmentedColormap.from_list("share", ["#FFFFFF", "#56B4E9", "#00436B"])


def draw_solved_heat_map(
    ax, share, rows, columns, xlabel="learning rate", ylabel="", title=""
) -> dict:
    """Shares (R, C) from 0 to 1 as percentages, the darker the larger.

    rows R names and columns C names; a share that is NaN was not measured and stays empty.
    """
    share = np.asarray(share, dtype=float)
    image = ax.imshow(share, cmap=TINT, vmin=0, vmax=1, aspect="auto")
    texts = [
        ax.text(
            j, i, f"{100 * value:.0f} %", ha="center", va="center", fontsize=FONT_SIZE,
            color="white" if value > 0.75 else "black",
        )
        for (i, j), value in np.ndenumerate(share)
        if not np.isnan(value)
    ]  # fmt: skip
    ax.set_xticks(range(len(columns)), columns)
    ax.set_yticks(range(len(rows)), rows)
    ax.set(xlabel=xlabel, ylabel=ylabel, title=title)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    # white lines keep neighbours apart, also where their tint is the same
    ax.set_xticks(np.arange(-0.5, len(columns)), minor=True)
    ax.set_yticks(np.arange(-0.5, len(rows)), minor=True)
    ax.grid(which="minor", color="white", linewidth=2)
    ax.tick_params(which="minor", length=0)
    return {"image": image, "texts": texts}
