"""Exercise 1: forward through a network with one hidden layer of ReLUs and a sigmoid output."""

import numpy as np

from utils.checks.engine import Case, Exercise
from utils.checks.hidden_representations.wrong import (
    EXAMPLE,
    SOLVED,
    TABLE_INPUTS,
    a,
    forward,
    fraction,
    mistakes,
    network,
    one_by_one,
    random_network,
    sigmoid,
)


def layers(
    score=lambda X, W2, b2: X @ W2 + b2,
    unit=lambda Z2: np.maximum(Z2, 0),
    output=lambda X2, W3, b3: X2 @ W3 + b3,
    last=sigmoid,
    give=lambda Z2, X2, X3: (Z2, X2, X3),
):
    """Make a forward pass, right by default, wrong in the parts that are given."""

    def wrong(X, parameters):
        W2, b2, W3, b3 = (parameters[name] for name in ("W2", "b2", "W3", "b3"))
        Z2 = score(X, W2, b2)
        X2 = unit(Z2)
        return give(Z2, X2, last(output(X2, W3, b3)))

    return wrong


def softmax(z):
    """Softmax over the examples."""
    e = np.exp(z - z.max())
    return e / e.sum()


def bias_late(X, parameters):
    """b2 is added to the output of the ReLUs."""
    Z2 = X @ parameters["W2"]
    X2 = np.maximum(Z2, 0) + parameters["b2"]
    return Z2, X2, sigmoid(X2 @ parameters["W3"] + parameters["b3"])


MISTAKES = mistakes(
    (
        "no ReLU",
        layers(unit=lambda Z2: Z2),
        "X2 is Z2 as it was. Without a bend in between, two layers are no more than one: what does "
        "a ReLU do with a negative score?",
    ),
    (
        "absolute value in place of the ReLU",
        layers(unit=np.abs),
        "Negative scores lose their sign. A ReLU makes something else of them.",
    ),
    (
        "only the negative part",
        layers(unit=lambda Z2: np.minimum(Z2, 0)),
        "The negative scores pass and the positive ones do not: it should be the other way round.",
    ),
    (
        "ReLU as a step",
        layers(unit=lambda Z2: (Z2 > 0).astype(float)),
        "X2 is 1 where the score is positive, which only says *whether* the unit is on. A ReLU "
        "that is on hands its score through.",
    ),
    (
        "sigmoid in the hidden layer",
        layers(unit=sigmoid),
        "The hidden units are sigmoids. The sigmoid belongs to the output; hidden units are ReLUs "
        "here.",
    ),
    (
        "tanh in the hidden layer",
        layers(unit=np.tanh),
        "The hidden units use tanh. They are ReLUs here.",
    ),
    (
        "ReLU that leaks",
        layers(unit=lambda Z2: np.where(Z2 > 0, Z2, 0.01 * Z2)),
        "A hundredth of the negative scores passes: that is a leaky ReLU. Here nothing passes.",
    ),
    (
        "ReLU of the whole batch",
        layers(unit=lambda Z2: np.broadcast_to(max(Z2.sum(), 0), Z2.shape).copy()),
        "Every unit has the same value for every example. A ReLU looks at each entry of Z2 by "
        "itself.",
    ),
    (
        "no sigmoid",
        layers(last=lambda z: z),
        "X3 is the score z3, which may be any number. What makes a probability of it?",
    ),
    (
        "sigmoid twice",
        layers(last=lambda z: sigmoid(sigmoid(z))),
        "The sigmoid is applied twice, so that every probability lies between 0.5 and 0.74.",
    ),
    (
        "sign of the exponent",
        layers(last=lambda z: sigmoid(-z)),
        "X3 is the probability of the label 0: a large score gives a small one. Look at the sign "
        "in the exponent.",
    ),
    (
        "tanh at the output",
        layers(last=np.tanh),
        "X3 is negative in places. A probability needs the sigmoid, not tanh.",
    ),
    (
        "ReLU before the sigmoid",
        layers(last=lambda z: sigmoid(np.maximum(z, 0))),
        "z3 goes through a ReLU before the sigmoid, so no probability is below ½. Only the hidden "
        "layer has ReLUs.",
    ),
    (
        "step at the output",
        layers(last=lambda z: (z > 0).astype(float)),
        "X3 is 0 or 1. A decision may be taken later; here the probability is wanted.",
    ),
    (
        "softmax over the examples",
        layers(last=softmax),
        "The probabilities of different examples sum to 1 together. Each example has a sigmoid of "
        "its own.",
    ),
    (
        "exp without care",
        layers(last=fraction),
        "For large scores e^z is infinite and ∞/∞ is `nan`. The same function can be written with "
        "e^−z, and then infinity does no harm.",
    ),
    (
        "math.exp",
        layers(last=one_by_one),
        "`math.exp` gives up above about e^709. `np.exp` says ∞ there, and 1/(1 + ∞) = 0 is right.",
    ),
    (
        "np.max",
        layers(unit=lambda Z2: np.max(Z2, 0)),
        "`np.max(Z2, 0)` is the largest score along axis 0. The larger of every entry and 0 is "
        "`np.maximum`.",
    ),
    (
        "Python's max",
        layers(unit=lambda Z2: max(Z2, 0)),
        "Python's `max` compares two single numbers, and Z2 is an array of them. Its counterpart "
        "entry by entry is `np.maximum`.",
    ),
    (
        "b2 missing",
        layers(score=lambda X, W2, b2: X @ W2),
        "The hidden scores lack b2.",
    ),
    (
        "b3 missing",
        layers(output=lambda X2, W3, b3: X2 @ W3),
        "Z2 and X2 are right; the output's score lacks b3.",
    ),
    (
        "no biases",
        layers(score=lambda X, W2, b2: X @ W2, output=lambda X2, W3, b3: X2 @ W3),
        "Both biases are missing, b2 and b3.",
    ),
    (
        "b2 after the ReLU",
        bias_late,
        "b2 is added to what the ReLU returns. It belongs inside: it moves the place where the "
        "unit switches on.",
    ),
    (
        "b2 subtracted",
        layers(score=lambda X, W2, b2: X @ W2 - b2),
        "b2 is subtracted. It is added.",
    ),
    (
        "b3 subtracted",
        layers(output=lambda X2, W3, b3: X2 @ W3 - b3),
        "b3 is subtracted. It is added.",
    ),
    (
        "output made of Z2",
        lambda X, parameters: (
            *forward(X, parameters)[:2],
            sigmoid(forward(X, parameters)[0] @ parameters["W3"] + parameters["b3"]),
        ),
        "Z2 and X2 are right, and the output does not use X2: its score is made of Z2.",
    ),
    (
        "W3 left out",
        layers(output=lambda X2, W3, b3: X2.sum(axis=1) + b3),
        "Z2 and X2 are right; the output adds up the hidden units as they are. Each has a weight, "
        "in W3.",
    ),
    (
        "one bias for all units",
        layers(score=lambda X, W2, b2: X @ W2 + b2[0]),
        "Every hidden unit gets the first bias. Each has its own.",
    ),
    (
        "all biases added up",
        layers(score=lambda X, W2, b2: X @ W2 + b2.sum()),
        "Every hidden unit gets the sum of all biases. Each has its own.",
    ),
    (
        "the bias as a factor",
        layers(score=lambda X, W2, b2: X @ W2 * b2),
        "b2 is multiplied in. It is added.",
    ),
    (
        "brackets missing in the sigmoid",
        layers(last=lambda z: 1 / 1 + np.exp(-z)),
        "`1 / 1 + np.exp(-z)` is 1 + e^−z: a fraction's denominator needs brackets of its own.",
    ),
    (
        "W2 transposed",
        layers(score=lambda X, W2, b2: X @ W2.T + b2),
        "Examples are rows, and W2 has the shape (2, H) already: each of its columns is one hidden "
        "unit. Leave out the transpose.",
    ),
    (
        "W2 first",
        layers(score=lambda X, W2, b2: W2 @ X + b2),
        "`W2 @ X` is the order for examples in columns. Here they are rows, so X comes first.",
    ),
    (
        "element by element",
        layers(output=lambda X2, W3, b3: X2 * W3 + b3),
        "`X2 * W3` multiplies without adding up: each example should get one score, the sum over "
        "its hidden units.",
    ),
    (
        "a column of probabilities",
        layers(output=lambda X2, W3, b3: X2 @ W3[:, None] + b3),
        "X3 is a column, (N, 1). One number for each example is an (N,): what shape does a "
        "product with W3 itself have?",
    ),
    (
        "the scores in place of X2",
        layers(give=lambda Z2, X2, X3: (Z2, Z2, X3)),
        "The probabilities are right, but the second result is Z2 once more.",
    ),
    (
        "X2 in place of the scores",
        layers(give=lambda Z2, X2, X3: (X2, X2, X3)),
        "The probabilities are right, but the first result is X2: was Z2 overwritten by the ReLU, "
        "perhaps in place?",
    ),
    (
        "only the probability",
        layers(give=lambda Z2, X2, X3: X3),
        "Only X3 comes back. Backpropagation will need what was computed on the way, too: "
        "`return Z2, X2, X3`.",
    ),
    (
        "without Z2",
        layers(give=lambda Z2, X2, X3: (X2, X3)),
        "Z2 is not returned. Backpropagation will need it: `return Z2, X2, X3`.",
    ),
)

