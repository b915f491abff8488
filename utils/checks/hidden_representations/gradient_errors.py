"""A hand-written gradient against central differences, array by array."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.hidden_representations.backward import backward
from utils.checks.hidden_representations.forward import forward
from utils.checks.hidden_representations.networks import random_network


def gradient_errors(J, parameters, gradients, eps):
    """{name: largest |g − m| / max(1, |g|, |m|)}, m by central differences."""
    errors = {}
    for name, value in parameters.items():
        m = np.zeros(value.shape)
        for i in np.ndindex(value.shape):
            up = {key: v.copy() for key, v in parameters.items()}
            down = {key: v.copy() for key, v in parameters.items()}
            up[name][i] += eps
            down[name][i] -= eps
            m[i] = (J(up) - J(down)) / (2 * eps)
        g = gradients[name]
        divisor = np.maximum(1, np.maximum(np.abs(g), np.abs(m)))
        errors[name] = (np.abs(g - m) / divisor).max()
    return errors


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


def planted(name, change):
    """Return the network's gradients with a mistake in one of them."""
    return GRADIENTS | {name: change(GRADIENTS[name])}


def arrays(**values):
    """Return a dictionary of float arrays."""
    return {name: np.array(value, dtype=float) for name, value in values.items()}


BENT = arrays(W=RNG.normal(size=(2, 3)).round(2), b=[0.4, -1.1, 0.0, 0.7], c=0.3)
CASES = [
    Case(title, J=J, parameters=parameters, gradients=gradients, eps=eps)
    for title, J, parameters, gradients, eps in (
        ("the example", example, arrays(w=[3, -1], b=2), arrays(w=[6, -2], b=4), 0.1),
        ("a gradient that is right", network_loss, NETWORK, GRADIENTS, 1e-5),
        ("a transpose too many", network_loss, NETWORK, planted("W2", np.transpose), 1e-5),
        ("a factor", network_loss, NETWORK, planted("b2", lambda g: g * len(Y)), 1e-4),
        ("a gradient forgotten", network_loss, NETWORK, planted("W3", np.zeros_like), 1e-4),
        (
            "all arrays wrong, a large step",
            bent,
            BENT,
            arrays(W=RNG.normal(size=(2, 3)) * 4, b=[1, -3, 20, 0], c=-2.5),
            0.3,
        ),
        (
            "one wrong entry beside a large one",
            steep,
            arrays(w=[0.5, -1.5, 2], b=1),
            arrays(w=[200, 0.39, -60], b=-4),
            1e-3,
        ),
        (
            "far too small and far too large",
            steep,
            arrays(w=[0.5, 1.5, 2], b=1),
            arrays(w=[50, 0.91, -90], b=-40),
            1e-3,
        ),
        (
            "gradients of nearly nothing",
            example,
            arrays(w=[1e-3, 0], b=2),
            arrays(w=[5e-3, 0], b=5),
            0.25,
        ),
    )
]

SIDED = (
    "This is a one-sided difference, whose error may hide a slip. At which two places is J taken?"
)
DISTANCE = "A slope is a difference divided by a distance. How far are your two places apart?"
COPIES = (
    "Whose arrays are moved? `dict(parameters)` and `parameters.copy()` copy the dictionary, and "
    "share the arrays in it."
)
ONE_ENTRY = "Each derivative belongs to a single entry. How many entries move in a turn?"
SIGN_KEPT = (
    "Differences keep their sign somewhere, so that a gradient far off to one side gets a small "
    "error. Where does the absolute value belong?"
)
THREE_NUMBERS = (
    "The divisor is the largest of three numbers, 1, |g| and |m|, for each entry. `np.maximum` "
    "takes two arrays, `np.max` an axis, Python's `max` single numbers: which do you combine?"
)
LARGEST = "One wrong entry among many right ones must not drown. Which of the errors tells?"
EACH_ENTRY = "Every entry has an error of its own. Divide entry by entry, or array by array?"
EVERY_ENTRY = "Which entries are visited? `np.ndindex(shape)` visits all, of a scalar array, too."
RELATIVE = "(np.abs(g - m) / divisor).max()"
DIVISOR = "np.maximum(1, np.maximum(np.abs(g), np.abs(m)))"

