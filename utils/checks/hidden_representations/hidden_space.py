"""Where the hidden layer puts the inputs, and the line that decides there."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.hidden_representations.forward import forward as forward_of
from utils.checks.hidden_representations.networks import (
    EXAMPLE,
    SOLVED,
    TABLE_INPUTS,
    network,
    random_network,
)


def hidden_space(X, parameters):
    """X2 = max(0, X W2 + b2);  second unit = slope · first unit + intercept where z3 = 0."""
    _, X2, _ = forward_of(X, parameters)
    (u, v), b = parameters["W3"], parameters["b3"]
    slope, intercept = -u / v, -b / v
    return X2, slope, intercept


rng = np.random.default_rng(5)
CASES = [
    Case("the example", X=np.array([[1.0, 1.0], [0.0, 1.0]]), parameters=EXAMPLE),
    Case("noisy XOR, solved", X=TABLE_INPUTS, parameters=SOLVED),
    Case("five inputs", X=rng.normal(size=(5, 2)), parameters=random_network(2, 9)),
    Case("three inputs", X=rng.normal(size=(3, 2)), parameters=random_network(2, 11)),
    Case(
        "no bias at the output",
        X=TABLE_INPUTS,
        parameters=network([[1, -0.5], [0.5, 2]], [0.25, -0.5], [-1.5, 0.8], 0),
    ),
    Case(
        "both weights negative",
        X=TABLE_INPUTS,
        parameters=network([[1.5, 1], [-1, 2]], [0.5, 0.5], [-0.3, -2.5], 1.4),
    ),
]

SIGN = "What happens to a sign when a term changes sides in W3[0] u + W3[1] v + b3 = 0?"
SECOND = "Solve for the *second* unit: the first one is the horizontal axis. Did you?"
DIVIDED = "When you solve for the second unit, everything is divided by the same number. By which?"
SCORE_0 = "Where is the probability ½: at which *score*? The sigmoid comes after the sum."
W3_DECIDES = "The points are in the space of X2. Which weights and bias decide there?"
POINTS = (
    "The line is right. The points are what the output sees of the inputs: which of Z2, X2, X3?"
)

MISTAKES = edits(hidden_space)(
    ("solved for the first unit", "-u / v, -b / v", "-v / u, -b / u", SECOND),
    ("solved for the first unit, signs lost", "-u / v, -b / v", "v / u, b / u", f"{SECOND} {SIGN}"),
    ("a line at right angles", "-u / v", "v / u",
     "Your line is at right angles to the right one. Which way does W3 itself point: along the "
     "decision line, or across?"),
    ("intercept divided by the other weight", "-b / v", "-b / u", DIVIDED),
    ("intercept not divided", "-b / v", "-b", DIVIDED),
    ("intercept is b3", "-b / v", "b", DIVIDED),
    ("slope not divided", "-u / v", "-u", DIVIDED),
    ("nothing divided", "-u / v, -b / v", "-u, -b", DIVIDED),
    ("z3 = ½ in place of 0", "-b / v", "(0.5 - b) / v", SCORE_0),
    ("σ(b3) in place of b3", "-b / v", "-1 / (1 + np.exp(-b)) / v", SCORE_0),
    ("an angle in place of a slope", "-u / v", "np.arctan2(-u, v)",
     "The slope is given as an angle. How far does the line rise for one step of the first unit?"),
    ("a line of W2", '(u, v), b = parameters["W3"], parameters["b3"]',
     '(u, v), b = parameters["W2"][0], parameters["b2"][0]', W3_DECIDES),
    ("a line in the space of the inputs", '(u, v), b = parameters["W3"], parameters["b3"]',
     '(u, v), b = parameters["W2"][:, 0], parameters["b2"][0]',
     f"This is where the first hidden unit switches, in the space of the *inputs*. {W3_DECIDES}"),
    ("points before the ReLU", "_, X2, _", "X2, _, _", POINTS),
    ("points without b2", "return X2", "return np.maximum(X @ parameters['W2'], 0)", POINTS),
    ("probabilities as points", "_, X2, _", "_, _, X2", POINTS),
    ("points through a sigmoid", "_, X2, _", "Z2, _, _",
     "return X2", "return 1 / (1 + np.exp(-Z2))", POINTS),
    ("points times W3", "return X2", "return X2 * parameters['W3']", POINTS),
)  # fmt: skip

exercise = Exercise(
    title="Hidden space",
    minutes=7,
    difficulty="easy",
    reference=hidden_space,
    cases=CASES,
    returns=("points (N, 2)", "slope (one number)", "intercept (one number)"),
    mistakes=MISTAKES,
    hints=(
        "The probability is ½ where the score z3 is 0. Write z3 = 0 out with both units, and solve "
        "it for the second one.",
        "With u and v for the two units, W3[0] u + W3[1] v + b3 = 0. Solved for v it has the form "
        "v = slope · u + intercept. The points are the middle one of what the forward pass "
        "returns.",
    ),
)
