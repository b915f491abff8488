"""The kernel editor: nine weights, a real photograph, and what the layer makes of it."""

from functools import cache

import ipywidgets as widgets
import numpy as np

from utils.data import photographs
from utils.numpy_impl import convolution as conv
from utils.plots import convolution as plots
from utils.plots.convolution import number
from utils.widgets.live import Live, slider

NAMES = [f"w{i}{j}" for i in range(3) for j in range(3)]
PRESETS = {
    "nothing": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "blur": [[0.1, 0.1, 0.1], [0.1, 0.2, 0.1], [0.1, 0.1, 0.1]],
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "horizontal edges": [[1, 1, 1], [0, 0, 0], [-1, -1, -1]],
    "vertical edges": [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
    "all edges": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    "shift": [[0, 0, 0], [0, 0, 1], [0, 0, 0]],
}
"""Kernels to start from; the rest is up to the sliders."""
START = "vertical edges"


@cache
def _photograph() -> np.ndarray:
    """The photograph, read once and not at every move of a slider."""
    return photographs.load()


def kernel_numbers(state: dict) -> dict:
    """From nine weights to the kernel, the response of every pixel, and how to show it.

    The response keeps the picture's size: one row of zeros lies around the photograph.
    """
    w = np.array([state[name] for name in NAMES], dtype=np.float32).reshape(3, 3)
    image = _photograph()
    response, _ = conv.conv2d_forward(
        image[None, None], w[None, None], np.zeros(1, np.float32), padding=1
    )
    response = response[0, 0]
    # A kernel whose weights sum to zero answers with both signs: grey then stands for 0.
    signed = abs(float(w.sum())) < 1e-6
    inside = response[1:-1, 1:-1]
    return {
        **{"image": image, "kernel": w, "response": response, "signed": signed},
        **{"low": float(inside.min()), "high": float(inside.max()), "sum": float(w.sum())},
    }


def _shown(n: dict) -> np.ndarray:
    """The response from 0 (black) to 1 (white)."""
    if n["signed"]:
        reach = max(abs(n["low"]), abs(n["high"]), 1e-9)
        return 0.5 + 0.5 * n["response"] / reach
    return np.clip(n["response"], 0, 1)


def explore_kernel() -> Live:
    """A photograph, nine weights, and the photograph as the layer sees it."""

    def draw(figure, n):
        before, kernel, after = figure.subplots(1, 3, width_ratios=(1.6, 0.8, 1.6))
        plots.draw_image(before, n["image"], "photograph", kind="photo")
        return {
            "kernel": plots.draw_kernel(kernel, n["kernel"], "kernel w"),
            "after": plots.draw_image(after, _shown(n), "response h", kind="photo"),
        }

    def update(artists, n):
        plots.update_kernel(artists["kernel"], n["kernel"])
        plots.update_image(artists["after"], _shown(n))

    def reading(n):
        rows = "; ".join(", ".join(number(v) for v in row) for row in n["kernel"])
        way = (
            "grey is 0, black negative, white positive"
            if n["signed"]
            else "black is 0 or less, white 1 or more"
        )
        return (
            f"Kernel {rows}: the weights sum to {number(n['sum'])}. Responses inside the picture "
            f"from {number(n['low'])} to {number(n['high'])}; {way}."
        )

    start = dict(zip(NAMES, np.ravel(PRESETS[START]), strict=True))
    controls = {}
    for name in NAMES:
        weight = slider(f"w {name[1:]}", float(start[name]), -8.0, 8.0, 0.1, ".1f")
        weight.layout.width = "21em"
        weight.style.description_width = "4em"
        controls[name] = weight.add_class("live-narrow")
    # Each button sets all nine weights at once. subtle: a button without an icon would be hidden by
    # the rule in `Live.static_html` that hides what is left of a picture whose kernel is gone.
    buttons = {
        name: widgets.Button(description=name, icon="th", layout={"width": "auto"})
        for name in PRESETS
    }
    live = Live(
        title="A kernel on a photograph",
        controls=controls,
        numbers=kernel_numbers,
        draw=draw,
        update=update,
        reading=reading,
        alt="Left a photograph in grey, in the middle the nine weights, right the photograph after "
        "the kernel went over it.",
        figsize=(9.6, 3.3),
        rows=lambda items: [
            widgets.HBox([*buttons.values(), items[-1]], layout={"flex_flow": "row wrap"}),
            *(widgets.HBox(items[i : i + 3]) for i in (0, 3, 6)),
        ],
    )
    for name, button in buttons.items():
        values = dict(zip(NAMES, np.ravel(PRESETS[name]).astype(float), strict=True))
        button.on_click(lambda _, values=values: live.set(**values))
    return live
