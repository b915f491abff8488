"""Exercise 2: the gradient of the mean cross entropy, backwards through both layers."""

import numpy as np

from utils.checks.engine import Case, Exercise
from utils.checks.hidden_representations.backward_variants import (
    backward,
    chain,
    changed,
    cross_entropy_slope,
    hidden_units_sent_back,
    moved_first,
    right,
    sigmoid_slope_at_the_end,
    without,
    without_relu,
)
from utils.checks.hidden_representations.wrong import (
    EXAMPLE,
    SOLVED,
    TABLE_INPUTS,
    a,
    mistakes,
    network,
    random_network,
    sigmoid,
)

MISTAKES = mistakes(
    (
        "no 1/N",
        chain(error=lambda X3, y, N: X3 - y),
        "J is a mean over the examples, these are the gradients of the sum: all of them are N "
        "times too large. One line near the top mends all five.",
    ),
    (
        "divided by N at every sum",
        changed(lambda g, X, y, p: {k: v / len(y) for k, v in g.items() if k != "X"}),
        "You divide by N twice: the 1/N is in dz3 already and reaches every gradient from there. "
        "The sums over the examples stay sums.",
    ),
    (
        "means over the examples for the biases",
        changed(lambda g, X, y, p: {"b2": g["b2"] / len(y), "b3": g["b3"] / len(y)}),
        "The gradients of b2 and b3 are divided by N twice. The 1/N is in dz3 already; after that "
        "only sums are wanted.",
    ),
    (
        "mean over the examples for b2",
        changed(lambda g, X, y, p: {"b2": g["b2"] / len(y)}),
        "`b2` has one 1/N too many: sum its rows, now that dz3 is divided already.",
    ),
    (
        "mean over the examples for b3",
        changed(lambda g, X, y, p: {"b3": g["b3"] / len(y)}),
        "`b3` has one 1/N too many: sum, now that dz3 is divided already.",
    ),
    (
        "mean over the examples for the weights",
        changed(lambda g, X, y, p: {"W2": g["W2"] / len(y), "W3": g["W3"] / len(y)}),
        "The gradients of W2 and W3 are divided by N twice. The matrix product with Xᵀ or X2ᵀ adds "
        "up the examples, and the 1/N is in dz3 already.",
    ),
    (
        "sign reversed",
        chain(error=lambda X3, y, N: (y - X3) / N),
        "Every gradient has the wrong sign. They all come from dz3: is it the probability minus "
        "the label?",
    ),
    (
        "sign reversed, and no 1/N",
        chain(error=lambda X3, y, N: y - X3),
        "Two things, both in dz3: it is the probability minus the label, and J is a mean over the "
        "examples.",
    ),
    (
        "the slope of the sigmoid once more",
        chain(error=sigmoid_slope_at_the_end),
        "dz3 contains σ′(z3) = X3 (1 − X3). That belongs to the squared error; with the cross "
        "entropy it cancels, and p − y is left.",
    ),
    (
        "the slope of the sigmoid, and a 2",
        chain(error=lambda X3, y, N: 2 * sigmoid_slope_at_the_end(X3, y, N)),
        "dz3 is that of the squared error, 2 (X3 − y) σ′(z3). The loss here is the cross entropy.",
    ),
    (
        "stopped before the sigmoid",
        chain(error=cross_entropy_slope),
        "Your dz3 is the derivative with respect to the probability X3. One link of the chain is "
        "missing, the sigmoid; together the two become much simpler.",
    ),
    (
        "labels missing",
        chain(error=lambda X3, y, N: X3 / N),
        "The labels do not occur: dz3 is made of the probabilities alone.",
    ),
    (
        "examples with the label 0 left out",
        chain(error=lambda X3, y, N: np.where(y == 1, X3 - 1, 0) / N),
        "Only the examples with the label 1 contribute. For the others the loss is −ln(1 − X3), "
        "and its derivative is p − y as well.",
    ),
    (
        "decision in place of the probability",
        chain(error=lambda X3, y, N: ((X3 > 0.5) - y) / N),
        "dz3 is made of rounded probabilities, so that every right decision gives no gradient at "
        "all. Use X3 as it is.",
    ),
    (
        "derivative of the ReLU left out",
        chain(into_Z2=lambda dX2, Z2, X2: dX2),
        "The gradient goes through every hidden unit, on or off. What is the slope of a ReLU at a "
        "negative score?",
    ),
    (
        "derivative of the ReLU from dX2",
        chain(into_Z2=lambda dX2, Z2, X2: np.maximum(dX2, 0)),
        "The ReLU is applied to the gradient. It is the *score*, Z2, that says whether a unit is "
        "on; a unit that is on passes negative gradients, too.",
    ),
    (
        "X2 for the derivative of the ReLU",
        chain(into_Z2=lambda dX2, Z2, X2: dX2 * X2),
        "dX2 is multiplied by X2, the ReLU's output. Its slope is only ever 0 or 1.",
    ),
    (
        "Z2 for the derivative of the ReLU",
        chain(into_Z2=lambda dX2, Z2, X2: dX2 * Z2),
        "dX2 is multiplied by Z2, the ReLU's input. Its slope is only ever 0 or 1.",
    ),
    (
        "ReLU switched the other way",
        chain(into_Z2=lambda dX2, Z2, X2: dX2 * (Z2 < 0)),
        "The gradient passes where the unit is off. It passes where the unit is on.",
    ),
    (
        "slope 1 at a score of 0",
        chain(into_Z2=lambda dX2, Z2, X2: dX2 * (Z2 >= 0)),
        "It is right except where a score is exactly 0. There the ReLU has a corner, and this "
        "course, like torch, takes 0 for its slope.",
    ),
    (
        "slope ½ at a score of 0",
        chain(into_Z2=lambda dX2, Z2, X2: dX2 * (np.sign(Z2) + 1) / 2),
        "It is right except where a score is exactly 0, where you take the mean of both slopes. "
        "This course, like torch, takes 0.",
    ),
    (
        "slope of a sigmoid in the hidden layer",
        chain(into_Z2=lambda dX2, Z2, X2: dX2 * X2 * (1 - X2)),
        "X2 (1 − X2) is the slope of a sigmoid. The hidden units are ReLUs.",
    ),
    (
        "slope of a tanh in the hidden layer",
        chain(into_Z2=lambda dX2, Z2, X2: dX2 * (1 - X2**2)),
        "1 − X2² is the slope of tanh. The hidden units are ReLUs.",
    ),
    (
        "b2 from dX2",
        changed(lambda g, X, y, p: {"b2": without_relu(X, y, p).sum(axis=0)}),
        "`b2` is right only where all units are on. It sits before the ReLU, as W2 does: sum dZ2, "
        "not dX2.",
    ),
    (
        "W2 from dX2",
        changed(lambda g, X, y, p: {"W2": X.T @ without_relu(X, y, p)}),
        "`W2` is right only where all units are on: it is made of dX2. Between X2 and W2 there is "
        "the ReLU.",
    ),
    (
        "X from dX2",
        changed(lambda g, X, y, p: {"X": without_relu(X, y, p) @ p["W2"].T}),
        "The gradient of X is right only where all units are on: it is made of dX2. Between X2 and "
        "X there is the ReLU.",
    ),
    (
        "nothing behind the ReLU has its slope",
        changed(
            lambda g, X, y, p: {
                "X": without_relu(X, y, p) @ p["W2"].T,
                "W2": X.T @ without_relu(X, y, p),
            }
        ),
        "`b2` is right; `W2` and `X` are made of dX2. All three sit before the ReLU.",
    ),
    (
        "W3 from the scores",
        chain(into_W3=lambda X2, Z2, dz3: Z2.T @ dz3),
        "`W3` is made of Z2. What stands beside W3 in the forward pass is X2, after the ReLU.",
    ),
    (
        "W3 without X2",
        chain(into_W3=lambda X2, Z2, dz3: np.full(X2.shape[1], dz3.sum())),
        "Every entry of `W3` is the sum of dz3. A weight's derivative has the number in it that "
        "the weight multiplies.",
    ),
    (
        "W3 uses up the 1/N again",
        chain(into_W3=lambda X2, Z2, dz3: X2.T @ dz3 / len(dz3)),
        "`W3` has one 1/N too many: the sum over the examples stays a sum.",
    ),
    (
        "W2 uses up the 1/N again",
        chain(into_W2=lambda X, dZ2: X.T @ dZ2 / len(X)),
        "`W2` has one 1/N too many: the sum over the examples stays a sum.",
    ),
    (
        "W3 left out of the chain",
        chain(into_X2=lambda dz3, W3: np.repeat(dz3[:, None], len(W3), axis=1)),
        "dX2 does not contain W3, so every hidden unit gets the same blame. How much a unit moves "
        "the output is its weight in W3.",
    ),
    (
        "X2 in place of W3 on the way back",
        hidden_units_sent_back,
        "dX2 is made of X2. In the forward pass X2 is multiplied by W3; so it is W3 that the "
        "error meets on its way back to X2.",
    ),
    (
        "errors added up before they go back",
        chain(into_X2=lambda dz3, W3: dz3.sum() * W3),
        "Every row of dX2 is the same: the errors of all examples are added up before they go "
        "back. Each example has an error of its own; sums come last, at the parameters.",
    ),
    (
        "one error for all examples",
        chain(
            into_X2=lambda dz3, W3: dz3.sum() * W3,
            into_W3=lambda X2, Z2, dz3: X2.sum(axis=0) * dz3.sum(),
        ),
        "All examples share one error, the mean. Keep one for each, dz3 (N,); sums come last, at "
        "the parameters.",
    ),
    (
        "W3 moved before it is used",
        moved_first,
        "dX2 uses a W3 that has taken its step already. All gradients belong to the same place: "
        "nothing moves before all five are known.",
    ),
    (
        "W2 transposed",
        chain(into_W2=lambda X, dZ2: dZ2.T @ X),
        "`W2` is transposed: W2 is (2, H), so its gradient is, too. Which factor comes first?",
    ),
    (
        "X not transposed",
        chain(into_W2=lambda X, dZ2: X @ dZ2),
        "`X @ dZ2` does not fit: X is (N, 2) and dZ2 is (N, H). The sum runs over the N examples.",
    ),
    (
        "X through W2 without a transpose",
        chain(into_X=lambda dZ2, W2: dZ2 @ W2),
        "dZ2 is (N, H) and the gradient of X is (N, 2): which form of W2 leads from H to 2?",
    ),
    (
        "X in place of its gradient",
        changed(lambda g, X, y, p: {"X": X}),
        '`"X"` is X itself. Its gradient is what is wanted: which way leads from dZ2 to X?',
    ),
    (
        "dX2 for the gradient of X",
        changed(lambda g, X, y, p: {"X": without_relu(X, y, p)}),
        '`"X"` holds dX2, the gradient of the hidden units. From there it goes on through the ReLU '
        "and W2 to the inputs.",
    ),
    (
        "dZ2 for the gradient of X",
        chain(into_X=lambda dZ2, W2: dZ2),
        '`"X"` holds dZ2. From there to the inputs, W2 is still to come.',
    ),
    (
        "X added up over the examples",
        chain(into_X=lambda dZ2, W2: (dZ2 @ W2.T).sum(axis=0)),
        "`X` is summed over the examples. W and b are shared by all examples and so collect from "
        "all; each row of X is used once.",
    ),
    (
        "the gradient of X without 1/N",
        changed(lambda g, X, y, p: {"X": g["X"] * len(y)}),
        "The gradient of X lacks its 1/N. J is a mean, so a single example moves it by a share "
        "only.",
    ),
    (
        "b2 not added up",
        chain(into_b2=lambda dZ2: dZ2),
        "`b2` has a row for each example. All examples share one b2, so their contributions add "
        "up.",
    ),
    (
        "b2 added up over the units",
        chain(into_b2=lambda dZ2: dZ2.sum(axis=1)),
        "`b2` is summed over the units, axis 1. There is one bias for each unit: which axis should "
        "go?",
    ),
    (
        "b2 as one number",
        chain(into_b2=lambda dZ2: dZ2.sum()),
        "`b2` is a single number. Each hidden unit has a bias of its own.",
    ),
    (
        "b3 not added up",
        chain(into_b3=lambda dz3: dz3),
        "`b3` has an entry for each example. There is one b3, so it collects from all of them.",
    ),
    (
        "b3 left at 0",
        chain(into_b3=lambda dz3: 0.0),
        "`b3` is 0. J depends on b3, too.",
    ),
    (
        "b2 left at 0",
        chain(into_b2=lambda dZ2: 0 * dZ2.sum(axis=0)),
        "`b2` is 0. J depends on b2, too.",
    ),
    (
        "both biases left at 0",
        chain(into_b3=lambda dz3: 0.0, into_b2=lambda dZ2: 0 * dZ2.sum(axis=0)),
        "Both bias gradients are 0. J depends on b2 and b3, too.",
    ),
    (
        "biases multiplied in",
        changed(lambda g, X, y, p: {"b2": g["b2"] * p["b2"], "b3": g["b3"] * p["b3"]}),
        "The gradients of b2 and b3 contain the biases themselves. The derivative of z + b with "
        "respect to b is 1.",
    ),
    (
        "outer product with the axes swapped",
        chain(into_X2=lambda dz3, W3: np.outer(W3, dz3)),
        "dX2 came out as (H, N). It has X2's shape, (N, H): one row for each example.",
    ),
    (
        "dz3 times W3 without an axis",
        chain(into_X2=lambda dz3, W3: dz3 * W3),
        "An (N,) times an (H,) multiplies pair by pair, or fails. Here every example's error meets "
        "every weight: bring dz3 to (N, 1), or look for an *outer* product.",
    ),
    (
        "dz3 @ W3",
        chain(into_X2=lambda dz3, W3: dz3 @ W3),
        "`dz3 @ W3` sums what should stay apart: dX2 has N rows and H columns, and each of its "
        "entries is one product.",
    ),
    (
        "no gradient of X",
        without("X"),
        'The gradient of X is missing under `"X"`. It is not needed for training, but a layer '
        "below would start from it.",
    ),
    (
        "no gradients of the biases",
        without("b2", "b3"),
        "The biases are parameters, too: `b2` and `b3` are missing.",
    ),
    (
        "parameters after a step",
        lambda X, y, p: right(X, y, p) | {k: p[k] - right(X, y, p)[k] for k in p},
        "You return the parameters after a step. The gradients alone are wanted; the steps come in "
        "Exercise 4.",
    ),
    (
        "sigmoid twice",
        lambda X, y, p: chain(error=lambda X3, y, N: (sigmoid(X3) - y) / N)(X, y, p),
        "The sigmoid is applied to X3, which is a probability already.",
    ),
)

