"""The GRU's step as a graph, what it merged, who hears whom, and what was measured."""

import numpy as np

from utils.plots.lstm_gates.cell import add_nodes, add_numbers, exact
from utils.plots.rnn_unrolling.graphs import arrow, box, finish
from utils.plots.style import FONT_SIZE, GREEN, GREY, ORANGE, curves, number, say, series

GATES = {"z": ORANGE, "r": GREEN}
# name → (x, y, tint, symbol, what it is for)
BOXES = {
    "h_prev": (0.2, 4, None, "$h_{t-1}$", "old state"),
    "r": (0.2, 1.0, "green", "$r$", "hear?"),
    "x": (0.2, -0.5, None, "$x_t$", "input"),
    "z": (6.4, 2.6, "orange", "$z$", "keep?"),
    "h_tilde": (9.6, 0.7, None, "$\\tilde{h}$", "what?"),
    "h": (12.0, 4, None, "$h_t$", "new state"),
}
SIGNS = {"hear": (2.9, 0.7, "×"), "keep": (6.4, 4, "×"), "fill": (9.6, 2.6, "×")}
SIGNS["add"] = (9.6, 4, "+")
# from and to → where its number stands: on an arrow, or beside one
ARROWS = {
    "h_prev→keep": (4.5, 4, "on"),
    "keep→add": (8.0, 4, "on"),
    "add→h": (10.5, 4, "on"),
    "z→keep": (6.4, 3.42, "beside"),
    "z→fill": (8.3, 2.6, "on"),
    "fill→add": (9.6, 3.3, "beside"),
    "h_tilde→fill": (9.6, 1.75, "beside"),
    "h_prev→hear": (2.9, 2.4, "beside"),
    "r→hear": (1.85, 0.7, "on"),
    "hear→h_tilde": (5.8, 0.7, "on"),
}
MERGED = (("forget gate $f$", "z"), ("input gate $i$", "z"), ("output gate $o$", "r"),
          ("cell $c$", "h"), ("state $h$", "h"))  # fmt: skip
NOW = {"z": ("update gate $z$,  $1-z$", "orange"), "r": ("reset gate $r$", "green"),
       "h": ("state $h$", None)}  # fmt: skip


def draw_merge(ax) -> dict:
    """What an LSTM has, left, and what a GRU has in its place, right."""
    right = {}
    for (name, (words, tint)), y in zip(NOW.items(), (3.5, 2, 0.5), strict=True):
        right[name] = box(ax, 7, y, words, width=3.6, height=0.75, tint=tint)
    for y, (words, to) in zip((4, 3, 2, 1, 0), MERGED, strict=True):
        left = box(ax, 0, y, words, width=2.8, height=0.7, tint=None)
        way = arrow(ax, left, right[to], GATES.get(to, GREY))
        way.set_linestyle(":" if to == "r" else "-")
    say(ax, 0, 4.75, "LSTM", fontsize=FONT_SIZE)
    say(ax, 7, 4.75, "GRU", fontsize=FONT_SIZE)
    say(ax, 3.2, 2.25, "another job", GREY)
    finish(ax, (-1.6, 9.0), (-0.5, 5.0))
    return {"boxes": right}


