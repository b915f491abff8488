"""Curves against the iteration: probabilities, hidden units, losses; and the share of good runs."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import MaxNLocator

from utils.plots.hidden_representations.inputs import looks
from utils.plots.style import BLUE, FONT_SIZE, GREY, curves, table

SHARE = LinearSegmentedColormap.from_list("share", ["#FFFFFF", "#56B4E9", "#00436B"])


def count_steps(ax) -> None:
    """Few numbers along the axis of steps, with a comma after the thousands, and a grid."""
    ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.grid(True)


def _four_curves(ax, steps, values, every) -> list:
    """Four curves (K, 4), one for each input, with a marker at every `every`-th point."""
    lines = []
    for i, (look, curve) in enumerate(zip(looks(), np.transpose(values), strict=True)):
        # the markers of the four stand at different places, so that none hides another
        start = (i * every // 4) % max(len(steps), 1)
        lines += ax.plot(
            steps, curve, color=look["colour"], linestyle=look["dash"], marker=look["marker"],
            markerfacecolor=look["face"], markersize=6, markevery=(start, every),
            label=look["name"],
        )  # fmt: skip
    ax.set(xlim=(steps[0], steps[-1]), xlabel="iteration")
    count_steps(ax)
    return lines


def draw_probability_curves(ax, steps, P, every=4) -> dict:
    """P(Y=1 | x) against the iteration, one curve for each input. steps (K,), P (K, 4).

    Dotted levels mark the probabilities of the task.
    """
    for goal in (0.1, 0.9):
        ax.axhline(goal, color=GREY, linestyle=":", linewidth=1.4, zorder=1)
    lines = _four_curves(ax, steps, P, every)
    ax.set(ylim=(0, 1), ylabel="P(Y=1 | x)", yticks=[0, 0.1, 0.5, 0.9, 1])
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, borderaxespad=0.2)
    return {"lines": lines}


def draw_hidden_unit_curves(ax, steps, values, title="", every=4) -> dict:
    """The output of one hidden unit for all four inputs. steps (K,), values (K, 4)."""
    lines = _four_curves(ax, steps, values, every)
    ax.set(ylabel="output of the unit", title=title)
    low, high = min(0.0, np.min(values)), max(1.0, np.max(values))
    room = 0.05 * (high - low)
    ax.set_ylim(low - room, high + room)
    return {"lines": lines}


def draw_training_curves(
    ax, steps, named: dict, levels: dict, mark=None, xlabel="iteration", legend="upper right"
) -> dict:
    """Curves {label: (K,)} against steps (K,), with levels {label: height} to compare with.

    mark (step, height, words): one point to name.
    """
    drawn = {"lines": curves(ax, steps, named), "levels": []}
    dashes = ((0, (6, 3)), ":", (0, (6, 2, 1, 2)), (0, (1, 4)))
    for (label, height), dash in zip(levels.items(), dashes, strict=False):
        level = ax.axhline(height, color="black", linestyle=dash, linewidth=1.5, label=label)
        drawn["levels"].append(level)
    if mark is not None:
        step, height, words = mark
        (drawn["mark"],) = ax.plot(
            step, height, "D", color="black", markersize=8, zorder=5, label=words
        )
    ax.set(xlabel=xlabel, ylabel="loss (nats per example)")
    count_steps(ax)
    ax.legend(loc=legend)
    return drawn


def draw_loss_stairs(ax, losses, levels: dict) -> dict:
    """Final losses of many runs from low to high, and levels {name: height} with their names.

    losses (S,) in any order, nats.
    """
    losses = np.sort(losses)
    (curve,) = ax.plot(np.arange(1, len(losses) + 1), losses, color=BLUE, linestyle="-", zorder=3)
    names = []
    for name, height in levels.items():
        ax.axhline(height, color=GREY, linestyle="--", linewidth=1.2, zorder=1)
        # on the side where the curve is not
        left = abs(losses[0] - height) > abs(losses[-1] - height)
        side, away, ha = (0.0, 5, "left") if left else (1.0, -5, "right")
        words = ax.annotate(
            f"{height:.3f}  {name}", (side, height), (away, 3), ha=ha, va="bottom",
            xycoords=("axes fraction", "data"), textcoords="offset points",
        )  # fmt: skip
        names.append(words)
    top, bottom = max(losses[-1], *levels.values()), min(losses[0], *levels.values())
    room = 0.12 * (top - bottom)
    ax.set(xlim=(1, len(losses)), ylim=(bottom - room, top + room))
    ax.set(xlabel="runs, from the lowest final loss to the highest", ylabel="final loss (nats)")
    ax.xaxis.set_major_formatter("{x:,.0f}")
    return {"curve": curve, "names": names}


def draw_solved_heat_map(ax, share, rows, columns, xlabel="learning rate", title="") -> dict:
    """Shares (R, C) from 0 to 1 as percentages, the darker the larger.

    rows R names and columns C names; a share that is NaN was not measured and stays empty.
    """
    words = [["" if np.isnan(each) else f"{100 * each:.0f} %" for each in row] for row in share]
    drawn = table(ax, share, words, rows, columns, SHARE, dark=0.75, size=FONT_SIZE)
    ax.set(xlabel=xlabel, title=title)
    # white lines keep neighbours apart, also where their tint is the same
    ax.set_xticks(np.arange(-0.5, len(columns)), minor=True)
    ax.set_yticks(np.arange(-0.5, len(rows)), minor=True)
    ax.grid(which="minor", color="white", linewidth=2)
    ax.tick_params(which="minor", length=0)
    return drawn
