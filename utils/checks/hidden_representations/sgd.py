"""Exercise 4: stochastic gradient descent, one minibatch for each step."""

import numpy as np

from utils.checks.engine import Case, Exercise
from utils.checks.hidden_representations.sgd_variants import (
    NAMES,
    descend,
    everything,
    example_by_example,
    fade,
    gradients_of_the_last,
    remembered,
    right,
    sgd,
    up_to_now,
    with_the_inputs,
)
from utils.checks.hidden_representations.wrong import (
    EXAMPLE,
    SOLVED,
    a,
    mistakes,
    random_network,
)

MISTAKES = mistakes(
    (
        "uphill",
        descend(move=lambda value, step: value + step),
        "The loss goes up: you add the step. The gradient points to where the loss grows.",
    ),
    (
        "nothing moves",
        descend(trained=()),
        "The parameters come back as they went in. Do you keep what `… - …` computes, and under "
        "which name?",
    ),
    (
        "the step in place of the parameters",
        descend(move=lambda value, step: -step),
        "After each step the parameters are the step itself. They should move *by* it, from where "
        "they were.",
    ),
    (
        "the gradient in place of the parameters",
        gradients_of_the_last,
        "You return the gradients of the last step. The trained parameters are wanted.",
    ),
    (
        "learning rate ignored",
        descend(rate=lambda rate, B, t, T: 1.0),
        "Every step is a whole gradient. The learning rate says how much of it.",
    ),
    (
        "a learning rate of your own",
        descend(rate=lambda rate, B, t, T: 0.1),
        "The learning rate is always 0.1, whatever the argument says.",
    ),
    (
        "divided by the size of the minibatch",
        descend(rate=lambda rate, B, t, T: rate / B),
        "The steps are too small by the size of a minibatch: the gradient is that of a mean "
        "already.",
    ),
    (
        "multiplied by the size of the minibatch",
        descend(rate=lambda rate, B, t, T: rate * B),
        "The steps are too large by the size of a minibatch. The learning rate times the gradient "
        "is all there is.",
    ),
    (
        "divided by the number of steps",
        descend(rate=lambda rate, B, t, T: rate / T),
        "The steps become smaller the more minibatches there are. Each step is a whole step.",
    ),
    (
        "a learning rate that fades",
        descend(rate=lambda rate, B, t, T: rate / (t + 1)),
        "The learning rate is divided by the number of the step. Here it stays the same.",
    ),
    (
        "divided by the learning rate",
        descend(rate=lambda rate, B, t, T: 1 / rate),
        "The gradient is divided by the learning rate. A small rate makes small steps.",
    ),
    (
        "only the first minibatch",
        descend(steps=lambda T: range(min(T, 1))),
        "Only the first step is made. Is the `return` inside the loop?",
    ),
    (
        "only the last minibatch",
        descend(steps=lambda T: range(T - 1, T)),
        "Only the last minibatch leaves a trace. Each step should start from where the one before "
        "it ended.",
    ),
    (
        "the last minibatch left out",
        descend(steps=lambda T: range(T - 1)),
        "The last minibatch is not used: your loop ends one turn too early.",
    ),
    (
        "the first minibatch left out",
        descend(steps=lambda T: range(1, T)),
        "The first minibatch is not used: your loop starts one turn too late.",
    ),
    (
        "last minibatch first",
        descend(steps=lambda T: range(T - 1, -1, -1)),
        "The minibatches come in reverse order.",
    ),
    (
        "the same minibatch in every step",
        descend(batch=lambda X, y, t: (X[0], y[0])),
        "Every step uses the first minibatch. Step t has one of its own.",
    ),
    (
        "all examples in every step",
        descend(batch=everything),
        "Every step uses all the examples at once. That is full-batch gradient descent; here a "
        "step sees one minibatch.",
    ),
    (
        "all examples, in one step",
        descend(batch=everything, steps=lambda T: range(1)),
        "All minibatches together make a single step. Each is to make one.",
    ),
    (
        "all examples so far",
        descend(batch=up_to_now),
        "A step uses its own minibatch and all those before it: is something appended that should "
        "be replaced, or a colon in the index?",
    ),
    (
        "axes of the minibatches exchanged",
        lambda parameters, X, y, rate: right(parameters, X.swapaxes(0, 1), y.swapaxes(0, 1), rate),
        "Your loop goes over the examples within a minibatch, axis 1. The minibatches are axis 0: "
        "`X[t]` and `y[t]`.",
    ),
    (
        "one example at a time",
        example_by_example,
        "You make a step for every single example. Here the examples of a minibatch share one.",
    ),
    (
        "only the first example of each minibatch",
        descend(batch=lambda X, y, t: (X[t, :1], y[t, :1])),
        "A step sees only the first example of its minibatch.",
    ),
    (
        "gradients of the first parameters",
        descend(stale=True),
        "Every step uses gradients at the *first* parameters. They have to be computed anew where "
        "you are now.",
    ),
    (
        "begun anew in every step",
        descend(anew=True),
        "Every step starts from the parameters that came in, so only the last one counts. Keep "
        "what a step has made, and go on from there.",
    ),
    (
        "one parameter after another",
        descend(one_by_one=NAMES),
        "The later parameters use gradients that are computed after the earlier ones have moved. "
        "All four belong to the same place: ask for the gradients once in each step.",
    ),
    (
        "one parameter after another, last layer first",
        descend(one_by_one=NAMES[::-1]),
        "W3 and b3 move, and only then the gradients of W2 and b2 are computed. All four belong to "
        "the same place: ask for the gradients once in each step.",
    ),
    (
        "only the output layer",
        descend(trained=("W3", "b3")),
        "Only W3 and b3 move. The point of a hidden layer is that it learns, too.",
    ),
    (
        "only the hidden layer",
        descend(trained=("W2", "b2")),
        "Only W2 and b2 move. The output layer has parameters, too.",
    ),
    (
        "no bias moves",
        descend(trained=("W2", "W3")),
        "The biases stay where they started. They are parameters, too.",
    ),
    (
        "b2 never moves",
        descend(trained=("W2", "W3", "b3")),
        "b2 stays where it started. It is a parameter, too.",
    ),
    (
        "b3 never moves",
        descend(trained=("W2", "b2", "W3")),
        "b3 stays where it started. It is a parameter, too.",
    ),
    (
        "momentum",
        remembered(0.9),
        "The steps remember the gradients before them. Here a step uses the gradient of its own "
        "minibatch only.",
    ),
    (
        "gradients added up",
        remembered(1.0),
        "The gradients of all steps so far are added up. Are they set to 0 once only, or is a `+=` "
        "where a `=` should be?",
    ),
    (
        "weights that fade",
        descend(move=fade),
        "The parameters lose a thousandth of themselves in each step. There is no regularisation "
        "here.",
    ),
    (
        "X among the parameters",
        with_the_inputs,
        'The dictionary of gradients has one more entry than the parameters, `"X"`. The inputs are '
        "not trained: whose names should the loop go over?",
    ),
    (
        "a list of the parameters",
        lambda *arguments: list(right(*arguments).values()),
        "You return a list. A dictionary with the parameters' names is wanted, as the one that "
        "came in.",
    ),
)

