"""A leaky unit: what comes in and what it makes of it, its gate, and what is left of one input."""

import numpy as np

from utils.plots.style import BLUE, GREY, ORANGE, VERMILLION

LEFT = 80  # steps over which the forgetting is shown


def draw_unit(ax, x, signal, h) -> dict:
    """The inputs x (T,), the signal in them without its noise, and the unit's state h."""
    steps = np.arange(1, len(x) + 1)
    looks = {
        "x": {"color": "#8C8C8C", "ls": "-", "lw": 0.8, "marker": ".", "ms": 4, "label": "input x"},
        "signal": {"color": "black", "ls": (0, (3, 2)), "lw": 1.6, "label": "without noise"},
        "h": {"color": BLUE, "ls": "-", "lw": 3, "label": "state h"},
    }
    lines = {name: ax.plot(steps, steps, **look)[0] for name, look in looks.items()}
    ax.set(xlim=(0, len(x) + 1), ylim=(-1.3, 2.3), ylabel="value")
    ax.grid(axis="y")
    update_unit(lines, x, signal, h)
    return lines


def update_unit(lines: dict, x, signal, h) -> None:
    """Show another run."""
    for name, values in (("x", x), ("signal", signal), ("h", h)):
        lines[name].set_ydata(values)


def draw_keep(ax, z) -> dict:
    """The gate z (T,) at every step."""
    ax.set(xlim=(0, len(z) + 1), ylim=(-0.05, 1.05), xlabel="step t", ylabel="keep z")
    ax.set_yticks([0, 0.5, 1])
    ax.grid(axis="y")
    line = ax.plot(np.arange(1, len(z) + 1), z, "-", color=ORANGE, drawstyle="steps-mid")[0]
    return {"z": line}


def draw_left(ax, z: float, half_life: float) -> dict:
    """The share zⁿ of an input that is left n steps later, and when it is a half."""
    ax.set(xlim=(0, LEFT), ylim=(0, 1.02), xlabel="steps n since it was written")
    ax.set_ylabel("share zⁿ that is left")
    ax.grid()
    at = {"color": VERMILLION, "clip_on": False}
    artists = {
        "curve": ax.plot(np.arange(LEFT + 1), np.ones(LEFT + 1), "-", color=ORANGE)[0],
        "drop": ax.plot([], [], ":", lw=1.6, **at)[0],
        "half": ax.plot([], [], "D", mfc="none", mew=2, ms=9, **at)[0],
        "word": ax.text(0.97, 0.93, "", transform=ax.transAxes, ha="right", va="top", color="black",
                        bbox={"facecolor": "white", "edgecolor": "none", "pad": 2}),
    }  # fmt: skip
    ax.axhline(0.5, color=GREY, lw=1, ls="-")
    update_left(artists, z, half_life)
    return artists


def update_left(artists: dict, z: float, half_life: float) -> None:
    """Show another leak."""
    artists["curve"].set_ydata(z ** np.arange(LEFT + 1))
    artists["drop"].set_data([half_life, half_life], [0.5, 0])
    artists["half"].set_data([half_life], [0.5])
    artists["word"].set_text(f"a half after {half_life:g} steps")
