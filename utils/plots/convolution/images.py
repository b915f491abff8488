"""Pictures of pictures: an image in grey, a kernel with its numbers, many feature maps at once.

Three kinds of grey, none of which needs colour: "ink" (0 is white paper, 1 is black), "photo" (0
is black, 1 is white), and "signed" (negative is black, zero is grey, positive is white).
"""

import matplotlib as mpl
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from utils.plots.convolution.cells import Cells, number
from utils.plots.style import FONT_SIZE, GREY, say

KINDS = {"ink": "Greys", "photo": "gray", "signed": "gray"}
SMALL = FONT_SIZE - 2


def _limits(kind: str, values, limit) -> tuple[float, float]:
    """The values that the two ends of the greys stand for."""
    high = limit if limit is not None else max(float(np.nanmax(np.abs(values))), 1e-12)
    return (-high if kind == "signed" else 0.0, high)


def _bare(ax) -> None:
    """Leave a thin frame and nothing else."""
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set(visible=True, color=GREY, linewidth=0.8)


def draw_image(ax, image, title="", kind="ink", limit=None, room=None) -> dict:
    """An image (H, W). limit: the value at the far end of the greys.

    room (rows, columns): what the axes have place for. Images of different sizes that have the
    same room show a pixel equally large.
    """
    image = np.asarray(image, dtype=float)
    low, high = _limits(kind, image, 1.0 if limit is None and kind != "signed" else limit)
    picture = ax.imshow(image, cmap=KINDS[kind], vmin=low, vmax=high, interpolation="nearest")
    _bare(ax)
    if room:
        (H, W), (rows, columns) = image.shape, room
        ax.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5))
        ax.spines[:].set_visible(False)
        ax.add_patch(Rectangle((-0.5, -0.5), W, H, fill=False, edgecolor=GREY, linewidth=0.8))
    ax.set_title(title, fontsize=FONT_SIZE)
    return {"image": picture}


def update_image(artists: dict, image) -> None:
    """Show another image (H, W) on the same greys."""
    artists["image"].set_data(image)


def draw_kernel(ax, kernel, title="") -> dict:
    """A kernel (KH, KW) as its numbers; positive ones have a tint, negative ones another."""
    kernel = np.atleast_2d(kernel)
    cells = Cells(ax, size=0.42)
    height, width = kernel.shape
    ax.set(xlim=(-0.05, width + 0.05), ylim=(height + 0.05, -0.05), aspect="equal")
    ax.set_axis_off()
    ax.set_title(title, fontsize=FONT_SIZE)
    artists = {"cells": cells}
    update_kernel(artists, kernel)
    return artists


def update_kernel(artists: dict, kernel) -> None:
    """Show another kernel (KH, KW) of the same shape."""
    tints = ("white", "orange", "blue")  # for 0, positive, negative
    numbers = np.ndenumerate(np.atleast_2d(kernel))
    artists["cells"].show(
        [(j, i, number(w), tints[int(np.sign(w))], None) for (i, j), w in numbers]
    )


def _corners(maps, columns: int, gap: int) -> list[tuple[int, int]]:
    """The first row and column of each of the maps (C, H, W), side by side in rows of `columns`."""
    C, H, W = maps.shape
    return [((c // columns) * (H + gap), (c % columns) * (W + gap)) for c in range(C)]


def _montage(maps, columns: int, gap: int) -> np.ndarray:
    """The maps in their places, NaN between them."""
    C, H, W = maps.shape
    rows = -(-C // columns)
    sheet = np.full((rows * (H + gap) - gap, columns * (W + gap) - gap), np.nan)
    for (top, left), one in zip(_corners(maps, columns, gap), maps, strict=True):
        sheet[top : top + H, left : left + W] = one
    return sheet


def draw_feature_maps(
    ax, maps, title="", kind="ink", columns=None, limit=None, labels=None, room=None
) -> dict:
    """Feature maps (C, H, W) in one picture, in rows of `columns`. labels: a word over each.

    room: the pixels that the axes have place for from left to right, gaps included.
    """
    maps = np.asarray(maps, dtype=float)
    columns = columns or len(maps)
    gap = max(1, round(maps.shape[-1] / 10))
    if labels:
        gap = max(gap, round(maps.shape[-2] / 3))
    low, high = _limits(kind, maps, limit)
    colours = mpl.colormaps[KINDS[kind]].with_extremes(bad=(1, 1, 1, 0))
    sheet = ax.imshow(
        _montage(maps, columns, gap), cmap=colours, vmin=low, vmax=high, interpolation="nearest"
    )
    H, W = maps.shape[1:]
    corners = np.subtract(_corners(maps, columns, gap), 0.5)  # between pixels
    box = np.array([(0, 0), (W, 0), (W, H), (0, H), (0, 0)])
    # subtle: the frames lie over the maps, so they have to be drawn again whenever the maps are
    frames = LineCollection(
        [np.add(box, (left, top)) for top, left in corners], colors=GREY, linewidths=0.7,
        zorder=3, clip_on=False,
    )  # fmt: skip
    ax.add_collection(frames, autolim=False)
    texts = [
        say(ax, left + W / 2, top - 0.08 * H, word, va="bottom", fontsize=SMALL)
        for (top, left), word in zip(corners, labels or [], strict=bool(labels))
    ]
    if room:
        ax.set(xlim=(-0.5, room - 0.5), anchor="W")
    ax.set_axis_off()
    ax.set_title(title, fontsize=FONT_SIZE, pad=(16 if labels else 5))
    artists = {"image": sheet, "frames": frames, "texts": texts}
    return artists | {"columns": columns, "gap": gap, "kind": kind, "limit": limit}


def update_feature_maps(artists: dict, maps) -> None:
    """Show other maps (C, H, W) of the same shape; without a limit the greys span these maps."""
    maps = np.asarray(maps, dtype=float)
    artists["image"].set_data(_montage(maps, artists["columns"], artists["gap"]))
    if artists["limit"] is None:
        artists["image"].set_clim(*_limits(artists["kind"], maps, None))