rng = np.random.default_rng(4)


def some(T, B):
    """Draw T minibatches of B examples."""
    return {"X": rng.normal(size=(T, B, 2)), "y": rng.integers(0, 2, size=(T, B))}


def noisy_xor(T):
    """Draw T minibatches of 4 examples of noisy XOR."""
    X = rng.integers(0, 2, size=(T, 4, 2))
    return {"X": X, "y": X[..., 0] ^ X[..., 1] ^ (rng.random((T, 4)) < 0.1)}


exercise = Exercise(
    name="sgd",
    title="Train it",
    minutes=10,
    difficulty="medium",
    reference=sgd,
    cases=[
        Case("the example", parameters=EXAMPLE, X=a([[1.0, 1.0]]), y=a([1]), learning_rate=0.5),
        Case(
            "the example, two steps",
            parameters=EXAMPLE,
            X=a([[1.0, 1.0]], [[1.0, 1.0]]),
            y=a([1], [1]),
            learning_rate=0.5,
        ),
        Case(
            "three minibatches of two",
            parameters=random_network(3, 2),
            **some(3, 2),
            learning_rate=0.3,
        ),
        Case(
            "five minibatches of four",
            parameters=random_network(2, 3),
            **some(5, 4),
            learning_rate=2.0,
        ),
        Case("noisy XOR, sixty steps", parameters=SOLVED, **noisy_xor(60), learning_rate=0.25),
        Case(
            "a hundred steps of one example",
            parameters=random_network(4, 7),
            **some(100, 1),
            learning_rate=0.02,
        ),
    ],
    returns='a dictionary with the trained "W2" (2, H), "b2" (H,), "W3" (H,) and "b3"',
    axes={"W2": ("2", "H"), "b2": ("H",), "W3": ("H",)},
    rtol=1e-9,
    atol=1e-11,
    seconds=20,
    mistakes=MISTAKES,
    hints=(
        "Step t has the examples `X[t]` and the labels `y[t]`. It asks for the gradients once, at "
        "the parameters as they are now, and then moves all four by what came back.",
        "Make a *new* dictionary in each step, `{name: … for name in parameters}`, and go on with "
        "that one. `parameters[name] -= …` would change the arrays of whoever called you.",
    ),
)
