"""One memory cell at work: what a step keeps, writes and reads, and its gates over all steps.

What is kept is orange as f, written blue as i, read green as o; what a gate holds back is hatched.
A gate that is held at a constant has a thick frame.
"""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D, ScaledTranslation

from utils.plots.convolution.cells import Cells
from utils.plots.style import BLUE, GREEN, GREY, ORANGE, PALE, SMALL, VERMILLION, number

COLOUR = {"f": ORANGE, "i": BLUE, "o": GREEN}
TINT = {"f": PALE["orange"], "i": PALE["blue"], "o": PALE["green"]}
ROWS = {"f": 0, "i": 1, "c": 2, "o": 3}  # from above
TOLD = {"f": "old cell, kept", "i": "candidate, written", "c": "new cell", "o": "tanh(c), read"}
WHOLE = {"f": "c_prev", "i": "c_tilde", "o": "tanh_c"}  # what a gate cuts, and what it lets pass
PART = {"f": "kept", "i": "written", "o": "h"}
HALF, METER = 0.22, (0.045, 0.115)  # of a bar's height; where gates stand, as part of the width
NOW = "#FFF2A8"  # the present step


def _box(left, right, low, high) -> list:
    return [(left, low), (right, low), (right, high), (left, high)]


def _meter(gate, level=1.0) -> list:
    return _box(*METER, ROWS[gate] + 0.37 - 0.74 * level, ROWS[gate] + 0.37)


def step_words(step: dict) -> dict:
    """The numbers of a step with two decimals, such that kept + written = c as they stand there.

    >>> words = step_words({"kept": 0.444, "written": 0.444, "c": 0.888})
    >>> words["kept"], words["written"], words["c"]
    ('0.44', '0.45', '0.89')
    """
    numbers = {name: value for name, value in step.items() if name != "held"}
    numbers["written"] = round(step["c"], 2) - round(step["kept"], 2)
    return {name: number(value, "z.2f") for name, value in numbers.items()}


def draw_cell_step(ax, step: dict, span: tuple[float, float]) -> dict:
    """One step as bars on one scale: f cuts the old cell, i the candidate, o what is read.

    step: "f", "i", "o", "c_prev", "kept" = f·c_prev, "c_tilde", "written" = i·c_tilde,
    "c" = kept + written, "tanh_c" and "h" = o·tanh_c, numbers all; "held", the gates held.
    span: from where to where cells go.
    """
    ax.set(ylim=(3.5, -0.67), yticks=[], xlabel="value")
    ax.set_title(r"$c_t = f\,c_{t-1} + i\,\tilde{c}$,   $h_t = o\,\tanh\,c_t$")
    ax.spines["left"].set_visible(False)
    part, em = ax.get_yaxis_transform(), Affine2D().scale(SMALL / 72, -SMALL / 72)

    def polygons(**look):
        return ax.add_collection(PolyCollection([], **look), autolim=False)

    def say(x, y, text="", **look):
        return ax.text(x, y, text, transform=part, va="center", fontsize=SMALL, **look)

    sums = {row: Cells(ax) for row in ROWS}  # as outlines: numbers as text are slow to draw
    for row, y in ROWS.items():
        say(0.15, y - 0.38, TOLD[row])
        at = ScaledTranslation(0.99, y - 0.38, part)
        sums[row].words.set_transform(em + ax.figure.dpi_scale_trans + at)
    for gate, colour in COLOUR.items():
        say(0.0, ROWS[gate], gate, weight="bold")
        frame = PolyCollection([_meter(gate)], fc="white", ec=colour, lw=1.5, transform=part)
        ax.add_collection(frame, autolim=False)
    artists = {
        "guides": ax.add_collection(LineCollection([], colors=GREY, ls=":", lw=1.4), autolim=False),
        "back": polygons(hatch="////", lw=0.8, facecolor=[*TINT.values()]),
        "bars": polygons(lw=0.8, ec="black", facecolor=[COLOUR[gate] for gate in "fiofi"]),
        "sum": polygons(lw=2.2, ec="black", fc="none"),
        "levels": polygons(lw=0, transform=part),
        "frames": polygons(fc="none", ec="black", lw=3, transform=part),
        "held": {g: say(0.08, ROWS[g], ha="center", rotation=90) for g in COLOUR},
        "sums": sums,
    }
    y = np.array([*ROWS.values()])
    ax.vlines(0 * y, y - HALF, y + HALF, "black", lw=1)
    span_cell_step(artists, span)
    update_cell_step(artists, step)
    return artists


def span_cell_step(artists: dict, span: tuple[float, float]) -> None:
    """Give the bars another scale, right of the meters: this redraws the axes."""
    low, high = span
    ax = artists["bars"].axes
    ticks = MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(low, high)
    ax.set_xlim(low - 0.17 * (high - low), high)
    ax.set_xticks(ticks[(ticks >= low) & (ticks <= high)])
    ax.spines["bottom"].set_bounds(low, high)


