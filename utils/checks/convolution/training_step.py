"""Exercise 8: one step of training a LeNet."""

import numpy as np

from utils.checks.convolution import training_step_variants as wrong
from utils.checks.convolution.training_step_variants import step
from utils.checks.engine import Case, Exercise, Mistake
from utils.numpy_impl.convolution import lenet_parameters


def training_step(X, y, parameters, velocity, learning_rate):
    """J = mean −log p_y; v ← 0.9 v + ∂J/∂θ; θ ← θ − η v."""
    return wrong.training_step(X, y, parameters, velocity, learning_rate)


MISTAKES = (
    Mistake(
        "uphill",
        step(move=lambda theta, v, g, old, rate: theta + rate * v),
        "The parameters move along the gradient, to where the loss grows. Look at the sign of the "
        "step.",
    ),
    Mistake(
        "uphill, by the slope",
        step(slope=lambda P, Y: (Y - P) / len(Y)),
        "All gradients have the wrong sign: the derivative of the loss by the scores is p − y, not "
        "y − p.",
    ),
    Mistake(
        "no momentum",
        step(rule=lambda v, g: g),
        "The velocity is the gradient alone. It keeps 0.9 of what it was.",
    ),
    Mistake(
        "moved by the gradient",
        step(move=lambda theta, v, g, old, rate: theta - rate * g),
        "The velocity is right, but the parameters move along the gradient. They move along the "
        "velocity.",
    ),
    Mistake(
        "moved by the old velocity",
        step(move=lambda theta, v, g, old, rate: theta - rate * old),
        "The parameters move along the velocity that came in. First the new velocity, then the "
        "step.",
    ),
    Mistake(
        "the old velocity returned",
        step(kept=lambda v, g, old, rate: old),
        "The parameters are right, but the velocity comes back as it was, and the next step will "
        "not know of this one.",
    ),
    Mistake(
        "the gradients in the velocity's place",
        wrong.gradients_returned,
        "The parameters are right, but what you return as velocity are the gradients.",
    ),
    Mistake(
        "0.9 times the gradient",
        step(rule=lambda v, g: 0.9 * g),
        "The velocity is 0.9 times the gradient. The 0.9 belongs to what the velocity was before.",
    ),
    Mistake(
        "the velocity never fades",
        step(rule=lambda v, g: v + g),
        "The velocity adds up all gradients and forgets none. It keeps only 0.9 of itself.",
    ),
    Mistake(
        "a tenth of the gradient",
        step(rule=lambda v, g: 0.9 * v + 0.1 * g),
        "The gradient enters the velocity with a tenth of its weight. Either there is a 0.1 in "
        "your rule, or the slope is divided by the number of *digits* besides that of the "
        "pictures, as the `.mean()` of a whole table would do.",
    ),
    Mistake(
        "0.9 at the wrong place",
        step(rule=lambda v, g: v + 0.9 * g),
        "The 0.9 multiplies the gradient. It is the velocity that keeps 0.9 of itself.",
    ),
    Mistake(
        "learning rate in the velocity",
        step(
            kept=lambda v, g, old, rate: 0.9 * old + rate * g,
            move=lambda theta, v, g, old, rate: theta - (0.9 * old + rate * g),
        ),
        "The learning rate is in the velocity already. It comes in only when the parameters move.",
    ),
    Mistake(
        "learning rate in the velocity and in the step",
        step(
            kept=lambda v, g, old, rate: 0.9 * old + rate * g,
            move=lambda theta, v, g, old, rate: theta - rate * (0.9 * old + rate * g),
        ),
        "The learning rate is multiplied in twice: in the velocity, and when the parameters move.",
    ),
    Mistake(
        "minus in the velocity",
        step(
            kept=lambda v, g, old, rate: 0.9 * old - rate * g,
            move=lambda theta, v, g, old, rate: theta + (0.9 * old - rate * g),
        ),
        "This is a rule that some books have, in which the velocity points downhill and holds the "
        "learning rate. Here v gains the gradient as it is, and is subtracted.",
    ),
    Mistake(
        "no learning rate",
        step(move=lambda theta, v, g, old, rate: theta - v),
        "The learning rate plays no part.",
    ),
    Mistake(
        "slope without 1/N",
        step(slope=lambda P, Y: P - Y),
        "The loss is a mean over the pictures, its gradient a sum. The 1/N stays when you "
        "differentiate.",
    ),
    Mistake(
        "loss and slope without 1/N",
        step(
            loss=lambda log_P, y: len(y) * wrong.mean_loss(log_P, y),
            slope=lambda P, Y: P - Y,
        ),
        "Loss and gradient are sums over the pictures. Means are wanted.",
    ),
    Mistake(
        "loss without 1/N",
        step(loss=lambda log_P, y: len(y) * wrong.mean_loss(log_P, y)),
        "The gradients are right; the loss is a sum over the pictures where a mean is wanted.",
    ),
    Mistake(
        "labels left out",
        step(slope=lambda P, Y: P / len(Y)),
        "The slope is made of the probabilities alone: the network is told to doubt every digit, "
        "the right one, too. What is subtracted from them?",
    ),
    Mistake(
        "the labels themselves in the slope",
        step(slope=lambda P, Y: (P - Y.argmax(axis=1)[:, None]) / len(Y)),
        "You subtract the label, a number from 0 to 9, from all ten probabilities. What is "
        "subtracted is its one-hot row: 1 for the right digit, 0 for the others.",
    ),
    Mistake(
        "the labels themselves in the slope, across",
        step(slope=lambda P, Y: (P - Y.argmax(axis=1)) / len(Y)),
        "You subtract y itself, which is (N), from the probabilities, which are (N, 10). What is "
        "subtracted is a one-hot row for each label: 1 for the right digit, 0 for the others.",
    ),
    Mistake(
        "labels as numbers of pictures",
        step(loss=wrong.rows_of_labels),
        "`log_P[y]` takes whole rows, as if the labels were numbers of pictures. Of row n the "
        "entry y_n is wanted: an index for each axis.",
    ),
    Mistake(
        "every label for every picture, in the loss",
        step(loss=wrong.every_label_for_every_picture),
        "`log_P[:, y]` takes the labels of *all* pictures from every row. Row n goes with y_n "
        "alone: which array of row numbers stands in place of the colon?",
    ),
    Mistake(
        "every label for every picture, in the slope",
        step(slope=wrong.one_from_every_label),
        "`P[:, y] -= 1` takes 1 away at the labels of *all* pictures in every row. Row n goes with "
        "y_n alone: which array of row numbers stands in place of the colon?",
    ),
    Mistake(
        "every label for every picture",
        step(loss=wrong.every_label_for_every_picture, slope=wrong.one_from_every_label),
        "`[:, y]` takes the labels of *all* pictures in every row, in the loss and in the slope. "
        "Row n goes with y_n alone: which array of row numbers stands in place of the colon?",
    ),
    Mistake(
        "only the right digit's slope",
        step(slope=lambda P, Y: (P - 1) * Y / len(Y)),
        "Only the right digit gets a slope. The others do, too: their probabilities should shrink.",
    ),
    Mistake(
        "slope of the loss by P",
        step(slope=lambda P, Y: -Y / np.maximum(P, 1e-300) / len(Y)),
        "That is the derivative by the probabilities. `lenet_backward` begins with the one by the "
        "*scores*, for which lecture 01 found something much simpler.",
    ),
    Mistake(
        "slope of a squared error",
        step(slope=lambda P, Y: (P - Y) * P * (1 - P) / len(Y)),
        "There is a p(1 − p) too much in the slope. It cancels in the gradient of the cross "
        "entropy.",
    ),
    Mistake(
        "the log-probabilities in the slope",
        wrong.logarithms_in_the_slope,
        "The slope is log p − y. `log_softmax` gives logarithms: what makes probabilities of them?",
    ),
    Mistake(
        "softmax along the pictures",
        step(logs=wrong.log_softmax_of_columns),
        "The probabilities sum to 1 along the pictures. The digits of *one* picture share the 1.",
    ),
    Mistake(
        "a softmax that overflows",
        step(logs=wrong.naive_log_softmax),
        "Right until a score is so large that exp overflows. `log_softmax` is there for that.",
    ),
    Mistake(
        "a loss without its minus",
        step(loss=lambda log_P, y: -wrong.mean_loss(log_P, y)),
        "The loss is negative: a logarithm of a probability is never above 0, and a surprise never "
        "below.",
    ),
    Mistake(
        "a loss over all digits",
        step(loss=lambda log_P, y: -log_P.mean()),
        "The loss averages over all ten digits. Only the log-probability of the *right* digit "
        "counts.",
    ),
    Mistake(
        "the share of errors",
        step(loss=wrong.number_of_errors),
        "That is the share of wrong answers. J is the mean cross entropy, in nats.",
    ),
    Mistake(
        "the loss after the step",
        wrong.loss_after,
        "You return the loss after the step. The one before it is wanted, which you have got "
        "anyhow.",
    ),
    Mistake(
        "nothing moved",
        wrong.nothing_moved,
        "The parameters come back as they were. Is the new dictionary filled and returned?",
    ),
    Mistake(
        "weights only",
        step(moves=lambda name: name.endswith("W")),
        "The biases stay as they are. Every entry of the dictionary moves.",
    ),
    Mistake(
        "only the last layer",
        step(moves=lambda name: name.startswith("OUT")),
        "Only the last layer moves. Every entry of the dictionary does.",
    ),
    Mistake(
        "only the last entry",
        step(moves=lambda name: name == "OUT.b"),
        "Only the dictionary's last entry moves: are the lines of the update inside the loop?",
    ),
    Mistake(
        "a step for each picture",
        wrong.one_step_for_each_picture,
        "You make a step for every single picture. All pictures of the batch share one step.",
    ),
    Mistake(
        "only the first picture",
        wrong.only_the_first_picture,
        "Only the first picture counts.",
    ),
)

