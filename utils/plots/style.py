"""One look for every picture of the course: readable on a projector, in print, without colour.

The colours are Okabe and Ito's, which stay apart for all common kinds of colour blindness. They
never carry a meaning alone: lines also differ in dash, points in marker, bars in hatching.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from itertools import cycle, islice

import numpy as np

COLOURS = {
    "black": "#000000",
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "green": "#009E73",
    "yellow": "#F0E442",
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "purple": "#CC79A7",
}
BLUE, ORANGE, GREEN = COLOURS["blue"], COLOURS["orange"], COLOURS["green"]
VERMILLION = COLOURS["vermillion"]
PALE = {"blue": "#CFE3F1", "orange": "#FBE3B4", "green": "#C4E8DC", None: "white"}  # tints of cells
GREY = "#6B6B6B"  # for axes, floors and other things that are not data; 5:1 against white

# The order in which series and classes take them. Yellow is left out: it fades on white.
SERIES = ("blue", "orange", "green", "vermillion", "purple", "sky", "black")
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (8, 2)), (0, (1, 1)))
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
HATCHES = ("", "//", "..", "\\\\", "xx", "--", "++")

FONT_SIZE = 12
SMALL = FONT_SIZE - 1


def series(n: int) -> Iterator[dict]:
    """Yield n looks: {colour, dash, marker, hatch}, each different in all four.

    >>> [look["marker"] for look in series(2)]
    ['o', 's']
    """
    looks = zip(SERIES, DASHES, MARKERS, HATCHES, strict=True)
    for name, dash, marker, hatch in islice(cycle(looks), n):
        yield {"colour": COLOURS[name], "dash": dash, "marker": marker, "hatch": hatch}


def curves(ax, x, named: dict, markers: bool = False, **same) -> dict:
    """Draw named {label: (K,)} against x (K,), each in a look of its own. Returns {label: line}.

    x: {label: (K,)} where they differ; same: what all lines share, as for `ax.plot`.
    """
    lines = {}
    for (label, values), look in zip(named.items(), series(len(named)), strict=True):
        (lines[label],) = ax.plot(
            x[label] if isinstance(x, dict) else x, values, color=look["colour"], label=label,
            linestyle=look["dash"], marker=look["marker"] if markers else "", **same,
        )  # fmt: skip
    return lines


def counted(named: dict, first: int = 1) -> dict:
    """Return {label: first, first + 1, …} (K,) to draw named {label: (K,)} against.

    >>> counted({"a": [5, 7], "b": [0.5]})
    {'a': range(1, 3), 'b': range(1, 2)}
    """
    return {label: range(first, first + len(values)) for label, values in named.items()}


def table(ax, values, words, rows, columns, tint, most=1.0, dark=float("inf"), size=SMALL) -> dict:
    """A table of values (R, C) as tints from 0 to `most`, with words (R, C) in its cells.

    rows, columns: their names; tint: a colour map; dark: on larger values words are white.
    """
    image = ax.imshow(values, cmap=tint, vmin=0, vmax=most, aspect="auto")
    texts = [
        say(ax, j, i, words[i][j], "white" if value > dark else "black", fontsize=size)
        for (i, j), value in np.ndenumerate(values)
        if words[i][j]
    ]
    ax.set_xticks(range(len(columns)), columns)
    ax.set_yticks(range(len(rows)), rows)
    unframed(ax)
    return {"image": image, "texts": texts}


def unframed(ax) -> None:
    """Leave the words along the axes, without ticks and without a frame."""
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)


def say(ax, x, y, text, colour="black", **look):
    """Write `text` with its middle at (x, y); `look` as for `ax.text`."""
    look = {"ha": "center", "va": "center", "fontsize": SMALL} | look
    return ax.text(x, y, text, color=colour, **look)


def number(value: float, form: str = "z.3f") -> str:
    """Write a number for a picture; infinity as ∞, and no minus before a zero.

    >>> number(-0.25), number(float("inf"))
    ('−0.250', '∞')
    """
    return format(value, form).replace("-", "−").replace("inf", "∞")


def settings() -> dict:
    """Return what the course sets, on top of matplotlib's defaults."""
    from cycler import cycler

    return {
        "axes.prop_cycle": cycler(color=[COLOURS[name] for name in SERIES])
        + cycler(linestyle=DASHES),
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": GREY,
        "axes.axisbelow": True,
        "axes.titlesize": FONT_SIZE + 1,
        "axes.titlelocation": "left",
        "axes.labelsize": FONT_SIZE,
        "font.size": FONT_SIZE,
        "xtick.labelsize": SMALL,
        "ytick.labelsize": SMALL,
        "xtick.color": GREY,
        "ytick.color": GREY,
        "xtick.labelcolor": "black",
        "ytick.labelcolor": "black",
        "grid.color": "#D9D9D9",
        "grid.linewidth": 0.8,
        "legend.frameon": True,  # white and without an edge: grid lines stay out of the words
        "legend.edgecolor": "none",
        "legend.framealpha": 0.9,
        "legend.fontsize": SMALL,
        "lines.linewidth": 2.2,
        "lines.markersize": 7,
        "hatch.linewidth": 0.8,
        "figure.figsize": (7.0, 4.0),
        "figure.dpi": 100,
        "savefig.dpi": 150,
        "figure.constrained_layout.use": True,
        "figure.facecolor": "white",  # also in a dark theme, where black labels would vanish
        "axes.facecolor": "white",
        "savefig.facecolor": "white",
    }


def context() -> AbstractContextManager:
    """Give figures made and drawn within the look of the course, whatever the user's own is."""
    import matplotlib.style

    return matplotlib.style.context(["default", settings()])


def use() -> None:
    """Give every later figure the look of the course; in a notebook, see that it is shown.

    What a matplotlibrc says (`text.usetex`, a font that is not there) is left out, and so is a
    backend of MPLBACKEND that would draw into the void.
    """
    import matplotlib.style

    matplotlib.style.use(["default", settings()])
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    chosen = os.environ.get("MPLBACKEND", "")
    if hasattr(shell, "kernel") and chosen and not chosen.startswith("module:"):
        shell.run_line_magic("matplotlib", "inline")
