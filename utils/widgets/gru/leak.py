"""The leak explorer: one unit that keeps z of its state, between calm and quick."""

from typing import NamedTuple

import ipywidgets as widgets
import numpy as np

from utils.numpy_impl import gru as gu
from utils.plots import gru as plots
from utils.plots.style import number
from utils.widgets.canvas import stacked
from utils.widgets.live import Live, slider

T, SOON = 80, 10  # steps; how many after a change count as soon
STEPS = np.arange(1, T + 1)


class Signal(NamedTuple):
    """What a unit should follow, (T,), and the steps at which it changes at once."""

    values: np.ndarray
    changes: tuple[int, ...] = ()


SIGNALS = {
    "a jump": Signal(1.0 * (STEPS > 30), (31,)),
    "up and down": Signal(
        np.select([STEPS > 60, STEPS > 40, STEPS > 15], [0.5, 0.0, 1.0]), (16, 41, 61)
    ),
    "one impulse": Signal(1.0 * (STEPS == 11)),
    "a trend": Signal((STEPS - 1) / (T - 1)),
    "a slow wave": Signal(0.5 + 0.5 * np.sin(2 * np.pi * STEPS / 40)),
    "0 and 1 in turn": Signal(STEPS % 2 * 1.0),
}
CONSTANT, OPENS = "constant", "opens at a change"
LAYOUT, STACKED = [["unit", "left"], ["keep", "left"]], [["unit"], ["keep"], ["left"]]


def gate(z: float, changes=()) -> np.ndarray:
    """z at every step (T,); at a change it opens: 0, ½, ⅔, … until z, the mean of what came since.

    >>> gate(0.7, (31,))[29:35].round(2).tolist()
    [0.7, 0.0, 0.5, 0.67, 0.7, 0.7]
    """
    since = np.full(T, np.inf)
    for first in changes:
        since[first - 1 :] = np.arange(1, T - first + 2)
    return np.minimum(z, 1 - 1 / since)


def leak_numbers(state: dict) -> dict:
    """From half_life, signal, noise, seed and gate to the unit's run and how well it follows.

    "x", "signal", "h", "z" (T,); "memory" of z and "b_z"; "off": root mean squares of h − signal,
    over all steps and, where the signal changes at once, soon after that and at the other steps.
    """
    b_z = gu.update_bias(state["half_life"], "half_life")
    memory, signal = gu.memory_of(b_z), SIGNALS[state["signal"]]
    noise = np.random.default_rng(state["seed"]).normal(size=T)
    x = signal.values + state["noise"] * noise
    z = gate(memory.z.item(), signal.changes if state["gate"] == OPENS else ())
    h, kept = np.zeros(T), 0.0
    for t in range(T):
        h[t] = kept = z[t] * kept + (1 - z[t]) * x[t]
    off = {"all": np.ones(T, bool)}
    if signal.changes:
        ago = [STEPS - first for first in signal.changes]
        soon = np.any([(n >= 0) & (n < SOON) for n in ago], axis=0)
        off |= {"soon": soon, "else": ~soon}
    square = (h - signal.values) ** 2
    return {
        **{"run": {"x": x, "signal": signal.values, "h": h}, "z": z, "memory": memory},
        **{"b_z": b_z.item(), "off": {k: np.sqrt(square[at].mean()) for k, at in off.items()}},
        **{"state": state, "changes": signal.changes},
    }


def _reading(n: dict) -> str:
    """Say how long it remembers, what makes it so, and how well it follows."""
    m, off, state = n["memory"], n["off"], n["state"]
    told = (
        f"Half-life {m.half_life:.1f} steps: z = {m.z:.3f}, leak 1 − z = {m.leak:.3f}, "
        f"b_z = ln(z / (1 − z)) = {number(n['b_z'], 'z.2f')}; 1/e is left after "
        f"{m.time_constant:.1f} steps. Signal: {state['signal']}, noise {state['noise']:.2f}, seed "
        f"{state['seed']}. h is off the signal by {off['all']:.3f} (root mean square)"
    )
    if n["changes"]:
        told += f", {off['soon']:.3f} within {SOON} steps of a change, {off['else']:.3f} otherwise"
    if state["gate"] == CONSTANT:
        return told + "."
    if not n["changes"]:
        return told + ". There is no sudden change for a gate to open at."
    return told + ". At a change the gate opens, z = 0, ½, ⅔, …: h is the mean of what came since."


def explore_leak() -> Live:
    """One leaky unit: how long it remembers, and how well it follows a signal in noise."""

    def draw(figure, n):
        if stacked(figure):
            axes = figure.subplot_mosaic(STACKED, height_ratios=(2.2, 1, 1.6))
        else:
            axes = figure.subplot_mosaic(LAYOUT, width_ratios=(1.7, 1), height_ratios=(2.6, 1))
        lines = plots.draw_unit(axes["unit"], **n["run"])
        axes["unit"].legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3, frameon=False,
                            columnspacing=1, handlelength=1.6)  # fmt: skip
        keep = plots.draw_keep(axes["keep"], n["z"])
        left = plots.draw_left(axes["left"], n["memory"].z, n["memory"].half_life)
        return {"unit": lines, "keep": keep, "left": left}

    def update(artists, n):
        plots.update_unit(artists["unit"], **n["run"])
        artists["keep"]["z"].set_ydata(n["z"])
        plots.update_left(artists["left"], n["memory"].z, n["memory"].half_life)

    return Live(
        title="A leaky unit",
        controls={
            "half_life": slider("half-life in steps", 5.0, 0.5, 60.0, 0.5, ".1f", unit="steps"),
            "noise": slider("noise", 0.3, 0.0, 0.4, 0.05),
            "seed": slider("seed", 3, 0, 20, 1),
            "signal": widgets.Dropdown(options=list(SIGNALS), description="signal"),
            "gate": widgets.Dropdown(options=[CONSTANT, OPENS], description="gate z"),
        },
        numbers=leak_numbers,
        draw=draw,
        update=update,
        reading=_reading,
        alt="Left over 80 steps: the noisy input in grey, the same without noise as a dashed black "
        "line, and the state of the unit as a thick blue line that follows it; below it the gate z "
        "in orange. Right the share of an input that is left, which falls with the steps since it "
        "was written; a diamond where it is a half.",
        figsize=(9.8, 4.4),
        narrow=(4.6, 8.4),
    )
