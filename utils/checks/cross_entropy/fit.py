"""Softmax regression trained by gradient descent with momentum."""

import numpy as np

from utils.checks.cross_entropy.distributions import array
from utils.checks.cross_entropy.loss_and_gradient import loss_and_gradient as J_and_gradient
from utils.checks.engine import Case, Exercise, edits
from utils.checks.mistakes import momentum


def fit(X, y, n_classes, steps, learning_rate):
    """v ← 0.9 v + ∂J/∂θ; θ ← θ − η v, from W = 0 and b = 0."""
    eta = learning_rate
    W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
    v_W, v_b = np.zeros_like(W), np.zeros_like(b)
    losses = np.zeros(steps)
    for step in range(steps):
        J, dW, db = J_and_gradient(X, y, W, b)
        losses[step] = J
        v_W = 0.9 * v_W + dW
        v_b = 0.9 * v_b + db
        W = W - eta * v_W
        b = b - eta * v_b
    return W, b, losses


rng = np.random.default_rng(7)
CLUSTERS = rng.normal(size=(30, 2)) + np.repeat([[2.0, 0.0], [-1.0, 1.5], [-1.0, -1.5]], 10, axis=0)
FIVE = rng.normal(size=(5, 3))
TWO = array([-1.0], [1.0]), array(0, 1)
CASES = [
    Case(title, X=X, y=y, n_classes=n_classes, steps=steps, learning_rate=learning_rate)
    for title, X, y, n_classes, steps, learning_rate in (
        ("the example, one step", *TWO, 2, 1, 1.0),
        ("the example, two steps", *TWO, 2, 2, 1.0),
        ("labels that are not balanced", FIVE, array(0, 1, 1, 2, 1), 3, 4, 0.5),
        ("a class that does not occur", FIVE, array(0, 2, 2, 0, 1), 5, 3, 0.2),
        ("three clusters", CLUSTERS, np.repeat(array(0, 1, 2), 10), 3, 200, 0.3),
        # near the optimum: whoever stops when the loss or the gradient hardly changes shows
        ("to the end", *(np.vstack([TWO[0], TWO[0]]), array(0, 1, 1, 0)), 2, 300, 0.5),
    )
]

HARDLY = "Count the steps: how often does your loop run, and is the first loss that before it?"
ANEW = "Where are you when you take a gradient? It belongs to W and b as they are now."
BIAS = "The rule holds for W and for b, each with a velocity of its own. What does b do in yours?"

