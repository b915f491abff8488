"""Linear regression by gradient descent."""

import numpy as np

from utils.checks.engine import Case, Exercise, edits
from utils.checks.warm_up.loss_and_gradient import loss_and_gradient as J_and_gradient


def fit(X, y, steps, learning_rate):
    """θ ← θ − η ∂J/∂θ for w and b, from zero."""
    eta = learning_rate
    w, b = np.zeros(X.shape[1]), 0.0
    losses = np.zeros(steps)
    for k in range(steps):
        J, dw, db = J_and_gradient(X, y, w, b)
        losses[k] = J
        w = w - eta * dw
        b = b - eta * db
    return w, b, losses


rng = np.random.default_rng(7)
X_MANY = rng.normal(size=(40, 3))
MANY = X_MANY, X_MANY @ np.array([1.0, -2.0, 0.5]) + 3 + rng.normal(0, 0.3, size=40)
FIVE = rng.normal(1, 1, size=(5, 2)), rng.normal(size=5)
TWO = np.array([[1.0], [3.0]]), np.array([1.0, 2.0])
CASES = [
    Case(title, X=X, y=y, steps=steps, learning_rate=learning_rate)
    for title, X, y, steps, learning_rate in (
        ("the example, one step", *TWO, 1, 0.1),
        ("the example, two steps", *TWO, 2, 0.1),
        ("two inputs, four steps", *FIVE, 4, 0.3),
        ("one example", np.array([[0.5, -1.0, 2.0]]), np.array([-1.0]), 3, 0.25),
        ("a rate so large that it diverges", *FIVE, 12, 2.0),
        ("forty examples, sixty steps", *MANY, 60, 0.1),
        # near the optimum: whoever stops when loss or gradient hardly changes shows
        ("to the end", *TWO, 400, 0.15),
    )
]

DOWNHILL = "One or both go uphill. Where does the gradient point, and which sign has the step?"
BOTH_MOVE = (
    "w or b stays where it started. Are both parameters, and do you keep what `w - …` gives?"
)
RATE = "How long is a step? The learning rate times the gradient that you are given: nothing else."
BOTH_RATES = (
    "One of w and b takes steps of a whole gradient. For which of them is the learning rate?"
)
ANEW = "Where are you when you take a gradient? It belongs to w and b as they are now."
HOW_OFTEN = "Count the steps and the losses: how many are wanted, and which is the first loss?"
ZERO = "Where do w and b start?"

MISTAKES = edits(fit)(
    ("one gradient and one loss for all steps", "    for k in range(steps):\n        J, dw",
     "    J, dw", "        losses[k] = J\n",
     "    for k in range(steps):\n        losses[k] = J\n", ANEW),
    ("uphill", "w - eta", "w + eta", "b - eta", "b + eta", DOWNHILL),
    ("b uphill", "b - eta", "b + eta", DOWNHILL),
    ("w uphill", "w - eta", "w + eta", DOWNHILL),
    ("b never moves", "b = b - eta * db", "b = b", BOTH_MOVE),
    ("w never moves", "w = w - eta * dw", "w = w", BOTH_MOVE),
    ("nothing moves", "w = w - eta * dw", "w = w", "b = b - eta * db", "b = b", BOTH_MOVE),
    ("the step in place of the parameters", "w - eta", "-eta", "b - eta", "-eta",
     "After each step the parameters are the step itself. From where should they move?"),
    ("learning rate ignored", "eta = learning_rate", "eta = 1.0", RATE),
    ("learning rate only for w", "eta * db", "db", BOTH_RATES),
    ("learning rate only for b", "eta * dw", "dw", BOTH_RATES),
    ("divided by N again", "eta = learning_rate", "eta = learning_rate / len(y)", RATE),
    ("multiplied by N", "eta = learning_rate", "eta = learning_rate * len(y)", RATE),
    ("a factor 2", "eta = learning_rate", "eta = 2 * learning_rate", RATE),
    ("half steps", "eta = learning_rate", "eta = learning_rate / 2", RATE),
    ("a learning rate that fades", "eta * dw", "eta / (k + 1) * dw", "eta * db",
     "eta / (k + 1) * db", "The steps become shorter. Does the learning rate change?"),
    ("divided by the learning rate", "eta = learning_rate", "eta = 1 / learning_rate",
     "The gradient is divided by the learning rate. What should a small rate make?"),
    ("gradient of b taken too late", "b = b - eta * db",
     "b = b - eta * J_and_gradient(X, y, w, b)[2]", ANEW),
    ("loss recorded after the step", "        losses[k] = J\n", "", "eta * db\n",
     "eta * db\n        losses[k] = J_and_gradient(X, y, w, b)[0]\n", HOW_OFTEN),
    ("one step too many", "np.zeros(steps)", "np.zeros(steps + 1)", "range(steps)",
     "range(steps + 1)", "b, losses\n", "b, losses[:steps]\n", HOW_OFTEN),
    ("begun anew in every step", "        J, dw, db",
     "        w, b = np.zeros(X.shape[1]), 0.0\n        J, dw, db",
     "All losses are the same: w and b go back to zero at every step. Where are they set once?"),
    ("one gradient for all steps", "= J_and_gradient(X, y, w, b)",
     "= J_and_gradient(X, y, w, b)[0], *J_and_gradient(X, y, 0 * w, 0.0)[1:]", ANEW),
    ("one example at a time", "        w = w - eta * dw\n        b = b - eta * db\n",
     "        for n in range(len(y)):\n"
     "            _, dw, db = J_and_gradient(X[n : n + 1], y[n : n + 1], w, b)\n"
     "            w, b = w - eta * dw, b - eta * db\n",
     "You make a step for every single example: that is *stochastic* gradient descent. How many "
     "examples does one step use here?"),
    ("momentum", "    losses =", "    v, u = 0 * w, 0.0\n    losses =",
     "w - eta * dw", "w - eta * (v := 0.9 * v + dw)", "b - eta * db",
     "b - eta * (u := 0.9 * u + db)",
     "The steps remember the gradients before them: that is momentum, which comes in lab 01. Which "
     "gradient does a step use here?"),
    ("started from ones", "np.zeros(X.shape[1]), 0.0", "np.ones(X.shape[1]), 0.0", ZERO),
    ("everything started from ones", "np.zeros(X.shape[1]), 0.0", "np.ones(X.shape[1]), 1.0", ZERO),
    ("stopped when the loss hardly changes", "        losses[k] = J\n",
     "        losses[k] = J\n        if k and abs(J - losses[k - 1]) < 1e-8:\n            break\n",
     "The loop ends before the last step. How many steps are asked for?"),
)  # fmt: skip

exercise = Exercise(
    title="Walk downhill",
    minutes=8,
    difficulty="medium",
    reference=fit,
    cases=CASES,
    returns=("w (D,)", "b, one number", "losses (steps,)"),
    rtol=1e-6,
    atol=1e-8,
    seconds=20,
    mistakes=MISTAKES,
    hints=(
        "`w` and `b` live through the loop. Every turn calls `J_and_gradient` once, where they are "
        "now, and moves both by what it returned.",
        "Start with `w = np.zeros(X.shape[1])`, `b = 0.0` and `losses = np.zeros(steps)`. Put J "
        "into `losses` before you change w.",
    ),
)