rng = np.random.default_rng(8)
THETA = lenet_parameters(rng)
STILL = {name: np.zeros_like(p) for name, p in THETA.items()}
MOVING = {name: rng.normal(0, 0.1, p.shape) for name, p in THETA.items()}
BIASED = {name: p + 0.1 * rng.normal(size=p.shape) for name, p in THETA.items()}
SURE = THETA | {"OUT.b": np.array([900.0, 0, 0, -900, 0, 0, 0, 0, 0, 400])}


def pictures(n):
    """Draw n pictures that are half ink and half paper."""
    return rng.random((n, 1, 28, 28)) * (rng.random((n, 1, 28, 28)) < 0.5)


THREE = {"X": pictures(3), "y": np.array([3, 0, 7])}

exercise = Exercise(
    name="training_step",
    title="A training step",
    minutes=14,
    difficulty="medium",
    reference=training_step,
    cases=[
        Case("from a standing start", **THREE, parameters=THETA, velocity=STILL, learning_rate=0.1),
        Case("on the move", **THREE, parameters=BIASED, velocity=MOVING, learning_rate=0.05),
        Case(
            "one picture",
            X=pictures(1),
            y=np.array([5]),
            parameters=BIASED,
            velocity=MOVING,
            learning_rate=0.2,
        ),
        Case(
            "scores of ±900",
            X=pictures(2),
            y=np.array([9, 3]),
            parameters=SURE,
            velocity=STILL,
            learning_rate=0.01,
        ),
    ],
    returns=("J, one number", "parameters, a dictionary", "velocity, a dictionary"),
    seconds=20,
    rtol=1e-9,
    atol=1e-11,
    mistakes=MISTAKES,
    hints=(
        "Five lines: scores, their log-softmax, the loss, the slope ∂J/∂scores, the gradients. You "
        "have written the middle three in lab 01.",
        "`log_P[np.arange(N), y]` are the log-probabilities of the right digits. The slope is P "
        "minus the one-hot labels, divided by N: of P, only the entries `P[np.arange(N), y]` are "
        "changed.",
        "Make two empty dictionaries, and fill both in one loop over the names: the velocity "
        "first, then the parameter. (A copy of a dictionary still holds the same arrays, which "
        "`-=` would change.)",
    ),
)
