"""The kernel editor: nine weights, a real photograph, and what the layer makes of it."""

from functools import cache

import ipywidgets as widgets
import numpy as np

from utils.data import photographs
from utils.numpy_impl import convolution as conv
from utils.plots import convolution as plots
from utils.plots.convolution import number
from utils.widgets.canvas import panels
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
BEYOND = 0.01  # the part of the pixels at either end that may be blacker than black


@cache
def _photograph() -> np.ndarray:
    """The photograph, read once and not at every move of a slider."""
    return photographs.load()


def kernel_numbers(state: dict) -> dict:
    """From nine weights to the kernel, the response of every pixel, and how to show it.

    The response keeps the picture's size: one row of zeros lies around the photograph. `black` and
    `white` are the responses that the ends of the greys stand for: those of the photograph, 0 and
    1, and further out where responses are. They move with the weights and never jump.
    """
    w = np.array([state[name] for name in NAMES], dtype=np.float32).reshape(3, 3)
    image = _photograph()
    response, _ = conv.conv2d_forward(
        image[None, None], w[None, None], np.zeros(1, np.float32), padding=1
    )
    response = response[0, 0]
    inside = response[1:-1, 1:-1]
    low, dark, light, high = np.quantile(inside, (0, BEYOND, 1 - BEYOND, 1))
    return {
        **{"image": image, "kernel": w, "response": response, "sum": float(w.sum())},
        **{"low": low, "high": high, "black": min(0.0, dark), "white": max(1.0, light)},
    }


def _shown(n: dict) -> np.ndarray:
    """The response from 0 (black) to 1 (white)."""
    return np.clip((n["response"] - n["black"]) / (n["white"] - n["black"]), 0, 1)


def explore_kernel() -> Live:
    """A photograph, nine weights, and the photograph as the layer sees it."""

    def draw(figure, n):
        before, kernel, after = panels(figure, 1.6, 0.8, 1.6, below="001;222")
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
        grey = round(100 * -n["black"] / (n["white"] - n["black"]))
        zero = "" if grey == 0 else f", and 0 a grey of {grey} % white"
        return (
            f"Kernel {rows}: the weights sum to {number(n['sum'])}. Responses inside the picture "
            f"from {number(n['low'])} to {number(n['high'])}: black is {number(n['black'])} or "
            f"less, white {number(n['white'])} or more{zero}."
        )

    start = dict(zip(NAMES, np.ravel(PRESETS[START]), strict=True))
    # Each button sets all nine weights at once. subtle: a button without an icon would be hidden by
    # the rule in `Live.static_html` that hides what is left of a picture whose kernel is gone.
    buttons = {
        name: widgets.Button(description=name, icon="th", layout={"width": "auto"})
        for name in PRESETS
    }
    live = Live(
        title="A kernel on a photograph",
        controls={
            name: slider(f"w {name[1:]}", float(start[name]), -8.0, 8.0, 0.1, ".1f")
            for name in NAMES
        },
        numbers=kernel_numbers,
        draw=draw,
        update=update,
        reading=reading,
        alt="Left a photograph in grey, in the middle the nine weights, right the photograph after "
        "the kernel went over it.",
        figsize=(9.6, 3.3),
        narrow=(4.6, 5.8),
        arrange=lambda items: [
            widgets.HBox([*buttons.values(), items[-1]]).add_class("live-row"),
            *items[:-1],
        ],
    )
    live.children[0].add_class("live-three")
    for name, button in buttons.items():
        values = dict(zip(NAMES, np.ravel(PRESETS[name]).astype(float), strict=True))
        button.on_click(lambda _, values=values: live.set(**values))
    return live
