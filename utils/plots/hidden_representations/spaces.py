"""The network as a map: P(Y=1) over the plane of inputs, and over the plane of hidden units.

The more ink, the likelier is label 1: the tint runs from white (0) to blue (1), so it also reads
in print. A black line is where both labels are equally likely.
"""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import MaxNLocator

from utils.plots.cross_entropy import border, plane
from utils.plots.hidden_representations.inputs import CORNERS, add_points, looks, move_points
from utils.plots.style import BLUE

HIDDEN = {"xlabel": "first hidden unit X²₁", "ylabel": "second hidden unit X²₂"}
TINT = LinearSegmentedColormap.from_list("probability", ["#FFFFFF", "#9CCBE8", "#3A93C8"])


def _draw_map(ax, a1, a2, P) -> dict:
    """Tint and decision line over the grid a1 (K1,), a2 (K2,) with P (K2, K1)."""
    artists = plane(ax, a1, a2, P, cmap=TINT, vmin=0, vmax=1)
    (artists["line"],) = ax.plot([], [], "-", color="black", linewidth=2.0, zorder=2)
    update_input_surface(artists, P)
    return artists


def update_input_surface(artists: dict, P) -> None:
    """Move tint and decision line to P (K2, K1) on the same grid."""
    artists["image"].set_data(P)
    artists["line"].set_data(*border(*artists["grid"], P, 0.5))


def add_scale(figure, axes, artists: dict) -> None:
    """Put the scale of the tint beside the axes."""
    bar = figure.colorbar(artists["image"], ax=axes, ticks=[0, 0.1, 0.5, 0.9, 1], shrink=0.9)
    bar.set_label("P(Y=1)")
    bar.ax.axhline(0.5, color="black", linewidth=2.0)


def draw_input_surface(ax, x1, x2, P, title="input space") -> dict:
    """P(Y=1) over the plane of inputs, with the four inputs. x1 (K1,), x2 (K2,), P (K2, K1)."""
    artists = _draw_map(ax, x1, x2, P) | add_points(ax, CORNERS)
    ax.set(xlabel="x₁", ylabel="x₂", title=title, xticks=[0, 1], yticks=[0, 1])
    return artists


def draw_hidden_space(ax, places, a1, a2, P) -> dict:
    """Where the hidden layer puts the four inputs, and how the output unit divides that plane.

    places (4, 2): the hidden outputs of the four inputs; a1 (K1,), a2 (K2,), P (K2, K1): the
    output unit's P(Y=1) over the plane of the two hidden outputs.
    """
    artists = _draw_map(ax, a1, a2, P) | add_points(ax, places)
    ax.set(**HIDDEN, title="space of the hidden units")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(5))
    return artists


def update_hidden_space(artists: dict, places, P) -> None:
    """Move the four inputs to places (4, 2), tint and line to P (K2, K1)."""
    update_input_surface(artists, P)
    move_points(artists, places)


def draw_hidden_paths(ax, paths) -> dict:
    """How the four inputs move through the space of the hidden units. paths (K, 4, 2).

    A small cross marks the start, the input's own marker the end.
    """
    lines, starts = [], []
    for look, path in zip(looks(), np.swapaxes(paths, 0, 1), strict=True):
        lines += ax.plot(*path.T, color=look["colour"], linestyle=look["dash"], zorder=3)
        starts += ax.plot(*path[:1].T, "x", color=look["colour"], mew=2.5, markersize=8, zorder=4)
    artists = {"lines": lines, "starts": starts} | add_points(ax, paths[-1])
    flat = np.reshape(paths, (-1, 2))
    low, high = np.minimum(flat.min(axis=0), 0), flat.max(axis=0)
    room = np.maximum(0.18 * (high - low), 0.2)  # for the names
    ax.set(xlim=(low[0] - room[0], high[0] + room[0]), ylim=(low[1] - room[1], high[1] + room[1]))
    ax.set(**HIDDEN)
    ax.grid(True)
    return artists


def draw_input_sheet(ax, x1, x2, P, corners) -> dict:
    """P(Y=1) as a sheet over the plane of inputs, in three dimensions.

    ax: made with projection="3d"; x1 (K1,), x2 (K2,), P (K2, K1); corners (4,): P at the four
    inputs, in the order of `INPUT_NAMES`.
    """
    sheet = ax.plot_surface(
        *np.meshgrid(x1, x2), P, cmap=TINT, vmin=0, vmax=1, edgecolor=BLUE, linewidth=0.25,
        rstride=2, cstride=2, alpha=0.9,
    )  # fmt: skip
    dots = []
    for look, (c1, c2), p in zip(looks(), CORNERS, corners, strict=True):
        dots += ax.plot(
            [c1], [c2], [p], look["marker"], color=look["face"], markersize=10, zorder=10,
            markeredgecolor=look["colour"], markeredgewidth=2.4, linestyle="none",
            label=look["name"],
        )  # fmt: skip
    ax.set(xlabel="x₁", ylabel="x₂", zlabel="P(Y=1)", zlim=(0, 1))
    ax.set(xticks=[0, 1], yticks=[0, 1], zticks=[0.1, 0.5, 0.9])
    return {"sheet": sheet, "dots": dots}
