"""A network that repeats its input through fewer sigmoid units, and its gradient."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.hidden_representations.networks import network
from utils.checks.mistakes import sigmoids


def sigmoid(Z):
    """1 / (1 + e^−Z), which is 0 where e^−Z is infinite."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-Z))


def autoencoder(X, parameters):
    """X2 = σ(X W2 + b2); X3 = σ(X2 W3 + b3); gradients of J = Σ (X3 − X)² / 2N."""
    W2, b2, W3, b3 = (parameters[name] for name in ("W2", "b2", "W3", "b3"))
    Z2 = X @ W2 + b2
    X2 = sigmoid(Z2)  # (N, H)
    Z3 = X2 @ W3 + b3
    X3 = sigmoid(Z3)  # (N, D)
    N, D = X.shape
    dX3 = (X3 - X) / N
    slope3, slope2 = X3 * (1 - X3), X2 * (1 - X2)
    dZ3 = dX3 * slope3
    dX2 = dZ3 @ W3.T
    dZ2 = dX2 * slope2
    dW2, db2 = X.T @ dZ2, dZ2.sum(axis=0)
    dW3, db3 = X2.T @ dZ3, dZ3.sum(axis=0)
    return X2, X3, {"W2": dW2, "b2": db2, "W3": dW3, "b3": db3}


rng = np.random.default_rng(7)


def some_network(D, H):
    """Draw parameters of a D–H–D autoencoder."""
    return network(
        rng.normal(size=(D, H)), rng.normal(size=H), rng.normal(size=(H, D)), rng.normal(size=D)
    )


CASES = [
    Case(
        "the example",
        X=np.array([[1.0, 0.0]]),
        parameters=network([[0], [0]], [0], [[2 * np.log(3), 0]], [0, 0]),
    ),
    Case("8-3-8", X=np.eye(8), parameters=some_network(8, 3)),
    Case("five images of four pixels", X=rng.random((5, 4)), parameters=some_network(4, 2)),
    Case("as many units as inputs", X=rng.random((2, 3)), parameters=some_network(3, 3)),
    Case("one unit", X=np.eye(4), parameters=some_network(4, 1)),
    Case(
        "scores of ±1,000",
        X=np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]),
        parameters=network([[1000], [-1000]], [0], [[1000, -2]], [-500, 1]),
    ),
]

BOTH_SLOPES = (
    "There is a sigmoid in each layer. Where is its slope p (1 − p) in your way back? (With the "
    "cross entropy the output's cancels, with the squared error it does not.)"
)
SIGMOIDS = (
    "Both layers are sigmoids in this exercise. Which activation, or whose slope, is in yours?"
)
FACTOR = (
    "J is Σ (X3 − X)² / 2N: a sum over the outputs, a mean over the examples, and a ½. What "
    "becomes of each when you differentiate?"
)
ERROR = "dX3 is output minus target, and the target of an autoencoder is its input. And yours?"
BIASES = "All examples share a bias, and each unit has one. Over which axis is the sum?"
FORWARD_BIAS = "The scores of a layer lack their bias. Which one?"
BACK = "From dZ3 (N, D) back to X2 (N, H): through which matrix, in which form, as which product?"