rng = np.random.default_rng(1)

exercise = Exercise(
    name="forward",
    title="Forward",
    minutes=6,
    difficulty="easy",
    reference=forward,
    cases=[
        Case("the example", X=a([1.0, 1.0]), parameters=EXAMPLE),
        Case("the four inputs, two units", X=TABLE_INPUTS, parameters=SOLVED),
        Case(
            "five examples, three units", X=rng.normal(size=(5, 2)), parameters=random_network(3, 2)
        ),
        Case("two examples, two units", X=rng.normal(size=(2, 2)), parameters=random_network(2, 3)),
        Case("one unit", X=rng.normal(size=(4, 2)), parameters=random_network(1, 4)),
        Case(
            "no unit is on",
            X=TABLE_INPUTS,
            parameters=network([[-1, -2], [-3, -1]], [-0.5, -1], [3, 2], 0.7),
        ),
        Case(
            "scores of ±1,000",
            X=a([1.0, 0.0], [0.0, 1.0], [1.0, 1.0]),
            parameters=network([[500, 1], [1, 400]], [0, 1], [2, -2.5], 0.5),
        ),
        Case(
            "units that are only just on",
            X=TABLE_INPUTS,
            parameters=network([[1, 0], [-1, 0]], [1e-6, 2e-7], [1e6, 1e6], -1),
        ),
        Case("whole numbers", X=a([2, 1], [-1, 3], [0, 1]), parameters=random_network(4, 5)),
    ],
    returns=("Z2 (N, H)", "X2 (N, H)", "X3 (N,)"),
    mistakes=MISTAKES,
    hints=(
        "Three lines, one for each equation. Keep every result under a name of its own: all three "
        "are returned.",
        "`np.maximum(Z2, 0)` is a ReLU for every entry (`np.max` is something else). A product of "
        "an (N, H) with an (H,) is an (N,).",
    ),
)
