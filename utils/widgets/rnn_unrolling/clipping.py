"""The clipping playground: descent on the cliff of the one-unit network, with and without."""

from functools import cache, lru_cache
from math import acos, degrees, exp, hypot

import numpy as np

from utils.numpy_impl import rnn_unrolling as ru
from utils.numpy_impl.rnn_unrolling.cliff import START, STEPS, TARGET
from utils.plots import rnn_unrolling as plots
from utils.plots.style import number
from utils.widgets.canvas import mosaic
from utils.widgets.live import Live, choice, slider

LONGEST = 40
PLAIN, CLIPPED = "not clipped", "clipped"
HOW = {"by its norm": "norm", "entry by entry": "value"}
WIDE = [["surface", "J"], ["surface", "norms"]], {"width_ratios": (1.5, 1)}
TALL = [["surface"], ["J"], ["norms"]], {"height_ratios": (2, 1, 1)}
AREA = (3.5, 6.0), (-3.2, -1.2)  # of w, of b


@cache
def cliff_surface() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """w (161,), b (121,) and J (121, 161) over them, computed once."""
    w, b = np.linspace(*AREA[0], 161), np.linspace(*AREA[1], 121)
    return w, b, ru.one_unit(*np.meshgrid(w, b))[0]


def _one_unit(w: float, b: float) -> tuple[float, float, float]:
    """`ru.one_unit` for two floats: a seventh of the time, which a hand on a slider feels."""
    x, dx_dw, dx_db = START, 0.0, 0.0
    for k in range(STEPS + 1):
        e = exp(-abs(x))
        s = (1.0 if x >= 0 else e) / (1 + e)
        slope = s * (1 - s)
        if k < STEPS:
            x = w * s + b
            dx_dw, dx_db = s + w * slope * dx_dw, 1 + w * slope * dx_db
    dJ_dx = 2 * (s - TARGET) * slope
    return (s - TARGET) ** 2, dJ_dx * dx_dw, dJ_dx * dx_db


@lru_cache(maxsize=64)
def descend(w: float, b: float, rate: float, clip: float | None, how: str) -> dict:
    """`ru.cliff_descent` over all steps, and by how many degrees clipping turned each gradient.

    → {"w", "b", "J", "norms", "turned"}, each (LONGEST + 1,). Kept, so that Play need not compute.
    """
    rows = []
    for _ in range(LONGEST + 1):
        J, *g = _one_unit(w, b)
        norm, step, turned = hypot(*g), g, 0.0
        if clip is not None and how == "value":
            step = [min(clip, max(-clip, entry)) for entry in g]
            across = hypot(*step) * norm
            if across > 0:
                turned = degrees(acos(min(1.0, (g[0] * step[0] + g[1] * step[1]) / across)))
        elif clip is not None and norm > clip:
            step = [entry * clip / norm for entry in g]
        rows.append((w, b, J, norm, turned))
        w, b = w - rate * step[0], b - rate * step[1]
    names = ("w", "b", "J", "norms", "turned")
    return dict(zip(names, np.array(rows).T, strict=True))


def clipping_numbers(state: dict) -> dict:
    """From start, learning rate, threshold and steps to both ways down.

    "paths" {label: {"w", "b", "J", "norms", "turned"}}, each (steps + 1,); row i is after i steps.
    """
    start, how = (state["w"], state["b"], state["rate"]), HOW[state["how"]]
    ways = {PLAIN: descend(*start, None, how), CLIPPED: descend(*start, state["clip"], how)}
    so_far = slice(state["steps"] + 1)
    paths = {label: {k: each[so_far] for k, each in way.items()} for label, way in ways.items()}
    return {**state, "paths": paths}


def _size(value: float) -> str:
    """Write a length: two figures, or whole above 100."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2g}"


def _at(path: dict) -> str:
    """Where a way has come to."""
    w, b = path["w"][-1], path["b"][-1]
    form = "z,.0f" if max(abs(w), abs(b)) >= 100 else "z.2f"
    return f"({number(w, form)}, {number(b, form)}), J = {path['J'][-1]:.2g}"


def _reading(n: dict) -> str:
    """Say where both ways are, what threw the first one, and what clipping did to the second."""
    plain, clipped = n["paths"].values()
    steps, size = n["steps"], plain["norms"][: max(n["steps"], 1)]
    longest = int(size.argmax())
    begin = (
        f"From (w, b) = ({n['w']:.1f}, {n['b']:.1f}), steps: {steps}, η = {n['rate']:.2f}, "
        f"threshold {n['clip']:.2f}, {n['how']}"
    )
    if steps == 0:
        return f"{begin}. J = {plain['J'][0]:.2g}; the gradient has the norm {_size(size[0])}."
    if HOW[n["how"]] == "norm":
        many = int((clipped["norms"][:-1] > n["clip"]).sum())
        done = f"shortened: {many} of {steps} gradients, turned: none"
    else:
        done = f"a gradient was turned by up to {clipped['turned'][:-1].max():.0f} degrees"
    return (
        f"{begin}. Not clipped: at {_at(plain)}; step {longest + 1}, along a gradient of norm "
        f"{_size(size[longest])}, was {_size(n['rate'] * size[longest])} long. "
        f"Clipped: at {_at(clipped)}; {done}."
    )


def explore_clipping() -> Live:
    """Descent on the cliff of a network of one unit, with and without clipping."""

    def named(n, name):
        return {label: path[name] for label, path in n["paths"].items()}

    def ways(n):
        return {label: (path["w"], path["b"]) for label, path in n["paths"].items()}

    def draw(figure, n):
        axes = mosaic(figure, WIDE, TALL)
        cliff = plots.draw_cliff(axes["surface"], *cliff_surface(), ways(n))
        J = plots.draw_descents(axes["J"], named(n, "J"), LONGEST, "error J", (1e-5, 2))
        norms = plots.draw_descents(
            axes["norms"], named(n, "norms"), LONGEST, "‖gradient‖", (1e-4, 1e5), n["clip"]
        )
        axes["J"].set_xlabel("")
        del cliff["surface"]  # it does not move
        return {"cliff": cliff, "J": J, "norms": norms}

    def update(artists, n):
        plots.update_cliff(artists["cliff"], ways(n))
        plots.update_descents(artists["J"], named(n, "J"))
        plots.update_descents(artists["norms"], named(n, "norms"), n["clip"])

    return Live(
        title="Descent at the cliff",
        controls={
            "steps": slider("steps", 25, 0, LONGEST, 1),
            "rate": slider("learning rate η", 0.2, 0.05, 1.0, 0.05),
            "clip": slider("threshold", 0.3, 0.05, 2.0, 0.05),
            "how": choice("clip a gradient", HOW),
            "w": slider("start: weight w", 4.2, *AREA[0], 0.1, ".1f"),
            "b": slider("start: bias b", -2.9, *AREA[1], 0.1, ".1f"),
        },
        play="steps",
        numbers=clipping_numbers,
        draw=draw,
        update=update,
        reading=_reading,
        alt="Left the error over weight and bias in grey, with a sharp edge from a dark plateau to "
        "a light one; on it two ways of descent from a diamond: not clipped, dashed with squares, "
        "and clipped, solid with discs. Right error and norm of the gradient against the step, "
        "with the threshold dotted.",
        figsize=(9.6, 4.6),
        narrow=(4.6, 9.0),
    )
