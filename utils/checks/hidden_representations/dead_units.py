"""Exercise 6: which ReLUs are off for every input, and so can never learn again."""

import numpy as np

from utils.checks.engine import Case, Exercise
from utils.checks.hidden_representations.wrong import (
    SOLVED,
    TABLE_INPUTS,
    a,
    forward,
    mistakes,
    network,
    random_network,
)


def dead_units(X, parameters):
    """True where a unit's output is 0 for every row of X."""
    return (forward(X, parameters)[1] == 0).all(axis=0)


def of_scores(rule):
    """Make a mistake that is `rule(Z2)`."""
    return lambda X, parameters: rule(forward(X, parameters)[0])


def of_outputs(rule):
    """Make a mistake that is `rule(X2)`."""
    return lambda X, parameters: rule(forward(X, parameters)[1])


MISTAKES = mistakes(
    (
        "off for one of the inputs",
        of_outputs(lambda X2: (X2 == 0).any(axis=0)),
        "You call a unit dead that is off for *some* input. Being off now and then is what makes a "
        "ReLU useful; dead is one that is off for all.",
    ),
    (
        "off for the first input",
        of_outputs(lambda X2: X2[0] == 0),
        "You look at the first input only. The unit may be on for another one.",
    ),
    (
        "off for the last input",
        of_outputs(lambda X2: X2[-1] == 0),
        "Only the last input counts: does a loop overwrite what it found before?",
    ),
    (
        "the living ones",
        of_outputs(lambda X2: (X2 > 0).any(axis=0)),
        "True and False are exchanged: you mark the units that are alive.",
    ),
    (
        "on for every input",
        of_outputs(lambda X2: (X2 > 0).all(axis=0)),
        "You mark the units that are *on* for every input. Those are not dead, only straight.",
    ),
    (
        "a score of 0 counts as on",
        of_scores(lambda Z2: (Z2 < 0).all(axis=0)),
        "It is right except for scores of exactly 0. What does a ReLU put out there, and what is "
        "its slope?",
    ),
    (
        "no unit is ever dead",
        of_outputs(lambda X2: (X2 < 0).all(axis=0)),
        "Every unit comes out alive, though some are dead. Do you ask for *outputs* below 0, which "
        "a ReLU never has, or for *scores* that are exactly 0?",
    ),
    (
        "mean score negative",
        of_scores(lambda Z2: Z2.mean(axis=0) <= 0),
        "You look at the mean score. One input for which the unit is on is enough to keep it "
        "alive, however negative the others are.",
    ),
    (
        "most inputs",
        of_outputs(lambda X2: (X2 == 0).mean(axis=0) > 0.5),
        "A unit that is off for most inputs is not dead yet. All of them count.",
    ),
    (
        "scores without the bias",
        lambda X, p: (X @ p["W2"] <= 0).all(axis=0),
        "The scores lack b2. A bias can keep a unit alive, or kill it.",
    ),
    (
        "bias negative",
        lambda X, p: p["b2"] <= 0,
        "You look at the bias alone. A unit with a negative bias may be on, for an input that "
        "raises its score enough.",
    ),
    (
        "weights negative",
        lambda X, p: (p["W2"] <= 0).all(axis=0),
        "You look at the weights alone. The bias and the inputs decide with them.",
    ),
    (
        "weights and bias negative",
        lambda X, p: (p["W2"] <= 0).all(axis=0) & (p["b2"] <= 0),
        "You look at the parameters alone. A unit may be dead with a positive weight, if its bias "
        "is low enough for the inputs that occur.",
    ),
    (
        "no way to the output",
        lambda X, p: p["W3"] == 0,
        "You look for units whose weight in W3 is 0. Such a unit is ignored for now, but its own "
        "output lives.",
    ),
    (
        "no gradient",
        lambda X, p: dead_units(X, p) | (p["W3"] == 0),
        "You also mark units whose weight in W3 is 0. They get no gradient just now, but their "
        "output is not 0, so W3 can bring them back.",
    ),
    (
        "inputs for which no unit is on",
        of_outputs(lambda X2: (X2 == 0).all(axis=1)),
        "Your result has one entry for each *input*: those for which no unit is on. One for each "
        "unit is wanted. Which axis should go?",
    ),
    (
        "the output's unit",
        lambda X, p: forward(X, p)[2] == 0,
        "You look at X3, the output. It is the *hidden* units that are asked for: X2.",
    ),
    (
        "one answer for all",
        of_outputs(lambda X2: bool((X2 == 0).all())),
        "You return one answer for the whole layer. Each unit has one of its own.",
    ),
    (
        "one for each input and unit",
        of_outputs(lambda X2: X2 == 0),
        "Your result says for each input and each unit whether it is off. One answer for each unit "
        "is wanted.",
    ),
    (
        "the number of dead units",
        of_outputs(lambda X2: int((X2 == 0).all(axis=0).sum())),
        "You return how many are dead. Say *which*: True or False for each.",
    ),
    (
        "numbers of the dead units",
        of_outputs(lambda X2: np.flatnonzero((X2 == 0).all(axis=0))),
        "You return the places of the dead units. True or False for each unit is wanted.",
    ),
    (
        "how often a unit is off",
        of_outputs(lambda X2: (X2 == 0).mean(axis=0)),
        "You return how often each unit is off. Dead is one for which that is *always*: True or "
        "False.",
    ),
    (
        "sum of the outputs",
        of_outputs(lambda X2: X2.sum(axis=0)),
        "You return the sums of the outputs. They do tell the dead units, but True or False for "
        "each is wanted.",
    ),
    (
        "small enough",
        of_outputs(lambda X2: (X2 < 0.1).all(axis=0)),
        "A unit whose output is small is not dead: it has a slope of 1 and goes on learning. Dead "
        "is one whose output is exactly 0.",
    ),
)

