"""Which ReLUs are off for every input, and so can never learn again."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.hidden_representations.forward import forward as forward_of
from utils.checks.hidden_representations.networks import (
    SOLVED,
    TABLE_INPUTS,
    network,
    random_network,
)


def dead_units(X, parameters):
    """True where a unit's output is 0 for every row of X."""
    _, X2, _ = forward_of(X, parameters)
    off = X2 == 0  # (N, H)
    return off.all(axis=0)


rng = np.random.default_rng(6)
MIXED = network(
    [[1, -1, 2, 1, -0.5], [1, -2, 1, -3, 0.5]], [-0.5, -0.1, -4, 0.5, 0], [1, 2, -1, 0.5, 1], 0
)
TWO = np.array([[1.0, 0.0], [0.0, 1.0]])
CASES = [
    Case(title, X=np.array(X), parameters=parameters)
    for title, X, parameters in (
        ("the example", TWO, network([[1, -2], [2, -1]], [0, 0.5], [1, 1], 0)),
        ("five units, four inputs", TABLE_INPUTS, MIXED),
        ("noisy XOR, solved", TABLE_INPUTS, SOLVED),
        (
            "scores of exactly 0",
            TABLE_INPUTS,
            network([[-1, 1, 1], [-2, 0, 1]], [0, -1, 0], [1, 1, 1], 0),
        ),
        (
            "just alive, and just not",
            TABLE_INPUTS,
            network([[1, 1], [1, 1]], [-1.9999999, -2.0000001], [1, -1], 0.5),
        ),
        ("one input", [[0.5, -1.0]], random_network(6, 13)),
        ("nine inputs", rng.normal(-1, 1, size=(9, 2)), random_network(8, 14)),
        (
            "on for one of nine inputs",
            np.eye(9)[:, [6, 2]],
            network([[1, 0, -1], [0, 1, -1]], [-0.5, -0.5, 0], [1, 1, 1], 0),
        ),
        (
            "a weight of 0 in W3",
            TABLE_INPUTS,
            network([[1, -1, 1], [0.5, -1, 2]], [0.1, -0.2, -1], [0, 1, 2], 0.3),
        ),
    )
]

FOR_ALL = (
    "Being off now and then is what makes a ReLU useful. For how many of the inputs is a dead unit "
    "off?"
)
WHICH_INPUT = "You look at one input only. For which inputs may the unit be on?"
EXACTLY_0 = "What does a ReLU put out at a score of exactly 0, and what is its slope there?"
TOGETHER = "Weights, bias and inputs decide together. What do you look at, and what is left out?"
STILL_LIVES = (
    "A unit whose weight in W3 is 0 is ignored for now. Is its own output 0, and can W3 bring it "
    "back?"
)
EACH_UNIT = "One answer for each hidden unit is wanted, True or False. Of which axis is it rid?"

MISTAKES = edits(dead_units)(
    ("off for one of the inputs", "off.all", "off.any", FOR_ALL),
    ("most inputs", "off.all(axis=0)", "off.mean(axis=0) > 0.5", FOR_ALL),
    ("mean score negative", "_, X2, _", "Z2, X2, _", "off.all(axis=0)", "Z2.mean(axis=0) <= 0",
     FOR_ALL),
    ("off for the first input", "off.all(axis=0)", "off[0]", WHICH_INPUT),
    ("off for the last input", "off.all(axis=0)", "off[-1]", WHICH_INPUT),
    ("the living ones", "off.all(axis=0)", "~off.all(axis=0)",
     "True and False are exchanged. Which units do you mark?"),
    ("on for every input", "X2 == 0", "X2 > 0",
     "You mark the units that are *on* for every input. Those are only straight: which are dead?"),
    ("a score of 0 counts as on", "_, X2, _", "X2, _, _", "X2 == 0", "X2 < 0", EXACTLY_0),
    ("no unit is ever dead", "X2 == 0", "X2 < 0",
     "Every unit comes out alive. Can an output of a ReLU be below 0?"),
    ("small enough", "X2 == 0", "X2 < 0.1",
     "A unit whose output is small has a slope of 1. Which output has a slope of 0?"),
    ("scores without the bias", "X2 == 0", "X @ parameters['W2'] <= 0", TOGETHER),
    ("bias negative", "off.all(axis=0)", "parameters['b2'] <= 0", TOGETHER),
    ("weights negative", "off.all(axis=0)", "(parameters['W2'] <= 0).all(axis=0)", TOGETHER),
    ("weights and bias negative", "off.all(axis=0)",
     "(parameters['W2'] <= 0).all(axis=0) & (parameters['b2'] <= 0)", TOGETHER),
    ("no way to the output", "off.all(axis=0)", "parameters['W3'] == 0", STILL_LIVES),
    ("no gradient", "off.all(axis=0)", "off.all(axis=0) | (parameters['W3'] == 0)", STILL_LIVES),
    ("inputs for which no unit is on", "axis=0", "axis=1", EACH_UNIT),
    ("the output's unit", "_, X2, _", "_, X2, X3", "off.all(axis=0)", "X3 == 0",
     "You look at X3, the output. Which units are asked for?"),
    ("one answer for all", "off.all(axis=0)", "bool(off.all())", EACH_UNIT),
    ("numbers of the dead units", "off.all(axis=0)", "np.flatnonzero(off.all(axis=0))", EACH_UNIT),
    ("how often a unit is off", "off.all(axis=0)", "off.mean(axis=0)", EACH_UNIT),
)  # fmt: skip

exercise = Exercise(
    title="Dead units",
    minutes=5,
    difficulty="easy",
    reference=dead_units,
    cases=CASES,
    returns="True or False for each unit (H,)",
    mistakes=MISTAKES,
    hints=(
        "Ask of each input and each unit first whether it is off: that is an (N, H) of True and "
        "False. Then bring the N answers for a unit down to one.",
        "`.all(axis=…)` and `.any(axis=…)` do that. Which of the two words is in the definition, "
        "and which axis holds the inputs?",
    ),
)
