"""Exercise 7: a network that repeats its input through fewer sigmoid units, and its gradient."""

import numpy as np

from utils.checks.engine import Case, Exercise
from utils.checks.hidden_representations.autoencoder_variants import (
    autoencoder,
    brackets_missing,
    chain,
    changed,
    hidden_gradients,
    output_gradient,
    right,
    softmax,
    times,
)
from utils.checks.hidden_representations.wrong import (
    a,
    fraction,
    mistakes,
    network,
    one_by_one,
    sigmoid,
)

MISTAKES = mistakes(
    (
        "no slope at the output",
        chain(slope_3=lambda X3, Z3: 1.0),
        "dZ3 is X3 − X, as with the cross entropy. With the squared error the slope of the "
        "output's sigmoid does not cancel.",
    ),
    (
        "no slope in the hidden layer",
        chain(slope_2=lambda X2, Z2: 1.0),
        "The gradients of the output layer are right. Between X2 and Z2 there is a sigmoid, too: "
        "what is its slope?",
    ),
    (
        "no slopes at all",
        chain(slope_3=lambda X3, Z3: 1.0, slope_2=lambda X2, Z2: 1.0),
        "There is a sigmoid in each layer, and the slope of neither is in your gradients.",
    ),
    (
        "slope of the sigmoid from the scores",
        chain(slope_3=lambda X3, Z3: Z3 * (1 - Z3), slope_2=lambda X2, Z2: Z2 * (1 - Z2)),
        "p (1 − p) holds for what the sigmoid *puts out*. You put its input there.",
    ),
    (
        "slope of the sigmoid of a sigmoid",
        chain(
            slope_3=lambda X3, Z3: sigmoid(X3) * (1 - sigmoid(X3)),
            slope_2=lambda X2, Z2: sigmoid(X2) * (1 - sigmoid(X2)),
        ),
        "In the slopes the sigmoid is applied once more: X2 and X3 have been through it already.",
    ),
    (
        "slope of tanh",
        chain(slope_3=lambda X3, Z3: 1 - X3**2, slope_2=lambda X2, Z2: 1 - X2**2),
        "1 − X² is the slope of tanh. Both layers are sigmoids here.",
    ),
    (
        "slope 1 − p",
        chain(slope_3=lambda X3, Z3: 1 - X3, slope_2=lambda X2, Z2: 1 - X2),
        "Half of the sigmoid's slope is missing, the factor p in p (1 − p).",
    ),
    (
        "slope p",
        chain(slope_3=lambda X3, Z3: X3, slope_2=lambda X2, Z2: X2),
        "Half of the sigmoid's slope is missing, the factor 1 − p in p (1 − p).",
    ),
    (
        "brackets missing in the slopes",
        brackets_missing,
        "`… * X3 * 1 - X3` multiplies by 1 and then subtracts: 1 − p needs brackets.",
    ),
    (
        "the error itself sent back",
        changed(lambda g, X, p: hidden_gradients(X, p, (right(X, p)[1] - X) / len(X) @ p["W3"].T)),
        "The output layer is right. What goes back through W3 is dZ3, with the slope of the "
        "output's sigmoid in it, and not the bare error.",
    ),
    (
        "the labels' slope",
        chain(slope_3=lambda X3, Z3: 1.0, error=lambda X3, X: (X3 - X) * X * (1 - X) / len(X)),
        "The slope at the output is taken of the *target*, X (1 − X). It belongs to what the unit "
        "puts out.",
    ),
    (
        "slope of a ReLU in the hidden layer",
        chain(slope_2=lambda X2, Z2: (Z2 > 0).astype(float)),
        "The hidden units are sigmoids in this exercise: their slope is not 0 or 1.",
    ),
    (
        "slope of a ReLU, of its output",
        chain(slope_2=lambda X2, Z2: (X2 > 0).astype(float)),
        "`X2 > 0` is the slope of a ReLU. The hidden units are sigmoids in this exercise: what "
        "they put out is nearly always above 0.",
    ),
    (
        "Exercise 2 as it was",
        chain(slope_3=lambda X3, Z3: 1.0, slope_2=lambda X2, Z2: (Z2 > 0).astype(float)),
        "These are the slopes of Exercise 2: dZ3 = X3 − X belongs to the cross entropy, and 0 or 1 "
        "to a ReLU. Here both layers have the slope of a sigmoid.",
    ),
    (
        "ReLU in the hidden layer",
        chain(unit=lambda Z: np.maximum(Z, 0), slope_2=lambda X2, Z2: (Z2 > 0).astype(float)),
        "The hidden units are ReLUs. In this exercise both layers are sigmoids.",
    ),
    (
        "no sigmoid at the output",
        chain(last=lambda Z: Z, slope_3=lambda X3, Z3: 1.0),
        "The output layer has no sigmoid.",
    ),
    (
        "sigmoid twice at the output",
        chain(last=lambda Z: sigmoid(sigmoid(Z))),
        "The output has been through the sigmoid twice.",
    ),
    (
        "exp without care",
        chain(unit=fraction, last=fraction),
        "For large scores e^z is infinite and ∞/∞ is `nan`. The same function can be written with "
        "e^−z, and then infinity does no harm.",
    ),
    (
        "math.exp",
        chain(unit=one_by_one, last=one_by_one),
        "`math.exp` gives up above about e^709. `np.exp` says ∞ there, and 1/(1 + ∞) = 0 is right.",
    ),
    (
        "softmax at the output",
        chain(last=softmax, slope_3=lambda X3, Z3: 1.0),
        "The output is a softmax. Here every output unit is a sigmoid of its own.",
    ),
    (
        "no 1/N",
        times(lambda N, D: N),
        "J is a mean over the examples, and these are the gradients of the sum.",
    ),
    (
        "no 1/N, and a 2",
        times(lambda N, D: 2 * N),
        "Two things: J is a mean over the examples, and its ½ cancels the 2 that comes down from "
        "the square.",
    ),
    (
        "a 2 from the square",
        times(lambda N, D: 2),
        "Everything is twice too large. The ½ in J cancels the 2 that comes down from the square.",
    ),
    (
        "mean over the outputs, too",
        times(lambda N, D: 1 / D),
        "You divide by the number of outputs as well. J adds up the outputs of an example and "
        "takes the mean over examples only.",
    ),
    (
        "divided by N twice",
        times(lambda N, D: 1 / N),
        "You divide by N twice. Once is enough, at the beginning; the sums over the examples stay "
        "sums.",
    ),
    (
        "divided by the number of outputs",
        times(lambda N, D: N / D),
        "You divide by the number of outputs in place of the number of examples.",
    ),
    (
        "sign reversed",
        times(lambda N, D: -1),
        "Every gradient has the wrong sign: it is output minus target.",
    ),
    (
        "no target",
        chain(error=lambda X3, X: X3 / len(X)),
        "The target does not occur in dZ3. An autoencoder is to repeat its input: that *is* the "
        "target.",
    ),
    (
        "squared errors in the gradient",
        chain(error=lambda X3, X: (X3 - X) ** 2 / len(X)),
        "The gradient has the squares in it. What is the derivative of a square?",
    ),
    (
        "mean over the examples for the biases",
        changed(lambda g, X, p: {"b2": g["b2"] / len(X), "b3": g["b3"] / len(X)}),
        "The gradients of b2 and b3 have one 1/N too many: sum, now that dZ3 is divided already.",
    ),
    (
        "biases not added up",
        chain(into_b=lambda dZ: dZ),
        "The gradients of b2 and b3 have a row for each example. All examples share one bias.",
    ),
    (
        "biases added up over the units",
        chain(into_b=lambda dZ: dZ.sum(axis=1)),
        "The gradients of b2 and b3 are summed over the units. Each unit has a bias of its own: "
        "which axis should go?",
    ),
    (
        "biases as one number",
        chain(into_b=lambda dZ: dZ.sum()),
        "The gradients of b2 and b3 are single numbers: `sum()` adds up everything. Each unit has "
        "a bias of its own, so only the examples are summed: which axis is theirs?",
    ),
    (
        "b2 missing in the forward pass",
        chain(hidden=lambda X, W2, b2: X @ W2),
        "The hidden scores lack b2.",
    ),
    (
        "b3 missing in the forward pass",
        chain(output=lambda X2, W3, b3: X2 @ W3),
        "The output's scores lack b3.",
    ),
    (
        "W3 not transposed on the way back",
        chain(into_X2=lambda dZ3, W3: dZ3 @ W3),
        "dZ3 is (N, D), X2 is (N, H) and W3 is (H, D): which form of W3 leads back from D to H?",
    ),
    (
        "outer product on the way back",
        chain(into_X2=lambda dZ3, W3: np.outer(dZ3, W3)),
        "In Exercise 2 an outer product led back, as there was one output. Now dZ3 is (N, D) and "
        "W3 is (H, D): each hidden unit collects from all D outputs, as a matrix product does.",
    ),
    (
        "back through W2 in place of W3",
        changed(lambda g, X, p: hidden_gradients(X, p, output_gradient(X, p) @ p["W2"])),
        "The way from dZ3 to X2 leads through W3. You use W2, which happens to have a shape that "
        "fits.",
    ),
    (
        "W3 from the scores",
        changed(lambda g, X, p: {"W3": (X @ p["W2"] + p["b2"]).T @ output_gradient(X, p)}),
        "`W3` is made of the hidden scores. What it multiplies in the forward pass is X2, after "
        "the sigmoid.",
    ),
    (
        "W2 and W3 transposed",
        chain(into_W3=lambda X2, dZ3: dZ3.T @ X2, into_W2=lambda X, dZ2: dZ2.T @ X),
        "The gradients of W2 and W3 are transposed: each has the shape of what it belongs to.",
    ),
    (
        "only the output layer",
        changed(lambda g, X, p: {"W2": 0 * g["W2"], "b2": 0 * g["b2"]}),
        "The gradients of W2 and b2 are 0. J depends on them, by way of the code.",
    ),
    (
        "the decoder is the encoder transposed",
        lambda X, p: right(X, p | {"W3": p["W2"].T}),
        "The output layer uses W2ᵀ. Some autoencoders do; this one has a W3 of its own.",
    ),
    (
        "the scores as the code",
        lambda X, p: (X @ p["W2"] + p["b2"], *right(X, p)[1:]),
        "Reconstruction and gradients are right; for the code you return its scores, before the "
        "sigmoid.",
    ),
    (
        "code and reconstruction exchanged",
        chain(give=lambda X2, X3, gradients: (X3, X2, gradients)),
        "Code and reconstruction have changed places: X2 comes first.",
    ),
    (
        "only the gradients",
        chain(give=lambda X2, X3, gradients: gradients),
        "Only the gradients come back. We want to look at the code and the reconstruction as well: "
        "`return X2, X3, {…}`.",
    ),
    (
        "parameters after a step",
        changed(lambda g, X, p: {k: p[k] - g[k] for k in g}),
        "You return the parameters after a step. The gradients alone are wanted.",
    ),
)

rng = np.random.default_rng(7)


def some_network(D, H):
    """Draw parameters of a D–H–D autoencoder."""
    return network(
        rng.normal(size=(D, H)), rng.normal(size=H), rng.normal(size=(H, D)), rng.normal(size=D)
    )


exercise = Exercise(
    name="autoencoder",
    title="8-3-8",
    minutes=13,
    difficulty="harder",
    reference=autoencoder,
    cases=[
        Case(
            "the example",
            X=a([1.0, 0.0]),
            parameters=network([[0], [0]], [0], [[2 * np.log(3), 0]], [0, 0]),
        ),
        Case("8-3-8", X=np.eye(8), parameters=some_network(8, 3)),
        Case("five pictures of four pixels", X=rng.random((5, 4)), parameters=some_network(4, 2)),
        Case("as many units as inputs", X=rng.random((2, 3)), parameters=some_network(3, 3)),
        Case("one unit", X=np.eye(4), parameters=some_network(4, 1)),
        Case(
            "scores of ±1,000",
            X=a([1.0, 0.0], [0.0, 1.0], [1.0, 1.0]),
            parameters=network([[1000], [-1000]], [0], [[1000, -2]], [-500, 1]),
        ),
    ],
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