MISTAKES = edits(autoencoder, sigmoid)(
    ("a ReLU in the hidden layer", "X2 = sigmoid(Z2)", "X2 = np.maximum(0, Z2)", SIGMOIDS),
    ("half of the hidden slope", "X2 * (1 - X2)", "(1 - X2)", sigmoids.SLOPE),
    ("the slope of tanh in the hidden layer", "X2 * (1 - X2)", "(1 - X2**2)", sigmoids.SLOPE),
    ("half of the output's slope", "X3 * (1 - X3)", "(1 - X3)", sigmoids.SLOPE),
    ("no slope at the output", "dX3 * slope3", "dX3", BOTH_SLOPES),
    ("no slope in the hidden layer", "dX2 * slope2", "dX2", BOTH_SLOPES),
    ("no slopes at all", "dX3 * slope3", "dX3", "dX2 * slope2", "dX2", BOTH_SLOPES),
    ("slope of the sigmoid from the scores", "X3 * (1 - X3), X2 * (1 - X2)",
     "Z3 * (1 - Z3), Z2 * (1 - Z2)", sigmoids.SLOPE),
    ("slope of the sigmoid of a sigmoid", "X3 * (1 - X3), X2 * (1 - X2)",
     "sigmoid(X3) * (1 - sigmoid(X3)), sigmoid(X2) * (1 - sigmoid(X2))", sigmoids.SLOPE),
    ("slope of tanh", "X3 * (1 - X3), X2 * (1 - X2)", "1 - X3**2, 1 - X2**2", SIGMOIDS),
    ("slope 1 − p", "X3 * (1 - X3), X2 * (1 - X2)", "1 - X3, 1 - X2", sigmoids.SLOPE),
    ("slope p", "X3 * (1 - X3), X2 * (1 - X2)", "X3, X2", sigmoids.SLOPE),
    ("brackets missing in the slopes", "dX3 * slope3", "dX3 * X3 * 1 - X3", "dX2 * slope2",
     "dX2 * X2 * 1 - X2", "`… * X3 * 1 - X3` multiplies by 1. Where do brackets belong?"),
    ("the error itself sent back", "dZ3 @ W3.T", "dX3 @ W3.T",
     "The output layer is right. What goes back through W3: the bare error, or dZ3?"),
    ("the target's slope", "X3 * (1 - X3)", "X * (1 - X)", sigmoids.SLOPE),
    ("slope of a ReLU in the hidden layer", "X2 * (1 - X2)", "(Z2 > 0)", SIGMOIDS),
    ("slope of a ReLU, of its output", "X2 * (1 - X2)", "(X2 > 0)", SIGMOIDS),
    ("Exercise 2 as it was", "dX3 * slope3", "dX3", "X2 * (1 - X2)", "(Z2 > 0)", SIGMOIDS),
    ("ReLU in the hidden layer", "sigmoid(Z2)", "np.maximum(Z2, 0)", "X2 * (1 - X2)", "(Z2 > 0)",
     SIGMOIDS),
    ("no sigmoid at the output", "sigmoid(Z3)", "Z3", "dX3 * slope3", "dX3", SIGMOIDS),
    ("sigmoid twice at the output", "sigmoid(Z3)", "sigmoid(sigmoid(Z3))", SIGMOIDS),
    ("exp without care", "1 / (1 + np.exp(-Z))", "np.exp(Z) / (1 + np.exp(Z))", sigmoids.FRACTION),
    ("sign of the exponent", "np.exp(-Z)", "np.exp(Z)", sigmoids.SIGN),
    ("softmax at the output", "X3 = sigmoid(Z3)",
     "E = np.exp(Z3 - Z3.max(axis=1, keepdims=True))\n    X3 = E / E.sum(axis=1, keepdims=True)",
     "dX3 * slope3", "dX3",
     "The output is a softmax. What has every output unit of its own here?"),
    ("no 1/N, and a 2", "(X3 - X) / N", "2 * (X3 - X)", FACTOR),
    ("no target", "(X3 - X)", "X3", ERROR),
    ("squared errors in the gradient", "(X3 - X)", "(X3 - X) ** 2", ERROR),
    ("biases added up over the units", "dZ2.sum(axis=0)", "dZ2.sum(axis=1)", "dZ3.sum(axis=0)",
     "dZ3.sum(axis=1)", BIASES),
    ("b2 missing in the forward pass", "W2 + b2", "W2", FORWARD_BIAS),
    ("b3 missing in the forward pass", "W3 + b3", "W3", FORWARD_BIAS),
    ("W3 not transposed on the way back", "W3.T", "W3", BACK),
    ("outer product on the way back", "dZ3 @ W3.T", "np.outer(dZ3, W3)",
     f"In Exercise 2 an outer product led back, as there was one output. {BACK}"),
    ("back through W2 in place of W3", "dZ3 @ W3.T", "dZ3 @ W2", BACK),
    ("W3 from the scores", "X2.T @ dZ3", "Z2.T @ dZ3",
     "What does W3 multiply in the forward pass: the hidden scores, or X2?"),
    ("only the output layer", "X.T @ dZ2, dZ2.sum(axis=0)", "0 * W2, 0 * b2",
     "The gradients of W2 and b2 are 0. By way of what does J depend on them?"),
    ("the decoder is the encoder transposed", "    Z2 =", "    W3 = W2.T\n    Z2 =",
     "The output layer uses W2ᵀ. Which weights has it of its own?"),
    ("the scores as the code", "return X2", "return Z2",
     "For the code you return its scores. What comes after them?"),
    ("parameters after a step", "db3}", "db3} and {'W2': W2 - dW2, 'b2': b2 - db2, "
     "'W3': W3 - dW3, 'b3': b3 - db3}", "These are parameters after a step. What is wanted?"),
)  # fmt: skip

exercise = Exercise(
    title="8-3-8",
    minutes=13,
    difficulty="harder",
    reference=autoencoder,
    cases=CASES,
    returns=(
        "X2 (N, H)",
        "X3 (N, D)",
        'gradients, a dictionary with "W2" (D, H), "b2" (H,), "W3" (H, D) and "b3" (D,)',
    ),
    axes={"X2": ("N", "H"), "X3": ("N", "D")},
    mistakes=MISTAKES,
    hints=(
        "Forwards it is Exercise 1 with a sigmoid in both layers, backwards it is Exercise 2 with "
        "two differences: dZ3 contains the slope of a sigmoid, and so does dZ2 in place of the "
        "ReLU's.",
        "With p for what a sigmoid puts out, its slope is p (1 − p), entry by entry. The output "
        "layer has D units now, so dZ3 is (N, D), and dX2 = dZ3 W3ᵀ is an ordinary product.",
    ),
)
