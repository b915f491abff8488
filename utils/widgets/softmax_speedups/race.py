"""The training race: one language model with each output layer, against processor time."""

from functools import cache

import ipywidgets as widgets
import numpy as np

from utils.experiments import race
from utils.numpy_impl import softmax_speedups as so
from utils.plots import softmax_speedups as plots
from utils.widgets.canvas import panels
from utils.widgets.live import Live, slider

TICK = 0.5  # seconds
KEYS = {m: m.replace(" ", "_") for m in so.OUTPUT_LAYERS}  # a control's name is one word


@cache
def runs() -> tuple[np.ndarray, dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Seconds (K,), and what each layer had then: {layer: (K,) perplexity}, {layer: (K,) steps}."""
    told = race.results()
    found = [{row["layer"]: np.array(row[name], float) for row in told.rows}
             for name in ("perplexity", "steps")]  # fmt: skip
    return np.array(told.settings["seconds"], float), *found


def race_numbers(state: dict) -> dict:
    """From seconds, and yes or no for each of KEYS, to "front" {layer: perplexity}, the best first.

    Between two seconds of the table, ln perplexity is a straight line over ln seconds, steps over
    seconds. "runs" {layer: (K,)} of the chosen; "steps" {layer: steps}; "since": when the first
    took the lead, to TICK.
    """
    seconds, perplexity, steps = runs()
    now, shown = state["seconds"], {m: P for m, P in perplexity.items() if state[KEYS[m]]}
    past = np.arange(seconds[0], now + TICK / 2, TICK)
    at = {m: np.exp(np.interp(np.log(past), np.log(seconds), np.log(P))) for m, P in shown.items()}
    front = {m: at[m][-1] for m in sorted(at, key=lambda m: at[m][-1])}
    behind = at[next(iter(front))] > np.min([*at.values()], axis=0) if front else []
    return {
        **{"seconds": now, "runs": shown, "front": front},
        "since": past[np.flatnonzero([True, *behind])[-1]],
        "steps": {m: np.interp(now, [0, *seconds], [0, *steps[m]]) for m in front},
        "words": {m: f"{p:.0f} ({i})" for i, (m, p) in enumerate(front.items(), 1)},
    }


def _reading(n: dict) -> str:
    """Say who leads at this second and since when, and how the others follow."""
    if not n["front"]:
        return f"After {n['seconds']:.1f} seconds nobody runs: choose an output layer."
    each = [f"{plots.NAMES[m]} {p:.0f} ({n['steps'][m]:,.0f})" for m, p in n["front"].items()]
    first, *_, last = [*n["front"]] * 2
    return (
        f"After {n['seconds']:.1f} seconds {plots.NAMES[first]} is in front, since "
        f"{n['since']:.1f} s. Perplexity (steps so far): {', '.join(each)}. The last has "
        f"{n['front'][last] / n['front'][first]:.2f} times the perplexity of the first."
    )


def explore_race() -> Live:
    """Perplexity against seconds of one small language model with each output layer."""
    seconds, perplexity, _ = runs()
    every = np.concatenate([*perplexity.values()])
    ticks = {str(p): p for p in (50, 70, 100, 150, 200, 300, 500, 1000, 2000)}
    ticks = {name: p for name, p in ticks.items() if every.min() <= 1.05 * p <= 1.1 * every.max()}

    def draw(figure, n):
        left, right = panels(figure, 2, 1)
        limits = 0.95 * every.min(), 1.05 * every.max()
        given = n["seconds"], "seconds of training", ticks, limits
        artists = plots.draw_lines(left, seconds, perplexity, *given, future=0.3)
        left.set_ylabel("perplexity on test verses")
        left.set_xticks(seconds, [f"{t:g}" for t in seconds])
        given = n["front"], dict.fromkeys(perplexity, "100 (8)"), (0, every.max())
        return {"race": artists, "bars": plots.draw_bars(right, *given, "perplexity now (place)")}

    def update(artists, n):
        plots.update_lines(artists["race"], n["runs"], n["seconds"])
        plots.update_bars(artists["bars"], n["front"], n["words"])

    look = {"value": True, "indent": False}
    look["layout"] = {"width": "auto", "flex": "none", "margin": "0 0.8em 0 0"}
    return Live(
        title="A race of output layers",
        controls={
            "seconds": slider("seconds", 5.0, float(seconds[0]), float(seconds[-1]), TICK, ".1f"),
            **{KEYS[m]: widgets.Checkbox(description=plots.NAMES[m], **look) for m in perplexity},
        },
        play="seconds",
        arrange=lambda all: [all[0], all[-1], widgets.HBox(all[1:-1]).add_class("live-row")],
        numbers=race_numbers,
        draw=draw,
        update=update,
        reading=_reading,
        alt="Left the perplexity on test verses against the seconds of training, both logarithmic, "
        "a falling line for each output layer, pale after the present second, a red line. Right a "
        "bar for each layer, its perplexity now and its place.",
        figsize=(9.8, 4.8),
        narrow=(4.6, 8.0),
    )
