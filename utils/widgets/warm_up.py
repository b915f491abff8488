"""Live pictures for the warm-up: what a layer does to the plane, and descent in a bowl."""

from functools import cache

import numpy as np

from utils.numpy_impl import warm_up as wu
from utils.plots import warm_up as plots
from utils.widgets.canvas import panels
from utils.widgets.live import Live, choice, slider

# ---------------------------------------------------------------- a layer on the plane

# Outline of an F: unlike a square it shows a turn, and unlike an arrow a mirror.
LETTER = 0.25 * np.array(
    [(0, 0), (0, 5), (3, 5), (3, 4), (1, 4), (1, 3), (2.4, 3), (2.4, 2), (1, 2), (1, 0)]
)


@cache
def plane_grid(reach: float = 1.5, lines: int = 7, points: int = 61):
    """Grid lines (along, across), each (lines, points, 2), from −reach to reach."""
    at, fine = np.linspace(-reach, reach, lines), np.linspace(-reach, reach, points)
    along = np.stack(np.broadcast_arrays(fine[None, :], at[:, None]), axis=-1)
    across = along[..., ::-1]
    return along, across


def plane_numbers(state: dict) -> dict:
    """From angle, scales, shear, shift and activation to W, b and three pictures of the grid.

    `stages` holds (along, across, letter) after x W, after + b and after f.
    """
    W = wu.plane_matrix(state["degrees"], state["scale_1"], state["scale_2"], state["shear"])
    b = np.array([state["shift_1"], state["shift_2"]])
    f = wu.ACTIVATIONS[state["activation"]]
    start = (*plane_grid(), LETTER)
    product = tuple(points @ W for points in start)
    shifted = tuple(points + b for points in product)
    stages = (product, shifted, tuple(f(points) for points in shifted))
    return {"W": W, "b": b, "activation": state["activation"], "stages": stages}


def explore_plane() -> Live:
    """The plane after x W, after + b, and after the activation."""
    titles = ("1 · x W", "2 · x W + b", "3 · f(x W + b)")

    def draw(figure, n):
        drawn = []  # what the layer gives is the largest
        for k, ax in enumerate(panels(figure, 1, 1, 1.7, below="01;22", height_ratios=(1, 1.8))):
            ghost = plane_grid() if k == 0 else None
            drawn.append(plots.draw_plane(ax, titles[k], *n["stages"][k], ghost=ghost))
            if k:
                ax.set_ylabel("")
        return drawn

    def update(artists, n):
        for part, stage in zip(artists, n["stages"], strict=True):
            plots.update_plane(part, *stage)

    def reading(n):
        rows = ", ".join("(" + ", ".join(f"{v:z.2f}" for v in row) + ")" for row in n["W"])
        b = ", ".join(f"{v:z.2f}" for v in n["b"])
        return (
            f"W has the rows {rows}; areas × {abs(np.linalg.det(n['W'])):.2f}; "
            f"b = ({b}); f = {n['activation']}."
        )

    return Live(
        title="A layer on the plane",
        controls={
            "degrees": slider("turn (degrees)", 30, -180, 180, 5, unit="degrees"),
            "shear": slider("shear", 0.0, -1.5, 1.5, 0.1, ".1f"),
            "scale_1": slider("scale, first axis", 1.2, -2.0, 2.0, 0.1, ".1f"),
            "scale_2": slider("scale, second axis", 0.8, -2.0, 2.0, 0.1, ".1f"),
            "shift_1": slider("shift b₁", 0.5, -2.0, 2.0, 0.1, ".1f"),
            "shift_2": slider("shift b₂", 0.0, -2.0, 2.0, 0.1, ".1f"),
            "activation": choice("activation f", wu.ACTIVATIONS, "tanh"),
        },
        numbers=plane_numbers,
        draw=draw,
        update=update,
        reading=reading,
        alt="A grid with a letter F in three stages: multiplied by W over the old grid in grey, "
        "then moved by b, then with f applied to each coordinate. Dotted: the square from −1 to 1.",
        figsize=(9.6, 4.3),
        narrow=(4.6, 6.9),
    )


