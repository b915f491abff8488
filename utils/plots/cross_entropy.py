"""Pictures of cross entropy: draw_*(ax, numbers…) → the artists, in a dict.

Nothing is computed here but positions. Where there is an `update_*` beside a `draw_*`, the dict
holds everything that can move or that lies on what moves, so that a live picture redraws just
that; the axes stay as `draw_*` left them.
"""

import contourpy
import numpy as np
from matplotlib.colors import to_rgb

from utils.plots.style import COLOURS, FONT_SIZE, GREY, series

BLUE, ORANGE, GREEN = COLOURS["blue"], COLOURS["orange"], COLOURS["green"]
VERMILLION = COLOURS["vermillion"]
SMALL = FONT_SIZE - 1


def _number(value: float, form: str = "z.3f") -> str:
    """Write a number for a picture; infinity as ∞, and no minus before a zero."""
    if np.isinf(value):
        return "∞" if value > 0 else "−∞"
    return format(value, form).replace("-", "−")


def _short(p: float) -> str:
    """Write a probability as narrow as its bar: .25, and 1 for certainty."""
    return f"{p:.2f}".removeprefix("0").replace("1.00", "1")


def draw_surprise(ax, p=None, nats=None, marks=None) -> dict:
    """The curve −ln p. p, nats (K,) the curve; marks {label: (p, nats)} points to name on it."""
    if p is None:
        p = np.linspace(0.005, 1, 400)
    if nats is None:
        nats = -np.log(p)
    (line,) = ax.plot(p, nats, color=BLUE, linestyle="-", clip_on=False)
    points, texts = [], []
    for label, (x, y) in (marks or {}).items():
        points += ax.plot(x, y, "o", color=VERMILLION, clip_on=False, zorder=4)
        texts.append(ax.annotate(label, (x, y), (9, 5), textcoords="offset points", fontsize=SMALL))
    ax.set(xlim=(0, 1), ylim=(0, None), xlabel="probability p of the outcome")
    ax.set_ylabel("surprise −ln p (nats)")
    ax.grid(True)
    return {"line": line, "points": points, "texts": texts}


# ---------------------------------------------------------------- two distributions, three bars


def draw_distributions(ax, p, q, labels, names=("p", "q")) -> dict:
    """Two distributions side by side. p, q (K,) probabilities; labels K outcomes."""
    x = np.arange(len(p))
    artists = {}
    for name, values, shift, look in zip("pq", (p, q), (-0.2, 0.2), series(2), strict=True):
        title = names["pq".index(name)]
        artists[name] = ax.bar(
            x + shift, values, 0.38, color=look["colour"], edgecolor="white",
            hatch=look["hatch"], label=title,
        )  # fmt: skip
        artists[f"{name}_texts"] = [
            ax.text(i + shift, v + 0.015, _short(v), ha="center", va="bottom", fontsize=SMALL - 1)
            for i, v in zip(x, values, strict=True)
        ]
    ax.set_xticks(x, labels)
    ax.set(ylim=(0, 1.12), xlabel="outcome", ylabel="probability")
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, borderaxespad=0)
    return artists


def update_distributions(artists: dict, p, q) -> None:
    """Move the bars and their figures to p, q (K,)."""
    for name, values in (("p", p), ("q", q)):
        for bar, text, v in zip(artists[name], artists[f"{name}_texts"], values, strict=True):
            bar.set_height(v)
            text.set_y(v + 0.015)
            text.set_text(_short(v))


