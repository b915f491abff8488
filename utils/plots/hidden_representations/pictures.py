"""Pictures of pictures: what a data set holds, and weights in the shape of the input."""

import numpy as np
from matplotlib.patches import Rectangle

from utils.plots.style import number, unframed


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
    look = {"facecolor": image.cmap(image.norm(w0)), "edgecolor": "black"}
    patch = ax.add_patch(Rectangle((-side - 2, (rows - side - 1) / 2), side, side, **look))
    ax.set(xlim=(-side - 3, columns - 0.5), ylim=(rows - 0.5, -0.5), title=title)
    ax.set(xlabel=f"w₀ = {number(w0, 'z.2f')}", xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return {"image": image, "bias": patch}


def draw_gallery(ax, rows: dict) -> dict:
    """Rows of pictures from black (0) to white (1), all of one size: {name: (n, height, width)}."""
    # a white edge of one pixel between pictures, and between rows
    edge = ((0, 0), (1, 1), (1, 1))
    framed = [np.pad(np.asarray(n, float), edge, constant_values=np.nan) for n in rows.values()]
    whole = np.concatenate([np.concatenate(pictures, axis=1) for pictures in framed])
    image = ax.imshow(whole, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
    height = framed[0].shape[1]
    ax.set_yticks([(i + 0.5) * height - 0.5 for i in range(len(rows))], list(rows))
    ax.set_xticks([])
    unframed(ax)
    return {"image": image}
