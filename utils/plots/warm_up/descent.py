"""The perceptron, lines and surfaces, the way down, gradient checks."""

import numpy as np

from utils.plots.style import GREY, PALE, SMALL, VERMILLION, counted, curves, series


def draw_perceptron(ax, X, y, w, b, title="") -> dict:
    """Four inputs, their classes, and where the neuron fires. X (N, 2), y (N,), w (2,), b."""
    grid = np.linspace(-0.5, 1.5, 201)
    Z = grid[None, :] * w[0] + grid[:, None] * w[1] + b
    fires, shade = None, {"levels": [0.5, 1.5], "colors": [PALE["orange"]], "zorder": 0}
    if (Z > 0).any():
        fires = ax.contourf(grid, grid, Z > 0, **shade)
    if (Z > 0).any() and (Z <= 0).any():
        ax.contour(grid, grid, Z, levels=[0], colors=["black"], linewidths=1.6, zorder=1)
    for label, look in zip((0, 1), series(2), strict=True):
        ax.plot(
            *X[y == label].T, look["marker"], color=look["colour"], markersize=13, zorder=3,
            markeredgecolor="black", label=f"y = {label}",
        )  # fmt: skip
    ax.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), aspect="equal", title=title)
    ax.set(xlabel="x₁", ylabel="x₂", xticks=[0, 1], yticks=[0, 1])
    return {"fires": fires}


def draw_mistakes(ax, mistakes: dict) -> dict:
    """Mistakes in each epoch, one line for each task. mistakes {task: (epochs,)}."""
    lines = curves(ax, counted(mistakes), mistakes, markers=True)
    ax.set(xlabel="epoch: one pass over the four examples", ylabel="mistakes")
    ax.set(ylim=(-0.2, 4.4), yticks=range(5))
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.grid(True)
    ax.legend(loc="center right")
    return {"lines": lines}


def draw_regression(ax, x, y, lines, names=("x", "y")) -> dict:
    """Examples and straight lines. x, y (N,); lines {label: (w, b)}."""
    ax.plot(x, y, "o", color=GREY, alpha=0.45, markersize=5)
    ends = np.array([np.min(x), np.max(x)])
    drawn = curves(ax, ends, {label: w * ends + b for label, (w, b) in lines.items()})
    ax.set(xlabel=names[0], ylabel=names[1])
    ax.legend(loc="upper left")
    return {"lines": drawn}


def draw_surface(ax, x1, x2, J, levels, names=("θ₁", "θ₂"), lowest=(0.0, 0.0)) -> dict:
    """Lines of equal loss, and a cross at the lowest point. x1 (K1,), x2 (K2,), J (K2, K1)."""
    contours = ax.contour(x1, x2, J, levels=levels, colors="#9A9A9A", linewidths=1.0)
    (cross,) = ax.plot(*lowest, "+", color="black", markersize=11, mew=2, zorder=2)
    ax.set(xlim=(x1[0], x1[-1]), ylim=(x2[0], x2[-1]), xlabel=names[0], ylabel=names[1])
    return {"contours": contours, "lowest": cross}


def draw_path(ax, path, label="descent", look=None) -> dict:
    """The way of descent: path (K, 2), with its start as a diamond and its end as a disc."""
    look = look or next(series(1))
    (line,) = ax.plot(
        [], [], color=look["colour"], linestyle="-", marker=".", linewidth=1.5,
        markersize=6, label=label, zorder=3,
    )  # fmt: skip
    (start,) = ax.plot([], [], "D", color=look["colour"], markeredgecolor="white", zorder=4)
    (end,) = ax.plot([], [], "o", color=look["colour"], markeredgecolor="white", zorder=5)
    artists = {"line": line, "start": start, "end": end}
    update_path(artists, path)
    return artists


def update_path(artists: dict, path) -> None:
    """Move the way to path (K, 2)."""
    artists["line"].set_data(path[:, 0], path[:, 1])
    artists["start"].set_data(path[:1, 0], path[:1, 1])
    artists["end"].set_data(path[-1:, 0], path[-1:, 1])


def draw_descent_losses(
    ax, losses: dict, steps=None, xlabel="step", ylabel="loss J", optimum=None
) -> dict:
    """Loss against step on a log axis. losses {label: (K,)}; steps {label: (K,)} where they differ.

    optimum: the least loss there is, marked by a level line.
    """
    lines = curves(ax, counted(losses, 0) if steps is None else steps, losses)
    if optimum is not None:
        ax.axhline(optimum, color="black", linestyle="-", linewidth=1.0, label="least loss")
    ax.set(yscale="log", xlabel=xlabel, ylabel=ylabel)
    ax.grid(True)
    if len(losses) > 1 or optimum is not None:
        ax.legend(loc="best")
    return {"lines": lines}


def draw_gradient_error(ax, steps, errors: dict, best) -> dict:
    """Error of a derivative against ε, both on log axes. steps (M,); errors {label: (M,)}.

    best (ε, error): the point to mark as the lowest.
    """
    lines = curves(ax, steps, errors)
    (lowest,) = ax.plot(*best, "o", color=VERMILLION, zorder=4)
    power = int(np.floor(np.log10(best[0])))
    text = ax.annotate(
        f"ε ≈ {best[0] / 10.0**power:.0f}·10⁻{'⁰¹²³⁴⁵⁶⁷⁸⁹'[-power]}", best, (12, -2),
        textcoords="offset points", ha="left", va="center", fontsize=SMALL,
    )  # fmt: skip
    ax.set(xscale="log", yscale="log", xlabel="step ε", ylabel="error of the derivative")
    ax.set_xlim(steps[0], steps[-1])
    ax.grid(True)
    ax.legend(loc="upper center")
    return {"lines": lines, "best": lowest, "text": text}