def draw_information_bars(ax, H_p, H_pq, KL, unit="nats", maximum=None) -> dict:
    """H(p) and KL(p ‖ q) end to end, and H(p, q) as long as both. Numbers in `unit`.

    maximum: the longest bar the axis has room for; a longer one, also an infinite one, stops at
    the edge and says its number.
    """
    if maximum is None:
        finite = [v for v in (H_p, H_pq) if np.isfinite(v)]
        maximum = max([*finite, 1e-3]) * 1.05
    rows = ("H(p)", "KL(p ‖ q)", "H(p, q)")
    bars, texts = [], []
    for row, (colour, hatch) in enumerate(((BLUE, ""), (ORANGE, "//"), (GREEN, ".."))):
        bars += ax.barh(row, 0, 0.62, color=colour, edgecolor="white", hatch=hatch)
        texts.append(ax.text(0, row, "", va="center", fontsize=SMALL))
    (floor,) = ax.plot([0, 0], [-0.45, 2.45], color=GREY, linestyle=":", linewidth=1.5)
    ax.set_yticks(range(3), rows)
    # room on the right for the number at the end of the longest bar
    ax.set(xlim=(0, maximum * 1.22), ylim=(2.6, -0.6), xlabel=f"information ({unit})")
    artists = {"bars": bars, "texts": texts, "floor": floor}
    update_information_bars(artists, H_p, H_pq, KL)
    return artists


def update_information_bars(artists: dict, H_p, H_pq, KL) -> None:
    """Move the three bars to H(p), H(p, q) and KL, in the unit they were drawn in."""
    end = artists["floor"].axes.get_xlim()[1]
    longest = end / 1.22
    spans = ((0, H_p, H_p), (H_p, H_p + KL, KL), (0, H_pq, H_pq))
    for bar, text, (start, stop, value) in zip(
        artists["bars"], artists["texts"], spans, strict=True
    ):
        shown = min(stop, longest)
        bar.set_x(min(start, longest))
        bar.set_width(max(shown - start, 0))
        text.set_x(shown + end * 0.012)
        text.set_text(("" if stop <= longest * 1.0001 else "→ ") + _number(value))
    artists["floor"].set_xdata([min(H_p, longest)] * 2)


def draw_code_lengths(ax, labels, code_bits, ideal_bits, fixed_bits=None) -> dict:
    """Bits of each symbol's code word as bars, with −log₂ p as points, and a fixed length."""
    x = np.arange(len(labels))
    bars = ax.bar(x, code_bits, 0.72, color=COLOURS["sky"], label="Huffman code word")
    (ideal,) = ax.plot(
        x, ideal_bits, "D", color=VERMILLION, markersize=5.5, label="surprise −log₂ p"
    )
    artists = {"bars": bars, "ideal": ideal}
    if fixed_bits is not None:
        artists["fixed"] = ax.axhline(
            fixed_bits,
            color=GREY,
            linestyle="--",
            linewidth=1.6,
            label=f"fixed length {fixed_bits}",
        )
    ax.set_xticks(x, labels)
    ax.set(xlim=(-0.7, len(x) - 0.3), xlabel="symbol, most frequent first", ylabel="bits")
    ax.set_ylim(0, 1.05 * max(np.max(code_bits), np.max(ideal_bits)))
    ax.legend(loc="upper left")
    return artists


