"""The perceptron's learning rule and ways to get it wrong, for exercise 5."""

import numpy as np

from utils.numpy_impl import warm_up as ref


def fires(z):
    """1 where the neuron fires, else 0."""
    return float(ref.step(np.array(z)))


def learn(
    predict=lambda x, w, b: fires(x @ w + b),
    error=lambda y, guess: y - guess,
    move=lambda w, e, x: w + e * x,
    move_b=lambda b, e: b + e,
    wrong=lambda y, guess: guess != y,
    start=0.0,
    stop_early=False,
):
    """Make a learning loop, right by default, wrong in the parts that are given.

    predict       (x, w, b) → the neuron's answer
    error         (y, answer) → e, by which w and b are moved
    move, move_b  (w, e, x) → w and (b, e) → b
    wrong         (y, answer) → what is added to the epoch's mistakes
    start         every weight, and b, at the beginning
    stop_early    the loop ends after an epoch without mistakes
    """

    def loop(X, y, epochs):
        w, b, mistakes = np.full(X.shape[1], start), start, np.zeros(epochs)
        for epoch in range(epochs):
            for n in range(len(y)):
                guess = predict(X[n], w, b)
                e = error(y[n], guess)
                w, b = move(w, e, X[n]), move_b(b, e)
                mistakes[epoch] += wrong(y[n], guess)
            if stop_early and not mistakes[epoch]:
                return w, b, mistakes[: epoch + 1]
        return w, b, mistakes

    return loop


right = learn()


def perceptron(X, y, epochs):
    """The perceptron from zero; named as in the exercise, for the signature."""
    return right(X, y, epochs)


def all_examples_at_once(X, y, epochs):
    """One update for each epoch, the sum over its examples."""
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, np.zeros(epochs)
    for epoch in range(epochs):
        e = y - ref.step(X @ w + b)
        w, b, mistakes[epoch] = w + X.T @ e, b + e.sum(), (e != 0).sum()
    return w, b, mistakes


def counted_after_the_epoch(X, y, epochs):
    """The mistakes that the weights make at the end of each epoch."""
    counts = []
    for epoch in range(1, epochs + 1):
        w, b, _ = perceptron(X, y, epoch)
        counts.append(int((ref.step(X @ w + b) != y).sum()))
    w, b, _ = perceptron(X, y, epochs)
    return w, b, np.array(counts, float)


def running_count(X, y, epochs):
    """The count is not set back between the epochs."""
    w, b, mistakes = perceptron(X, y, epochs)
    return w, b, np.cumsum(mistakes)


def begun_anew(X, y, epochs):
    """w and b are set to zero in every epoch."""
    w, b, mistakes = perceptron(X, y, 1)
    return w, b, np.full(epochs, mistakes[0])


def one_epoch(X, y, epochs):
    """The return stands in the loop over the epochs."""
    w, b, mistakes = perceptron(X, y, 1)
    return w, b, np.pad(mistakes, (0, epochs - 1))


def one_example(X, y, epochs):
    """The return stands in the loop over the examples."""
    w, b, mistakes = perceptron(X[:1], y[:1], 1)
    return w, b, np.pad(mistakes, (0, epochs - 1))


def b_left_out_of_the_list(X, y, epochs):
    """w and the counts alone are returned."""
    w, _, mistakes = perceptron(X, y, epochs)
    return w, mistakes


def counted_in_all(X, y, epochs):
    """One count for all epochs."""
    w, b, mistakes = perceptron(X, y, epochs)
    return w, b, mistakes.sum()


def share(X, y, epochs):
    """The mistakes as a share of the examples."""
    w, b, mistakes = perceptron(X, y, epochs)
    return w, b, mistakes / len(y)


def right_ones(X, y, epochs):
    """The right answers are counted."""
    w, b, mistakes = perceptron(X, y, epochs)
    return w, b, len(y) - mistakes


def b_once_an_epoch(X, y, epochs):
    """b moves by the last error of the epoch only."""
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, np.zeros(epochs)
    for epoch in range(epochs):
        for x, target in zip(X, y, strict=True):
            e = target - fires(x @ w + b)
            w = w + e * x
            mistakes[epoch] += e != 0
        b = b + e
    return w, b, mistakes


def loops_exchanged(X, y, epochs):
    """Each example is learnt for all epochs before the next one is looked at."""
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, np.zeros(epochs)
    for x, target in zip(X, y, strict=True):
        for epoch in range(epochs):
            e = target - fires(x @ w + b)
            w, b = w + e * x, b + e
            mistakes[epoch] += e != 0
    return w, b, mistakes


def replaced_at_mistakes(X, y, epochs):
    """A mistake replaces w and b instead of adding to them."""
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, np.zeros(epochs)
    for epoch in range(epochs):
        for x, target in zip(X, y, strict=True):
            e = target - fires(x @ w + b)
            if e:
                w, b = e * x, e
                mistakes[epoch] += 1
    return w, b, mistakes


def sign(z):
    """−1 or 1."""
    return 2 * fires(z) - 1


def other_at_zero(z):
    """The step whose value at exactly 0 is the other one."""
    return 1.0 - fires(-z)
