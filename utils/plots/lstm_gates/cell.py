"""One step of an LSTM as a graph: with words, with the numbers of a run, and with its way back."""

from fractions import Fraction
from math import log

from matplotlib.patches import Circle

from utils.plots.rnn_unrolling.graphs import BACK, arrow, box, finish
from utils.plots.style import BLUE, FONT_SIZE, GREEN, GREY, ORANGE, SMALL, say

GATES = {"i": BLUE, "f": ORANGE, "o": GREEN}
# name → (x, y, tint, symbol, what it is for)
BOXES = {
    "c_prev": (0, 4, None, "$c_{t-1}$", "old cell"),
    "h_prev": (0, 0.85, None, "$h_{t-1}$", "old state"),
    "x": (0, -0.45, None, "$x_t$", "input"),
    "f": (2.5, 1.4, "orange", "$f$", "keep?"),
    "i": (4.6, 1.4, "blue", "$i$", "write?"),
    "c_tilde": (7.0, 2.7, None, "$\\tilde{c}$", "what?"),
    "o": (9.3, 1.4, "green", "$o$", "read?"),
    "c": (9.3, 4, None, "$c_t$", "new cell"),
    "h": (11.6, 2.7, None, "$h_t$", "new state"),
}
SIGNS = {"keep": (2.5, 4, "×"), "write": (4.6, 2.7, "×"), "add": (4.6, 4, "+")}
SIGNS["read"] = (9.3, 2.7, "×")
# from and to → where its number stands: on an arrow, or beside one
ARROWS = {
    "c_prev→keep": (1.5, 4, "on"),
    "keep→add": (3.5, 4, "on"),
    "add→c": (6.6, 4, "on"),
    "f→keep": (2.5, 2.9, "beside"),
    "i→write": (4.6, 2.17, "beside"),
    "c_tilde→write": (5.6, 2.7, "on"),
    "write→add": (4.6, 3.35, "beside"),
    "c→read": (9.3, 3.2, "beside"),
    "o→read": (9.3, 2.17, "beside"),
    "read→h": (10.2, 2.7, "on"),
}


def exact(value: float) -> str:
    """Write a number as it is written by hand: a fraction, or one times ln 3, else 3 decimals.

    >>> exact(0.75), exact(-3 / 16 * log(3)), exact(0.19040)
    ('3/4', '−3/16 ln 3', '0.190')
    """
    for unit, name in ((1.0, ""), (log(3), " ln 3")):
        near = Fraction(value / unit).limit_denominator(64)
        if abs(near * unit - value) < 1e-12:
            return (str(near) + name).replace("-", "−")
    return format(value, ".3f").replace("-", "−")


def draw_cell(ax, run: dict | None = None, backward: bool = False) -> dict:
    """The step's graph; without a run each box says what it is for.

    run: {name: value} of the boxes and of the arrows ("f→keep", …); for the way back also their
    gradients under "d" + name, in brown behind ∂. Those of f, i, c_tilde and o are dz, before σ
    and tanh.
    """
    inner = dict.fromkeys(("f", "i", "c_tilde", "o"), "z ")
    nodes = add_nodes(ax, BOXES, SIGNS, 1.6, run, inner if backward else None)
    texts = []
    for name, at in ARROWS.items():
        start, end = name.split("→")
        arrow(ax, nodes[start], nodes[end], GATES.get(start, GREY))
        texts += add_numbers(ax, *at, run, name, backward)
    _wires(ax, nodes)
    if run is None:
        say(ax, 9.95, 3.2, "tanh", GREY)
        say(ax, 5.8, -0.2, "old state and input go to all four", GREY)
    finish(ax, (-0.9, 13.2), (-1.0, 4.6))
    return {"boxes": nodes, "texts": texts}


def add_nodes(ax, boxes: dict, signs: dict, width: float, run, inner: dict | None) -> dict:
    """The boxes of a step's graph, with what they are for or with their numbers, and its signs.

    inner {name: what the gradient is of, if not of the box itself}, None for the way forward alone.
    """
    nodes = {}
    for name, (x, y, tint, symbol, purpose) in boxes.items():
        lines = [(symbol if run is None else f"{symbol} = {exact(run[name])}", {})]
        if run is None:
            lines.append((purpose, {"fontsize": SMALL, "colour": GREY}))
        elif inner is not None:
            lines.append((f"∂{inner.get(name, ' ')}{exact(run['d' + name])}", {"colour": BACK}))
        nodes[name] = box(ax, x, y, lines, width=width, height=1.0, tint=tint)
    for name, (x, y, sign) in signs.items():
        look = {"facecolor": "white", "edgecolor": "black", "zorder": 2}
        nodes[name] = ax.add_patch(Circle((x, y), 0.27, **look))
        say(ax, x, y - 0.02, sign, fontsize=FONT_SIZE + 2, zorder=3)
    return nodes


def add_numbers(ax, x, y, side, run, name, backward) -> list:
    """What an arrow delivers, and behind ∂ what comes back along it; nothing without a run."""
    if run is None:
        return []
    dx, dy, *ha = (0.12, 0, "right", "left") if side == "beside" else (0, 0.25, "center", "center")
    texts = [say(ax, x - dx, y + dy, exact(run[name]), ha=ha[0])]
    if backward:
        texts.append(say(ax, x + dx, y - dy, f"∂ {exact(run['d' + name])}", BACK, ha=ha[1]))
    return texts


def _wires(ax, nodes) -> None:
    """From x and h_(t−1) to all four boxes, and from c_t and h_t on to the next step."""
    for x, y in (([0.8, 1.3, 1.3, 0.8], [0.85, 0.85, -0.45, -0.45]), ([1.3, 9.3], [0.1, 0.1])):
        ax.plot(x, y, "-", color=GREY, linewidth=2, zorder=1)
    for name in ("f", "i", "c_tilde", "o"):
        arrow(ax, (BOXES[name][0], 0.1), nodes[name])
    for name in ("c", "h"):
        arrow(ax, nodes[name], (13.1, BOXES[name][1]))
