"""LeNet-5 as a row of layers: maps that shrink, channels that grow, then vectors."""

from matplotlib.patches import Rectangle

from utils.plots.style import FONT_SIZE

SMALL = FONT_SIZE - 2
FILLS = {"maps": "#CFE3F1", "vector": "#FBE3B4"}


def draw_lenet(ax, layers) -> dict:
    """layers: (name, shape) each, where shape is (C, H, W) for maps and (D,) for a vector."""
    artists = {"boxes": [], "texts": []}
    unit, x = 1.0 / 28, 0.0
    for name, shape in layers:
        if len(shape) == 3:
            C, side = shape[0], shape[1] * unit
            step = 0.055
            for c in range(C):
                artists["boxes"].append(
                    ax.add_patch(
                        Rectangle(
                            (x + c * step, -side / 2 + (C - 1) * step / 2 - c * step), side, side,
                            facecolor=FILLS["maps"], edgecolor="black", linewidth=0.7, zorder=c,
                        )
                    )
                )  # fmt: skip
            width, words = side + (C - 1) * step, f"{C} @ {shape[1]}×{shape[2]}"
        else:
            width, tall = 0.13, 0.35 + 1.25 * shape[0] / 400
            artists["boxes"].append(
                ax.add_patch(
                    Rectangle((x, -tall / 2), width, tall, facecolor=FILLS["vector"],
                              edgecolor="black", hatch="..", linewidth=0.7)
                )
            )  # fmt: skip
            words = str(shape[0])
        middle = x + width / 2
        artists["texts"].append(
            ax.text(middle, -1.12, words, ha="center", va="center", fontsize=SMALL, weight="bold")
        )
        artists["texts"].append(
            ax.text(middle, -1.33, name, ha="center", va="center", fontsize=SMALL)
        )
        x += max(width + 0.42, 0.62)
    ax.set(xlim=(-0.25, x - 0.1), ylim=(-1.5, 1.05), aspect="equal")
    ax.set_axis_off()
    return artists