def update_cell_step(artists: dict, step: dict) -> None:
    """Show another step."""
    n, kept, c, y = step_words(step), step["kept"], step["c"], ROWS["c"]
    sums = {gate: f"{n[gate]} × {n[WHOLE[gate]]} = {n[PART[gate]]}" for gate in COLOUR}
    sums["c"] = f"{n['kept']} + {n['written']} = {n['c']}".replace("+ −", "− ")
    for row, text in sums.items():
        ends = np.cumsum([0.33 if mark in " ." else 0.68 for mark in text])
        at = ends - ends[-1] - 0.34
        marks = [(x, 0, mark, 1, True) for x, mark in zip(at, text, strict=True)]
        artists["sums"][row].show([], marks)

    def bars(of):
        return [_box(0, step[of[g]], ROWS[g] - HALF, ROWS[g] + HALF) for g in COLOUR]

    artists["back"].set_verts(bars(WHOLE))
    artists["back"].set_edgecolor([*COLOUR.values()])
    # the two pieces end to end: what is written begins where what is kept ends
    pieces = [_box(0, kept, y - HALF, y), _box(kept, c, y, y + HALF)]
    artists["bars"].set_verts(bars(PART) + pieces)
    artists["sum"].set_verts([_box(0, c, y - HALF, y + HALF)])
    artists["levels"].set_verts([_meter(gate, step[gate]) for gate in COLOUR])
    artists["levels"].set_facecolor([(TINT if g in step["held"] else COLOUR)[g] for g in COLOUR])
    artists["frames"].set_verts([_meter(gate) for gate in step["held"]])
    for gate, word in artists["held"].items():
        word.set_text("held" * (gate in step["held"]))
    falls = [(kept, ROWS["f"], kept, y), (step["written"], ROWS["i"], c, y + HALF)]
    falls.append((c, y, step["tanh_c"], ROWS["o"]))
    artists["guides"].set_segments(
        [[(a, b + HALF), (d, e - HALF)] for a, b, d, e in falls if abs(a) > 0.005]
    )


def draw_gate_bars(ax, gates: dict, t: int, held=()) -> dict:
    """The gates over all steps: {"f", "i", "o"} (T,) as levels; t: the present step."""
    T = len(gates["i"])
    ax.set(xlim=(0.4, T + 0.6), ylim=(3.0, -0.1), xticks=np.arange(1, T + 1))
    ax.set_yticks([0.5, 1.5, 2.5], ["keep: f", "write: i", "read: o"])
    ax.tick_params(left=False, bottom=False, labelbottom=False, labeltop=True)
    ax.spines[["left", "bottom"]].set_visible(False)
    full = _levels({gate: np.ones(T) for gate in COLOUR})
    colours = np.repeat([*COLOUR.values()], T)
    artists = {
        "now": ax.axvspan(0, 1, color=NOW, lw=0),
        "levels": ax.add_collection(PolyCollection([], lw=0, fc=colours), autolim=False),
        "boxes": ax.add_collection(PolyCollection(full, fc="none", ec=colours)),
    }
    update_gate_bars(artists, gates, t, held)
    return artists


def _levels(gates: dict) -> list:
    rows = [(row + 0.96, enumerate(gates[gate])) for row, gate in enumerate(COLOUR)]
    return [_box(k + 0.55, k + 1.45, y - 0.84 * v, y) for y, values in rows for k, v in values]


def update_gate_bars(artists: dict, gates: dict, t: int, held=()) -> None:
    """Show other gates and another present step."""
    artists["levels"].set_verts(_levels(gates))
    widths = [2.2 if gate in held else 0.8 for gate in COLOUR]
    artists["boxes"].set_linewidth(np.repeat(widths, len(gates["i"])))
    artists["now"].set_x(t - 0.5)


def draw_trace(ax, values, free, wanted, t: int, label: str) -> dict:
    """A quantity (T,) over all steps beside that of the free run, with what is asked for.

    wanted (T,): NaN where nothing is asked; t: the present step.
    """
    steps = np.arange(1, len(values) + 1)
    ax.set(xlim=(0.4, len(values) + 0.6), xlabel="step t", ylabel=label, xticks=steps[1::2])
    ax.grid(axis="y")
    looks = {
        "free": {"color": GREY, "ls": (0, (3, 2)), "lw": 2, "label": "all gates free"},
        "line": {"color": "black", "ls": "-", "marker": "o", "ms": 4, "label": "this run"},
        "wanted": {"color": VERMILLION, "ls": "", "marker": "D", "mfc": "none", "mew": 2, "ms": 10,
                   "clip_on": False,                   "label": "asked for"},
    }  # fmt: skip
    artists = {"now": ax.axvspan(0, 1, color=NOW, lw=0)}
    artists |= {name: ax.plot(steps, values, **look)[0] for name, look in looks.items()}
    update_trace(artists, values, free, wanted, t)
    return artists


def update_trace(artists: dict, values, free, wanted, t: int) -> None:
    """Show another run."""
    for line, y in (("line", values), ("free", free), ("wanted", wanted)):
        artists[line].set_ydata(y)
    artists["now"].set_x(t - 0.5)
