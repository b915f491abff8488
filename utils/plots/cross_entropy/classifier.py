"""Softmax, losses, gradients, and what a classifier decides where."""

import contourpy
import numpy as np
from matplotlib.colors import to_rgb

from utils.plots.cross_entropy.information import raise_bars
from utils.plots.style import BLUE, COLOURS, VERMILLION, curves, number, say, series


def draw_softmax(ax, p, labels) -> dict:
    """The probabilities a softmax gives. p (R,); labels R classes."""
    x = np.arange(len(p))
    bars = ax.bar(x, p, 0.62, color=BLUE)
    texts = [say(ax, i, 0, "", va="bottom") for i in x]
    ax.set_xticks(x, labels)
    ax.set(ylim=(0, 1.12), xlabel="class", ylabel="probability", yticks=np.linspace(0, 1, 6))
    artists = {"bars": bars, "texts": texts}
    update_softmax(artists, p)
    return artists


def update_softmax(artists: dict, p) -> None:
    """Move the bars and their figures to p (R,)."""
    raise_bars(artists["bars"], artists["texts"], p, (f"{v:.3f}" for v in p))


def draw_losses_on_sigmoid(
    ax_loss, ax_gradient, z, cross_entropy, squared_error, d_cross_entropy, d_squared_error
) -> dict:
    """Two losses of σ(z) for an example with y = 1, and their gradients. All (K,), z the logit."""
    lines = {}
    for ax, kind, ours, other in (
        (ax_loss, "loss", cross_entropy, squared_error),
        (ax_gradient, "gradient", d_cross_entropy, d_squared_error),
    ):
        lines[kind] = curves(ax, z, {"cross entropy": ours, "squared error": other})
        ax.set(xlim=(np.min(z), np.max(z)), xlabel="logit z  (true class y = 1)")
        ax.locator_params(axis="x", nbins=5)
        ax.grid(True)
    ax_loss.set_ylabel("loss (cross entropy in nats)")
    ax_gradient.set_ylabel("gradient ∂ℓ/∂z (per unit of logit)")
    ax_loss.legend(loc="upper right")
    return lines


def draw_gradient(ax, p, target, labels, gradient) -> dict:
    """Bars p, the target as outlines, and arrows along −∂ℓ/∂z = target − p. All (R,).

    gradient: the numbers p − target to write above the bars.
    """
    x = np.arange(len(p))
    ax.bar(
        x, target, 0.62, facecolor="none", edgecolor="black", linestyle="--", linewidth=1.4,
        label="target: 1 for the true class", zorder=3,
    )  # fmt: skip
    bars = ax.bar(x, p, 0.62, color=COLOURS["sky"], label="softmax p")
    look = {"arrowstyle": "-|>", "color": VERMILLION, "linewidth": 2.2, "shrinkA": 0, "shrinkB": 0}
    texts = []
    for i, v, t, g in zip(x, p, target, gradient, strict=True):
        ax.annotate("", (i, t), (i, v), zorder=4, arrowprops=look)
        words = f"p − y = {number(g, '+z.3f')}"
        texts.append(say(ax, i, max(v, t) + 0.02, words, va="bottom"))
    ax.plot([], [], "-", color=VERMILLION, label="push on z: −(p − y)")
    ax.set_xticks(x, labels)
    ax.set(ylim=(0, 1.15), xlabel="class", ylabel="probability")
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0,
              columnspacing=1.2, handlelength=1.6)  # fmt: skip
    return {"bars": bars, "texts": texts}


def draw_decision_regions(ax, x1, x2, P, points, y, names, axis_names=("x1", "x2")) -> dict:
    """Which class is likeliest where: tinted by P, black lines where two are equally likely.

    x1 (K1,), x2 (K2,) the grid; P (K2, K1, R) probabilities on it; points (N, 2) and y (N,) the
    examples; names R classes.
    """
    looks = list(series(P.shape[-1]))
    artists = plane(ax, x1, x2, _tint(P, looks)) | {"lines": [], "dots": []}
    for _ in looks[1:]:
        artists["lines"] += ax.plot([], [], "-", color="black", linewidth=1.8, zorder=2)
    # the examples do not move either, but the image would cover them
    for r, (look, name) in enumerate(zip(looks, names, strict=True)):
        artists["dots"] += ax.plot(
            *points[y == r].T, look["marker"], color=look["colour"], markeredgecolor="white",
            markeredgewidth=0.8, label=name, zorder=3,
        )  # fmt: skip
    ax.set(xlabel=axis_names[0], ylabel=axis_names[1])
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(names), borderaxespad=0.2,
              columnspacing=1.0, handletextpad=0.2)  # fmt: skip
    update_decision_regions(artists, P)
    return artists


def plane(ax, x1, x2, picture, **look) -> dict:
    """A picture over the grid x1 (K1,), x2 (K2,), which it fills: {image, frame, grid}."""
    xlim, ylim = (x1[0], x1[-1]), (x2[0], x2[-1])
    image = ax.imshow(
        picture, origin="lower", aspect="auto", interpolation="bilinear", zorder=0,
        extent=(*xlim, *ylim), **look,
    )  # fmt: skip
    ax.set(xlim=xlim, ylim=ylim)
    # the frame does not move, but the image would cover it
    frame = [ax.spines["left"], ax.spines["bottom"]]
    return {"image": image, "frame": frame, "grid": (x1, x2)}


def update_decision_regions(artists: dict, P) -> None:
    """Move tint and boundaries to the probabilities P (K2, K1, R) on the same grid."""
    R = P.shape[-1]
    artists["image"].set_data(_tint(P, list(series(R))))
    x1, x2 = artists["grid"]
    # The border of a class is where it is exactly as likely as the best of the others. Each
    # border belongs to two classes, so the last class has none of its own left.
    for r, line in enumerate(artists["lines"]):
        lead = P[..., r] - np.delete(P, r, axis=-1).max(axis=-1)
        line.set_data(*border(x1, x2, lead, 0.0))


def border(x1, x2, values, level: float) -> np.ndarray:
    """Return where values (K2, K1) on the grid x1 (K1,), x2 (K2,) pass `level`: a path (2, K).

    Its pieces are joined by NaN, which lifts the pen.
    """
    pieces = contourpy.contour_generator(x1, x2, values).lines(level)
    gap = np.full((1, 2), np.nan)
    return np.concatenate([part for piece in pieces for part in (piece, gap)] or [gap]).T


def _tint(P: np.ndarray, looks: list[dict]) -> np.ndarray:
    """Mix the classes' colours by their probabilities, paled to lie under the examples."""
    colours = np.array([to_rgb(look["colour"]) for look in looks])  # (R, 3)
    return 1 - 0.38 * (1 - np.clip(P @ colours, 0, 1))
