"""One memory cell at work: what a step keeps, writes and reads, and its gates over all steps.

Keeping and f are orange, writing and i blue, reading and o green; what a gate holds back is
hatched. A gate that is held at a constant has a thick frame.
"""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.ticker import MaxNLocator

from utils.plots.style import BLUE, GREEN, GREY, ORANGE, PALE, SMALL, VERMILLION, number

COLOUR = {"f": ORANGE, "i": BLUE, "o": GREEN}
TINT = {"f": PALE["orange"], "i": PALE["blue"], "o": PALE["green"]}
ROWS = {"f": 0, "i": 1, "c": 2, "o": 3}  # from above
TOLD = {"f": "old cell, kept", "i": "candidate, written", "c": "new cell", "o": "tanh(c), read"}
WHOLE, PART = dict(f="c_prev", i="c_tilde", o="tanh_c"), dict(f="kept", i="written", o="h")
BAR, METER = 0.44, (0.045, 0.115)  # a bar's height; where gates stand, as part of the width
LEVEL = (0.42, 0.74)  # of a meter: its foot below the row's middle, and its height
NOW = "#FFF2A8"  # the present step


def _box(left, right, low, high) -> list:
    return [(left, low), (right, low), (right, high), (left, high)]


def _meter(gate, level=1.0) -> list:
    foot = ROWS[gate] + LEVEL[0]
    return _box(*METER, foot - LEVEL[1] * level, foot)


def step_words(step: dict) -> dict:
    """The numbers of a step with two decimals, such that kept + written = c as they stand there.

    >>> words = step_words({"kept": 0.444, "written": 0.444, "c": 0.888})
    >>> words["kept"], words["written"], words["c"]
    ('0.44', '0.45', '0.89')
    """
    numbers = {name: value for name, value in step.items() if name not in ("t", "held")}
    numbers["written"] = round(step["c"], 2) - round(step["kept"], 2)
    return {name: number(value, "z.2f") for name, value in numbers.items()}


def draw_cell_step(ax, step: dict, span: tuple[float, float]) -> dict:
    """One step as bars on one scale: f cuts the old cell, i the candidate, o what is read.

    step: "f", "i", "o", "c_prev", "kept" = f·c_prev, "c_tilde", "written" = i·c_tilde,
    "c" = kept + written, "tanh_c" and "h" = o·tanh_c, numbers all; "held", the gates held.
    span: from where to where cells go.
    """
    ax.set(ylim=(3.55, -0.62), yticks=[], xlabel="value")
    ax.set_title(r"$c_t = f\,c_{t-1} + i\,\tilde{c}$,   $h_t = o\,\tanh\,c_t$")
    ax.spines["left"].set_visible(False)
    part = ax.get_yaxis_transform()

    def polygons(**look):
        return ax.add_collection(PolyCollection([], **look), autolim=False)

    def say(x, y, text="", **look):
        return ax.text(x, y, text, transform=part, **({"fontsize": SMALL, "va": "center"} | look))

    for row, y in ROWS.items():
        say(0.15, y - 0.24, TOLD[row], va="bottom")
    for gate, colour in COLOUR.items():
        say(0.0, ROWS[gate] + 0.05, gate, weight="bold")
        frame = PolyCollection([_meter(gate)], fc="white", ec=colour, lw=1.5, transform=part)
        ax.add_collection(frame, autolim=False)
    artists = {
        "back": polygons(hatch="////", lw=0.8, facecolor=[*TINT.values()]),
        "bars": polygons(lw=0.8, ec="black", facecolor=[COLOUR[gate] for gate in "fiofi"]),
        "sum": polygons(lw=2.2, ec="black", fc="none"),
        "levels": polygons(lw=0, transform=part),
        "frames": polygons(fc="none", ec="black", lw=3, transform=part),
        "guides": ax.add_collection(
            LineCollection([], colors=GREY, linestyles=":", lw=1.4), autolim=False
        ),
        "zero": ax.vlines(
            [0] * 4,
            [y - 0.2 for y in ROWS.values()],
            [y + 0.3 for y in ROWS.values()],
            "black",
            lw=1,
        ),
        # of what is said, only the numbers move: words are the slowest to draw
        "sums": {row: say(1.0, y - 0.24, va="bottom", ha="right") for row, y in ROWS.items()},
        "held": {
            gate: say(sum(METER) / 2, ROWS[gate] + 0.05, ha="center", rotation=90)
            for gate in COLOUR
        },
    }
    span_cell_step(artists, span)
    update_cell_step(artists, step)
    return artists


def span_cell_step(artists: dict, span: tuple[float, float]) -> None:
    """Give the bars another scale, right of the meters: this redraws the axes."""
    low, high = span
    ax = artists["zero"].axes
    ax.set_xlim(low - 0.17 * (high - low), high)
    ax.set_xticks(
        [v for v in MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(low, high) if low <= v <= high]
    )
    ax.spines["bottom"].set_bounds(low, high)