def draw_huffman_tree(ax, p, codes, labels) -> dict:
    """The tree of a prefix-free code, from the root down. p (K,); codes, labels K words each.

    A leaf stands as deep as its code word is long; a box says how likely what is below it is.
    """
    places = {}  # beginning of a code word → (x, depth, probability)
    for x, i in enumerate(sorted(range(len(codes)), key=lambda i: codes[i])):
        places[codes[i]] = (float(x), len(codes[i]), float(p[i]))
    beginnings = {code[:n] for code in codes for n in range(len(code))}
    for word in sorted(beginnings, key=len, reverse=True):  # children before their parent
        below = [places[word + digit] for digit in "01" if word + digit in places]
        places[word] = (
            sum(x for x, _, _ in below) / len(below), len(word), sum(q for _, _, q in below)
        )  # fmt: skip

    artists = {"edges": [], "nodes": [], "texts": []}
    box = {"boxstyle": "round,pad=0.3", "edgecolor": GREY}
    for word, (x, depth, q) in places.items():
        leaf = word not in beginnings
        artists["nodes"].append(
            ax.text(x, depth, f"{q:.2f}", ha="center", va="center", fontsize=SMALL, zorder=3,
                    bbox={**box, "facecolor": "#D6ECF8" if leaf else "white"})
        )  # fmt: skip
        if word:
            x0, depth0, _ = places[word[:-1]]
            artists["edges"] += ax.plot([x0, x], [depth0, depth], "-", color=GREY, linewidth=1.6)
            side = -1 if word[-1] == "0" else 1
            artists["texts"].append(
                ax.annotate(word[-1], ((x0 + x) / 2, (depth0 + depth) / 2), (8 * side, 2),
                            textcoords="offset points", ha="center", color=VERMILLION,
                            weight="bold", fontsize=SMALL)
            )  # fmt: skip
    for word, label in zip(codes, labels, strict=True):
        x, depth, _ = places[word]
        artists["texts"].append(
            ax.annotate(f"{label}: {word}", (x, depth), (0, -15), textcoords="offset points",
                        ha="center", va="top", fontsize=SMALL)
        )  # fmt: skip
    deepest = max(len(code) for code in codes)
    ax.set(xlim=(-0.6, len(codes) - 0.4), ylim=(deepest + 0.65, -0.35))
    ax.set_yticks(range(deepest + 1))
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.set(xlabel="outcome: its code word", ylabel="bits sent so far")
    return artists


# ---------------------------------------------------------------- softmax, losses, gradients


def draw_softmax(ax, p, labels) -> dict:
    """The probabilities a softmax gives. p (R,); labels R classes."""
    x = np.arange(len(p))
    bars = ax.bar(x, p, 0.62, color=BLUE)
    texts = [ax.text(i, 0, "", ha="center", va="bottom", fontsize=SMALL) for i in x]
    ax.set_xticks(x, labels)
    ax.set(ylim=(0, 1.12), xlabel="class", ylabel="probability")
    ax.set_yticks(np.linspace(0, 1, 6))
    artists = {"bars": bars, "texts": texts}
    update_softmax(artists, p)
    return artists


def update_softmax(artists: dict, p) -> None:
    """Move the bars and their figures to p (R,)."""
    for bar, text, v in zip(artists["bars"], artists["texts"], p, strict=True):
        bar.set_height(v)
        text.set_y(v + 0.015)
        text.set_text(f"{v:.3f}")


def draw_losses_on_sigmoid(
    ax_loss, ax_gradient, z, cross_entropy, squared_error, d_cross_entropy, d_squared_error
) -> dict:
    """Two losses of σ(z) for an example with y = 1, and their gradients. All (K,), z the logit."""
    artists = {}
    names = ("cross entropy", "squared error")
    for ax, curves in (
        (ax_loss, (cross_entropy, squared_error)),
        (ax_gradient, (d_cross_entropy, d_squared_error)),
    ):
        for name, values, look in zip(names, curves, series(2), strict=True):
            (line,) = ax.plot(z, values, color=look["colour"], linestyle=look["dash"], label=name)
            artists[f"{name}, {'loss' if ax is ax_loss else 'gradient'}"] = line
        ax.set(xlim=(np.min(z), np.max(z)), xlabel="logit z  (true class y = 1)")
        ax.grid(True)
    ax_loss.set_ylabel("loss (cross entropy in nats)")
    ax_gradient.set_ylabel("gradient dJ/dz (per unit of logit)")
    ax_loss.legend(loc="upper right")
    return artists


