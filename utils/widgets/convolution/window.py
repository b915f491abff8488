"""The window stepper: a kernel on its way over numbers, with padding and stride."""

import numpy as np

from utils.numpy_impl import convolution as conv
from utils.plots import convolution as plots
from utils.plots.convolution import number
from utils.widgets.canvas import stacked
from utils.widgets.live import Live, choice, slider

MOST_PADDING = 2
_EDGE = np.zeros((6, 6))
_EDGE[:, 3:] = 1.0
_EDGE[4:, :] = 1.0
EXAMPLES = {
    "2-D: 0 to 8, kernel 2×2": (np.arange(9.0).reshape(3, 3), np.array([[1.0, 2.0], [1.0, 0.0]])),
    "2-D: two edges, kernel 3×3": (_EDGE, np.array([[-1.0, 0.0, 1.0]] * 3)),
    "1-D: eight numbers, kernel of 3": (
        np.array([0.0, 1, 3, 3, 3, 1, 0, 2]),
        np.array([-1.0, 0.0, 1.0]),
    ),
}
"""Input and kernel of each example: the lecture's, two edges, and a line of numbers."""


def window_numbers(state: dict) -> dict:
    """From example, step, padding and stride to what the window covers and makes there.

    `step` counts the outputs from 0. Raises ValueError beyond the last.
    """
    x, w = EXAMPLES[state["example"]]
    p, s, axes = state["padding"], state["stride"], x.ndim
    padded = np.pad(x, p)
    forward = conv.conv1d_forward if axes == 1 else conv.conv2d_forward
    output = forward(x[None, None], w[None, None], np.zeros(1), s, p)[0][0, 0]
    index = state["step"]
    position = tuple(int(i) for i in np.unravel_index(index, output.shape))
    start = tuple(s * i for i in position)
    window = padded[tuple(slice(i, i + k) for i, k in zip(start, w.shape, strict=True))]
    widest = conv.output_size(x.shape[-1], w.shape[-1], MOST_PADDING, 1)
    return {
        **{"example": state["example"], "x": padded, "padding": p, "stride": s, "kernel": w},
        **{"start": start, "position": position, "index": index, "window": window},
        **{"products": window * w, "output": output},
        # what the picture must have room for, so that it does not jump as padding changes
        **{"room": MOST_PADDING, "rightmost": widest},
    }


def _reading(n: dict) -> str:
    """Say where the window is, the whole sum, and where the size comes from."""
    terms = [
        f"{number(a)}·{number(b)}" if b >= 0 else f"{number(a)}·({number(b)})"
        for a, b in zip(n["window"].ravel(), n["kernel"].ravel(), strict=True)
    ]
    place, p, s = ", ".join(map(str, n["position"])), n["padding"], n["stride"]
    padded, k, out = (n[part].shape[0] for part in ("x", "kernel", "output"))
    shape = f"⌊({padded - 2 * p} + 2·{p} − {k})/{s}⌋ + 1 = {out}"
    shape += " in each direction" * (len(n["position"]) > 1)
    return (
        f"Output {n['index'] + 1} of {n['output'].size}, h[{place}]: "
        f"{' + '.join(terms)} = {number(n['products'].sum())}. Size: {shape}."
    )


def _last(state: dict) -> dict:
    """The last step that there is: there is one for each output."""
    x, w = EXAMPLES[state["example"]]
    sizes = zip(x.shape, w.shape, strict=True)
    outputs = [conv.output_size(n, k, state["padding"], state["stride"]) for n, k in sizes]
    return {"step": int(np.prod(outputs))}


def explore_window() -> Live:
    """A kernel on its way over numbers: window, products, sum, and the output so far."""
    return Live(
        title="A sliding window",
        controls={
            "step": slider("step", 2, 1, 4, 1),
            "padding": slider("padding p", 0, 0, MOST_PADDING, 1),
            "stride": slider("stride s", 1, 1, 3, 1),
            "example": choice("example", EXAMPLES),
        },
        play="step",
        tops=_last,
        numbers=lambda state: window_numbers(state | {"step": state["step"] - 1}),
        draw=lambda figure, n: plots.draw_window(figure.subplots(), n, stacked(figure)),
        update=plots.update_window,
        reading=_reading,
        alt="Numbers in cells: the input with its padding dotted and the window outlined in blue, "
        "the kernel, the products under it, and the output with the present cell outlined.",
        figsize=(9.2, 3.8),
        narrow=(4.6, 6.4),
    )
