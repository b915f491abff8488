"""Stochastic gradient descent, one minibatch for each step."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.hidden_representations.backward import backward as gradients_of
from utils.checks.hidden_representations.networks import EXAMPLE, SOLVED, random_network
from utils.checks.mistakes import loops


def sgd(parameters, X, y, learning_rate):
    """θ ← θ − η ∂J_t/∂θ for each minibatch t."""
    eta, T = learning_rate, len(X)
    now = parameters
    for t in range(T):
        X_t, y_t = X[t], y[t]
        gradients = gradients_of(X_t, y_t, now)
        now = {name: now[name] - eta * gradients[name] for name in parameters}
    return now


rng = np.random.default_rng(4)


def minibatches(T, B):
    """Draw T minibatches of B examples."""
    return rng.normal(size=(T, B, 2)), rng.integers(0, 2, size=(T, B))


def noisy_xor(T):
    """Draw T minibatches of 4 examples of noisy XOR."""
    X = rng.integers(0, 2, size=(T, 4, 2))
    return X, X[..., 0] ^ X[..., 1] ^ (rng.random((T, 4)) < 0.1)


ONE = np.array([[1.0, 1.0]]), np.array([1])
CASES = [
    Case(title, parameters=parameters, X=X, y=y, learning_rate=learning_rate)
    for title, parameters, (X, y), learning_rate in (
        ("the example", EXAMPLE, (ONE[0][None], ONE[1][None]), 0.5),
        ("the example, two steps", EXAMPLE, (np.stack(2 * [ONE[0]]), np.stack(2 * [ONE[1]])), 0.5),
        ("three minibatches of two", random_network(3, 2), minibatches(3, 2), 0.3),
        ("five minibatches of four", random_network(2, 3), minibatches(5, 4), 2.0),
        ("noisy XOR, sixty steps", SOLVED, noisy_xor(60), 0.25),
        ("a hundred steps of one example", random_network(4, 7), minibatches(100, 1), 0.02),
    )
]

STEP = "A step goes *from* where the parameters are. Which sign has it, and what stays of them?"
RATE = "How long is a step? The learning rate times the gradient of a mean: nothing else."
WHICH_STEPS = "Each minibatch makes one step, in order. Which of them leave a trace in yours?"
WHICH_EXAMPLES = "Which examples does step t see? `X[t]` is (B, 2), a minibatch of its own."
ANEW = (
    "All four gradients belong to the same place: where the parameters are now, before any of them "
    "moves. Where are they taken in yours, and from where does a step start?"
)
ALL_FOUR = "Some parameters stay where they started. Which of the four does a step move?"
MEMORY = "A step uses the gradient of its own minibatch. What do yours remember of those before?"

MISTAKES = edits(sgd)(
    ("uphill", "- eta", "+ eta", STEP),
    ("nothing moves", "now[name] - eta * gradients[name]", "now[name]",
     "The parameters come back as they went in. Do you keep what `… - …` computes?"),
    ("the step in place of the parameters", "now[name] - eta", "-eta", STEP),
    ("the gradient in place of the parameters", "return now",
     "return {name: gradients[name] for name in parameters}",
     "You return the gradients of the last step. What is wanted?"),
    ("learning rate ignored", "eta, T = learning_rate", "eta, T = 1.0", RATE),
    ("a learning rate of your own", "eta, T = learning_rate", "eta, T = 0.1", RATE),
    ("divided by the size of the minibatch", "eta, T = learning_rate",
     "eta, T = learning_rate / X.shape[1]", RATE),
    ("multiplied by the size of the minibatch", "eta, T = learning_rate",
     "eta, T = learning_rate * X.shape[1]", RATE),
    ("divided by the number of steps", "eta, T = learning_rate", "eta, T = learning_rate / len(X)",
     RATE),
    ("a learning rate that fades", "eta * grad", "eta / (t + 1) * grad",
     "The learning rate is divided by the number of the step. Does it change here?"),
    ("divided by the learning rate", "eta, T = learning_rate", "eta, T = 1 / learning_rate",
     "The gradient is divided by the learning rate. What should a small rate make?"),
    loops.returned_inside("\n    return now", "only the first minibatch"),
    ("only the last minibatch", "range(T)", "range(T - 1, T)", WHICH_STEPS),
    ("the last minibatch left out", "range(T)", "range(T - 1)", WHICH_STEPS),
    ("the first minibatch left out", "range(T)", "range(1, T)", WHICH_STEPS),
    ("last minibatch first", "range(T)", "range(T - 1, -1, -1)", WHICH_STEPS),
    ("the same minibatch in every step", "X[t], y[t]", "X[0], y[0]", WHICH_EXAMPLES),
    ("all examples in every step", "X[t], y[t]", "X.reshape(-1, 2), y.ravel()",
     f"That is full-batch gradient descent. {WHICH_EXAMPLES}"),
    ("all examples, in one step", "X[t], y[t]", "X.reshape(-1, 2), y.ravel()", "range(T)",
     "range(1)", f"All minibatches together make a single step. {WHICH_EXAMPLES}"),
    ("all examples so far", "X[t], y[t]", "X[: t + 1].reshape(-1, 2), y[: t + 1].ravel()",
     WHICH_EXAMPLES),
    ("axes of the minibatches exchanged", "range(T)", "range(X.shape[1])", "X[t], y[t]",
     "X[:, t], y[:, t]", WHICH_EXAMPLES),
    ("one example at a time", "range(T)", "range(y.size)", "X[t], y[t]",
     "X.reshape(-1, 1, 2)[t], y.reshape(-1, 1)[t]",
     "You make a step for every single example. Who shares one here?"),
    ("only the first example of each minibatch", "X[t], y[t]", "X[t, :1], y[t, :1]",
     WHICH_EXAMPLES),
    ("gradients of the first parameters", "gradients_of(X_t, y_t, now)",
     "gradients_of(X_t, y_t, parameters)", ANEW),
    ("begun anew in every step", "now[name] - eta", "parameters[name] - eta", ANEW),
    ("one parameter after another", "        gradients = gradients_of(X_t, y_t, now)\n"
     "        now = {name: now[name] - eta * gradients[name] for name in parameters}\n",
     "        now = dict(now)\n        for name in parameters:\n"
     "            now[name] = now[name] - eta * gradients_of(X_t, y_t, now)[name]\n", ANEW),
    ("one parameter after another, last layer first",
     "        gradients = gradients_of(X_t, y_t, now)\n"
     "        now = {name: now[name] - eta * gradients[name] for name in parameters}\n",
     "        now = dict(now)\n        for name in reversed(parameters):\n"
     "            now[name] = now[name] - eta * gradients_of(X_t, y_t, now)[name]\n", ANEW),
    ("only the output layer", "eta * grad", "eta * ('3' in name) * grad", ALL_FOUR),
    ("only the hidden layer", "eta * grad", "eta * ('2' in name) * grad", ALL_FOUR),
    ("no bias moves", "eta * grad", "eta * ('W' in name) * grad", ALL_FOUR),
    ("b2 never moves", "eta * grad", "eta * (name != 'b2') * grad", ALL_FOUR),
    ("b3 never moves", "eta * grad", "eta * (name != 'b3') * grad", ALL_FOUR),
    ("momentum", "    now = parameters\n",
     "    now, v = parameters, {name: 0 * value for name, value in parameters.items()}\n",
     "        now = {name", "        v = {name: 0.9 * v[name] + gradients[name] for name in v}\n"
     "        now = {name", "eta * gradients[name]", "eta * v[name]", MEMORY),
    ("gradients added up", "    now = parameters\n",
     "    now, v = parameters, {name: 0 * value for name, value in parameters.items()}\n",
     "        now = {name", "        v = {name: v[name] + gradients[name] for name in v}\n"
     "        now = {name", "eta * gradients[name]", "eta * v[name]", MEMORY),
    ("weights that fade", "now[name] - eta", "0.999 * now[name] - eta",
     "The parameters lose a share of themselves in each step. Does the rule have that?"),
    ("X among the parameters", "for name in parameters}", "for name in gradients}",
     'The gradients have one more entry than the parameters, `"X"`. Are inputs trained?'),
)  # fmt: skip

exercise = Exercise(
    title="Train it",
    minutes=10,
    difficulty="medium",
    reference=sgd,
    cases=CASES,
    returns='a dictionary with the trained "W2" (2, H), "b2" (H,), "W3" (H,) and "b3"',
    axes={"W2": ("2", "H"), "b2": ("H",), "W3": ("H",)},
    seconds=20,
    mistakes=MISTAKES,
    hints=(
        "Step t has the examples `X[t]` and the labels `y[t]`. It asks for the gradients once, at "
        "the parameters as they are now, and then moves all four by what came back.",
        "Make a *new* dictionary in each step, `{name: … for name in parameters}`, and go on with "
        "that one. `parameters[name] -= …` would change the arrays of whoever called you.",
    ),
)