def draw_gradient(ax, p, target, labels, gradient=None) -> dict:
    """Bars p, the target as outlines, and arrows along −∂J/∂z = target − p. All (R,).

    gradient: the numbers p − target to write above the bars; without it none are written.
    """
    x = np.arange(len(p))
    outlines = ax.bar(
        x, target, 0.62, facecolor="none", edgecolor="black", linestyle="--", linewidth=1.4,
        label="target: 1 for the true class", zorder=3,
    )  # fmt: skip
    bars = ax.bar(x, p, 0.62, color=COLOURS["sky"], label="softmax p")
    arrows = [
        ax.annotate(
            "", (i, t), (i, v), zorder=4,
            arrowprops={"arrowstyle": "-|>", "color": VERMILLION, "linewidth": 2.2,
                        "shrinkA": 0, "shrinkB": 0},
        )
        for i, v, t in zip(x, p, target, strict=True)
    ]  # fmt: skip
    texts = [
        ax.text(i, max(p[i], target[i]) + 0.02, f"p − y = {_number(g, '+z.2f')}",
                ha="center", va="bottom", fontsize=SMALL)
        for i, g in zip(x, gradient if gradient is not None else [], strict=False)
    ]  # fmt: skip
    (proxy,) = ax.plot([], [], color=VERMILLION, linestyle="-", label="descent: −(p − y)")
    ax.set_xticks(x, labels)
    ax.set(ylim=(0, 1.15), xlabel="class", ylabel="probability")
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0,
              columnspacing=1.2, handlelength=1.6)  # fmt: skip
    return {"bars": bars, "outlines": outlines, "arrows": arrows, "texts": texts, "proxy": proxy}


# ---------------------------------------------------------------- training


def draw_training_curve(
    ax, steps, losses, floor=None, label="mean loss", optimum=None, xscale="linear", yscale="linear"
) -> dict:
    """Loss against step. steps, losses (K,); floor and optimum: levels to mark, in nats.

    xscale, yscale: "linear", "log", or for steps from 0 "symlog". The dot marks the step that
    `update_training_curve` sets; it starts at the last one.
    """
    (line,) = ax.plot(steps, losses, color=BLUE, linestyle="-", label=label)
    artists = {"line": line}
    for key, level, name, dash in (
        ("optimum", optimum, "lowest loss", "--"),
        ("floor", floor, "floor H(Y|X)", ":"),
    ):
        if level is not None:
            artists[key] = ax.axhline(
                level, color=COLOURS["black"], linestyle=dash, linewidth=1.6,
                label=f"{name} {_number(level, 'z.4f')}",
            )  # fmt: skip
    (artists["now"],) = ax.plot(
        [steps[-1]], [losses[-1]], "o", color=VERMILLION, markersize=9, clip_on=False, zorder=5
    )
    ax.set(xscale=xscale, yscale=yscale, xlabel="step", ylabel="loss (nats per example)")
    ax.set_xlim(steps[0], steps[-1])
    if yscale == "linear":
        ax.set_ylim(0, None)
    ax.grid(True)
    ax.legend(loc="upper right")
    return artists


def update_training_curve(artists: dict, step, loss, steps=None, losses=None) -> None:
    """Move the dot to (step, loss) and, when given, the curve to steps, losses (K,)."""
    artists["now"].set_data([step], [loss])
    if steps is not None:
        artists["line"].set_data(steps, losses)


def draw_decision_regions(ax, x1, x2, P, points, y, names, axis_names=("x1", "x2")) -> dict:
    """Which class is likeliest where: tinted by P, black lines where two are equally likely.

    x1 (K1,), x2 (K2,) the grid; P (K2, K1, R) probabilities on it; points (N, 2) and y (N,) the
    examples; names R classes.
    """
    looks = list(series(P.shape[-1]))
    image = ax.imshow(
        _tint(P, looks), origin="lower", aspect="auto", interpolation="bilinear", zorder=0,
        extent=(x1[0], x1[-1], x2[0], x2[-1]),
    )  # fmt: skip
    lines = []
    for _ in range(P.shape[-1] - 1):
        lines += ax.plot([], [], color="black", linestyle="-", linewidth=1.8, zorder=2)
    dots = []
    for r, (look, name) in enumerate(zip(looks, names, strict=True)):
        dots += ax.plot(
            points[y == r, 0], points[y == r, 1], look["marker"], color=look["colour"],
            markeredgecolor="white", markeredgewidth=0.8, label=name, zorder=3,
        )  # fmt: skip
    ax.set(xlim=(x1[0], x1[-1]), ylim=(x2[0], x2[-1]), xlabel=axis_names[0], ylabel=axis_names[1])
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(names), borderaxespad=0.2,
              columnspacing=1.0, handletextpad=0.2)  # fmt: skip
    # the frame and the examples do not move, but the image would cover them
    frame = [ax.spines["left"], ax.spines["bottom"]]
    artists = {"image": image, "lines": lines, "dots": dots, "frame": frame}
    artists["grid"] = (np.asarray(x1), np.asarray(x2))
    update_decision_regions(artists, P)
    return artists


