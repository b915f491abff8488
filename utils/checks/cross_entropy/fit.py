"""Exercise 7: softmax regression trained by gradient descent with momentum."""

import numpy as np

from utils.checks.cross_entropy.loss_and_gradient import loss_and_gradient
from utils.checks.cross_entropy.wrong import a
from utils.checks.engine import Case, Exercise, Mistake


def momentum(v, gradient):
    """v ← 0.9 v + gradient. Returns v and what the learning rate times is subtracted from θ."""
    v = 0.9 * v + gradient
    return v, v


def plain(v, gradient):
    """Gradient descent without memory."""
    return v, gradient


def descend(rule=momentum, bias_rule=None, keep=1.0, stale=False, late_bias=False, after=False):
    """Make a training loop, right by default, wrong in the parts that are given.

    rule, bias_rule  (v, gradient) → (v, step) for W, and for b where it differs
    keep             what the parameters keep of themselves at each step
    stale            every step uses the gradients of the first one
    late_bias        b's gradient is taken after W has moved
    after            the loss is recorded after each step instead of before it
    """
    bias_rule = bias_rule or rule

    def loop(X, y, n_classes, steps, learning_rate):
        W, b = np.zeros((X.shape[1], n_classes)), np.zeros(n_classes)
        v_W, v_b, losses = 0 * W, 0 * b, []
        for step in range(steps):
            if step == 0 or not stale:
                J, dW, db = loss_and_gradient(X, y, W, b)
            v_W, step_W = rule(v_W, dW)
            W = keep * W - learning_rate * step_W
            if late_bias:
                db = loss_and_gradient(X, y, W, b)[2]
            v_b, step_b = bias_rule(v_b, db)
            b = keep * b - learning_rate * step_b
            losses.append(loss_and_gradient(X, y, W, b)[0] if after else J)
        return W, b, np.array(losses)

    return loop


right = descend()


def fit(X, y, n_classes, steps, learning_rate):
    """Softmax regression with momentum 0.9; named as in the exercise, for the signature."""
    return right(X, y, n_classes, steps, learning_rate)


def one_step_too_many(X, y, n_classes, steps, learning_rate):
    """The loop runs over range(steps + 1), the losses are cut."""
    W, b, losses = fit(X, y, n_classes, steps + 1, learning_rate)
    return W, b, losses[:steps]


def first_step_left_out(X, y, n_classes, steps, learning_rate):
    """The loop runs over range(1, steps)."""
    W, b, losses = fit(X, y, n_classes, steps - 1, learning_rate)
    return W, b, np.append(0.0, losses)


def return_in_the_loop(X, y, n_classes, steps, learning_rate):
    """Only one step is made."""
    W, b, losses = fit(X, y, n_classes, 1, learning_rate)
    return W, b, np.pad(losses, (0, steps - 1))


def of_rule(rule):
    """Make a mistake of `rule(v, gradient)` → v, along which the parameters move."""

    def wrong(v, gradient):
        v = rule(v, gradient)
        return v, v

    return descend(wrong)


