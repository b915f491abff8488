"""A layer of neurons for many examples at once, f(XW + b)."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.numpy_impl.warm_up import linear, relu, sigmoid, step


def dense(X, W, b, f):
    """Y = f(XW + b): X (N, D), W (D, H), b (H,), f works on arrays → (N, H)."""
    return f(X @ W + b)


def example_by_example(X, W, b, f):
    """The same, one example after the other."""
    Y = np.zeros((len(X), W.shape[1]))
    for n in range(len(X)):
        z = (X[n][:, None] * W).sum(axis=0) + b
        Y[n] = f(z)
    return Y


rng = np.random.default_rng(4)


def layer(title, N, D, H, f):
    """A case with random inputs, weights and biases."""
    X, W, b = rng.normal(size=(N, D)), rng.normal(size=(D, H)), rng.normal(size=H)
    return Case(title, X=X, W=W, b=b, f=f)


CASES = [
    Case(
        "the example",
        X=np.array([[1.0, 2.0]]),
        W=np.array([[1.0, -1.0, 0.0], [0.0, 1.0, 2.0]]),
        b=np.array([0.5, -3.0, 0.0]),
        f=relu,
    ),
    layer("four examples, two neurons", 4, 3, 2, np.tanh),
    layer("one neuron", 5, 2, 1, step),
    layer("one example, one input", 1, 1, 3, sigmoid),
    layer("as many examples as inputs and neurons", 3, 3, 3, np.tanh),
    layer("no activation", 2, 3, 4, linear),
    Case(
        "inputs of zeros",
        X=np.zeros((2, 3)),
        W=np.ones((3, 2)),
        b=np.array([-0.5, 1.5]),
        f=np.tanh,
    ),
    Case(
        "whole numbers as inputs",
        X=np.array([[1, 0], [2, -1], [0, 3]]),
        W=np.array([[0.5, -0.25], [0.75, 1.0]]),
        b=np.array([0.1, -0.2]),
        f=np.tanh,
    ),
]

BIAS_WHERE = "Where is the bias added: to the inputs, to the weighted sums, or to what f returns?"
OWN_BIAS = (
    "Every neuron has a bias of its own, along the columns of XW. What does NumPy do with (N, H) + "
    "(H,)?"
)
WHICH_F = "f is an argument, and a function. Where do you call it?"
KEEP = (
    "Examples or neurons are taken together. The product has summed over the inputs: what else is "
    "to be added up?"
)

MISTAKES = (
    *edits(dense)(
        ("no activation", "f(X @ W + b)", "X @ W + b",
         "The sums are right, but they leave the neuron as they are. What does f do with them?"),
        ("no bias", "X @ W + b", "X @ W", "Without b, what does a neuron give for inputs of zero?"),
        ("neither bias nor activation", "f(X @ W + b)", "X @ W",
         "This is the product XW alone. Which two things are still to come?"),
        ("bias after the activation", "f(X @ W + b)", "f(X @ W) + b", BIAS_WHERE),
        ("activation of the input", "f(X @ W + b)", "f(X) @ W + b",
         "f works on the inputs. In which order come sum, bias and activation?"),
        ("activation twice", "f(X @ W + b)", "f(f(X @ W + b))", "How often is f applied?"),
        ("activation of sum and bias apart", "f(X @ W + b)", "f(X @ W) + f(b)",
         "f(XW) + f(b) is not f(XW + b), unless f is linear. What comes first?"),
        ("bias subtracted", "+ b", "- b",
         "Some books subtract a threshold. Is b added or subtracted here?"),
        ("bias twice", "+ b", "+ 2 * b", "How often is b added?"),
        ("bias along the wrong axis", "+ b", "+ b[:, None]", OWN_BIAS),
        ("one bias for all neurons", "+ b", "+ b[0]", OWN_BIAS),
        ("all biases added up", "+ b", "+ b.sum()", OWN_BIAS),
        ("the bias as a factor", "+ b", "* b", "Is the bias a factor, or added?"),
        ("bias added to the input", "X @ W + b", "(X + b) @ W", BIAS_WHERE),
        ("W first", "X @ W", "W @ X", "Examples are rows: what does a row of X meet, and so what "
         "comes first?"),
        ("W transposed", "X @ W", "X @ W.T", "Which shape has W, and what is one of its columns?"),
        ("multiplied element by element", "X @ W", "X * W",
         "`X * W` multiplies numbers at the same place. Which product is a weighted sum?"),
        ("always tanh", "f(X", "np.tanh(X", WHICH_F),
        ("always relu", "f(X @ W + b)", "np.maximum(X @ W + b, 0)", WHICH_F),
        ("always the sigmoid", "f(X @ W + b)", "1 / (1 + np.exp(-(X @ W + b)))", WHICH_F),
        ("f as a factor", "f(X", "f * (X", WHICH_F),
        ("only the first neuron", "X @ W + b", "X @ W[:, 0] + b[0]",
         "Only the first column of W is used. What is a column of W?"),
        ("the mean of all examples", "X @ W + b", "(X @ W + b).mean(axis=0)", KEEP),
        ("the examples added up", "X @ W + b", "(X @ W).sum(axis=0) + b", KEEP),
    ),
    *edits(example_by_example)(
        ("inputs and weights added up apart", "(X[n][:, None] * W).sum(axis=0)",
         "X[n].sum() * W.sum(axis=0)",
         "Inputs and weights are added up first. Which weight belongs to which input?"),
        ("the bias with every product", "* W).sum(axis=0) + b", "* W + b).sum(axis=0)",
         "How often is b added, once for each neuron or once for each input?"),
    ),
)  # fmt: skip

exercise = Exercise(
    title="A layer of neurons",
    minutes=6,
    difficulty="easy",
    reference=dense,
    cases=CASES,
    returns="Y (N, H)",
    mistakes=MISTAKES,
    hints=(
        "Three steps: the weighted sums of all neurons for all examples, the biases, the "
        "activation. The first is one matrix product; which shapes have X and W?",
        "XW is (N, H) and b is (H,): `+` repeats b for every row by itself. f is a function "
        "that takes a whole array.",
    ),
)
