"""Exercise 5: the perceptron's learning rule, with the mistakes it makes in each epoch."""

import numpy as np

from utils.checks.engine import Case, Exercise, Mistake
from utils.checks.warm_up.perceptron_variants import (
    all_examples_at_once,
    b_left_out_of_the_list,
    b_once_an_epoch,
    begun_anew,
    counted_after_the_epoch,
    counted_in_all,
    fires,
    learn,
    loops_exchanged,
    one_epoch,
    one_example,
    other_at_zero,
    perceptron,
    replaced_at_mistakes,
    right_ones,
    running_count,
    share,
    sign,
)
from utils.checks.warm_up.wrong import a

MISTAKES = (
    Mistake(
        "away from the target",
        learn(error=lambda y, guess: guess - y),
        "Every update makes the error larger: look at the sign of (y − ŷ). When 1 is wanted and 0 "
        "came, should the sum grow or shrink?",
    ),
    Mistake(
        "b never moves",
        learn(move_b=lambda b, e: b),
        "w learns, b stays 0: the line has to go through the origin. The rule for b is that for "
        "w, with an input that is always 1.",
    ),
    Mistake(
        "w never moves",
        learn(move=lambda w, e, x: w),
        "b learns, w stays 0.",
    ),
    Mistake(
        "b moved the wrong way",
        learn(move_b=lambda b, e: b - e),
        "w moves to the target, b away from it. Both rules have the same sign.",
    ),
    Mistake(
        "w moved the wrong way",
        learn(move=lambda w, e, x: w - e * x),
        "b moves to the target, w away from it. Both rules have the same sign.",
    ),
    Mistake(
        "the input left out of the update",
        learn(move=lambda w, e, x: w + e),
        "All weights move by the same amount. An input of 0 did not cause the error: what does "
        "the rule multiply (y − ŷ) with?",
    ),
    Mistake(
        "only towards 1",
        learn(error=lambda y, guess: float(guess != y)),
        "After every mistake x is added. When 0 is wanted and 1 came, it should be subtracted.",
    ),
    Mistake(
        "updated by the target alone",
        learn(error=lambda y, guess: y),
        "You add y·x for every example, whether the answer was right or not. A right answer "
        "changes nothing: (y − ŷ).",
    ),
    Mistake(
        "updated even when right",
        learn(error=lambda y, guess: 2 * y - 1),
        "Every example moves the weights, also where the answer was right. Only mistakes teach a "
        "perceptron.",
    ),
    Mistake(
        "never an update towards 0",
        learn(error=lambda y, guess: max(y - guess, 0)),
        "Where 1 is wanted and 0 came, it learns; where 0 is wanted and 1 came, it does not.",
    ),
    Mistake(
        "never an update towards 1",
        learn(error=lambda y, guess: min(y - guess, 0)),
        "Where 0 is wanted and 1 came, it learns; where 1 is wanted and 0 came, it does not.",
    ),
    Mistake(
        "updates of 2",
        learn(error=lambda y, guess: 2 * (y - guess)),
        "Every update is twice too large, as it would be for labels −1 and 1. Here they are 0 "
        "and 1, and the error is ±1.",
    ),
    Mistake(
        "a learning rate",
        learn(error=lambda y, guess: 0.1 * (y - guess)),
        "Every update is a tenth of what it should be: there is a learning rate in it. The rule "
        "here has none. (From zero it would make no difference to the mistakes: why?)",
    ),
    Mistake(
        "w and b replaced at every example",
        learn(move=lambda w, e, x: e * x, move_b=lambda b, e: e),
        "w and b become the update itself, so that all that was learnt before is lost. The update "
        "is *added*.",
    ),
    Mistake(
        "w and b replaced at every mistake",
        replaced_at_mistakes,
        "A mistake replaces w and b by the update itself, so that all that was learnt before is "
        "lost. The update is *added*.",
    ),
    Mistake(
        "b replaced",
        learn(move_b=lambda b, e: e),
        "w is added to, b is replaced by the last error. Both are added to.",
    ),
    Mistake(
        "b moved once an epoch",
        b_once_an_epoch,
        "b moves only at the end of each epoch. It learns with w, after every example.",
    ),
    Mistake(
        "the loops exchanged",
        loops_exchanged,
        "Each example is shown for all epochs before the next one comes. Which loop belongs "
        "outside?",
    ),
    Mistake(
        "answers −1 and 1",
        learn(predict=lambda x, w, b: sign(x @ w + b)),
        "Your neuron answers −1 or 1, the labels are 0 and 1: an answer of −1 is never right. "
        "`np.sign` is not the step.",
    ),
    Mistake(
        "without the step",
        learn(predict=lambda x, w, b: x @ w + b),
        "The error is taken from the weighted sum. That is another rule, of the regression that "
        "comes next; a perceptron compares y with the *step* of the sum, 0 or 1.",
    ),
    Mistake(
        "b left out of the sum",
        learn(predict=lambda x, w, b: fires(x @ w)),
        "b is updated and never used: it is missing in the weighted sum.",
    ),
    Mistake(
        "the other answer at 0",
        learn(predict=lambda x, w, b: other_at_zero(x @ w + b)),
        "The answer for a sum of exactly 0 is the other one: compare `>` and `>=` with the text. "
        "It is where learning starts, so it matters.",
    ),
    Mistake(
        "a threshold of one half",
        learn(predict=lambda x, w, b: float(x @ w + b > 0.5)),
        "Your neuron fires above 0.5. The step is at 0; where the line lies is for b to learn.",
    ),
    Mistake(
        "one update for each epoch",
        all_examples_at_once,
        "Every example of an epoch is judged with the same weights. Here a mistake changes them "
        "at once, and the next example meets the new ones.",
    ),
    Mistake(
        "mistakes counted after the epoch",
        counted_after_the_epoch,
        "w and b are right. You count what is wrong at the end of the epoch; the mistakes made "
        "*on the way* are wanted, one for each update.",
    ),
    Mistake(
        "signed errors added up",
        learn(wrong=lambda y, guess: int(y - guess)),
        "w and b are right. You add up y − ŷ, so that mistakes of opposite sign cancel. Each "
        "counts 1.",
    ),
    Mistake(
        "the count is not set back",
        running_count,
        "w and b are right. The count goes on from one epoch to the next; each epoch has its own.",
    ),
    Mistake(
        "right answers counted",
        right_ones,
        "w and b are right. You count the right answers; the mistakes are wanted.",
    ),
    Mistake(
        "a share instead of a count",
        share,
        "w and b are right. You divide by the number of examples; a count of mistakes is wanted.",
    ),
    Mistake(
        "one count for all epochs",
        counted_in_all,
        "w and b are right. There is one count for everything; each epoch has its own.",
    ),
    Mistake(
        "stopped when nothing was wrong",
        learn(stop_early=True),
        "You stop after the first epoch without a mistake, which is clever, but `mistakes` has to "
        "have an entry for every epoch. Its last ones are zeros then.",
    ),
    Mistake(
        "begun anew in every epoch",
        begun_anew,
        "w and b go back to zero at the start of every epoch. Set them once, before the loops.",
    ),
    Mistake(
        "only one epoch",
        one_epoch,
        "Only one epoch is made. Is the `return` inside the loop over the epochs?",
    ),
    Mistake(
        "only one example",
        one_example,
        "Only the first example is looked at. Is the `return` inside the loop over the examples?",
    ),
    Mistake(
        "started from ones",
        learn(start=1.0),
        "The weights and b start at one. They start at zero here.",
    ),
    Mistake(
        "b not returned",
        b_left_out_of_the_list,
        "b is not returned. Three things are wanted: w, b, mistakes.",
    ),
)

