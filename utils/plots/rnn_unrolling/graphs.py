"""A recurrent network as a graph: folded and unfolded, its uses, and a run of it by hand."""

from matplotlib.patches import FancyArrowPatch, Rectangle

from utils.plots.style import BLUE, FONT_SIZE, GREEN, GREY, ORANGE, PALE, say

# One colour for one shared weight, at every step.
WEIGHTS = {"W": BLUE, "U": ORANGE, "v": GREEN}
BACK = "#A34700"  # gradients


def box(ax, x, y, words, width=0.9, height=0.62, tint="blue"):
    """A box with one line of text for each (text, look) of words, or one for a string."""
    lines = [(words, {})] if isinstance(words, str) else words
    corner = (x - width / 2, y - height / 2)
    box = Rectangle(
        corner, width, height, facecolor=PALE[tint], edgecolor="black", linewidth=1.1, zorder=2
    )
    for k, (text, look) in enumerate(lines):
        at = y + height * (0.5 - (k + 0.5) / len(lines))
        say(ax, x, at - 0.01, text, **{"zorder": 3, "fontsize": FONT_SIZE} | look)
    return ax.add_patch(box)


def arrow(ax, start, end, colour=GREY, bend=0.0, width=2.0):
    """An arrow from box or circle to another, or between points."""
    ends = {}
    points = []
    for side, which in (("patchA", start), ("patchB", end)):
        if hasattr(which, "get_center"):
            ends[side] = which
            which = which.get_center()
        points.append(tuple(which))
    arrow = FancyArrowPatch(
        *points, arrowstyle="-|>", mutation_scale=14, color=colour, linewidth=width, zorder=1,
        connectionstyle=f"arc3,rad={bend}", shrinkA=0, shrinkB=1, **ends,
    )  # fmt: skip
    return ax.add_patch(arrow)


def finish(ax, xlim, ylim) -> None:
    """Give a graph its limits, one scale for both directions, and no axes."""
    ax.set(xlim=xlim, ylim=ylim, aspect="equal")
    ax.set_axis_off()


def draw_unfolding(ax, T: int = 4) -> dict:
    """Left the network with its loop, right the same network with a copy for each of T steps."""
    boxes, arrows = {}, []
    for name, y, tint in (("x", 0, None), ("h", 1.4, "blue"), ("ŷ", 2.8, "green")):
        boxes[name] = box(ax, 0, y, name, tint=tint)
    arrows += [arrow(ax, boxes["x"], boxes["h"], WEIGHTS["W"], width=2.6)]
    arrows += [arrow(ax, boxes["h"], boxes["ŷ"], WEIGHTS["v"], width=2.6)]
    arrows += [arrow(ax, (0.45, 1.6), (0.45, 1.2), WEIGHTS["U"], bend=-2.6, width=2.6)]
    say(ax, -0.2, 0.7, "W", WEIGHTS["W"])
    say(ax, -0.2, 2.1, "v", WEIGHTS["v"])
    say(ax, 1.2, 1.4, "U", WEIGHTS["U"])
    say(ax, 2.0, 1.4, "=", fontsize=2 * FONT_SIZE)
    last = box(ax, 3.1, 1.4, "h₀", tint="blue")
    for t in range(T):
        x, i = 4.9 + 1.8 * t, "₁₂₃₄₅₆₇₈₉"[t]
        step = [box(ax, x, 0, f"x{i}", tint=None), box(ax, x, 1.4, f"h{i}")]
        step.append(box(ax, x, 2.8, f"ŷ{i}", tint="green"))
        arrows.append(arrow(ax, step[0], step[1], WEIGHTS["W"], width=2.6))
        arrows.append(arrow(ax, last, step[1], WEIGHTS["U"], width=2.6))
        arrows.append(arrow(ax, step[1], step[2], WEIGHTS["v"], width=2.6))
        say(ax, x - 0.2, 0.7, "W", WEIGHTS["W"])
        say(ax, x - 0.9, 1.58, "U", WEIGHTS["U"])
        say(ax, x - 0.2, 2.1, "v", WEIGHTS["v"])
        boxes |= {f"x{i}": step[0], f"h{i}": step[1], f"ŷ{i}": step[2]}
        last = step[1]
    finish(ax, (-0.6, 4.9 + 1.8 * (T - 1) + 0.6), (-0.4, 3.2))
    return {"boxes": boxes, "arrows": arrows}


# name: (columns with an input, columns with an output, columns in all, an example)
PATTERNS = {
    "aligned": ((0, 1, 2), (0, 1, 2), 3, "a tag per word"),
    "many to one": ((0, 1, 2), (2,), 3, "an opinion"),
    "one to many": ((0,), (0, 1, 2), 3, "a caption"),
    "encoder, decoder": ((0, 1, 2), (2, 3, 4), 5, "a translation"),
}


