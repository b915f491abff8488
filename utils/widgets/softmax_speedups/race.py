"""The training race: one language model with each output layer, against processor time."""

from functools import cache

import ipywidgets as widgets
import numpy as np

from utils.experiments import race
from utils.plots import softmax_speedups as plots
from utils.widgets.canvas import stacked
from utils.widgets.live import Live, slider

TICK = 0.5  # seconds


@cache
def runs() -> tuple[np.ndarray, dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Seconds (K,), and what each layer had then: {layer: (K,) perplexity}, {layer: (K,) steps}."""
    told = race.results()
    perplexity, steps = (
        {row["layer"]: np.array(row[name], float) for row in told.rows}
        for name in ("perplexity", "steps")
    )
    return np.array(told.settings["seconds"], float), perplexity, steps


def race_numbers(state: dict) -> dict:
    """From seconds, and yes or no for each layer, to "front" {layer: perplexity}, the first first.

    Between two seconds of the table, ln perplexity is a straight line over ln seconds, steps over
    seconds. "steps" {layer: steps}; "since": when the first took the lead, to TICK; "shown".
    """
    seconds, perplexity, steps = runs()
    now, shown = state["seconds"], [layer for layer in perplexity if state[layer]]

    def at(t):  # (…, layers)
        ways = [np.interp(np.log(t), np.log(seconds), np.log(perplexity[m])) for m in shown]
        return np.exp(np.stack(ways, axis=-1))

    n = {"front": {}, "steps": {}, "since": seconds[0], "shown": shown, "seconds": now}
    if shown:
        n["front"] = {shown[i]: at(now)[i] for i in np.argsort(at(now), kind="stable")}
        n["steps"] = {m: np.interp(now, [0, *seconds], [0, *steps[m]]) for m in n["front"]}
        past = np.append(np.arange(seconds[0], now, TICK), now)
        leads = at(past).argmin(axis=-1)
        n["since"] = past[np.flatnonzero(np.append(True, leads[1:] != leads[:-1]))[-1]]
    return n


def _reading(n: dict) -> str:
    """Say who leads at this second and since when, and how the others follow."""
    if not n["front"]:
        return f"After {n['seconds']:.1f} seconds nobody runs: choose an output layer."
    each = [f"{plots.NAMES[m]} {p:.0f} ({n['steps'][m]:,.0f} steps)" for m, p in n["front"].items()]
    first, last = next(iter(n["front"])), [*n["front"]][-1]
    told = (
        f"After {n['seconds']:.1f} seconds {plots.NAMES[first]} is in front, since "
        f"{n['since']:.1f} s, of {len(each)}. Perplexity: {', '.join(each)}."
    )
    if first == last:
        return told
    ratio = n["front"][last] / n["front"][first]
    return f"{told} The last has {ratio:.2f} times the perplexity of the first."


def explore_race() -> Live:
    """Perplexity against seconds of one small language model with each output layer."""
    seconds, perplexity, _ = runs()

    def draw(figure, n):
        if stacked(figure):
            left, right = figure.subplots(2, height_ratios=(1.5, 1))
        else:
            left, right = figure.subplots(1, 2, width_ratios=(2, 1))
        longest = max(values.max() for values in perplexity.values())
        return {
            "race": plots.draw_race(left, seconds, perplexity, n["shown"], n["seconds"]),
            "order": plots.draw_order(right, n["front"], len(perplexity), longest),
        }

    def update(artists, n):
        plots.update_race(artists["race"], n["shown"], n["seconds"])
        plots.update_order(artists["order"], n["front"])

    first, last = float(seconds[0]), float(seconds[-1])
    layers = {
        layer: widgets.Checkbox(
            value=True, description=plots.NAMES[layer], indent=False, layout={"width": "auto"}
        )
        for layer in perplexity
    }
    return Live(
        title="A race of output layers",
        controls={"seconds": slider("seconds", 5.0, first, last, TICK, ".1f"), **layers},
        play="seconds",
        arrange=lambda items: [
            items[0],
            items[-1],
            widgets.HBox(items[1:-1]).add_class("live-row"),
        ],
        numbers=race_numbers,
        draw=draw,
        update=update,
        reading=_reading,
        alt="Left the perplexity on test verses against the seconds of training, both logarithmic, "
        "a falling line for each output layer: thick up to the present second, at a grey line, "
        "pale after it. Right a bar for each layer, its perplexity now, the lowest and best on "
        "top.",
        figsize=(9.8, 4.8),
        narrow=(4.6, 8.0),
    )