rng = np.random.default_rng(6)
MIXED = network(
    [[1, -1, 2, 1, -0.5], [1, -2, 1, -3, 0.5]], [-0.5, -0.1, -4, 0.5, 0], [1, 2, -1, 0.5, 1], 0
)

exercise = Exercise(
    name="dead_units",
    title="Dead units",
    minutes=5,
    difficulty="easy",
    reference=dead_units,
    cases=[
        Case(
            "the example",
            X=a([1.0, 0.0], [0.0, 1.0]),
            parameters=network([[1, -2], [2, -1]], [0, 0.5], [1, 1], 0),
        ),
        Case("five units, four inputs", X=TABLE_INPUTS, parameters=MIXED),
        Case("noisy XOR, solved", X=TABLE_INPUTS, parameters=SOLVED),
        Case(
            "scores of exactly 0",
            X=TABLE_INPUTS,
            parameters=network([[-1, 1, 1], [-2, 0, 1]], [0, -1, 0], [1, 1, 1], 0),
        ),
        Case(
            "just alive, and just not",
            X=TABLE_INPUTS,
            parameters=network([[1, 1], [1, 1]], [-1.9999999, -2.0000001], [1, -1], 0.5),
        ),
        Case("one input", X=a([0.5, -1.0]), parameters=random_network(6, 13)),
        Case("nine inputs", X=rng.normal(-1, 1, size=(9, 2)), parameters=random_network(8, 14)),
        Case(
            "on for one of nine inputs",
            X=np.eye(9)[:, [6, 2]],
            parameters=network([[1, 0, -1], [0, 1, -1]], [-0.5, -0.5, 0], [1, 1, 1], 0),
        ),
        Case(
            "a weight of 0 in W3",
            X=TABLE_INPUTS,
            parameters=network([[1, -1, 1], [0.5, -1, 2]], [0.1, -0.2, -1], [0, 1, 2], 0.3),
        ),
    ],
    returns="True or False for each unit (H,)",
    mistakes=MISTAKES,
    hints=(
        "Ask of each input and each unit first whether it is off: that is an (N, H) of True and "
        "False. Then bring the N answers for a unit down to one.",
        "`.all(axis=…)` and `.any(axis=…)` do that. Which of the two words is in the definition, "
        "and which axis holds the inputs?",
    ),
)
