"""Exercise 4: a layer of neurons for many examples at once, f(XW + b)."""

import numpy as np

from utils.checks.engine import Case, Exercise, Mistake
from utils.checks.warm_up.wrong import a
from utils.numpy_impl.warm_up import linear, relu, sigmoid, step


def dense(X, W, b, f):
    """Y = f(XW + b): X (N, D), W (D, H), b (H,), f works on arrays → (N, H)."""
    return f(X @ W + b)


def example_by_example(one):
    """Make a loop that fills row n with one(x_n, W, b, f)."""

    def layer(X, W, b, f):
        Y = np.zeros((len(X), W.shape[1]))
        for n in range(len(X)):
            Y[n] = one(X[n], W, b, f)
        return Y

    return layer


def first_example_only(X, W, b, f):
    """The return stands in the loop over the examples."""
    Y = np.zeros((len(X), W.shape[1]))
    Y[0] = f(X[0] @ W + b)
    return Y


MISTAKES = (
    Mistake(
        "no activation",
        lambda X, W, b, f: X @ W + b,
        "The sums are right, but they leave the neuron as they are. What does f do with them?",
    ),
    Mistake(
        "no bias",
        lambda X, W, b, f: f(X @ W),
        "b is not used: without it every neuron gives f(0) for an input of zeros.",
    ),
    Mistake(
        "neither bias nor activation",
        lambda X, W, b, f: X @ W,
        "This is the product XW alone. The bias and the activation are still to come.",
    ),
    Mistake(
        "bias after the activation",
        lambda X, W, b, f: f(X @ W) + b,
        "The bias is added to what f returns. It belongs inside: it shifts where the neuron "
        "switches, not what comes out.",
    ),
    Mistake(
        "activation of the input",
        lambda X, W, b, f: f(X) @ W + b,
        "f works on the inputs. It comes last, after the weighted sum and the bias.",
    ),
    Mistake(
        "activation twice",
        lambda X, W, b, f: f(f(X @ W + b)),
        "f is applied twice.",
    ),
    Mistake(
        "activation of sum and bias apart",
        lambda X, W, b, f: f(X @ W) + f(b),
        "f(XW) + f(b) is not f(XW + b), unless f is linear. Add first.",
    ),
    Mistake(
        "bias subtracted",
        lambda X, W, b, f: f(X @ W - b),
        "The bias is subtracted. Some books write a threshold like that; here b is added.",
    ),
    Mistake(
        "bias twice",
        lambda X, W, b, f: f(X @ W + 2 * b),
        "The bias is there twice.",
    ),
    Mistake(
        "bias along the wrong axis",
        lambda X, W, b, f: f(X @ W + b[:, None]),
        "`b[:, None]` gives each *example* a bias. There is one for each neuron, so it goes along "
        "the columns of XW: what does NumPy do with (N, H) + (H,)?",
    ),
    Mistake(
        "one bias for all neurons",
        lambda X, W, b, f: f(X @ W + b[0]),
        "Every neuron gets the first bias. Each has its own.",
    ),
    Mistake(
        "all biases added up",
        lambda X, W, b, f: f(X @ W + b.sum()),
        "Every neuron gets the sum of all biases. Each has its own.",
    ),
    Mistake(
        "the bias as a factor",
        lambda X, W, b, f: f(X @ W * b),
        "The bias is multiplied in. It is added.",
    ),
    Mistake(
        "bias added to the input",
        lambda X, W, b, f: f((X + b) @ W),
        "The bias is added to the inputs, before the product. There is one for each neuron, and "
        "it is added after.",
    ),
    Mistake(
        "W first",
        lambda X, W, b, f: f(W @ X + b),
        "`W @ X` does not fit: examples are rows here, so each row of X meets the columns of W.",
    ),
    Mistake(
        "W transposed",
        lambda X, W, b, f: f(X @ W.T + b),
        "W has the shape (D, H) already: each of its columns is one neuron. Leave out the "
        "transpose.",
    ),
    Mistake(
        "multiplied element by element",
        lambda X, W, b, f: f(X * W + b),
        "`X * W` multiplies numbers at the same place. A weighted sum is a matrix product.",
    ),
    Mistake(
        "examples as columns",
        lambda X, W, b, f: f(X @ W + b).T,
        "The numbers are right, with a column for each example. Examples are rows, in the result "
        "as in X.",
    ),
    Mistake(
        "always tanh",
        lambda X, W, b, f: np.tanh(X @ W + b),
        "The activation is tanh, whatever f is. f is an argument, and a function: call it.",
    ),
    Mistake(
        "always relu",
        lambda X, W, b, f: np.maximum(X @ W + b, 0),
        "The activation is ReLU, whatever f is. f is an argument, and a function: call it.",
    ),
    Mistake(
        "always the sigmoid",
        lambda X, W, b, f: 1 / (1 + np.exp(-(X @ W + b))),
        "The activation is the sigmoid, whatever f is. f is an argument, and a function: call it.",
    ),
    Mistake(
        "f as a factor",
        lambda X, W, b, f: f * (X @ W + b),
        "f is a function: it is called, `f(…)`, and not multiplied.",
    ),
    Mistake(
        "only the first neuron",
        lambda X, W, b, f: f(X @ W[:, 0] + b[0]),
        "Only the first column of W is used. Every column is a neuron.",
    ),
    Mistake(
        "only the first example",
        first_example_only,
        "Only the first example has its outputs. Is the `return` inside the loop? (You need no "
        "loop: the product XW does all examples at once.)",
    ),
    Mistake(
        "the neurons added up",
        lambda X, W, b, f: f(X @ W + b).sum(axis=1),
        "The outputs of all neurons are added up. Each neuron keeps its own column.",
    ),
    Mistake(
        "the mean of all examples",
        lambda X, W, b, f: f((X @ W + b).mean(axis=0)),
        "You take the mean over the examples. Each example keeps its own row.",
    ),
    Mistake(
        "the examples added up",
        lambda X, W, b, f: f((X @ W).sum(axis=0) + b),
        "You add up the examples: `axis=0` runs over them. The product has summed over the inputs "
        "already, and nothing else is to be added up.",
    ),
    Mistake(
        "inputs and weights added up apart",
        example_by_example(lambda x, W, b, f: f(x.sum() * W.sum(axis=0) + b)),
        "You add up inputs and weights first and multiply the sums. Each input has a weight of "
        "its own: multiply first, then add.",
    ),
)

