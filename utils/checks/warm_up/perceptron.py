"""The perceptron's learning rule, with the mistakes it makes in each epoch."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.mistakes import loops


def perceptron(X, y, epochs):
    """w ← w + (y − ŷ) x, b ← b + (y − ŷ), from zero, the examples in their order."""
    w, b = np.zeros(X.shape[1]), 0.0
    mistakes = np.zeros(epochs)
    for epoch in range(epochs):
        for n in range(len(y)):
            z = X[n] @ w + b
            guess = 1.0 if z > 0 else 0.0
            error = y[n] - guess
            w = w + error * X[n]
            b = b + error
            mistakes[epoch] += guess != y[n]
    return w, b, mistakes


SQUARE = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
rng = np.random.default_rng(5)
CLOUD = np.concatenate([rng.normal(size=(15, 3)) + 1.5, rng.normal(size=(15, 3)) - 1])
ORDER = rng.permutation(30)
CASES = [
    Case(title, X=np.array(X), y=np.array(y), epochs=epochs)
    for title, X, y, epochs in (
        ("the example, OR, one epoch", SQUARE, [0, 1, 1, 1], 1),
        ("OR", SQUARE, [0, 1, 1, 1], 6),
        ("AND", SQUARE, [0, 0, 0, 1], 10),
        ("XOR", SQUARE, [0, 1, 1, 0], 7),
        ("one example", [[2.0, -1.0, 0.5]], [1], 3),
        ("one input", [[3.0], [-2.0], [-0.5], [1.0]], [1, 1, 0, 1], 4),
        ("all labels are 0", [[1.0, -1.0], [0.5, 2.0], [-1, 0.25]], [0, 0, 0], 3),
        ("thirty examples", CLOUD[ORDER], (ORDER < 15).astype(int), 8),
    )
]

TOWARDS = (
    "Look at the sign of (y − ŷ) in both rules. When 1 is wanted and 0 came, should the sum grow "
    "or shrink?"
)
BOTH_MOVE = "One of w and b stays 0. The rule for b is that for w, with which input?"
ONLY_MISTAKES = "A right answer changes nothing. By what do you multiply, so that it does not?"
BOTH_WAYS = "It learns from one kind of mistake only. What is (y − ŷ) for the other kind?"
SIZE = "How large is an update for labels 0 and 1? There is a factor in yours."
ADDED = "All that was learnt before is lost. Is the update added to w and b, or put in their place?"
NEURON = "What does the neuron answer: the sum, −1 or 1, or 0 or 1? And from which sum on?"
COUNT = (
    "w and b are right. Which answers does `mistakes` count, when are they given, and where does "
    "the count begin anew?"
)
AT_ONCE = "A mistake changes w and b at once, and the next example meets the new ones. In yours?"
INNER, OUTER = "        for n in range(len(y)):\n", "    for epoch in range(epochs):\n"

MISTAKES = edits(perceptron)(
    ("away from the target", "y[n] - guess", "guess - y[n]", TOWARDS),
    ("w moved the wrong way", "w + error", "w - error", TOWARDS),
    ("b moved the wrong way", "b + error", "b - error", TOWARDS),
    ("b never moves", "b = b + error", "b = b", BOTH_MOVE),
    ("w never moves", "w = w + error * X[n]", "w = w", BOTH_MOVE),
    ("the input left out of the update", "error * X[n]", "error",
     "All weights move by the same amount. Did an input of 0 cause the error?"),
    ("only towards 1", "error = y[n] - guess", "error = float(guess != y[n])", TOWARDS),
    ("updated by the target alone", "error = y[n] - guess", "error = y[n]", ONLY_MISTAKES),
    ("updated even when right", "error = y[n] - guess", "error = 2 * y[n] - 1", ONLY_MISTAKES),
    ("learns from the sum", "error = y[n] - guess", "error = y[n] - z", NEURON),
    ("never an update towards 0", "error = y[n] - guess", "error = max(y[n] - guess, 0)",
     BOTH_WAYS),
    ("never an update towards 1", "error = y[n] - guess", "error = min(y[n] - guess, 0)",
     BOTH_WAYS),
    ("a learning rate", "error = y[n] - guess", "error = 0.1 * (y[n] - guess)",
     f"{SIZE} (From zero a learning rate makes no difference to the mistakes: why?)"),
    ("w and b replaced at every example", "w + error", "error", "b + error", "error", ADDED),
    ("w and b replaced at every mistake", "w = w + error * X[n]",
     "w = error * X[n] if error else w", "b = b + error", "b = error if error else b", ADDED),
    ("b replaced", "b + error", "error", ADDED),
    ("b moved once an epoch", "            b = b + error\n", "", "!= y[n]\n",
     "!= y[n]\n        b = b + error\n", AT_ONCE),
    ("the loops exchanged", OUTER, INNER[4:], INNER, "    " + OUTER,
     "Each example is shown for all epochs before the next one comes. Which loop is outside?"),
    ("answers −1 and 1", "else 0.0", "else -1.0", NEURON),
    ("without the step", "guess = 1.0 if z > 0 else 0.0", "guess = z", NEURON),
    ("b left out of the sum", "@ w + b", "@ w", "b is updated, but where is it used?"),
    ("the other answer at 0", "z > 0", "z >= 0",
     "For a sum of exactly 0, what does the text say? It is where learning starts."),
    ("a threshold of one half", "z > 0", "z > 0.5", NEURON),
    ("one update for each epoch", "X[n] @ w + b", "X[n] @ w_old + b_old", INNER,
     f"        w_old, b_old = w, b\n{INNER}", AT_ONCE),
    ("mistakes counted after the epoch", "            mistakes[epoch] += guess != y[n]",
     "        mistakes[epoch] = ((X @ w + b > 0) != y).sum()", COUNT),
    ("signed errors added up", "+= guess != y[n]", "+= error", COUNT),
    ("right answers counted", "guess != y[n]", "guess == y[n]", COUNT),
    ("stopped when nothing was wrong", "!= y[n]\n",
     "!= y[n]\n        if not mistakes[epoch]:\n            return w, b, mistakes[: epoch + 1]\n",
     "You stop after the first epoch without a mistake, which is clever. How many entries has "
     "`mistakes` to have?"),
    ("begun anew in every epoch", INNER, f"        w, b = np.zeros(X.shape[1]), 0.0\n{INNER}",
     "w and b go back to zero in every epoch. Where are they set once?"),
    ("only one example", "    return w, b, mistakes", "            return w, b, mistakes",
     loops.RETURN_INSIDE),
    ("started from ones", "np.zeros(X.shape[1]), 0.0", "np.ones(X.shape[1]), 1.0",
     "Where do w and b start?"),
)  # fmt: skip

exercise = Exercise(
    title="A perceptron learns",
    minutes=11,
    difficulty="medium",
    reference=perceptron,
    cases=CASES,
    returns=("w (D,)", "b, one number", "mistakes (epochs,)"),
    mistakes=MISTAKES,
    hints=(
        "Two loops, one inside the other: over the epochs, and over the examples in order. What "
        "should happen in the inner one when ŷ is right?",
        "`y[n] - guess` is 0, 1 or −1. The same number moves w (times the input) and b, and tells "
        "whether to count a mistake.",
    ),
)
