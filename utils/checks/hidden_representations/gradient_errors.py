"""Exercise 3: a hand-written gradient against central differences, array by array."""

import numpy as np

from utils.checks.engine import Case, Exercise
from utils.checks.hidden_representations.backward_variants import backward
from utils.checks.hidden_representations.gradient_errors_variants import (
    abs_too_late,
    by_names_of_gradients,
    comparing,
    divisor,
    everything_at_once,
    first_rows,
    gradient_errors,
    measured_only,
    never_moved_back,
    over_all,
    relative,
    relative_step,
    right,
    scaled,
    whole_arrays,
    with_error,
    with_slope,
)
from utils.checks.hidden_representations.wrong import a, forward, mistakes, random_network

MISTAKES = mistakes(
    (
        "one-sided, upwards",
        with_slope(lambda up, at, down, eps: (up - at) / eps),
        "You take the one-sided difference, whose own error would hide a small mistake in the "
        "gradient. The second value belongs at θ − ε.",
    ),
    (
        "one-sided, downwards",
        with_slope(lambda up, at, down, eps: (at - down) / eps),
        "You take the one-sided difference, whose own error would hide a small mistake in the "
        "gradient. The first value belongs at θ + ε.",
    ),
    (
        "divided by ε",
        with_slope(lambda up, at, down, eps: (up - down) / eps),
        "The measured slopes are twice too large. How far are the two places apart?",
    ),
    (
        "divided by 2, multiplied by ε",
        with_slope(lambda up, at, down, eps: (up - down) / 2 * eps),
        "`/ 2 * eps` divides by 2 and then *multiplies* by ε. Put the 2ε in brackets.",
    ),
    (
        "not divided",
        with_slope(lambda up, at, down, eps: up - down),
        "The measured values are differences of J. A slope is a difference divided by the "
        "distance.",
    ),
    (
        "sign of the difference",
        with_slope(lambda up, at, down, eps: (down - up) / (2 * eps)),
        "The measured slopes have the wrong sign: J(θ + ε) comes first.",
    ),
    (
        "half a one-sided difference",
        with_slope(lambda up, at, down, eps: (up - at) / (2 * eps)),
        "Your second value is J(θ) itself, and you divide by 2ε. It is to be taken at θ − ε. Was "
        "the entry still moved up when you moved it down? `dict(parameters)` and "
        "`parameters.copy()` share their arrays with the original.",
    ),
    (
        "nothing is moved",
        with_slope(lambda up, at, down, eps: 0.0),
        "All your measured slopes are 0. `dict(parameters)` and `parameters.copy()` copy the "
        "dictionary, not the arrays in it: what is moved up in one is moved up in the other.",
    ),
    (
        "never moved back",
        never_moved_back,
        "Every entry stays moved after its turn, and the later ones are measured somewhere else. "
        "Fresh copies for each entry, or the old value put back.",
    ),
    (
        "whole arrays moved",
        comparing(slope=whole_arrays),
        "`parameters[name] + eps` moves all entries of an array together. Each derivative belongs "
        "to a single entry.",
    ),
    (
        "everything moved at once",
        comparing(slope=everything_at_once),
        "All parameters move together. Each derivative belongs to a single entry of a single "
        "array.",
    ),
    (
        "no absolute value",
        with_error(lambda g, m: ((g - m) / divisor(g, m)).max()),
        "Differences keep their sign, so that a gradient that is far too *small* gets a negative "
        "error, which no limit catches.",
    ),
    (
        "no absolute value, the other way round",
        with_error(lambda g, m: ((m - g) / divisor(g, m)).max()),
        "Differences keep their sign, so that a gradient that is far too *large* gets a negative "
        "error, which no limit catches.",
    ),
    (
        "absolute values too late",
        with_error(abs_too_late),
        "You take the largest difference first and its absolute value then. A large negative "
        "difference is lost that way.",
    ),
    (
        "three numbers in np.maximum",
        with_error(lambda g, m: (np.abs(g - m) / np.maximum(1, np.abs(g), np.abs(m))).max()),
        "`np.maximum` takes *two* arguments and `np.max` one: what follows is read as something "
        "else. For three numbers take Python's `max`, for arrays one `np.maximum` inside another.",
    ),
    (
        "three arrays in np.max",
        with_error(lambda g, m: (np.abs(g - m) / np.max(1, np.abs(g), np.abs(m))).max()),
        "The second argument of `np.max` is an axis. `np.maximum` compares two arrays entry by "
        "entry, and Python's `max` compares any number of single numbers.",
    ),
    (
        "arrays in Python's max",
        with_error(lambda g, m: (np.abs(g - m) / max(1, np.abs(g), np.abs(m))).max()),
        "Python's `max` compares single numbers, not arrays. Use it entry by entry, or one "
        "`np.maximum` inside another for whole arrays.",
    ),
    (
        "mean error",
        with_error(lambda g, m: scaled(g, m).mean()),
        "You take the mean over the entries. One wrong entry among many right ones should not "
        "drown: the largest counts.",
    ),
    (
        "sum of errors",
        with_error(lambda g, m: scaled(g, m).sum()),
        "You add up the errors of the entries. The largest one is wanted.",
    ),
    (
        "smallest error",
        with_error(lambda g, m: scaled(g, m).min()),
        "You report the smallest error. It is the largest that tells.",
    ),
    (
        "absolute error",
        with_error(lambda g, m: np.abs(g - m).max()),
        "This is the absolute difference. Where gradients are large, rounding is, too, so the "
        "difference is divided by something.",
    ),
    (
        "no 1 in the divisor",
        with_error(lambda g, m: (np.abs(g - m) / np.maximum(np.abs(g), np.abs(m))).max()),
        "You divide by the larger of both gradients, without the 1. Where both are nearly 0, "
        "rounding looks like a mistake, and 0/0 is `nan`.",
    ),
    (
        "divided by the measured gradient",
        with_error(lambda g, m: (np.abs(g - m) / np.maximum(1, np.abs(m))).max()),
        "The divisor knows the measured gradient only. Which three numbers does it choose from?",
    ),
    (
        "divided by the given gradient",
        with_error(lambda g, m: (np.abs(g - m) / np.maximum(1, np.abs(g))).max()),
        "The divisor knows the given gradient only. Which three numbers does it choose from?",
    ),
    (
        "1 added instead of compared",
        with_error(lambda g, m: (np.abs(g - m) / (1 + np.maximum(np.abs(g), np.abs(m)))).max()),
        "The 1 is added to the divisor. It is one of the three numbers of which the largest is "
        "taken.",
    ),
    (
        "divided by the sum of both",
        with_error(lambda g, m: (np.abs(g - m) / np.maximum(1, np.abs(g) + np.abs(m))).max()),
        "The divisor adds up both gradients. The larger of them is meant.",
    ),
    (
        "divided by the smaller one",
        with_error(
            lambda g, m: (np.abs(g - m) / np.maximum(1, np.minimum(np.abs(g), np.abs(m)))).max()
        ),
        "The divisor takes the smaller of both gradients. It is the larger that is meant.",
    ),
    (
        "signs in the divisor",
        with_error(lambda g, m: (np.abs(g - m) / np.maximum(1, np.maximum(g, m))).max()),
        "The divisor looks at the gradients with their signs, so that −100 counts as smaller than "
        "1. It is their size that matters.",
    ),
    (
        "one divisor for the whole array",
        with_error(lambda g, m: np.abs(g - m).max() / max(1, np.abs(g).max(), np.abs(m).max())),
        "The largest difference is divided by the largest gradient of the array, perhaps another "
        "entry's. Divide entry by entry first, then take the largest.",
    ),
    (
        "lengths compared",
        with_error(
            lambda g, m: np.linalg.norm(g - m) / max(1, np.linalg.norm(g), np.linalg.norm(m))
        ),
        "You compare whole arrays by their length, in which a single wrong entry may drown. Here "
        "every entry has an error of its own.",
    ),
    (
        "one number for all arrays",
        over_all,
        "You return one number. One for each array tells *where* the mistake is: a dictionary with "
        "the parameters' names.",
    ),
    (
        "errors of all entries",
        with_error(lambda g, m: scaled(g, m)),
        "You return an error for every entry. The largest of each array is wanted.",
    ),
    (
        "True and False",
        with_error(lambda g, m: bool(relative(g, m) < 1e-6)),
        "You return True and False. Return the errors themselves; how small is small enough, their "
        "reader decides.",
    ),
    (
        "the measured gradient",
        measured_only,
        "You return the measured gradient. The comparison with the given one is still to come.",
    ),
    (
        "names taken from the gradients",
        by_names_of_gradients,
        "There may be gradients of more than the parameters, such as that of X. It is the "
        "parameters' names that the loop should go over.",
    ),
    (
        "a loop over the length",
        first_rows,
        "`range(len(…))` gives the rows of a matrix and fails for b3, which has no axis at all. "
        "`np.ndindex(shape)` visits every entry of any array.",
    ),
    (
        "the last entry's error",
        with_error(lambda g, m: scaled(g, m).ravel()[-1]),
        "Only the last entry of each array counts: each turn overwrites what the turns before it "
        "found. Keep the largest.",
    ),
    (
        "only the first array",
        lambda J, parameters, gradients, eps: dict(
            list(right(J, parameters, gradients, eps).items())[:1]
        ),
        "Only the first array is there. Is the `return` inside the loop over the names?",
    ),
    (
        "a factor in place of a step",
        comparing(slope=relative_step),
        "Your entries are multiplied by 1 + ε and 1 − ε, which moves an entry of 0 nowhere. They "
        "are to be moved by ε itself.",
    ),
    (
        "only the first entry",
        comparing(entries=lambda shape: list(np.ndindex(shape))[:1]),
        "Only the first entry of each array is measured; the others are still 0. Where does your "
        "inner loop end?",
    ),
    (
        "the last entry missing",
        comparing(entries=lambda shape: list(np.ndindex(shape))[:-1]),
        "The last entry of each array is still 0: your loop ends one turn too early.",
    ),
    (
        "half the step",
        lambda J, parameters, gradients, eps: right(J, parameters, gradients, eps / 2),
        "You move by ε/2 to each side. Here each side moves by the whole ε.",
    ),
    (
        "a step of your own",
        lambda J, parameters, gradients, eps: right(J, parameters, gradients, 1e-5),
        "Your step is a small number of your own, whatever `eps` says. It is an argument.",
    ),
)


