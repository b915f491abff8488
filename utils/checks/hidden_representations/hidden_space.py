"""Exercise 5: where the hidden layer puts the inputs, and the line that decides there."""

import numpy as np

from utils.checks.engine import Case, Exercise
from utils.checks.hidden_representations.wrong import (
    EXAMPLE,
    SOLVED,
    TABLE_INPUTS,
    a,
    forward,
    mistakes,
    network,
    random_network,
    sigmoid,
)


def hidden_space(X, parameters):
    """X2 = max(0, X W2 + b2);  second unit = slope · first unit + intercept where z3 = 0."""
    (w_first, w_second), b3 = parameters["W3"], parameters["b3"]
    return forward(X, parameters)[1], -w_first / w_second, -b3 / w_second


def line(slope=None, intercept=None, points=None):
    """Make a mistake: functions of (W3[0], W3[1], b3), and of (X, parameters) for the points."""

    def wrong(X, parameters):
        right = hidden_space(X, parameters)
        numbers = (*parameters["W3"], parameters["b3"])
        return (
            points(X, parameters) if points else right[0],
            slope(*numbers) if slope else right[1],
            intercept(*numbers) if intercept else right[2],
        )

    return wrong


def with_points(make):
    """Make a mistake whose points are `make(Z2, X2, X3)`."""
    return line(points=lambda X, parameters: make(*forward(X, parameters)))


def in_input_space(X, parameters):
    """The line on which the first hidden unit switches, in the space of the inputs."""
    w, b = parameters["W2"][:, 0], parameters["b2"][0]
    return forward(X, parameters)[1], -w[0] / w[1], -b / w[1]


def rows_of_W2(X, parameters):
    """The line is made of W2 and b2."""
    w, b = parameters["W2"][0], parameters["b2"][0]
    return forward(X, parameters)[1], -w[0] / w[1], -b / w[1]


