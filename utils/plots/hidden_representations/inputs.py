"""How the four inputs of XOR look, in the order of the table in [M17]: the same everywhere.

Each has a colour, a dash and a marker of its own; a filled marker is an input whose likelier
label is 1, a white one has label 0.
"""

import numpy as np

from utils.plots.style import series

INPUT_NAMES = ("[0 1]", "[1 1]", "[1 0]", "[0 0]")
CORNERS = np.array([[0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]])
LABELS = (1, 0, 1, 0)
# Where a name stands, in points from its marker: four ways, so that points may coincide.
NAME_OFFSETS = ((-9, 9), (9, 9), (9, -9), (-9, -9))
ALIGNED = {-9: ("right", "top"), 9: ("left", "bottom")}
SIZES = (15, 13, 10, 7)  # later ones lie above and are smaller: points that coincide all show


def looks() -> list[dict]:
    """Return the four looks {colour, dash, marker, hatch, face, name}.

    >>> [look["marker"] for look in looks()]
    ['o', 's', '^', 'D']
    """
    return [
        look | {"name": name, "face": look["colour"] if label else "white"}
        for look, name, label in zip(series(4), INPUT_NAMES, LABELS, strict=True)
    ]


def add_points(ax, places) -> dict:
    """The four inputs with their names at places (4, 2), data coordinates."""
    dots, names = [], []
    for look, size, place, (dx, dy) in zip(looks(), SIZES, places, NAME_OFFSETS, strict=True):
        dots += ax.plot(
            *np.reshape(place, (2, 1)), look["marker"], markersize=size, color=look["face"],
            markeredgecolor=look["colour"], markeredgewidth=2.4, zorder=5, clip_on=False,
        )  # fmt: skip
        words = ax.annotate(
            look["name"], place, (dx, dy), textcoords="offset points", zorder=6,
            ha=ALIGNED[dx][0], va=ALIGNED[dy][1], annotation_clip=False,
        )  # fmt: skip
        # a veil, for a line may run through the name
        words.set_bbox({"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.8})
        names.append(words)
    return {"dots": dots, "names": names}


def move_points(artists: dict, places) -> None:
    """Move the four inputs and their names to places (4, 2)."""
    for dot, name, place in zip(artists["dots"], artists["names"], places, strict=True):
        dot.set_data(*np.reshape(place, (2, 1)))
        name.xy = tuple(place)