def example(p):
    """w_0² + w_1² + 5b."""
    return (p["w"] ** 2).sum() + 5 * p["b"]


def bent(p):
    """Every entry of every array has another slope, which depends on the others."""
    total, product = 0.0, 1.0
    for k, value in enumerate(p.values()):
        weights = np.arange(1, value.size + 1).reshape(value.shape) / 2
        total = total + (weights * np.sin(value + k)).sum() + (value**3).sum()
        product = product * np.cos(value).sum()
    return 3 * total + product


def steep(p):
    """Large gradients and small ones in the same array."""
    return (np.array([200.0, 0.01, -60.0]) * p["w"]).sum() + 0.3 * p["w"][1] ** 2 - 4 * p["b"]


RNG = np.random.default_rng(3)
X, Y = RNG.normal(size=(6, 2)), RNG.integers(0, 2, size=6)


def network_loss(p):
    """Mean cross entropy of the network on six fixed examples."""
    z3 = forward(X, p)[1] @ p["W3"] + p["b3"]
    return (np.logaddexp(0, z3) - Y * z3).mean()


NETWORK = random_network(2, 6)
GRADIENTS = backward(X, Y, NETWORK)
BENT = {
    "W": RNG.normal(size=(2, 3)).round(2),
    "b": a(0.4, -1.1, 0.0, 0.7),
    "c": np.array(0.3),
}


