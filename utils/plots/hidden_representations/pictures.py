"""Pictures of pictures: what a data set holds, and weights in the shape of the input."""

import numpy as np
from matplotlib.patches import Rectangle


def draw_weight_picture(ax, w, w0, shape, limit, title="") -> dict:
    """The weights of one unit, each at its pixel: black −limit, grey 0, white +limit.

    w (D,): one weight for each pixel; w0: the unit's bias, drawn as the square on the left on the
    same scale and written below; shape (rows, columns) with D = rows · columns.
    """
    rows, columns = shape
    image = ax.imshow(
        np.reshape(w, shape), cmap="gray", vmin=-limit, vmax=limit, interpolation="nearest"
    )
    side = max(2.0, rows / 8)
    shade = image.cmap(image.norm(w0))
    patch = Rectangle(
        (-side - 2, rows / 2 - side / 2 - 0.5), side, side, facecolor=shade, edgecolor="black"
    )
    ax.add_patch(patch)
    ax.set(xlim=(-side - 3, columns - 0.5), ylim=(rows - 0.5, -0.5), title=title)
    ax.set_xlabel(f"w₀ = {w0:z.2f}".replace("-", "−"))
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
    return {"image": image, "bias": patch}


def draw_gallery(ax, rows: dict, limits=(0.0, 1.0), title="") -> dict:
    """Rows of grey pictures: rows {name: (n, height, width)}, all of one size.

    limits: the values drawn black and white.
    """
    stacked = []
    for pictures in rows.values():
        pictures = np.asarray(pictures, dtype=float)
        # a white edge of one pixel between pictures, and between rows
        framed = np.pad(pictures, ((0, 0), (1, 1), (1, 1)), constant_values=np.nan)
        stacked.append(np.concatenate(list(framed), axis=1))
    whole = np.concatenate(stacked, axis=0)
    image = ax.imshow(whole, cmap="gray", vmin=limits[0], vmax=limits[1], interpolation="nearest")
    height = len(stacked[0])
    ax.set_yticks([(i + 0.5) * height - 0.5 for i in range(len(rows))], list(rows))
    ax.set_xticks([])
    ax.tick_params(length=0)
    ax.set(title=title)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return {"image": image}
