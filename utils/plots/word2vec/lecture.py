"""A table of numbers, a word and its neighbours, vectors that move, a tree, a map of words."""

import numpy as np
from matplotlib.patches import Circle

from utils.plots.rnn_unrolling.graphs import BACK, arrow, box, finish
from utils.plots.style import BLUE, GREY, ORANGE, SMALL, number, say, table
from utils.plots.word2vec.space import labelled


def draw_squares(ax, values, rows, columns, form: str = "{:z.1f}", most=None) -> dict:
    """A square for each number of values (R, C), the darker the larger, up to `most`."""
    most = np.max(values) if most is None else most
    words = [[form.format(value).replace("-", "−") for value in row] for row in values]
    return table(ax, values, words, rows, columns, "Blues", most, dark=0.55 * most)


def draw_centre(ax, words, t: int, c: int) -> dict:
    """Boxes for the words of a sentence; arrows from word t to those within c; {boxes, arrows}."""
    boxes, arrows = [], []
    for i, word in enumerate(words):
        boxes.append(box(ax, 2 * i, 0, word, width=1.7, tint="orange" if i == t else None))
    for i in range(max(0, t - c), min(len(words), t + c + 1)):
        if i != t:
            boxes[i].set(edgecolor=BLUE, linewidth=2.6)
            bend = np.sign(t - i) * 0.6 / abs(t - i) ** 0.5
            arrows.append(arrow(ax, (2 * t, 0.31), (2 * i, 0.33), BLUE, bend=bend))
            say(ax, 2 * i, -0.62, f"j = {number(i - t, '+d')}", GREY)
    say(ax, 2 * t, -0.62, "centre", GREY)
    finish(ax, (-1.0, 2 * len(words) - 1.0), (-0.9, 1.6))
    return {"boxes": boxes, "arrows": arrows}


def draw_moves(ax, v, v_step, outputs, steps, names, at) -> dict:
    """v (2,) as an arrow from 0, outputs (V, 2) as points, and the step of each as a brown arrow.

    names: v's, then those of the outputs; at: where each name stands, as an offset (dx, dy)
    """
    moves = {}
    arrow(ax, (0, 0), v, ORANGE, width=3)
    starts = np.concatenate([[v], outputs])
    for name, start, step, (dx, dy) in zip(names, starts, [v_step, *steps], at, strict=True):
        moves[name] = arrow(ax, start, np.add(start, step), BACK)
        moves[name].set_zorder(4)
        say(ax, start[0] + dx, start[1] + dy, name)
    points = ax.plot(*np.transpose(outputs), "o", color=BLUE, zorder=3)[0]
    ax.axhline(0, color=GREY, lw=0.8, zorder=0)
    ax.axvline(0, color=GREY, lw=0.8, zorder=0)
    ax.set(xlabel="first entry", ylabel="second entry", aspect="equal")
    return {"moves": moves, "points": points}


def draw_huffman(ax, codes: dict, inner: dict, way: str) -> dict:
    """A tree by {word: code}, 0 to the left; inner {prefix: text}; the way to a word is orange."""
    places, drawn, edges = {}, {}, {}
    for k, code in enumerate(sorted(codes.values())):  # leaves from left to right
        places[code] = (2.2 * k, -1.35 * len(code))
    for prefix in sorted(inner, key=len, reverse=True):
        x = (places[f"{prefix}0"][0] + places[f"{prefix}1"][0]) / 2
        places[prefix] = (x, -1.35 * len(prefix))
    for prefix, text in inner.items():
        drawn[prefix] = ax.add_patch(Circle(places[prefix], 0.22, fc="white", ec="black", zorder=3))
        x, y = places[prefix]
        say(ax, x + 0.35, y + 0.12, text, ha="left")
    for word, code in codes.items():
        drawn[code] = box(ax, *places[code], word, width=1.5, height=0.55, tint=None)
    for name in drawn:
        if name:
            on = codes[way].startswith(name)
            edges[name] = arrow(ax, drawn[name[:-1]], drawn[name], ORANGE if on else GREY)
            middle = np.add(places[name[:-1]], places[name]) / 2
            say(ax, middle[0] + (-0.2 if name[-1] == "0" else 0.2), middle[1], name[-1], GREY)
    drawn[codes[way]].set(edgecolor=ORANGE, linewidth=2.6)
    depth = max(map(len, codes.values()))
    finish(ax, (-0.9, 2.2 * len(codes) - 0.4), (-1.35 * depth - 0.5, 0.6))
    return {"nodes": drawn, "edges": edges}


def draw_map(ax, points, names, shares=(0.0, 0.0), pairs=()) -> dict:
    """Words at points (n, 2), a line for each pair (i, j); {dots, texts, lines}.

    shares: how much of all spread each direction shows. No name covers another one; a thin line
    leads from each to its point.
    """
    points = np.asarray(points, float)
    dots = ax.plot(*points.T, "o", color=BLUE, markersize=5, zorder=3)[0]
    ax.margins(0.12, 0.15)
    inches = ax.get_window_extent().size / ax.figure.dpi
    scale = inches * 72 / SMALL / np.array([np.ptp(ax.get_xlim()), np.ptp(ax.get_ylim())])
    texts = []
    places, _ = labelled(points * scale, names, 1.0, np.inf)
    for point, at, name in zip(points, places / scale, names, strict=True):
        ax.plot(*np.transpose([point, at]), "-", color=GREY, lw=0.7, zorder=1)
        texts.append(say(ax, *at, name, backgroundcolor="white", zorder=2))
        texts[-1].get_bbox_patch().set(boxstyle="square,pad=0.05")
    lines = [
        ax.plot(*np.transpose(points[list(pair)]), "-", color=ORANGE, lw=1.6, zorder=1)[0]
        for pair in pairs
    ]
    ax.set_xlabel(f"first direction ({shares[0]:.0%} of the spread)")
    ax.set_ylabel(f"second ({shares[1]:.0%})")
    return {"dots": dots, "texts": texts, "lines": lines}