MISTAKES = mistakes(
    (
        "sign of the slope",
        line(slope=lambda u, v, b: u / v),
        "The slope has the wrong sign. Bring the term of the first unit to the other side of the "
        "equation.",
    ),
    (
        "sign of the intercept",
        line(intercept=lambda u, v, b: b / v),
        "The intercept has the wrong sign. Bring b3 to the other side of the equation.",
    ),
    (
        "both signs",
        line(lambda u, v, b: u / v, lambda u, v, b: b / v),
        "Slope and intercept both have the wrong sign: whatever changes sides in an equation "
        "changes its sign.",
    ),
    (
        "slope upside down",
        line(slope=lambda u, v, b: -v / u),
        "The slope is upside down. It is the *second* unit that the equation is solved for.",
    ),
    (
        "solved for the first unit",
        line(lambda u, v, b: -v / u, lambda u, v, b: -b / u),
        "You have solved for the first unit. It is the horizontal axis here: solve for the second.",
    ),
    (
        "solved for the first unit, signs lost",
        line(lambda u, v, b: v / u, lambda u, v, b: b / u),
        "You have solved for the first unit, and what changes sides in an equation changes its "
        "sign. The first unit is the horizontal axis here: solve for the second.",
    ),
    (
        "a line at right angles",
        line(slope=lambda u, v, b: v / u),
        "Your line is at right angles to the right one: W3 itself points *across* the decision "
        "line.",
    ),
    (
        "intercept divided by the other weight",
        line(intercept=lambda u, v, b: -b / u),
        "The intercept is divided by the first weight. Both parts of the line are divided by the "
        "same one.",
    ),
    (
        "intercept not divided",
        line(intercept=lambda u, v, b: -b),
        "The intercept is −b3. When you solve for the second unit, everything is divided by its "
        "weight.",
    ),
    (
        "intercept is b3",
        line(intercept=lambda u, v, b: b),
        "The intercept is b3 itself. Write the equation of z3 = 0 out and solve it for the second "
        "unit.",
    ),
    (
        "slope not divided",
        line(slope=lambda u, v, b: -u),
        "The slope is −W3[0]. When you solve for the second unit, everything is divided by its "
        "weight.",
    ),
    (
        "nothing divided",
        line(lambda u, v, b: -u, lambda u, v, b: -b),
        "Slope and intercept lack the division by the second unit's weight.",
    ),
    (
        "no intercept",
        line(intercept=lambda u, v, b: 0.0),
        "Your line goes through the origin. What does b3 do?",
    ),
    (
        "z3 = ½ in place of 0",
        line(intercept=lambda u, v, b: (0.5 - b) / v),
        "Your line is where the *score* is ½. The probability is ½ where the score is another "
        "number: look at σ.",
    ),
    (
        "σ(b3) in place of b3",
        line(intercept=lambda u, v, b: -sigmoid(b) / v),
        "The sigmoid is applied to b3. It comes after the sum; on the line the sum is 0.",
    ),
    (
        "an angle in place of a slope",
        line(slope=lambda u, v, b: np.arctan2(-u, v)),
        "The slope is given as an angle. It is how far the second unit rises for one step of the "
        "first.",
    ),
    (
        "whole-number division",
        line(lambda u, v, b: -u // v, lambda u, v, b: -b // v),
        "`//` divides and rounds down. Use `/`.",
    ),
    (
        "slope and intercept exchanged",
        lambda X, parameters: tuple(hidden_space(X, parameters)[k] for k in (0, 2, 1)),
        "Slope and intercept have changed places: the slope comes first.",
    ),
    (
        "a line of W2",
        rows_of_W2,
        "Your line is made of W2 and b2. The points are in the space of X2, and it is W3 and b3 "
        "that decide there.",
    ),
    (
        "a line in the space of the inputs",
        in_input_space,
        "This is the line on which the first hidden unit switches, in the space of the *inputs*. "
        "In the space of X2, W3 and b3 decide.",
    ),
    (
        "points before the ReLU",
        with_points(lambda Z2, X2, X3: Z2),
        "The line is right; the points are Z2, before the ReLU. X2 is what the output sees.",
    ),
    (
        "inputs as points",
        line(points=lambda X, parameters: X),
        "The line is right; the points are the inputs as they came. Where does the hidden layer "
        "put them?",
    ),
    (
        "points without b2",
        line(points=lambda X, parameters: np.maximum(X @ parameters["W2"], 0)),
        "The line is right; the points lack b2.",
    ),
    (
        "probabilities as points",
        with_points(lambda Z2, X2, X3: X3),
        "The line is right; for the points you return the probabilities. X2 is wanted.",
    ),
    (
        "points through a sigmoid",
        with_points(lambda Z2, X2, X3: sigmoid(Z2)),
        "The line is right; the points have gone through a sigmoid. Hidden units are ReLUs here.",
    ),
    (
        "points times W3",
        line(points=lambda X, parameters: forward(X, parameters)[1] * parameters["W3"]),
        "The line is right; the points are multiplied by W3 already. X2 itself is wanted.",
    ),
    (
        "units exchanged",
        with_points(lambda Z2, X2, X3: X2[:, ::-1]),
        "The line is right; the two units of the points have changed places.",
    ),
    (
        "points in columns",
        with_points(lambda Z2, X2, X3: X2.T),
        "The points are in columns. Rows are examples, as always: is a `.T` too many?",
    ),
    (
        "all that forward returns",
        lambda X, parameters: (forward(X, parameters), *hidden_space(X, parameters)[1:]),
        "Your first result is everything that the forward pass returns. Take X2 out of it.",
    ),
)

rng = np.random.default_rng(5)

exercise = Exercise(
    name="hidden_space",
    title="Hidden space",
    minutes=7,
    difficulty="easy",
    reference=hidden_space,
    cases=[
        Case("the example", X=a([1.0, 1.0], [0.0, 1.0]), parameters=EXAMPLE),
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
    ],
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
