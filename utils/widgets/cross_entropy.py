"""Live pictures for cross entropy: two distributions, softmax, a boundary through training."""

from functools import cache, lru_cache

import numpy as np

from utils.data import iris
from utils.numpy_impl import cross_entropy as ce
from utils.plots import cross_entropy as plots
from utils.plots.style import number
from utils.widgets.canvas import panels
from utils.widgets.live import Live, choice, slider

OUTCOMES = ("sun", "rain", "snow")
STEPS = 200
GRID = 70


def _line(values, form: str = ".2f") -> str:
    """Write numbers as a tuple, for a reading."""
    return "(" + ", ".join(number(value, form) for value in values) + ")"


def _nats(value) -> str:
    """Write an amount of information, for a reading."""
    return ("∞" if np.isinf(value) else f"{value:.3f}") + " nats"


# ---------------------------------------------------------------- two distributions


def divergence_numbers(state: dict) -> dict:
    """From six weights p0…p2, q0…q2 to p, q and H(p), H(p, q), KL(p ‖ q) in nats.

    Raises ValueError when all weights of one distribution are zero.
    """
    both = {}
    for name in "pq":
        weights = np.array([state[f"{name}{i}"] for i in range(3)], dtype=float)
        if weights.sum() == 0:
            raise ValueError(f"all weights of {name} are 0; give one outcome of {name} a weight")
        both[name] = weights / weights.sum()
    amounts = {"H_pq": ce.cross_entropy(**both), "KL": ce.kl_divergence(**both)}
    return both | amounts | {"H_p": ce.entropy(both["p"])}


def explore_divergence() -> Live:
    """Two distributions over three outcomes, with H(p), KL(p ‖ q) and H(p, q) as bars."""

    names = "p, the world", "q, our belief"

    def draw(figure, n):
        left, right = panels(figure, 1, 1)
        amounts = n["H_p"], n["H_pq"], n["KL"]
        return (
            plots.draw_distributions(left, n["p"], n["q"], OUTCOMES, names),
            plots.draw_information_bars(right, *amounts, maximum=2.5),
        )

    def update(artists, n):
        plots.update_distributions(artists[0], n["p"], n["q"])
        plots.update_information_bars(artists[1], n["H_p"], n["H_pq"], n["KL"])

    def reading(n):
        return (
            f"p = {_line(n['p'])}, q = {_line(n['q'])}: H(p) = {_nats(n['H_p'])}, "
            f"KL(p‖q) = {_nats(n['KL'])}, H(p, q) = {_nats(n['H_pq'])}."
        )

    start = {"p": (7, 2, 1), "q": (4, 4, 2)}
    return Live(
        title="Two distributions",
        controls={
            f"{name}{i}": slider(f"weight {name}({OUTCOMES[i]})", start[name][i], 0, 20, 1)
            for i in range(3)
            for name in "pq"
        },
        numbers=divergence_numbers,
        draw=draw,
        update=update,
        reading=reading,
        alt="Left: bars of p and q for sun, rain and snow. Right: H(p) and KL(p‖q) end to end, "
        "as long together as H(p, q).",
        figsize=(9.0, 3.5),
        narrow=(4.6, 6.4),
    )


# ---------------------------------------------------------------- softmax with a temperature


def softmax_numbers(state: dict) -> dict:
    """From logits z0…z2 and temperature T to probabilities and their entropy in nats."""
    z = np.array([state["z0"], state["z1"], state["z2"]])
    p = ce.softmax(z, state["T"])
    return {"z": z, "T": state["T"], "p": p, "H": ce.entropy(p)}


def explore_softmax() -> Live:
    """Softmax of three logits with a temperature."""
    controls = {
        f"z{i}": slider(f"score z({OUTCOMES[i]})", value, -5.0, 5.0, 0.1, ".1f")
        for i, value in enumerate((1.0, 0.0, -1.0))
    }
    controls["T"] = slider("temperature T", 1.0, 0.1, 10.0, 0.1, ".1f")
    return Live(
        title="Softmax with a temperature",
        controls=controls,
        numbers=softmax_numbers,
        draw=lambda figure, n: plots.draw_softmax(figure.subplots(), n["p"], OUTCOMES),
        update=lambda artists, n: plots.update_softmax(artists, n["p"]),
        reading=lambda n: (
            f"z = {_line(n['z'], '.1f')}, T = {n['T']:.1f}: p = {_line(n['p'], '.3f')}, "
            f"entropy {_nats(n['H'])} of at most {_nats(np.log(3))}."
        ),
        alt="Three bars: the probabilities that the softmax gives to sun, rain and snow.",
        figsize=(7.6, 3.4),
        narrow=(4.0, 4.1),
    )


# ---------------------------------------------------------------- a boundary through training

