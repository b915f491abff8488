"""The leak explorer: one unit that keeps z of its state, between calm and quick."""

import numpy as np

from utils.numpy_impl import gru as gu
from utils.plots import gru as plots
from utils.plots.style import BLUE, ORANGE, number
from utils.widgets.canvas import mosaic
from utils.widgets.live import Live, choice, slider

T, SOON = 80, 10  # steps; how many after a change count as soon
STEPS = np.arange(1, T + 1)
UP_DOWN = np.select([STEPS > 60, STEPS > 40, STEPS > 15], [0.5, 0.0, 1.0])
# what the unit should follow, (T,), and the steps at which that changes at once
SIGNALS = {
    "a jump": (1.0 * (STEPS > 30), (31,)),
    "up and down": (UP_DOWN, (16, 41, 61)),
    "one impulse": (1.0 * (STEPS == 11), ()),
    "a trend": ((STEPS - 1) / (T - 1), ()),
    "a slow wave": (0.5 + 0.5 * np.sin(2 * np.pi * STEPS / 40), ()),
    "0 and 1 in turn": (1.0 - STEPS % 2, ()),
}
CONSTANT, OPENS = "constant", "opens at a change"
INPUT = {"color": "#8C8C8C", "linewidth": 0.8, "marker": ".", "markersize": 4}
LOOKS = {
    "input x": INPUT,
    "without noise": {"color": "black", "linestyle": (0, (3, 2)), "linewidth": 1.6},
    "state h": {"color": BLUE, "linestyle": "-", "linewidth": 3},
}
KEEP = {"z": {"color": ORANGE, "drawstyle": "steps-mid"}}
WIDE = [["unit", "left"], ["z", "left"]], {"width_ratios": (1.7, 1), "height_ratios": (2.6, 1)}
TALL = [["unit"], ["z"], ["left"]], {"height_ratios": (2.2, 1, 1.6)}


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

    "run" {label: (T,)}, "z" {"z": (T,)}; "memory" of the constant z, and "b_z"; "off": root mean
    squares of h − signal: of "all", and with changes "soon" after one and "else".
    """
    b_z = gu.update_bias(state["half_life"], "half_life")
    memory, (signal, changes) = gu.memory_of(b_z), SIGNALS[state["signal"]]
    x = signal + state["noise"] * np.random.default_rng(state["seed"]).normal(size=T)
    z = gate(memory.z.item(), changes if state["gate"] == OPENS else ())
    h, kept = np.zeros(T), 0.0
    for t in range(T):
        h[t] = kept = z[t] * kept + (1 - z[t]) * x[t]
    soon = np.zeros(T, bool)
    for first in changes:
        soon[first - 1 : first - 1 + SOON] = True
    parts = {"all": soon | True} | ({"soon": soon, "else": ~soon} if changes else {})
    return {
        **{"run": dict(zip(LOOKS, (x, signal, h), strict=True)), "z": {"z": z}},
        **{"memory": memory, "b_z": b_z.item(), "changes": changes, **state},
        **{"off": {k: np.sqrt(((h - signal)[at] ** 2).mean()) for k, at in parts.items()}},
    }


def _reading(n: dict) -> str:
    """Say how long it remembers, what makes it so, and how well it follows."""
    m, off = n["memory"], n["off"]
    told = (
        f"Half-life {m.half_life:.1f} steps: z = {m.z:.3f}, leak 1 − z = {m.leak:.3f}, "
        f"b_z = ln(z / (1 − z)) = {number(n['b_z'], 'z.2f')}; 1/e is left after "
        f"{m.time_constant:.1f} steps. Signal: {n['signal']}, noise {n['noise']:.2f}, seed "
        f"{n['seed']}. h is off the signal by {off['all']:.3f} (root mean square)"
    )
    if n["changes"]:
        told += f", {off['soon']:.3f} within {SOON} steps of a change, {off['else']:.3f} otherwise"
    if n["gate"] == CONSTANT:
        return told + "."
    if not n["changes"]:
        return told + ". There is no sudden change for a gate to open at."
    return told + ". At a change the gate opens, z = 0, ½, ⅔, …: h is the mean of what came since."


def explore_leak() -> Live:
    """One leaky unit: how long it remembers, and how well it follows a signal in noise."""

    def draw(figure, n):
        axes = mosaic(figure, WIDE, TALL)
        unit = plots.draw_lines(axes["unit"], n["run"], "value", (-1.3, 2.3), LOOKS)
        axes["unit"].set_xlabel("")
        keep = plots.draw_lines(axes["z"], n["z"], "keep z", (-0.05, 1.05), KEEP)
        left = plots.draw_left(axes["left"], n["memory"].z, n["memory"].half_life)
        return {"run": unit, "z": keep, "left": left}

    def update(artists, n):
        for name in ("run", "z"):
            plots.update_lines(artists[name], n[name])
        plots.update_left(artists["left"], n["memory"].z, n["memory"].half_life)

    return Live(
        title="A leaky unit",
        controls={
            "half_life": slider("half-life in steps", 5.0, 0.5, 60.0, 0.5, ".1f", unit="steps"),
            "noise": slider("noise", 0.3, 0.0, 0.4, 0.05),
            "seed": slider("seed", 3, 0, 20, 1),
            "signal": choice("signal", SIGNALS),
            "gate": choice("gate z", [CONSTANT, OPENS]),
        },
        numbers=leak_numbers,
        draw=draw,
        update=update,
        reading=_reading,
        alt="Left over 80 steps: the noisy input in grey, the same without noise dashed in black, "
        "and the state of the unit as a thick blue line that follows; below it the gate z in "
        "orange. Right the share of an input that is left, which falls with the steps since it was "
        "written; a diamond where it is a half.",
        figsize=(9.8, 4.4),
        narrow=(4.6, 8.4),
    )
