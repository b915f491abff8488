"""Forward through a network with one hidden layer of ReLUs and a sigmoid output."""

import math  # noqa: F401 (a mistake uses it)

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.hidden_representations.networks import (
    ALL_OFF,
    EXAMPLE,
    HUGE,
    SOLVED,
    TABLE_INPUTS,
    network,
    random_network,
)
from utils.checks.mistakes import sigmoids


def forward(X, parameters):
    """Z2 = X W2 + b2;  X2 = max(0, Z2);  X3 = σ(X2 W3 + b3)."""
    W2, b2, W3, b3 = (parameters[name] for name in ("W2", "b2", "W3", "b3"))
    Z2 = X @ W2 + b2  # (N, H)
    X2 = np.maximum(Z2, 0)
    z3 = X2 @ W3 + b3  # (N,)
    with np.errstate(over="ignore"):  # e^1000 is infinite, and 1 / (1 + ∞) = 0 is right
        X3 = 1 / (1 + np.exp(-z3))
    return Z2, X2, X3


rng = np.random.default_rng(1)
CASES = [
    Case("the example", X=np.array([[1.0, 1.0]]), parameters=EXAMPLE),
    Case("the four inputs, two units", X=TABLE_INPUTS, parameters=SOLVED),
    Case("five examples, three units", X=rng.normal(size=(5, 2)), parameters=random_network(3, 2)),
    Case("two examples, two units", X=rng.normal(size=(2, 2)), parameters=random_network(2, 3)),
    Case("one unit", X=rng.normal(size=(4, 2)), parameters=random_network(1, 4)),
    Case("no unit is on", X=TABLE_INPUTS, parameters=ALL_OFF),
    Case("scores of ±1,000", X=np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), parameters=HUGE),
    Case(
        "units that are only just on",
        X=TABLE_INPUTS,
        parameters=network([[1, 0], [-1, 0]], [1e-6, 2e-7], [1e6, 1e6], -1),
    ),
    Case("whole numbers", X=np.array([[2, 1], [-1, 3], [0, 1]]), parameters=random_network(4, 5)),
]

RELU = "What does a ReLU do with a positive score, and what with a negative one?"
HIDDEN = "Which activation have the hidden units here, and which has the output?"
PROBABILITY = "X3 should be the probability of the label 1. What makes it of the score z3?"
ENTRYWISE = (
    "`max` and `np.max` look for the largest of several numbers. Which function of NumPy compares "
    "every entry with 0?"
)
BIASES = (
    "There are two biases, b2 for each hidden unit and b3 for the output. Where are they added?"
)
OWN_BIAS = "Each hidden unit has a bias of its own. What does NumPy do with (N, H) + (H,)?"
FROM_X2 = "Z2 and X2 are right. What does the output see of the hidden units, with which weights?"
ROWS = "Examples are rows, and a hidden unit is a column of W2. What comes first in the product?"

MISTAKES = edits(forward)(
    ("no ReLU", "np.maximum(Z2, 0)", "Z2", f"X2 is Z2 as it was. {RELU}"),
    ("absolute value in place of the ReLU", "np.maximum(Z2, 0)", "np.abs(Z2)", RELU),
    ("only the negative part", "np.maximum", "np.minimum", RELU),
    ("ReLU as a step", "np.maximum(Z2, 0)", "(Z2 > 0).astype(float)",
     "X2 only says *whether* a unit is on. What does a ReLU that is on hand through?"),
    ("sigmoid in the hidden layer", "np.maximum(Z2, 0)", "1 / (1 + np.exp(-Z2))", HIDDEN),
    ("tanh in the hidden layer", "np.maximum(Z2, 0)", "np.tanh(Z2)", HIDDEN),
    ("ReLU that leaks", "np.maximum(Z2, 0)", "np.where(Z2 > 0, Z2, 0.01 * Z2)",
     "A hundredth of the negative scores passes: that is a leaky ReLU. How much passes here?"),
    ("no sigmoid", "1 / (1 + np.exp(-z3))", "z3", PROBABILITY),
    ("sigmoid twice", "X3\n", "1 / (1 + np.exp(-X3))\n", "How often is the sigmoid applied?"),
    ("sign of the exponent", "np.exp(-z3)", "np.exp(z3)", sigmoids.SIGN),
    ("tanh at the output", "1 / (1 + np.exp(-z3))", "np.tanh(z3)", PROBABILITY),
    ("ReLU before the sigmoid", "np.exp(-z3)", "np.exp(-np.maximum(z3, 0))",
     "No probability is below ½: z3 goes through a ReLU. Which layer has ReLUs?"),
    ("step at the output", "1 / (1 + np.exp(-z3))", "(z3 > 0).astype(float)",
     "X3 is 0 or 1. Is a decision wanted, or a probability?"),
    ("softmax over the examples", "1 / (1 + np.exp(-z3))", "np.exp(z3 - z3.max()) / "
     "np.exp(z3 - z3.max()).sum()",
     "The probabilities of different examples sum to 1. What has each example of its own?"),
    ("exp without care", "1 / (1 + np.exp(-z3))", "np.exp(z3) / (1 + np.exp(z3))",
     sigmoids.FRACTION),
    ("math.exp", "1 / (1 + np.exp(-z3))", "np.array([1 / (1 + math.exp(-z)) for z in z3])",
     sigmoids.MATH),
    ("brackets missing in the sigmoid", "1 / (1 + np.exp(-z3))", "1 / 1 + np.exp(-z3)",
     sigmoids.BRACKETS),
    ("np.max", "np.maximum(", "np.max(", ENTRYWISE),
    ("Python's max", "np.maximum(", "max(", ENTRYWISE),
    ("b2 missing", "W2 + b2", "W2", BIASES),
    ("b3 missing", "W3 + b3", "W3", BIASES),
    ("no biases", "W2 + b2", "W2", "W3 + b3", "W3", BIASES),
    ("b2 after the ReLU", "W2 + b2", "W2", "np.maximum(Z2, 0)", "np.maximum(Z2, 0) + b2", BIASES),
    ("b2 subtracted", "+ b2", "- b2", BIASES),
    ("b3 subtracted", "+ b3", "- b3", BIASES),
    ("one bias for all units", "+ b2", "+ b2[0]", OWN_BIAS),
    ("all biases added up", "+ b2", "+ b2.sum()", OWN_BIAS),
    ("the bias as a factor", "+ b2", "* b2", BIASES),
    ("output made of Z2", "X2 @ W3", "Z2 @ W3", FROM_X2),
    ("W3 left out", "X2 @ W3", "X2.sum(axis=1)", FROM_X2),
    ("W2 transposed", "X @ W2", "X @ W2.T", ROWS),
    ("W2 first", "X @ W2", "W2 @ X", ROWS),
    ("element by element", "X2 @ W3", "X2 * W3",
     "`X2 * W3` multiplies without adding up. How many scores should one example get?"),
)  # fmt: skip

exercise = Exercise(
    title="Forward",
    minutes=6,
    difficulty="easy",
    reference=forward,
    cases=CASES,
    returns=("Z2 (N, H)", "X2 (N, H)", "X3 (N,)"),
    mistakes=MISTAKES,
    hints=(
        "Three lines, one for each equation. Keep every result under a name of its own: all three "
        "are returned.",
        "`np.maximum(Z2, 0)` is a ReLU for every entry (`np.max` is something else). A product of "
        "an (N, H) with an (H,) is an (N,).",
    ),
)
