"""Surprise, distributions, codes and their lengths."""

import numpy as np

from utils.plots.style import BLUE, COLOURS, GREEN, GREY, ORANGE, SMALL, VERMILLION, number, say


def _short(p: float) -> str:
    """Write a probability as narrow as its bar: .25, and 1 for certainty."""
    return f"{p:.2f}".removeprefix("0").replace("1.00", "1")


def raise_bars(bars, texts, values, words) -> None:
    """Give upright bars other heights, and put the words of each above it."""
    for bar, text, value, word in zip(bars, texts, values, words, strict=True):
        bar.set_height(value)
        text.set_y(value + 0.015)
        text.set_text(word)


def draw_surprise(ax, marks: dict) -> dict:
    """The curve −ln p, with points to name on it: marks {label: (p, nats)}."""
    p = np.linspace(0.005, 1, 400)
    (line,) = ax.plot(p, -np.log(p), color=BLUE, linestyle="-", clip_on=False)
    for label, (x, y) in marks.items():
        ax.plot(x, y, "o", color=VERMILLION, clip_on=False, zorder=4)
        ax.annotate(label, (x, y), (9, 5), textcoords="offset points", fontsize=SMALL)
    ax.set(xlim=(0, 1), ylim=(0, None))
    ax.set(xlabel="probability p of the outcome", ylabel="surprise −ln p (nats)")
    ax.grid(True)
    return {"line": line}


def draw_distributions(ax, p, q, labels, names=("p", "q")) -> dict:
    """Two distributions side by side. p, q (K,) probabilities; labels K outcomes.

    Blue, orange and green are left to H(p), KL and H(p, q), which may stand beside them.
    """
    x = np.arange(len(p))
    artists = {}
    looks = ((GREY, ""), (COLOURS["purple"], "\\\\"))
    sides = zip("pq", names, (p, q), (-0.2, 0.2), looks, strict=True)
    for name, title, values, shift, (colour, hatch) in sides:
        artists[name] = ax.bar(
            x + shift, values, 0.38, color=colour, edgecolor="white", hatch=hatch, label=title
        )
        artists[f"{name}_texts"] = [
            say(ax, i, 0, "", va="bottom", fontsize=SMALL - 1) for i in x + shift
        ]
    ax.set_xticks(x, labels)
    ax.set(ylim=(0, 1.12), xlabel="outcome", ylabel="probability")
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, borderaxespad=0)
    update_distributions(artists, p, q)
    return artists


def update_distributions(artists: dict, p, q) -> None:
    """Move the bars and their figures to p, q (K,)."""
    for name, values in (("p", p), ("q", q)):
        raise_bars(artists[name], artists[f"{name}_texts"], values, map(_short, values))


def draw_information_bars(ax, H_p, H_pq, KL, maximum) -> dict:
    """H(p) and KL(p ‖ q) end to end, and H(p, q) as long as both. Numbers in nats.

    maximum: the longest bar the axis has room for; a longer one, also an infinite one, stops at
    the edge and says its number.
    """
    bars, texts = [], []
    for row, (colour, hatch) in enumerate(((BLUE, ""), (ORANGE, "//"), (GREEN, ".."))):
        bars += ax.barh(row, 0, 0.62, color=colour, edgecolor="white", hatch=hatch)
        texts.append(ax.text(0, row, "", va="center", fontsize=SMALL))
    (floor,) = ax.plot([0, 0], [-0.45, 2.45], color=GREY, linestyle=":", linewidth=1.5)
    ax.set_yticks(range(3), ("H(p)", "KL(p ‖ q)", "H(p, q)"))
    # room on the right for the number at the end of the longest bar
    ax.set(xlim=(0, maximum * 1.22), ylim=(2.6, -0.6), xlabel="information (nats)")
    artists = {"bars": bars, "texts": texts, "floor": floor}
    update_information_bars(artists, H_p, H_pq, KL)
    return artists


