"""Live pictures of hidden layers: a training to scrub through, and the code of the 8-3-8 network.

All training happens once, at first use.
"""

from functools import cache

import numpy as np

from utils.numpy_impl import hidden_representations as hr
from utils.numpy_impl.cross_entropy import sigmoid
from utils.plots import hidden_representations as plots
from utils.widgets.canvas import panels
from utils.widgets.live import Live, choice, slider

FLOOR = -0.9 * np.log(0.9) - 0.1 * np.log(0.1)  # nats: the entropy of the noisy labels

# ---------------------------------------------------------------- scrubbing through a training

SEEDS = (hr.PINNED_SEED, *range(20))
RATES = (0.01, 0.03, 0.1, 0.3, 1.0)
STEPS, EVERY = 20_000, 200
SIDE = np.linspace(-0.5, 1.5, 49)  # along each axis of the input space
REACH = np.linspace(-0.7, 3.5, 49)  # along each axis of the hidden space: past all that is seen
INPUT_PLANE = np.stack(np.meshgrid(SIDE, SIDE), axis=-1).reshape(-1, 2)
HIDDEN_PLANE = np.stack(np.meshgrid(REACH, REACH), axis=-1)


@cache
def _trainings() -> hr.SeedRuns:
    """Train every seed with every rate, all at once: all seeds with the first rate, and so on."""
    seeds, rates = np.tile(SEEDS, len(RATES)), np.repeat(RATES, len(SEEDS))
    return hr.train_seeds(seeds, H=2, learning_rate=rates, steps=STEPS, record=EVERY)


def training_numbers(state: dict) -> dict:
    """From iteration, seed and learning rate to what the network then says and where X² lies.

    P (4,) and places (4, 2) are for the four inputs, in the order of the table; surface and
    plane (49, 49) are P(Y=1) over the plane of inputs and that of hidden units.
    """
    shots = _trainings().snapshots
    run = len(SEEDS) * RATES.index(state["rate"]) + SEEDS.index(state["seed"])
    k = state["iteration"] // EVERY
    parameters = {name: values[k, ..., run] for name, values in shots.parameters.items()}
    return {
        **state,
        "P": shots.P[k, run],
        "places": shots.X2[k, run],
        "loss": shots.loss[k, run],
        "dead": int(hr.dead_units(parameters).sum()),
        "surface": hr.probability(INPUT_PLANE, parameters).reshape(len(SIDE), len(SIDE)),
        "plane": sigmoid(HIDDEN_PLANE @ parameters["W3"] + parameters["b3"]),
    }


def _training_reading(n: dict) -> str:
    """Say in words what the network says, and what is wrong with it."""
    said = ", ".join(f"{x} {p:.2f}" for x, p in zip(plots.INPUT_NAMES, n["P"], strict=True))
    dead = ("no unit is dead", "one unit is dead", "both units are dead")[n["dead"]]
    return (
        f"Iteration {n['iteration']:,}, seed {n['seed']}, η = {n['rate']:g}: loss "
        f"{n['loss']:.3f} nats (floor {FLOOR:.3f}, a coin {np.log(2):.3f}); {dead}. "
        f"P(Y=1) for {said}."
    )


def explore_training() -> Live:
    """Noisy XOR with two ReLU units: input space and hidden space at any moment of training."""

    def draw(figure, n):
        left, right = panels(figure, 1, 1)
        surface = plots.draw_input_surface(left, SIDE, SIDE, n["surface"])
        space = plots.draw_hidden_space(right, n["places"], REACH, REACH, n["plane"])
        plots.add_scale(figure, (left, right), surface)
        return {"input": surface, "hidden": space}

    def update(artists, n):
        plots.update_input_surface(artists["input"], n["surface"])
        plots.update_hidden_space(artists["hidden"], n["places"], n["plane"])

    return Live(
        title="Two hidden units learn noisy XOR",
        controls={
            "iteration": slider("iteration", STEPS // 2, 0, STEPS, EVERY),
            "seed": choice("seed", SEEDS, slides=True),
            "rate": choice("learning rate η", RATES, 0.1, slides=True),
        },
        numbers=training_numbers,
        draw=draw,
        update=update,
        reading=_training_reading,
        alt="Left: the four inputs in their plane, tinted by the network's P(Y=1), with a black "
        "line where it is one half. Right: where the two hidden units put the same four inputs, "
        "and the straight line by which the output unit divides them.",
        figsize=(9.4, 3.7),
        narrow=(4.6, 7.4),
        play="iteration",
    )


# ---------------------------------------------------------------- the code of the 8-3-8 network

CODE_SEEDS = 6
CODE_STEPS, CODE_EVERY = 2_000, 10


@cache
def _codes() -> tuple:
    """Train the 8-3-8 network from every seed."""
    how = {"steps": CODE_STEPS, "every": CODE_EVERY}
    return tuple(hr.train_autoencoder(seed, **how) for seed in range(CODE_SEEDS))


def code_numbers(state: dict) -> dict:
    """From step and seed to the code (8, 3) of the eight inputs, its bits and what comes out."""
    run, k = _codes()[state["seed"]], state["step"] // CODE_EVERY
    bits = hr.binary_codes(run.codes[k])
    return {
        **state,
        "code": run.codes[k],
        "bits": bits,
        "distinct": len(np.unique(bits, axis=0)),
        "right": int(run.right[k]),
        "loss": run.loss[k],
    }


def _code_reading(n: dict) -> str:
    """Write the eight codes as bits, in the order of the inputs."""
    words = " ".join("".join(map(str, row)) for row in n["bits"])
    return (
        f"Step {n['step']:,}, seed {n['seed']}: {n['right']} of 8 outputs right, loss "
        f"{n['loss']:.4f}. Rounded, the codes of inputs 1 to 8 are {words}: "
        f"{n['distinct']} different."
    )


def explore_code() -> Live:
    """Eight inputs through three sigmoid units: the code they get, step by step."""

    def draw(figure, n):
        left, right = panels(figure, 1, 1.1)
        return {
            "code": plots.draw_code(left, n["code"]),
            "cube": plots.draw_code_cube(right, n["code"]),
        }

    def update(artists, n):
        plots.update_code(artists["code"], n["code"])
        plots.update_code_cube(artists["cube"], n["code"])

    return Live(
        title="The code of the 8-3-8 network",
        controls={
            "step": slider("step", 300, 0, CODE_STEPS, CODE_EVERY),
            "seed": slider("seed", 0, 0, CODE_SEEDS - 1, 1),
        },
        numbers=code_numbers,
        draw=draw,
        update=update,
        reading=_code_reading,
        alt="Left: a table of the three hidden outputs for each of the eight inputs. Right: the "
        "same eight codes as numbered points in a cube whose corners are the binary codes.",
        figsize=(9.0, 4.0),
        narrow=(4.6, 8.0),
        play="step",
    )
