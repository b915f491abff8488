"""Cells with numbers in them: every cell one artist together, every number one artist together.

A picture of a sliding window has a hundred numbers, and a hundred text artists take 35 ms to
draw. The outlines of the same figures, joined into a single path, take 2 ms.
"""

from functools import lru_cache

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from utils.plots.style import COLOURS, GREY, PALE

NOTHING = Path(np.zeros((1, 2)))
SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=float)
# Pale enough for black figures on them; the edge says the same thing without colour.
TINTS = PALE | {"grey": "#EDEDED", "purple": "#F2DCE8"}


def number(value: float) -> str:
    """Write a number for a cell: at most two decimals, a real minus, no −0.

    >>> number(-0.5), number(17.0), number(2 / 3)
    ('−0.5', '17', '0.67')
    """
    return f"{round(float(value), 2) + 0.0:g}".replace("-", "−")


@lru_cache(maxsize=2048)
def _glyphs(text: str) -> tuple[np.ndarray, np.ndarray]:
    """The outline of `text`, 1 high, in the middle of the origin, upside down as image axes are."""
    path = TextPath((0, 0), text, size=1)
    vertices = path.vertices.copy()
    left, right = vertices[:, 0].min(), vertices[:, 0].max()
    vertices -= ((left + right) / 2, 0.36)  # 0.36: half the height of a figure
    vertices[:, 1] *= -1
    return vertices, path.codes


class Cells:
    """Unit squares with tints, edges and words, as two artists that move together.

    Made once on axes whose y runs downwards; `show` lays everything out anew.
    """

    def __init__(self, ax, size: float = 0.44, zorder: float = 2):
        self.size = size
        self.squares = ax.add_collection(PolyCollection([], zorder=zorder), autolim=False)
        self.words = ax.add_patch(PathPatch(NOTHING, fc="black", lw=0))
        self.words.set_zorder(zorder + 1)

    def __iter__(self):
        """The artists, which is what moves."""
        return iter((self.squares, self.words))

    def show(self, cells: list, lines: list = ()) -> None:
        """Show `cells`: (x, y, text, tint, edge) each, x and y of the upper left corner.

        tint: a name of TINTS or any colour; edge: a name of _EDGES, None for a thin one.
        lines: words beside the cells, (x, y, text, size, centred) each: x of their middle if
        centred is true, else of their left end; y of their middle.
        """
        # thick edges last: they lie over their neighbours' thin ones
        cells = sorted(cells, key=lambda cell: _EDGES[cell[-1]][1])
        looks = [_EDGES[edge] for *_, edge in cells]
        self.squares.set_verts([np.add(SQUARE, (x, y)) for x, y, *_ in cells])
        self.squares.set_facecolor([TINTS.get(tint, tint) for *_, tint, _ in cells])
        self.squares.set_edgecolor([colour for colour, _, _ in looks])
        self.squares.set_linewidth([width for _, width, _ in looks])
        self.squares.set_linestyle([dash for _, _, dash in looks])
        inside = [(x + 0.5, y + 0.5, text, None, True) for x, y, text, *_ in cells]
        vertices, codes = [], []
        for x, y, text, size, centred in [*inside, *lines]:
            if text.strip():
                outline, kinds = _glyphs(text)
                if size is None:  # in a cell, where long numbers shrink to fit
                    size = self.size * min(1.0, 0.84 / (self.size * np.ptp(outline[:, 0]) + 1e-9))
                left = 0.0 if centred else size * outline[:, 0].min()
                vertices.append(outline * size + (x - left, y))
                codes.append(kinds)
        path = Path(np.concatenate(vertices), np.concatenate(codes)) if vertices else NOTHING
        self.words.set_path(path)


_EDGES = {
    None: (GREY, 0.8, "-"),
    "thick": ("black", 2.6, "-"),
    "dotted": (GREY, 0.8, (0, (1, 1.5))),
    "none": ("none", 0.0, "-"),
    "blue": (COLOURS["blue"], 2.6, "-"),
    "orange": (COLOURS["vermillion"], 2.6, "-"),
    "green": (COLOURS["green"], 2.6, "-"),
}