MISTAKES = (
    Mistake(
        "no momentum",
        descend(plain),
        "These are plain steps along the gradient. Do the parameters move along the velocity, and "
        "does it keep part of itself from one step to the next? Perhaps it is created inside the "
        "loop.",
    ),
    Mistake(
        "uphill",
        descend(lambda v, g: (0.9 * v + g, -(0.9 * v + g))),
        "The loss goes up: you add the step. The gradient points to where the loss grows.",
    ),
    Mistake(
        "velocity as an average",
        of_rule(lambda v, g: 0.9 * v + 0.1 * g),
        "You weight the gradient with 0.1, so that the velocity is an average. In this lab's rule "
        "the gradient enters as a whole.",
    ),
    Mistake(
        "0.9 at the wrong place",
        of_rule(lambda v, g: v + 0.9 * g),
        "The 0.9 multiplies the gradient, and the velocity never fades. Which of the two keeps 0.9 "
        "of itself?",
    ),
    Mistake(
        "the velocity never fades",
        of_rule(lambda v, g: v + g),
        "The velocity adds up all gradients and forgets none. It should keep only 0.9 of itself at "
        "each step.",
    ),
    Mistake(
        "0.1 kept instead of 0.9",
        of_rule(lambda v, g: 0.1 * v + g),
        "The velocity keeps 0.1 of itself: 0.9 is what is kept, not what is lost.",
    ),
    Mistake(
        "Nesterov's momentum",
        descend(lambda v, g: (0.9 * v + g, g + 0.9 * (0.9 * v + g))),
        "This is Nesterov's variant, which looks one step ahead. It works, but the rule here is "
        "the simpler one: the parameters move along v itself.",
    ),
    Mistake(
        "parameters moved before the velocity",
        descend(lambda v, g: (0.9 * v + g, v)),
        "The parameters move along the velocity of the step before. Update the velocity first, "
        "then move.",
    ),
    Mistake(
        "learning rate inside the memory",
        lambda X, y, n, steps, rate: fit(X, y, n, steps, rate**2),
        "The learning rate is multiplied in twice: once in the velocity and once when the "
        "parameters move.",
    ),
    Mistake(
        "the parameters fade instead of the velocity",
        descend(plain, keep=0.9),
        "The 0.9 multiplies W and b themselves. It is the velocity that keeps 0.9 of itself; the "
        "parameters keep all of theirs.",
    ),
    Mistake(
        "b never moves",
        descend(bias_rule=lambda v, g: (v, 0 * g)),
        "W is trained, b stays where it started. It is a parameter, too.",
    ),
    Mistake(
        "b without momentum",
        descend(bias_rule=plain),
        "W has a velocity, b does not. The rule holds for both, each with one of its own.",
    ),
    Mistake(
        "gradient of b taken too late",
        descend(late_bias=True),
        "b's gradient is computed after W has moved. Both belong to the same place: how often does "
        "a step need the loss?",
    ),
    Mistake(
        "loss recorded after the step",
        descend(after=True),
        "The parameters are right; the losses are one step late. The first one should be the loss "
        "before anything was learnt, the logarithm of the number of classes.",
    ),
    Mistake(
        "one step too many",
        one_step_too_many,
        "One step too many is made. How often does your loop run?",
    ),
    Mistake(
        "the first step left out",
        first_step_left_out,
        "One step is missing, and the first loss is still 0. Where does your loop start?",
    ),
    Mistake(
        "the loop ends after one step",
        return_in_the_loop,
        "Only one step is made. Is the `return` inside the loop?",
    ),
    Mistake(
        "one gradient for all steps",
        descend(stale=True),
        "Every step uses the first gradient. It has to be computed anew where you are now, inside "
        "the loop.",
    ),
    Mistake(
        "divided by N again",
        lambda X, y, n, steps, rate: fit(X, y, n, steps, rate / len(X)),
        "The steps are N times too small: the gradient is that of the mean already, so there is "
        "nothing left to divide.",
    ),
    Mistake(
        "learning rate ignored",
        lambda X, y, n, steps, rate: fit(X, y, n, steps, 1.0),
        "The learning rate is always 1, whatever the argument says.",
    ),
    Mistake(
        "number of classes taken from the labels",
        lambda X, y, n, steps, rate: fit(X, y, y.max() + 1, steps, rate),
        "W and b have too few columns where a class does not occur among the labels. `n_classes` "
        "says how many there are.",
    ),
)

rng = np.random.default_rng(7)
CLUSTERS = rng.normal(size=(30, 2)) + np.repeat([[2.0, 0.0], [-1.0, 1.5], [-1.0, -1.5]], 10, axis=0)
FIVE = rng.normal(size=(5, 3))
TWO = {"X": a([-1.0], [1.0]), "y": a(0, 1)}


def training_case(title, X, y, n_classes, steps, learning_rate):
    """Make a case, in one line."""
    return Case(title, X=X, y=y, n_classes=n_classes, steps=steps, learning_rate=learning_rate)


exercise = Exercise(
    name="fit",
    title="Train it",
    minutes=12,
    difficulty="medium",
    reference=fit,
    cases=[
        training_case("the example, one step", **TWO, n_classes=2, steps=1, learning_rate=1.0),
        training_case("the example, two steps", **TWO, n_classes=2, steps=2, learning_rate=1.0),
        training_case("labels that are not balanced", FIVE, a(0, 1, 1, 2, 1), 3, 4, 0.5),
        training_case("a class that does not occur", FIVE, a(0, 2, 2, 0, 1), 5, 3, 0.2),
        training_case("three clusters", CLUSTERS, np.repeat(a(0, 1, 2), 10), 3, 200, 0.3),
    ],
    returns=("W (D, R)", "b (R,)", "losses (steps,)"),
    rtol=1e-6,
    atol=1e-8,
    seconds=20,
    mistakes=MISTAKES,
    hints=(
        "Four arrays live through the loop: `W`, `b` and one velocity for each. Every turn "
        "calls `J_and_gradient` once, and everything else of the turn uses what it returned.",
        "Make the four with `np.zeros`; `R` is `n_classes`, also when not all classes are in "
        "`y`. Put `J` into `losses` before you change `W`.",
    ),
)