def draw_patterns(ax) -> dict:
    """What goes in and comes out at which step, for the four uses; below: an example of each."""
    left, boxes, size = 0.0, [], {"width": 0.5, "height": 0.5}
    for name, (inputs, outputs, columns, example) in PATTERNS.items():
        before = said = None
        for column in range(columns):
            x = left + 0.85 * column
            late = name.startswith("encoder") and column >= len(inputs)
            h = box(ax, x, 1, "", tint="orange" if late else "blue", **size)
            boxes.append(h)
            if before:
                arrow(ax, before, h, WEIGHTS["U"])
            if column in inputs:
                arrow(ax, box(ax, x, 0, "", tint=None, **size), h, WEIGHTS["W"])
            if column in outputs:
                if late:  # what was said last is read next
                    arrow(ax, said, h, GREY, width=1.4).set_linestyle("--")
                said = box(ax, x, 2, "", tint="green", **size)
                arrow(ax, h, said, WEIGHTS["v"])
            before = h
        middle = left + 0.85 * (columns - 1) / 2
        say(ax, middle, 2.75, name, fontsize=FONT_SIZE)
        say(ax, middle, -0.65, example)
        left += 0.85 * columns + 0.75
    for y, word in ((0, "x"), (1, "h"), (2, "ŷ")):
        say(ax, -0.6, y, word, GREY, fontsize=FONT_SIZE)
    finish(ax, (-0.9, left - 0.75), (-1.0, 3.05))
    return {"boxes": boxes}


def fraction(value: float) -> str:
    """Write a number of quarters as it is written by hand.

    >>> fraction(-0.5), fraction(3.25), fraction(4.0)
    ('−½', '3¼', '4')
    """
    whole, rest = divmod(abs(value), 1)
    part = {0.0: "", 0.25: "¼", 0.5: "½", 0.75: "¾"}.get(rest)
    if part is None:
        return format(value, "g").replace("-", "−")
    digits = str(int(whole)) if whole or not part else ""
    return ("−" if value < 0 else "") + digits + part


def draw_by_hand(ax, run: dict, backward: bool = True) -> dict:
    """A run with one unit: every box and every arrow with its number, back in brown behind ∂.

    run: "x", "h" (from h_0 on), "y_hat", "y", and the weights "W", "U", "v" as numbers; for the
    way back "dy", "dh" (from h_0 on), "dz": as many as steps but for h and dh, one more.
    """
    T, boxes, texts = len(run["x"]), {}, []
    W, U, v = run["W"], run["U"], run["v"]
    size = {"width": 1.25, "height": 0.95}

    def node(name, x, y, value, back, tint):
        lines = [(f"{name} = {fraction(value)}", {})]
        if backward:
            lines.append((f"∂ {fraction(back)}", {"colour": BACK}))
        boxes[name] = box(ax, x, y, lines, tint=tint, **size)

    def label(x, y, forward, back, side):
        """side: the numbers stand left and right of an upright arrow, above and below others."""
        dx, dy, *ha = (0.12, 0, "right", "left") if side else (0, 0.2, "center", "center")
        texts.append(say(ax, x - dx, y + dy, fraction(forward), ha=ha[0]))
        if backward:
            texts.append(say(ax, x + dx, y - dy, f"∂ {fraction(back)}", BACK, ha=ha[1]))

    dys, dhs, dzs = (run.get(name, [0.0] * (T + 1)) for name in ("dy", "dh", "dz"))
    node("h₀", 0, 1.8, run["h"][0], dhs[0], "blue")
    for t in range(T):
        x, i, j = 2.35 * (t + 1), "₁₂₃₄₅₆₇₈₉"[t], "₀₁₂₃₄₅₆₇₈"[t]
        dy, dz = dys[t], dzs[t]
        node(f"x{i}", x, 0, run["x"][t], dz * W, None)
        node(f"h{i}", x, 1.8, run["h"][t + 1], dhs[t + 1], "blue")
        node(f"ŷ{i}", x, 3.6, run["y_hat"][t], dy, "green")
        arrow(ax, boxes[f"x{i}"], boxes[f"h{i}"], WEIGHTS["W"])
        arrow(ax, boxes[f"h{j}"], boxes[f"h{i}"], WEIGHTS["U"])
        arrow(ax, boxes[f"h{i}"], boxes[f"ŷ{i}"], WEIGHTS["v"])
        label(x, 0.88, run["x"][t] * W, dz * W, True)
        label(x - 1.175, 1.8, run["h"][t] * U, dz * U, False)
        label(x, 2.68, run["h"][t + 1] * v, dy * v, True)
        texts.append(say(ax, x, 4.3, f"y{i} = {fraction(run['y'][t])}"))
    for k, name in enumerate("vUW"):
        words, look = f"{name} = {fraction(run[name])}", {"ha": "left", "weight": "bold"}
        texts.append(say(ax, -0.6, 4.3 - 0.42 * k, words, WEIGHTS[name], **look))
    finish(ax, (-0.75, 2.35 * T + 0.75), (-0.55, 4.55))
    return {"boxes": boxes, "texts": texts}