SQUARE = a([0, 0], [0, 1], [1, 0], [1, 1])
rng = np.random.default_rng(5)
CLOUD = np.concatenate([rng.normal(size=(15, 3)) + 1.5, rng.normal(size=(15, 3)) - 1])
ORDER = rng.permutation(30)


exercise = Exercise(
    name="perceptron",
    title="A perceptron learns",
    minutes=11,
    difficulty="medium",
    reference=perceptron,
    cases=[
        Case("the example, OR, one epoch", X=SQUARE, y=a(0, 1, 1, 1), epochs=1),
        Case("OR", X=SQUARE, y=a(0, 1, 1, 1), epochs=6),
        Case("AND", X=SQUARE, y=a(0, 0, 0, 1), epochs=10),
        Case("XOR", X=SQUARE, y=a(0, 1, 1, 0), epochs=7),
        Case("one example", X=a([2.0, -1.0, 0.5]), y=a(1), epochs=3),
        Case("one input", X=a([3.0], [-2.0], [-0.5], [1.0]), y=a(1, 1, 0, 1), epochs=4),
        Case("all labels are 0", X=a([1.0, -1.0], [0.5, 2.0], [-1, 0.25]), y=a(0, 0, 0), epochs=3),
        Case("thirty examples", X=CLOUD[ORDER], y=(ORDER < 15).astype(int), epochs=8),
    ],
    returns=("w (D,)", "b, one number", "mistakes (epochs,)"),
    mistakes=MISTAKES,
    hints=(
        "Two loops, one inside the other: over the epochs, and over the examples in order. What "
        "should happen in the inner one when ŷ is right?",
        "`y[n] - guess` is 0, 1 or −1. The same number moves w (times the input) and b, and tells "
        "whether to count a mistake.",
    ),
)