PAIRS = {
    "petal length, petal width": (2, 3),
    "sepal length, sepal width": (0, 1),
    "sepal width, petal length": (1, 2),
}


_flowers = cache(iris.load)  # read once, not at every move of a slider


@lru_cache(maxsize=32)
def _training(pair: str, rate: float):
    """Train on two lengths by plain gradient descent: every step's W and b, and all losses.

    There are STEPS + 1 of each: before each step, and at the end.
    """
    X, y = _flowers().X[:, PAIRS[pair]], _flowers().y
    fit = ce.fit_softmax_regression(
        X, y, 3, learning_rate=rate, steps=STEPS, momentum=0.0, record_every=1
    )
    last, _ = ce.softmax_regression_forward(X, y, fit.W, fit.b)
    return fit.snapshots, np.append(fit.losses, last)


@lru_cache(maxsize=4)
def _plane(pair: str):
    """The flowers in cm, and a grid over them in cm and as the network sees it."""
    flowers, two = _flowers(), PAIRS[pair]
    mean, scale = flowers.mean[[*two]], flowers.scale[[*two]]
    points = flowers.X[:, two] * scale + mean
    low, high = points.min(axis=0) - 0.4, points.max(axis=0) + 0.4
    x1, x2 = (np.linspace(low[k], high[k], GRID) for k in (0, 1))
    grid = np.stack(np.meshgrid(x1, x2), axis=-1)  # (GRID, GRID, 2), x2 along the first axis
    return points, x1, x2, (grid - mean) / scale


def boundary_numbers(state: dict) -> dict:
    """From step, learning rate and pair of lengths to the loss and P(class) on a grid."""
    snapshots, losses = _training(state["pair"], state["rate"])
    points, x1, x2, grid = _plane(state["pair"])
    step, W, b = snapshots[state["step"]]
    y, X = _flowers().y, _flowers().X[:, PAIRS[state["pair"]]]
    right = ((X @ W + b).argmax(axis=1) == y).sum()
    return {
        **state,
        **{"points": points, "y": y, "x1": x1, "x2": x2, "right": int(right)},
        **{"P": ce.softmax(grid @ W + b), "losses": losses, "loss": losses[step]},
    }


def explore_decision_boundary() -> Live:
    """Softmax regression on two lengths of the iris flowers, step by step."""
    names, steps = _flowers().class_names, np.arange(STEPS + 1)

    def draw(figure, n):
        left, right = panels(figure, 1.15, 1)
        what = (n[name] for name in ("x1", "x2", "P", "points", "y"))
        regions = plots.draw_decision_regions(left, *what, names, _axis_names(n["pair"]))
        curve = plots.draw_training_curve(right, steps, n["losses"])
        return {"pair": n["pair"], "regions": regions, "curve": curve}

    def update(artists, n):
        if artists["pair"] != n["pair"]:  # other axes: this one picture is drawn whole
            artists["pair"] = n["pair"]
            _change_axes(artists["regions"], n)
        plots.update_decision_regions(artists["regions"], n["P"])
        plots.update_training_curve(artists["curve"], n["step"], n["loss"], steps, n["losses"])

    return Live(
        title="A boundary through training",
        controls={
            "step": slider("step", 20, 0, STEPS, 1),
            "rate": slider("learning rate η", 0.5, 0.05, 2.0, 0.05),
            "pair": choice("lengths", PAIRS),
        },
        numbers=boundary_numbers,
        draw=draw,
        update=update,
        reading=lambda n: (
            f"Step {n['step']}, η = {n['rate']:.2f}: loss {n['loss']:.4f} nats, "
            f"{n['right']} of {len(n['y'])} flowers right."
        ),
        alt="Left: iris flowers of three species by two lengths in cm, with the regions of the "
        "likeliest class. Right: the loss against the step, the present step marked.",
        figsize=(9.0, 3.9),
        narrow=(4.6, 7.2),
        play="step",
    )


def _axis_names(pair: str) -> list[str]:
    """The two lengths with their unit, as axis labels."""
    return [f"{name} (cm)" for name in pair.split(", ")]


def _change_axes(regions: dict, n: dict) -> None:
    """Put other lengths on the axes: points, limits, labels and the picture's extent."""
    regions["grid"] = x1, x2 = n["x1"], n["x2"]
    xlim, ylim = (x1[0], x1[-1]), (x2[0], x2[-1])
    regions["image"].set_extent((*xlim, *ylim))
    for r, dots in enumerate(regions["dots"]):
        dots.set_data(*n["points"][n["y"] == r].T)
    xlabel, ylabel = _axis_names(n["pair"])
    regions["image"].axes.set(xlim=xlim, ylim=ylim, xlabel=xlabel, ylabel=ylabel)