def update_cell_step(artists: dict, step: dict) -> None:
    """Show another step."""
    n = step_words(step)
    sums = {
        "f": f"{n['f']} × {n['c_prev']} = {n['kept']}",
        "i": f"{n['i']} × {n['c_tilde']} = {n['written']}",
        "c": f"{n['kept']} + {n['written']} = {n['c']}".replace("+ −", "− "),
        "o": f"{n['o']} × {n['tanh_c']} = {n['h']}",
    }
    for row, text in sums.items():
        artists["sums"][row].set_text(text)

    def bars(of):
        rows = [(step[of[gate]], ROWS[gate] + 0.05) for gate in COLOUR]
        return [_box(0, value, y - BAR / 2, y + BAR / 2) for value, y in rows]

    # the two pieces end to end: what is written begins where what is kept ends
    kept, c, y = step["kept"], step["c"], ROWS["c"] + 0.05
    pieces = [_box(0, kept, y - BAR / 2, y), _box(kept, c, y, y + BAR / 2)]
    artists["back"].set_verts(bars(WHOLE))
    artists["back"].set_edgecolor([*COLOUR.values()])
    artists["bars"].set_verts(bars(PART) + pieces)
    artists["sum"].set_verts([_box(0, c, y - BAR / 2, y + BAR / 2)])
    artists["levels"].set_verts([_meter(gate, step[gate]) for gate in COLOUR])
    artists["levels"].set_facecolor([(TINT if g in step["held"] else COLOUR)[g] for g in COLOUR])
    artists["frames"].set_verts([_meter(gate) for gate in step["held"]])
    for gate, word in artists["held"].items():
        word.set_text("held" * (gate in step["held"]))
    below = 0.05 + BAR / 2
    artists["guides"].set_segments([
        [(kept, ROWS["f"] + below), (kept, y)],
        [(step["written"], ROWS["i"] + below), (c, y)],
        [(c, y + BAR / 2), (step["tanh_c"], ROWS["o"] + 0.05 - BAR / 2)],
    ])  # fmt: skip


def draw_gate_bars(ax, gates: dict, t: int, held=()) -> dict:
    """The gates over all steps: {"f", "i", "o"} (T,) as levels; t: the present step."""
    T = len(gates["i"])
    ax.set(xlim=(0.4, T + 0.6), ylim=(3.0, -0.1), xticks=np.arange(1, T + 1))
    ax.set_yticks([0.5, 1.5, 2.5], ["keep: f", "write: i", "read: o"])
    ax.tick_params(left=False, bottom=False, labelbottom=False, labeltop=True)
    ax.spines[["left", "bottom"]].set_visible(False)
    edges = [_box(k + 0.55, k + 1.45, row + 0.12, row + 0.96) for row in range(3) for k in range(T)]
    artists = {
        "now": ax.axvspan(0, 1, color=NOW, lw=0),
        "levels": ax.add_collection(PolyCollection([], lw=0), autolim=False),
        "boxes": ax.add_collection(
            PolyCollection(edges, fc="none", ec=np.repeat([*COLOUR.values()], T), lw=0.8)
        ),
    }
    update_gate_bars(artists, gates, t, held)
    return artists


def update_gate_bars(artists: dict, gates: dict, t: int, held=()) -> None:
    """Show other gates and another present step."""
    levels, colours, widths = [], [], []
    for row, (gate, colour) in enumerate(COLOUR.items()):
        for k, value in enumerate(gates[gate]):
            levels.append(_box(k + 0.55, k + 1.45, row + 0.96 - 0.84 * value, row + 0.96))
        colours += [colour] * len(gates[gate])
        widths += [2.2 if gate in held else 0.8] * len(gates[gate])
    artists["levels"].set_verts(levels)
    artists["levels"].set_facecolor(colours)
    artists["boxes"].set_linewidth(widths)
    artists["now"].set_x(t - 0.5)


def draw_trace(ax, values, free, wanted, t: int, label: str) -> dict:
    """A quantity (T,) over all steps beside that of the free run, with what is asked for.

    wanted (T,): NaN where nothing is asked; t: the present step.
    """
    steps = np.arange(1, len(values) + 1)
    ax.set(xlim=(0.4, len(values) + 0.6), xlabel="step t", ylabel=label, xticks=steps[1::2])
    ax.grid(axis="y")
    artists = {
        "now": ax.axvspan(0, 1, color=NOW, lw=0),
        "free": ax.plot([], [], color=GREY, ls=(0, (3, 2)), lw=2, label="all gates free")[0],
        "line": ax.plot([], [], "-o", color="black", lw=2, ms=4, label="this run")[0],
        "wanted": ax.plot([], [], "D", color=VERMILLION, mfc="none", mew=2, ms=10,
                          label="asked for")[0],
    }  # fmt: skip
    for line in ("free", "line", "wanted"):
        artists[line].set_xdata(steps)
    update_trace(artists, values, free, wanted, t)
    return artists


def update_trace(artists: dict, values, free, wanted, t: int) -> None:
    """Show another run."""
    for line, y in (("line", values), ("free", free), ("wanted", wanted)):
        artists[line].set_ydata(y)
    artists["now"].set_x(t - 0.5)