MISTAKES = edits(gradient_errors)(
    ("one-sided, upwards", "J(up) - J(down)) / (2 * eps)", "J(up) - J(parameters)) / eps", SIDED),
    ("one-sided, downwards", "J(up) - J(down)) / (2 * eps)", "J(parameters) - J(down)) / eps",
     SIDED),
    ("divided by ε", "(2 * eps)", "eps", DISTANCE),
    ("divided by 2, multiplied by ε", "(2 * eps)", "2 * eps", DISTANCE),
    ("not divided", " / (2 * eps)", "", DISTANCE),
    ("sign of the difference", "J(up) - J(down)", "J(down) - J(up)",
     "Which of the two comes first?"),
    ("half a one-sided difference", "J(down)", "J(parameters)", f"{DISTANCE} {COPIES}"),
    ("nothing is moved", "J(up) - J(down)", "J(parameters) - J(parameters)",
     f"All your measured slopes are 0. {COPIES}"),
    ("never moved back", "            up = {key: v.copy() for key, v in parameters.items()}\n"
     "            down = {key: v.copy() for key, v in parameters.items()}\n", "",
     "    errors = {}\n", "    errors = {}\n"
     "    up = {key: v.copy() for key, v in parameters.items()}\n"
     "    down = {key: v.copy() for key, v in parameters.items()}\n",
     "Every entry stays moved after its turn. Where are fresh copies made?"),
    ("whole arrays moved", "up[name][i] += eps", "up[name] += eps", "down[name][i] -= eps",
     "down[name] -= eps", ONE_ENTRY),
    ("no absolute value", "(np.abs(g - m) / divisor)", "((g - m) / divisor)", SIGN_KEPT),
    ("no absolute value, the other way round", "(np.abs(g - m) / divisor)", "((m - g) / divisor)",
     SIGN_KEPT),
    ("absolute values too late", RELATIVE, "abs(((g - m) / divisor).max())", SIGN_KEPT),
    ("three numbers in np.maximum", DIVISOR, "np.maximum(1, np.abs(g), np.abs(m))", THREE_NUMBERS),
    ("three arrays in np.max", DIVISOR, "np.max(1, np.abs(g), np.abs(m))", THREE_NUMBERS),
    ("arrays in Python's max", DIVISOR, "max(1, np.abs(g), np.abs(m))", THREE_NUMBERS),
    ("mean error", "divisor).max()", "divisor).mean()", LARGEST),
    ("sum of errors", "divisor).max()", "divisor).sum()", LARGEST),
    ("smallest error", "divisor).max()", "divisor).min()", LARGEST),
    ("the last entry's error", "divisor).max()", "divisor).ravel()[-1]", LARGEST),
    ("absolute error", " / divisor", "",
     "This is the absolute difference. Where gradients are large, rounding is, too: by what is it "
     "divided?"),
    ("no 1 in the divisor", DIVISOR, "np.maximum(np.abs(g), np.abs(m))",
     "Without the 1, what is the error where both are nearly 0, or exactly?"),
    ("divided by the measured gradient", "np.maximum(np.abs(g), np.abs(m))", "np.abs(m)",
     THREE_NUMBERS),
    ("divided by the given gradient", "np.maximum(np.abs(g), np.abs(m))", "np.abs(g)",
     THREE_NUMBERS),
    ("1 added instead of compared", DIVISOR, "1 + np.maximum(np.abs(g), np.abs(m))", THREE_NUMBERS),
    ("divided by the sum of both", "np.maximum(np.abs(g), np.abs(m))", "np.abs(g) + np.abs(m)",
     THREE_NUMBERS),
    ("divided by the smaller one", "np.maximum(np.abs(g)", "np.minimum(np.abs(g)", THREE_NUMBERS),
    ("signs in the divisor", "np.maximum(np.abs(g), np.abs(m))", "np.maximum(g, m)",
     "Which is larger in size, −100 or 1? The divisor keeps the signs."),
    ("0 where the given gradient is 0", RELATIVE,
     "np.where(g == 0, 0, np.abs(g - m) / divisor).max()",
     "A gradient of 0 counts as right, whatever the measured one is. What if it was forgotten?"),
    ("one divisor for the whole array", RELATIVE,
     "np.abs(g - m).max() / max(1, np.abs(g).max(), np.abs(m).max())", EACH_ENTRY),
    ("lengths compared", RELATIVE,
     "np.linalg.norm(g - m) / max(1, np.linalg.norm(g), np.linalg.norm(m))", EACH_ENTRY),
    ("the measured gradient", RELATIVE, "m", "What is the measured gradient to be compared with?"),
    ("names taken from the gradients", "for name, value in parameters.items()",
     "for name, value in ((name, parameters[name]) for name in gradients)",
     "There may be gradients of more than the parameters. Whose names does the loop go over?"),
    ("a loop over the length", "np.ndindex(value.shape)", "range(len(value))", EVERY_ENTRY),
    ("a factor in place of a step", "up[name][i] += eps", "up[name][i] *= 1 + eps",
     "down[name][i] -= eps", "down[name][i] *= 1 - eps",
     "By how much does an entry of 0 move in yours?"),
    ("only the first entry", "(2 * eps)\n", "(2 * eps)\n            break\n", EVERY_ENTRY),
    ("the last entry missing", "np.ndindex(value.shape)", "list(np.ndindex(value.shape))[:-1]",
     EVERY_ENTRY),
    ("half the step", "    errors = {}\n", "    errors, eps = {}, eps / 2\n",
     "How far does each side move, and how far apart are the two places then?"),
    ("a step of your own", "    errors = {}\n", "    errors, eps = {}, 1e-5\n",
     "Your step is a small number of your own. What is `eps` for?"),
)  # fmt: skip

exercise = Exercise(
    title="Gradient check",
    minutes=12,
    difficulty="medium",
    reference=gradient_errors,
    cases=CASES,
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