def draw_step(ax, run: dict | None = None, backward: bool = False) -> dict:
    """One step, r before the product with U_h; without a run each box says what it is for.

    run: {name: value} of the boxes and of the arrows ("z→keep", …); for the way back also their
    gradients under "d" + name, in brown behind ∂. Those of z, r and h_tilde are before σ and tanh.
    """
    inner = dict.fromkeys(("z", "r", "h_tilde"), "a ")
    nodes = add_nodes(ax, BOXES, SIGNS, 1.8, run, inner if backward else None)
    begins = {"h_prev→hear": (2.9, 4), "r→hear": (0.2, 0.7)}  # not in the middle of a box
    texts = []
    for name, at in ARROWS.items():
        start, end = name.split("→")
        arrow(ax, begins.get(name, nodes[start]), nodes[end], GATES.get(start, GREY))
        texts += add_numbers(ax, *at, run, name, backward)
    arrow(ax, nodes["h_prev"], nodes["r"])
    say(ax, 0.35, 2.4, "to r and z", GREY, ha="left")
    arrow(ax, nodes["x"], (2.0, -0.5))
    say(ax, 2.15, -0.5, "to r, z and $\\tilde{h}$", GREY, ha="left")
    if run is None:
        say(ax, 8.3, 2.85, "$1-z$", GREY)
        say(ax, 7.6, 0.95, "$U_h$, tanh", GREY)
    finish(ax, (-0.9, 13.1), (-1.1, 4.6))
    return {"boxes": nodes, "texts": texts}


def draw_listening(ax, h, U, r, form: str) -> dict:
    """What listener j hears of the states h (H,) through U (H, H) with gates r (H,), by form."""
    before, texts, U = form == "before", [], np.asarray(U)
    come = (np.multiply(r, h) if before else np.asarray(h)) @ U
    heard = come if before else come * r
    for i in range(len(h)):
        says, hears = f"$h_{i + 1}$ = {exact(h[i])}", exact(heard[i])
        gate = f" × {exact(r[i])}"
        texts.append(f"{says}{gate}" if before else says)
        box(ax, 0, -i, texts[-1], width=1.8, tint="green" if before else None)
        texts.append(f"hears {hears}" if before else f"{exact(come[i])}{gate} = {hears}")
        box(ax, 4, -i, texts[-1], width=1.8, tint=None if before else "green")
        for j in np.flatnonzero(U[i]):
            arrow(ax, (0.9, -i), (3.1, -j))
    for x, words in ((0, "who speaks"), (4, "who listens")):
        say(ax, x, 0.55, words, GREY)
    finish(ax, (-1.1, 5.1), (-0.5 - len(h) + 1, 1.1))
    ax.set_title(f"“{form}”: r at the {'sender' if before else 'listener'}")
    return {"texts": texts, "heard": heard}


def draw_scores(ax, scores: dict, floors: dict, ylabel: str) -> dict:
    """Points for the seeds of each network, a bar at the mean: {name: (seeds,)}; floors dashed."""
    dots, means = {}, {}
    for k, ((name, each), look) in enumerate(zip(scores.items(), series(len(scores)), strict=True)):
        aside = k + np.linspace(-0.2, 0.2, len(each))
        (dots[name],) = ax.plot(aside, each, look["marker"], color=look["colour"], ms=6, alpha=0.7)
        means[name] = ax.hlines(np.mean(each), k - 0.34, k + 0.34, "black", linewidth=2)
    for (name, value), dash, width in zip(floors.items(), ("--", ":"), (1.6, 1.8), strict=False):
        look = {"color": GREY, "linestyle": dash, "linewidth": width}
        ax.axhline(value, label=f"{name}: {number(value)}", **look)
    ax.set_xticks(range(len(scores)), scores)
    ax.set(ylabel=ylabel, xlabel="network", xlim=(-0.6, len(scores) - 0.4))
    ax.grid(axis="y")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), handlelength=1.8)
    return {"dots": dots, "means": means}


def draw_beats(ax, named: dict, ylabel: str, marked=()) -> dict:
    """{label: (T,)} over the steps 1 … T; (first, last) of `marked` stand on grey."""
    T = len(next(iter(named.values())))
    steps = np.arange(1, T + 1)
    lines = curves(ax, steps, named, markers=True, markersize=4)
    spans = [ax.axvspan(a - 0.5, b + 0.5, color="#E8E8E8", lw=0, zorder=0) for a, b in marked]
    ax.set_xticks(steps[3::4], steps[3::4])
    ax.set(xlabel="beat", ylabel=ylabel, xlim=(0.5, T + 0.5))
    ax.grid(axis="y")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(named))
    return {"lines": lines, "spans": spans}
