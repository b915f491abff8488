"""The gradient of any function by central differences."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.mistakes import loops


def central_difference(f, x, eps):
    """∂f/∂x_i ≈ (f(x + εe_i) − f(x − εe_i)) / 2ε for every entry of x, of any shape."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += eps
        down[i] -= eps
        gradient[i] = (f(up) - f(down)) / (2 * eps)
    return gradient


def in_place(f, x, eps):
    """The same on one copy, whose entry is put back after its turn."""
    x, gradient = x.copy(), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += eps
        above = f(x)
        x[i] -= 2 * eps
        gradient[i] = (above - f(x)) / (2 * eps)
        x[i] += eps
    return gradient


def cubic(x):
    """x_0³ − 2 x_0 x_1 + x_1² / 2 + 3."""
    return x[0] ** 3 - 2 * x[0] * x[1] + x[1] ** 2 / 2 + 3


def mixed(x):
    """Every entry has another slope, which depends on its neighbours and on x's shape."""
    rows = x.sum(axis=-1) if x.ndim > 1 else x
    weights = np.arange(1, x.size + 1).reshape(x.shape)
    return np.sin(x * weights).sum() + np.prod(x + 2) + (rows**2).sum()


def squares(x):
    """Σ x²."""
    return (x**2).sum()


def distance(x):
    """|x_0| + 2 |x_1 − 1|: a kink at (0, 1)."""
    return abs(x[0]) + 2 * abs(x[1] - 1)


CUBE = np.linspace(-1, 0.6, 12).reshape(2, 3, 2)
CASES = [
    Case(title, f=f, x=np.array(x), eps=eps)
    for title, f, x, eps in (
        ("the example", squares, [3.0, -1.0], 0.5),
        ("a cubic, a large step", cubic, [1.0, 2.0], 0.1),
        ("a cubic, a small step", cubic, [-0.5, 0.3], 1e-5),
        ("four entries", mixed, [0.3, -0.7, 1.1, 0.0], 0.2),
        ("one entry", mixed, [0.4], 0.3),
        ("a matrix", mixed, [[0.2, -0.4, 0.9], [0.0, 0.5, -1.0]], 0.25),
        ("three axes", mixed, CUBE, 0.125),
        ("at a kink", distance, [0.0, 1.0], 0.125),
    )
]

SIDED = "This is a one-sided difference. Its error shrinks with ε: at which two places is f taken?"
DISTANCE = "A slope is a difference divided by a distance. How far are your two places apart?"
BRACKETS = "Which part of your formula is divided, and by what? Look at where brackets are missing."
FRESH = "Entries moved in earlier turns stay moved. At which x should the others be in each turn?"
ALL_MOVED = "*All* entries move. For one derivative, which of them does?"
BY_EPS = "By how much does an entry move: to ε, by a share of itself, or by ε?"

MISTAKES = (
    *edits(central_difference)(
        ("one-sided, upwards", "f(up) - f(down)) / (2 * eps)", "f(up) - f(x)) / eps", SIDED),
        ("one-sided, downwards", "f(up) - f(down)) / (2 * eps)", "f(x) - f(down)) / eps", SIDED),
        ("not divided", " / (2 * eps)", "", DISTANCE),
        ("divided by ε²", "(2 * eps)", "eps**2", DISTANCE),
        ("only one value divided", "(f(up) - f(down))", "f(up) - f(down)", BRACKETS),
        ("a sum instead of a difference", "f(up) - f", "f(up) + f",
         "The two values are added. What does a slope need of them?"),
        ("half a one-sided difference", "f(down)", "f(x)", DISTANCE),
        ("half the step, the whole distance", "+= eps", "+= eps / 2", "-= eps", "-= eps / 2",
         DISTANCE),
        ("half the step", "    gradient = np.zeros(x.shape)\n",
         "    gradient, eps = np.zeros(x.shape), eps / 2\n",
         "This is the central difference with half the step. How far does each side move?"),
        ("a more accurate formula", "(f(up) - f(down)) / (2 * eps)",
         "(8 * (f(up) - f(down)) - f(2 * up - x) + f(2 * down - x)) / (12 * eps)",
         "This is a formula with four values, and better. How many does the one here have?"),
        ("one copy for all entries", "        up, down = x.copy(), x.copy()\n", "",
         "    for i in", "    up, down = x.copy(), x.copy()\n    for i in", FRESH),
        ("no copy at all", "up, down = x.copy(), x.copy()", "up = down = x",
         "All slopes are 0: `up = x` makes no copy, it is a second name for the same array. What "
         "does f see in the end?"),
        ("all entries moved at once", "up[i] += eps", "up += eps", "down[i] -= eps", "down -= eps",
         ALL_MOVED),
        ("all entries moved at once, one number", "    gradient = np.zeros(x.shape)\n",
         "    return (f(x + eps) - f(x - eps)) / (2 * eps)\n", ALL_MOVED),
        ("f of a single entry", "f(up) - f(down)", "f(up[i]) - f(down[i])",
         "f gets a single number. What does it take?"),
        ("entries set to ε", "up[i] += eps", "up[i] = eps", "down[i] -= eps", "down[i] = -eps",
         BY_EPS),
        ("the second derivative", "f(up) - f(down)) / (2 * eps)",
         "f(up) - 2 * f(x) + f(down)) / eps**2",
         "This is the second derivative, how much f bends. How many values needs the first?"),
        loops.returned_inside("\n    return gradient", "only the first entry"),
        ("the last entry missing", "np.ndindex(x.shape)", "list(np.ndindex(x.shape))[:-1]",
         "The last entry is still 0. Where does your loop stop?"),
        ("whole rows moved", "np.ndindex(x.shape)", "range(len(x))",
         "Right where x has one axis. What is `x[i]` where it has two? How are all entries "
         "visited, whatever the shape?"),
        ("two axes at most", "np.ndindex(x.shape)",
         "(np.ndindex(x.shape[:2]) if x.ndim > 1 else range(len(x)))",
         "Right for one and two axes. What does your loop visit where x has three?"),
        ("f of a flat x", "f(up) - f(down)", "f(up.ravel()) - f(down.ravel())",
         "f gets one long row. Which shape has the x that it is made for?"),
        ("ε relative to the entry", "+= eps", "+= eps * x[i]", "-= eps", "-= eps * x[i]",
         "(2 * eps)", "(2 * eps * x[i])", BY_EPS),
        ("a factor instead of a step", "+= eps", "+= eps * x[i]", "-= eps", "-= eps * x[i]",
         BY_EPS),
        ("a step of your own", "    gradient = np.zeros(x.shape)\n",
         "    gradient, eps = np.zeros(x.shape), 1e-5\n",
         "Your step is a small number of your own. What is `eps` for?"),
    ),
    *edits(in_place)(
        ("x is not moved back", "        x[i] += eps\n    return", "    return", FRESH),
    ),
)  # fmt: skip

exercise = Exercise(
    title="Check a gradient",
    minutes=10,
    difficulty="medium",
    reference=central_difference,
    cases=CASES,
    returns="the gradient, of x's shape",
    rtol=1e-6,
    atol=1e-8,
    mistakes=MISTAKES,
    hints=(
        "One entry at a time: move it up, ask f; move it down, ask f. Which `x` should the other "
        "entries, and whoever called your function, find afterwards?",
        "`for i in np.ndindex(x.shape)` visits every entry, whatever the shape. Make two copies "
        "in each turn, `up = x.copy()` and `down = x.copy()`, and change entry i of each.",
    ),
)