def planted(name, change):
    """Return the network's gradients with a mistake in one of them."""
    return GRADIENTS | {name: change(GRADIENTS[name])}


exercise = Exercise(
    name="gradient_errors",
    title="Gradient check",
    minutes=12,
    difficulty="medium",
    reference=gradient_errors,
    cases=[
        Case(
            "the example",
            J=example,
            parameters={"w": a(3.0, -1.0), "b": np.array(2.0)},
            gradients={"w": a(6.0, -2.0), "b": np.array(4.0)},
            eps=0.1,
        ),
        Case(
            "a gradient that is right",
            J=network_loss,
            parameters=NETWORK,
            gradients=GRADIENTS,
            eps=1e-5,
        ),
        Case(
            "a transpose too many",
            J=network_loss,
            parameters=NETWORK,
            gradients=planted("W2", np.transpose),
            eps=1e-5,
        ),
        Case(
            "a factor",
            J=network_loss,
            parameters=NETWORK,
            gradients=planted("b2", lambda g: g * len(Y)),
            eps=1e-4,
        ),
        Case(
            "all arrays wrong, a large step",
            J=bent,
            parameters=BENT,
            gradients={
                "W": RNG.normal(size=(2, 3)) * 4,
                "b": a(1.0, -3.0, 20.0, 0.0),
                "c": np.array(-2.5),
            },
            eps=0.3,
        ),
        Case(
            "one wrong entry beside a large one",
            J=steep,
            parameters={"w": a(0.5, -1.5, 2.0), "b": np.array(1.0)},
            gradients={"w": a(200.0, 0.39, -60.0), "b": np.array(-4.0)},
            eps=1e-3,
        ),
        Case(
            "far too small and far too large",
            J=steep,
            parameters={"w": a(0.5, 1.5, 2.0), "b": np.array(1.0)},
            gradients={"w": a(50.0, 0.91, -90.0), "b": np.array(-40.0)},
            eps=1e-3,
        ),
        Case(
            "gradients of nearly nothing",
            J=example,
            parameters={"w": a(1e-3, 0.0), "b": np.array(2.0)},
            gradients={"w": a(5e-3, 0.0), "b": np.array(5.0)},
            eps=0.25,
        ),
    ],
    returns="a dictionary: for the name of each parameter one number, its largest relative error",
    rtol=1e-6,
    atol=1e-7,
    mistakes=MISTAKES,
    hints=(
        "Two loops: over the names of the parameters, and over the entries of each array. In the "
        "inner one a single entry moves up and down. Which arrays should J find as they were?",
        "`np.ndindex(value.shape)` visits every entry, also the one of a scalar array. "
        "`moved = {key: v.copy() for key, v in parameters.items()}` copies the arrays as well. "
        "`np.maximum` of two arrays goes entry by entry.",
    ),
)
