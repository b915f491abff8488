"""The gradient of the mean cross entropy, backwards through both layers."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.hidden_representations.forward import forward as forward_of
from utils.checks.hidden_representations.networks import (
    ALL_OFF,
    EXAMPLE,
    HUGE,
    SOLVED,
    TABLE_INPUTS,
    network,
    random_network,
)


def backward(X, y, parameters):
    """Gradients of J, the mean of −ln P(y|x): dz3 = (X3 − y)/N, and back through both layers."""
    W2, W3 = parameters["W2"], parameters["W3"]
    Z2, X2, X3 = forward_of(X, parameters)
    N = len(y)
    dz3 = (X3 - y) / N  # (N,)
    dX2 = np.outer(dz3, W3)  # (N, H)
    dZ2 = dX2 * (Z2 > 0)
    dX = dZ2 @ W2.T
    dW2 = X.T @ dZ2
    db2 = dZ2.sum(axis=0)
    dW3 = X2.T @ dz3
    db3 = dz3.sum()
    return {"X": dX, "W2": dW2, "b2": db2, "W3": dW3, "b3": db3}


rng = np.random.default_rng(2)
ALL_ON = network([[1.0, 0.5, 0.2], [0.3, 1.0, 0.4]], [2.0, 3.0, 2.5], [0.6, -0.4, 0.3], -0.2)
JUST_ON = network([[1, 0], [-1, 0]], [1e-9, 2e-7], [1.5, -0.5], 0.3)
CASES = [
    Case(title, X=np.array(X), y=np.array(y), parameters=parameters)
    for title, X, y, parameters in (
        ("the example", [[1.0, 1.0]], [1], EXAMPLE),
        ("every unit is on", rng.random((4, 2)), [1, 0, 0, 1], ALL_ON),
        (
            "five examples, three units",
            *(rng.normal(size=(5, 2)), rng.integers(0, 2, size=5)),
            random_network(3, 2),
        ),
        ("scores of exactly 0", TABLE_INPUTS, [1, 0, 1, 1], SOLVED),
        ("units that are only just on", TABLE_INPUTS, [1, 1, 0, 1], JUST_ON),
        ("two examples, two units", rng.normal(size=(2, 2)), [1, 0], random_network(2, 3)),
        (
            "one unit, six examples",
            *(rng.normal(size=(6, 2)), rng.integers(0, 2, size=6)),
            random_network(1, 8),
        ),
        ("no unit is on", TABLE_INPUTS, [1, 0, 1, 0], ALL_OFF),
        ("hopelessly sure, and wrong", [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], [0, 1, 0], HUGE),
    )
]

DZ3 = (
    "Every gradient comes from dz3. For the cross entropy through a sigmoid, which simple "
    "difference is it?"
)
RELU_SLOPE = "What is the slope of a ReLU where its score is positive, negative, and exactly 0?"
BEFORE_RELU = "W2, b2 and X sit before the ReLU. From which gradient are they made: dX2 or dZ2?"
BESIDE = (
    "A weight's derivative has in it what the weight multiplies going forward. What is that here?"
)
OWN_ERROR = "Each example has an error of its own, dz3 (N,). When are they added up?"
SHAPES = "Which shapes have dz3, W3 and dX2? Every example's error meets every weight of W3."
SHARED = (
    "W and b are shared by all examples and collect from all; b has one entry for each unit. Over "
    "which axis is the sum?"
)
TO_X = 'From dZ2 to the gradient under "X", what is still to come?'

MISTAKES = edits(backward)(
    ("divided by the number of units", "N = len(y)", "N = len(W3)",
     "J is a mean over the examples. How many are there, and what have you counted?"),
    ("the slope of the sigmoid once more", "(X3 - y)", "(X3 - y) * X3 * (1 - X3)",
     "dz3 contains X3 (1 − X3). That belongs to the squared error: what cancels here?"),
    ("the slope of the sigmoid, and a 2", "(X3 - y)", "2 * (X3 - y) * X3 * (1 - X3)",
     "This dz3 is that of the squared error. Which loss is J?"),
    ("stopped before the sigmoid", "(X3 - y)", "(X3 - y) / (X3 * (1 - X3))",
     "This is the derivative by the probability X3. Which link of the chain is missing?"),
    ("labels missing", "(X3 - y)", "X3", DZ3),
    ("examples with the label 0 left out", "(X3 - y)", "np.where(y == 1, X3 - 1, 0)",
     "Only examples with the label 1 contribute. What is the loss for the others, and its slope?"),
    ("decision in place of the probability", "(X3 - y)", "((X3 > 0.5) - y)",
     "dz3 is made of rounded probabilities. What does a right but doubtful answer still teach?"),
    ("sigmoid twice", "(X3 - y)", "(1 / (1 + np.exp(-X3)) - y)",
     "The sigmoid is applied to X3. What has X3 been through already?"),
    ("derivative of the ReLU left out", " * (Z2 > 0)", "", RELU_SLOPE),
    ("derivative of the ReLU from dX2", "dX2 * (Z2 > 0)", "np.maximum(dX2, 0)",
     f"What says whether a unit is on: the gradient, or the score? {RELU_SLOPE}"),
    ("X2 for the derivative of the ReLU", "(Z2 > 0)", "X2", RELU_SLOPE),
    ("Z2 for the derivative of the ReLU", "(Z2 > 0)", "Z2", RELU_SLOPE),
    ("ReLU switched the other way", "(Z2 > 0)", "(Z2 < 0)", RELU_SLOPE),
    ("slope 1 at a score of 0", "(Z2 > 0)", "(Z2 >= 0)", RELU_SLOPE),
    ("slope ½ at a score of 0", "(Z2 > 0)", "(np.sign(Z2) + 1) / 2", RELU_SLOPE),
    ("slope of a sigmoid in the hidden layer", "(Z2 > 0)", "X2 * (1 - X2)", RELU_SLOPE),
    ("slope of a tanh in the hidden layer", "(Z2 > 0)", "(1 - X2**2)", RELU_SLOPE),
    ("b2 from dX2", "dZ2.sum", "dX2.sum", BEFORE_RELU),
    ("W2 from dX2", "X.T @ dZ2", "X.T @ dX2", BEFORE_RELU),
    ("X from dX2", "dZ2 @ W2.T", "dX2 @ W2.T", BEFORE_RELU),
    ("nothing behind the ReLU has its slope", "X.T @ dZ2", "X.T @ dX2", "dZ2 @ W2.T", "dX2 @ W2.T",
     BEFORE_RELU),
    ("W3 from the scores", "X2.T @ dz3", "Z2.T @ dz3", BESIDE),
    ("W3 without X2", "X2.T @ dz3", "0 * W3 + dz3.sum()", BESIDE),
    ("W3 left out of the chain", "np.outer(dz3, W3)", "np.outer(dz3, 0 * W3 + 1)",
     "Every hidden unit gets the same blame. How much does a unit move the output?"),
    ("X2 in place of W3 on the way back", "np.outer(dz3, W3)", "dz3[:, None] * X2",
     "dX2 is made of X2. What is multiplied with X2 going forward, and so meets the error?"),
    ("errors added up before they go back", "np.outer(dz3, W3)",
     "np.outer(0 * dz3 + dz3.sum(), W3)",
     OWN_ERROR),
    ("one error for all examples", "# (N,)", "\n    dz3 = 0 * dz3 + dz3.mean()", OWN_ERROR),
    ("W3 moved before it is used", "np.outer(dz3, W3)", "np.outer(dz3, W3 - X2.T @ dz3)",
     "dX2 uses a W3 that has taken its step already. When may parameters move?"),
    ("X not transposed", "X.T @ dZ2", "X @ dZ2", "Over what is the sum in W2's gradient?"),
    ("X through W2 without a transpose", "W2.T", "W2", "Which form of W2 leads from H to 2?"),
    ("dX2 for the gradient of X", '"X": dX', '"X": dX2', TO_X),
    ("dZ2 for the gradient of X", '"X": dX', '"X": dZ2', TO_X),
    ("b2 added up over the units", "dZ2.sum(axis=0)", "dZ2.sum(axis=1)", SHARED),
    ("biases multiplied in", "dZ2.sum(axis=0)", "dZ2.sum(axis=0) * parameters['b2']", "dz3.sum()",
     "dz3.sum() * parameters['b3']", "What is the derivative of z + b with respect to b?"),
    ("outer product with the axes swapped", "np.outer(dz3, W3)", "np.outer(W3, dz3)", SHAPES),
    ("dz3 times W3 without an axis", "np.outer(dz3, W3)", "dz3 * W3", SHAPES),
    ("dz3 @ W3", "np.outer(dz3, W3)", "dz3 @ W3", SHAPES),
)  # fmt: skip

exercise = Exercise(
    title="Backward",
    minutes=15,
    difficulty="harder",
    reference=backward,
    cases=CASES,
    returns='a dictionary of the gradients: "X" (N, 2), "W2" (2, H), "b2" (H,), "W3" (H,), "b3"',
    axes={"X": ("N", "2"), "W2": ("2", "H"), "b2": ("H",), "W3": ("H",)},
    mistakes=MISTAKES,
    hints=(
        "Go through the forward pass from its last line to its first and give every result a "
        "gradient of its own shape: dz3 (N,), dX2 (N, H), dZ2 (N, H). Each parameter then takes "
        "one line. Shapes decide nearly everything.",
        "`np.outer(dz3, W3)` is an (N, H). `Z2 > 0` is an (N, H) of True and False, which count as "
        "1 and 0 in a product. What is shared by all examples collects a sum over them: Xᵀ dZ2 "
        "does that by itself, for b2 and b3 you say which axis.",
    ),
)