rng = np.random.default_rng(2)


def some(N):
    """Draw N inputs and labels."""
    return {"X": rng.normal(size=(N, 2)), "y": rng.integers(0, 2, size=N)}


ALL_ON = network([[1.0, 0.5, 0.2], [0.3, 1.0, 0.4]], [2.0, 3.0, 2.5], [0.6, -0.4, 0.3], -0.2)

exercise = Exercise(
    name="backward",
    title="Backward",
    minutes=15,
    difficulty="harder",
    reference=backward,
    cases=[
        Case("the example", X=a([1.0, 1.0]), y=a(1), parameters=EXAMPLE),
        Case("every unit is on", X=rng.random((4, 2)), y=a(1, 0, 0, 1), parameters=ALL_ON),
        Case("five examples, three units", **some(5), parameters=random_network(3, 2)),
        Case("scores of exactly 0", X=TABLE_INPUTS, y=a(1, 0, 1, 1), parameters=SOLVED),
        Case(
            "units that are only just on",
            X=TABLE_INPUTS,
            y=a(1, 1, 0, 1),
            parameters=network([[1, 0], [-1, 0]], [1e-9, 2e-7], [1.5, -0.5], 0.3),
        ),
        Case("two examples, two units", **some(2), parameters=random_network(2, 3)),
        Case("one unit, six examples", **some(6), parameters=random_network(1, 8)),
        Case(
            "no unit is on",
            X=TABLE_INPUTS,
            y=a(1, 0, 1, 0),
            parameters=network([[-1, -2], [-3, -1]], [-0.5, -1], [3, 2], 0.7),
        ),
        Case(
            "hopelessly sure, and wrong",
            X=a([1.0, 0.0], [0.0, 1.0], [1.0, 1.0]),
            y=a(0, 1, 0),
            parameters=network([[500, 1], [1, 400]], [0, 1], [2, -2.5], 0.5),
        ),
    ],
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
