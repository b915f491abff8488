"""Exercise 7: linear regression by gradient descent."""

import numpy as np

from utils.checks.engine import Case, Exercise, Mistake
from utils.checks.warm_up.fit_variants import (
    also_after_the_last,
    begun_anew,
    descend,
    first_step_left_out,
    fit,
    last_loss,
    momentum,
    one_example_at_a_time,
    one_step_too_many,
    return_in_the_loop,
)
from utils.checks.warm_up.wrong import a

MISTAKES = (
    Mistake(
        "uphill",
        descend(lambda theta, step: theta + step),
        "The loss goes up: you add the step. The gradient points to where the loss grows.",
    ),
    Mistake(
        "b uphill",
        descend(move_b=lambda b, step: b + step),
        "w goes downhill, b goes up. Both rules have the same sign.",
    ),
    Mistake(
        "w uphill",
        descend(lambda w, step: w + step, lambda b, step: b - step),
        "b goes downhill, w goes up. Both rules have the same sign.",
    ),
    Mistake(
        "b never moves",
        descend(move_b=lambda b, step: b),
        "w is trained, b stays where it started. It is a parameter, too.",
    ),
    Mistake(
        "w never moves",
        descend(lambda w, step: w, lambda b, step: b - step),
        "b is trained, w stays where it started.",
    ),
    Mistake(
        "nothing moves",
        descend(lambda theta, step: theta),
        "w and b are still where they started. Do you keep what `w - …` computes?",
    ),
    Mistake(
        "the step in place of the parameters",
        descend(lambda theta, step: -step),
        "After each step the parameters are the step itself. They should move *by* it, from where "
        "they were.",
    ),
    Mistake(
        "learning rate ignored",
        descend(rate=lambda rate, N, step: 1.0),
        "The learning rate is always 1, whatever the argument says.",
    ),
    Mistake(
        "learning rate only for w",
        descend(rate_b=lambda rate, N, step: 1.0),
        "b takes steps of a whole gradient. The learning rate is for both.",
    ),
    Mistake(
        "learning rate only for b",
        descend(rate=lambda rate, N, step: 1.0, rate_b=lambda rate, N, step: rate),
        "w takes steps of a whole gradient. The learning rate is for both.",
    ),
    Mistake(
        "divided by N again",
        descend(rate=lambda rate, N, step: rate / N),
        "The steps are N times too small: the gradient is that of a mean already, so there is "
        "nothing left to divide.",
    ),
    Mistake(
        "multiplied by N",
        descend(rate=lambda rate, N, step: rate * N),
        "The steps are N times too large. The learning rate times the gradient is all there is.",
    ),
    Mistake(
        "a factor 2",
        descend(rate=lambda rate, N, step: 2 * rate),
        "The steps are twice too long: the gradient that you are given is complete.",
    ),
    Mistake(
        "half steps",
        descend(rate=lambda rate, N, step: rate / 2),
        "The steps are half as long as they should be: the gradient that you are given is "
        "complete.",
    ),
    Mistake(
        "a learning rate that fades",
        descend(rate=lambda rate, N, step: rate / (step + 1)),
        "The steps become shorter: the learning rate is divided by the number of the step. Here "
        "it stays the same.",
    ),
    Mistake(
        "divided by the learning rate",
        descend(rate=lambda rate, N, step: 1 / rate),
        "The gradient is divided by the learning rate. A small rate makes small steps.",
    ),
    Mistake(
        "gradient of b taken too late",
        descend(late_b=True),
        "b's gradient is computed after w has moved. Both belong to the same place: one call for "
        "each step gives both.",
    ),
    Mistake(
        "loss recorded after the step",
        descend(after=True),
        "The parameters are right; the losses are one step late. The first one is the loss before "
        "anything was learnt.",
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
        "begun anew in every step",
        begun_anew,
        "All losses are the same: w and b go back to zero at the start of every step. Set them "
        "once, before the loop.",
    ),
    Mistake(
        "one gradient for all steps",
        descend(stale=True),
        "Every step uses the first gradient. It has to be computed anew where you are now, inside "
        "the loop.",
    ),
    Mistake(
        "one loss too many",
        also_after_the_last,
        "There is a loss after the last step, too. One before each step is wanted.",
    ),
    Mistake(
        "only the last loss",
        last_loss,
        "Only the last loss is there: each step replaces the one before. Keep them all, in an "
        "array or a list.",
    ),
    Mistake(
        "one example at a time",
        one_example_at_a_time,
        "You make a step for every single example. That is *stochastic* gradient descent; here "
        "one step uses all examples at once.",
    ),
    Mistake(
        "momentum",
        momentum,
        "The steps remember the gradients before them: that is momentum, which comes in lab 01. "
        "Here a step uses the gradient of its own place only.",
    ),
    Mistake(
        "started from ones",
        descend(start=lambda X, y: (np.ones(X.shape[1]), 0.0)),
        "The weights start at one. They start at zero here.",
    ),
    Mistake(
        "everything started from ones",
        descend(start=lambda X, y: (np.ones(X.shape[1]), 1.0)),
        "w and b start at one. They start at zero here.",
    ),
)

rng = np.random.default_rng(7)
X_MANY = rng.normal(size=(40, 3))
Y_MANY = X_MANY @ a(1.0, -2.0, 0.5) + 3 + rng.normal(0, 0.3, size=40)
FIVE = {"X": rng.normal(1, 1, size=(5, 2)), "y": rng.normal(size=5)}


exercise = Exercise(
    name="fit",
    title="Walk downhill",
    minutes=8,
    difficulty="medium",
    reference=fit,
    cases=[
        Case("the example, one step", X=a([1.0], [3.0]), y=a(1.0, 2.0), steps=1, learning_rate=0.1),
        Case(
            "the example, two steps", X=a([1.0], [3.0]), y=a(1.0, 2.0), steps=2, learning_rate=0.1
        ),
        Case("two inputs, four steps", **FIVE, steps=4, learning_rate=0.3),
        Case("one example", X=a([0.5, -1.0, 2.0]), y=a(-1.0), steps=3, learning_rate=0.25),
        Case("a rate so large that it diverges", **FIVE, steps=12, learning_rate=2.0),
        Case("forty examples, sixty steps", X=X_MANY, y=Y_MANY, steps=60, learning_rate=0.1),
    ],
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