MISTAKES = edits(fit)(
    ("one gradient and one loss for all steps", "    for step in range(steps):\n        J, dW, db",
     "    J, dW, db", "        losses[step] = J", "    for step in range(steps):\n"
     "        losses[step] = J", ANEW),
    ("0.9 around both", "0.9 * v_W + dW", "0.9 * (v_W + dW)", "0.9 * v_b + db",
     "0.9 * (v_b + db)", momentum.RULE),
    ("no momentum", "0.9 * v_W + dW", "dW", "0.9 * v_b + db", "db",
     "These are plain steps along the gradient. Does the velocity keep part of itself, or is it "
     "made anew inside the loop?"),
    ("uphill", "W - eta", "W + eta", "b - eta", "b + eta", momentum.DOWNHILL),
    ("velocity as an average", "+ dW", "+ 0.1 * dW", "+ db", "+ 0.1 * db", momentum.RULE),
    ("0.9 at the wrong place", "0.9 * v_W + dW", "v_W + 0.9 * dW", "0.9 * v_b + db",
     "v_b + 0.9 * db", momentum.RULE),
    ("the velocity never fades", "0.9 * v_W", "v_W", "0.9 * v_b", "v_b", momentum.RULE),
    ("0.1 kept instead of 0.9", "0.9 * v_W", "0.1 * v_W", "0.9 * v_b", "0.1 * v_b", momentum.RULE),
    ("Nesterov's momentum", "eta * v_W", "eta * (dW + 0.9 * v_W)", "eta * v_b",
     "eta * (db + 0.9 * v_b)",
     "This is Nesterov's variant, which looks one step ahead. Along what do the parameters move in "
     "the simpler rule of the exercise?"),
    ("parameters moved before the velocity", "        v_W = 0.9 * v_W + dW\n", "",
     "        v_b = 0.9 * v_b + db\n", "", "eta * v_b\n",
     "eta * v_b\n        v_W, v_b = 0.9 * v_W + dW, 0.9 * v_b + db\n", momentum.MOVED),
    ("learning rate in the velocity and in the step", "+ dW", "+ eta * dW", "+ db", "+ eta * db",
     momentum.RATE),
    ("the parameters fade instead of the velocity", "0.9 * v_W + dW", "dW", "0.9 * v_b + db", "db",
     "W - eta", "0.9 * W - eta", "b - eta", "0.9 * b - eta",
     "The 0.9 multiplies W and b themselves. What keeps 0.9 of itself in the rule?"),
    ("b never moves", "b - eta * v_b", "b", BIAS),
    ("b without momentum", "0.9 * v_b + db", "db", BIAS),
    ("gradient of b taken too late", "        v_b = 0.9 * v_b + db\n        W = W - eta * v_W\n",
     "        W = W - eta * v_W\n        v_b = 0.9 * v_b + J_and_gradient(X, y, W, b)[2]\n",
     ANEW),
    ("loss recorded after the step", "losses[step] = J", "", "eta * v_b",
     "eta * v_b\n        losses[step] = J_and_gradient(X, y, W, b)[0]", HARDLY),
    ("one step too many", "np.zeros(steps)", "np.zeros(steps + 1)", "range(steps)",
     "range(steps + 1)", "b, losses", "b, losses[:steps]", HARDLY),
    ("one gradient for all steps", "    for step in range(steps):\n        J, dW, db",
     "    J, dW, db", "        losses[step] = J", "    for step in range(steps):\n"
     "        losses[step] = J_and_gradient(X, y, W, b)[0]", ANEW),
    ("divided by N again", "eta = learning_rate", "eta = learning_rate / len(X)",
     "The steps are N times too small. The gradient is that of the mean: is anything left to "
     "divide?"),
    ("learning rate ignored", "eta = learning_rate", "eta = 1.0",
     "The learning rate is always 1. What does the argument say?"),
    ("classes counted in the labels", "eta = learning_rate",
     "eta, n_classes = learning_rate, y.max() + 1",
     "W and b have too few columns where a class does not occur. What says how many there are?"),
    ("one array for W and its velocity", "v_W, v_b = np.zeros_like(W), np.zeros_like(b)",
     "v_W, v_b = W, np.zeros_like(b)", "v_W = 0.9 * v_W + dW", "v_W *= 0.9\n        v_W += dW",
     "W = W - eta * v_W", "W -= eta * v_W",
     "W and its velocity are one array: `v_W = W` gives it a second name. Where does each get "
     "zeros of its own?"),
    ("stopped when the loss hardly changes", "        losses[step] = J",
     "        losses[step] = J\n        if step and abs(J - losses[step - 1]) < 1e-6:\n"
     "            return W, b, losses",
     "The loop ends before the last step. How many steps are asked for?"),
)  # fmt: skip

exercise = Exercise(
    title="Train it",
    minutes=12,
    difficulty="medium",
    reference=fit,
    cases=CASES,
    returns=("W (D, R)", "b (R,)", "losses (steps,)"),
    seconds=20,
    mistakes=MISTAKES,
    hints=(
        "Four arrays live through the loop: `W`, `b` and one velocity for each. Every turn "
        "calls `J_and_gradient` once, and everything else of the turn uses what it returned.",
        "Make the four with `np.zeros`; `R` is `n_classes`, also when not all classes are in "
        "`y`. Put `J` into `losses` before you change `W`.",
    ),
)