def update_information_bars(artists: dict, H_p, H_pq, KL) -> None:
    """Move the three bars to H(p), H(p, q) and KL in nats."""
    end = artists["floor"].axes.get_xlim()[1]
    longest = end / 1.22
    spans = ((0, H_p, H_p), (H_p, H_p + KL, KL), (0, H_pq, H_pq))
    rows = zip(artists["bars"], artists["texts"], spans, strict=True)
    for bar, text, (start, stop, value) in rows:
        shown = min(stop, longest)
        bar.set_x(min(start, longest))
        bar.set_width(max(shown - start, 0))
        text.set_x(shown + end * 0.012)
        text.set_text(("" if stop <= longest * 1.0001 else "→ ") + number(value))
    artists["floor"].set_xdata([min(H_p, longest)] * 2)


def draw_code_lengths(ax, labels, code_bits, ideal_bits, fixed_bits) -> dict:
    """Bits of each symbol's code word as bars, with −log₂ p as points, and a fixed length."""
    x = np.arange(len(labels))
    bars = ax.bar(x, code_bits, 0.72, color=COLOURS["sky"], label="Huffman code word")
    ax.plot(x, ideal_bits, "D", color=VERMILLION, markersize=5.5, label="surprise −log₂ p")
    look = {"color": GREY, "linestyle": "--", "linewidth": 1.6}
    ax.axhline(fixed_bits, label=f"fixed length {fixed_bits}", **look)
    ax.set_xticks(x, labels)
    ax.set(xlim=(-0.7, len(x) - 0.3), xlabel="symbol, most frequent first", ylabel="bits")
    ax.set_ylim(0, 1.05 * max(np.max(code_bits), np.max(ideal_bits)))
    ax.legend(loc="upper left")
    return {"bars": bars}


def draw_huffman_tree(ax, p, codes, labels) -> dict:
    """The tree of a prefix-free code, from the root down. p (K,); codes, labels K words each.

    A leaf stands as deep as its code word is long; a box says how likely what is below it is.
    """
    places = {}  # beginning of a code word → (x, depth, probability)
    for x, (code, q) in enumerate(sorted(zip(codes, p, strict=True))):
        places[code] = (float(x), len(code), float(q))
    beginnings = {code[:n] for code in codes for n in range(len(code))}
    # children before their parent; words of one length in order, not in that of a set
    for word in sorted(beginnings, key=lambda word: (-len(word), word)):
        below = [places[word + digit] for digit in "01" if word + digit in places]
        xs, _, likely = zip(*below, strict=True)
        places[word] = sum(xs) / len(xs), len(word), sum(likely)

    edges, nodes, texts = [], [], []
    near = {"textcoords": "offset points", "ha": "center", "fontsize": SMALL}
    for word, (x, depth, q) in places.items():
        box = {"boxstyle": "round,pad=0.3", "edgecolor": GREY}
        box["facecolor"] = "white" if word in beginnings else "#D6ECF8"
        nodes.append(say(ax, x, depth, f"{q:.2f}", zorder=3, bbox=box))
        if word:
            x0, depth0, _ = places[word[:-1]]
            edges += ax.plot([x0, x], [depth0, depth], "-", color=GREY, linewidth=1.6)
            at = (x0 + x) / 2, (depth0 + depth) / 2
            aside = (-8 if word[-1] == "0" else 8, 2)
            look = near | {"color": VERMILLION, "weight": "bold"}
            texts.append(ax.annotate(word[-1], at, aside, **look))
    for word, label in zip(codes, labels, strict=True):
        at = places[word][:2]
        texts.append(ax.annotate(f"{label}: {word}", at, (0, -15), va="top", **near))
    deepest = max(len(code) for code in codes)
    ax.set(xlim=(-0.6, len(codes) - 0.4), ylim=(deepest + 0.65, -0.35))
    ax.set(xticks=[], yticks=range(deepest + 1))
    ax.set(xlabel="outcome: its code word", ylabel="bits sent so far")
    ax.spines["bottom"].set_visible(False)
    return {"edges": edges, "nodes": nodes, "texts": texts}