def update_decision_regions(artists: dict, P) -> None:
    """Move tint and boundaries to the probabilities P (K2, K1, R) on the same grid."""
    R = P.shape[-1]
    artists["image"].set_data(_tint(P, list(series(R))))
    x1, x2 = artists["grid"]
    # The border of a class is where it is exactly as likely as the best of the others. Each
    # border belongs to two classes, so the last class has none of its own left.
    for r, line in enumerate(artists["lines"]):
        lead = P[..., r] - np.delete(P, r, axis=-1).max(axis=-1)
        # pieces of the border are joined by NaN, which lifts the pen
        pieces = contourpy.contour_generator(x1, x2, lead).lines(0.0)
        gap = np.full((1, 2), np.nan)
        path = np.concatenate([part for piece in pieces for part in (piece, gap)] or [gap])
        line.set_data(path[:, 0], path[:, 1])


def _tint(P: np.ndarray, looks: list[dict]) -> np.ndarray:
    """Mix the classes' colours by their probabilities, paled to lie under the examples."""
    colours = np.array([to_rgb(look["colour"]) for look in looks])  # (R, 3)
    return 1 - 0.38 * (1 - np.clip(P @ colours, 0, 1))


def draw_loss_floor(ax, sizes, losses, floor, unit="nats") -> dict:
    """Loss against sample size with the floor. sizes (K,); losses (K,) or {label: (K,)}."""
    if not isinstance(losses, dict):
        losses = {"mean loss": losses}
    artists = {"lines": {}}
    for (label, values), look in zip(losses.items(), series(len(losses)), strict=True):
        (artists["lines"][label],) = ax.plot(
            sizes, values, color=look["colour"], linestyle=look["dash"], marker=look["marker"],
            label=label,
        )  # fmt: skip
    artists["floor"] = ax.axhline(
        floor, color="black", linestyle=":", linewidth=2, label=f"floor H(Y|X) = {floor:.4f}"
    )
    ax.set(xscale="log", xlabel="examples in the sample", ylabel=f"loss ({unit} per example)")
    ax.grid(True)
    ax.legend(loc="best")
    return artists


def draw_decomposition(ax, floors, gaps, labels, unit="nats") -> dict:
    """Loss = floor + gap, one stacked bar for each label. floors, gaps (K,), both at least 0."""
    x = np.arange(len(labels))
    floors, gaps = np.asarray(floors, float), np.asarray(gaps, float)
    low = ax.bar(x, floors, 0.58, color=BLUE, edgecolor="white", label="floor: entropy H")
    high = ax.bar(
        x, gaps, 0.58, bottom=floors, color=ORANGE, edgecolor="white", hatch="//",
        label="gap: divergence KL",
    )  # fmt: skip
    top = max((floors + gaps).max(), 1e-3)
    texts = []
    for i in x:
        total = floors[i] + gaps[i]
        words = f"{_number(floors[i])} + {_number(gaps[i])} = {_number(total)}"
        texts.append(
            ax.text(i, total + 0.02 * top, words, ha="center", va="bottom", fontsize=SMALL)
        )
    ax.set_xticks(x, labels)
    ax.set(xlim=(-0.6, len(x) - 0.4), ylim=(0, 1.15 * top))
    ax.set(xlabel="input", ylabel=f"loss ({unit} per example)")
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0)
    return {"floors": low, "gaps": high, "texts": texts}