# ---------------------------------------------------------------- descent in a bowl

BOWL = np.array([[8.2, 3.6], [3.6, 2.8]])  # curvatures 10 along (2, 1) and 1 along (1, −2)
REACH = 2.4
LOSS_RANGE = (1e-5, 1e5)


def descent_numbers(state: dict) -> dict:
    """From learning rate, start and number of steps to path, losses and what η does."""
    start = np.array([state["start_1"], state["start_2"]])
    path = wu.quadratic_descent(BOWL, start, state["rate"], state["steps"])
    return {
        "rate": state["rate"],
        "limit": wu.largest_stable_rate(BOWL),
        "path": path,
        "losses": wu.quadratic_loss(BOWL, path),
        "regime": wu.descent_regime(BOWL, state["rate"], start) if start.any() else "stays",
    }


def _verdict(n: dict) -> str:
    """Say in words what η does, and by how much a step changes the steepest direction."""
    compared = "below" if n["rate"] < n["limit"] - 1e-9 else "above"
    if abs(n["rate"] - n["limit"]) <= 1e-9:
        compared = "exactly"
    if n["regime"] == "stays":
        words = "stays: this start is the lowest point"
    elif n["rate"] == 0:
        words = "stays: η = 0 takes no steps"
    else:
        words = n["regime"]
    return (
        f"η = {n['rate']:.3f}, {compared} 2/L = {n['limit']:.3f}: {words}. Along the steepest "
        f"direction each step multiplies by 1 − ηL = {1 - 2 * n['rate'] / n['limit']:z.2f}; "
        f"loss {n['losses'][0]:.3g} → {n['losses'][-1]:.3g} after {len(n['path']) - 1} steps."
    )


def explore_descent() -> Live:
    """Gradient descent in a bowl: the way it takes, and the loss against the step."""

    def draw(figure, n):
        plane, curve = panels(figure, 1, 1.15)
        side = np.linspace(-REACH, REACH, 121)
        J = wu.quadratic_loss(BOWL, np.stack(np.meshgrid(side, side), axis=-1))
        plots.draw_surface(plane, side, side, J, levels=[0.1, 0.5, 1.5, 4, 9, 18, 32, 50])
        plane.set_aspect("equal")
        path = plots.draw_path(plane, n["path"])
        losses = plots.draw_descent_losses(curve, {"loss": n["losses"]})
        curve.set(xlim=(0, 60), ylim=LOSS_RANGE)
        text = curve.text(
            0.97, 0.95, "", transform=curve.transAxes, ha="right", va="top", weight="bold"
        )
        return {"path": path, "losses": losses, "text": text}

    def update(artists, n):
        plots.update_path(artists["path"], n["path"])
        # a log axis has no place for 0
        losses = np.maximum(n["losses"], LOSS_RANGE[0] / 10)
        artists["losses"]["lines"]["loss"].set_data(np.arange(len(losses)), losses)
        artists["text"].set_text("stays" if n["rate"] == 0 else n["regime"])

    return Live(
        title="Descent in a bowl",
        controls={
            "rate": slider("learning rate η", 0.08, 0.0, 0.25, 0.005, ".3f"),
            "steps": slider("steps", 20, 1, 60, 1),
            "start_1": slider("start θ₁", -2.0, -2.0, 2.0, 0.1, ".1f"),
            "start_2": slider("start θ₂", 2.0, -2.0, 2.0, 0.1, ".1f"),
        },
        numbers=descent_numbers,
        draw=draw,
        update=update,
        reading=_verdict,
        alt="Left: lines of equal loss of a long bowl, with the way of gradient descent from a "
        "diamond to a disc. Right: the loss against the step, on a log axis.",
        figsize=(9.2, 3.8),
        narrow=(4.6, 7.4),
        play="steps",
    )