rng = np.random.default_rng(4)


def layer_case(title, N, D, H, f):
    """Make a case with random inputs, weights and biases."""
    return Case(
        title, X=rng.normal(size=(N, D)), W=rng.normal(size=(D, H)), b=rng.normal(size=H), f=f
    )


exercise = Exercise(
    name="dense",
    title="A layer of neurons",
    minutes=6,
    difficulty="easy",
    reference=dense,
    cases=[
        Case(
            "the example",
            X=a([1.0, 2.0]),
            W=a([1.0, -1.0, 0.0], [0.0, 1.0, 2.0]),
            b=a(0.5, -3.0, 0.0),
            f=relu,
        ),
        layer_case("four examples, two neurons", 4, 3, 2, np.tanh),
        layer_case("one neuron", 5, 2, 1, step),
        layer_case("one example, one input", 1, 1, 3, sigmoid),
        layer_case("as many examples as inputs and neurons", 3, 3, 3, np.tanh),
        layer_case("no activation", 2, 3, 4, linear),
        Case("inputs of zeros", X=np.zeros((2, 3)), W=np.ones((3, 2)), b=a(-0.5, 1.5), f=np.tanh),
    ],
    returns="Y (N, H)",
    mistakes=MISTAKES,
    hints=(
        "Three steps: the weighted sums of all neurons for all examples, the biases, the "
        "activation. The first is one matrix product; which shapes have X and W?",
        "XW is (N, H) and b is (H,): `+` repeats b for every row by itself. f is a function "
        "that takes a whole array.",
    ),
)
