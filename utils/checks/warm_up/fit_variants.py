"""Gradient descent on a line and ways to get it wrong, for exercise 7."""

import numpy as np

from utils.checks.warm_up.loss_and_gradient import loss_and_gradient


def descend(
    move=lambda theta, step: theta - step,
    move_b=None,
    rate=lambda rate, N, step: rate,
    rate_b=None,
    start=lambda X, y: (np.zeros(X.shape[1]), 0.0),
    stale=False,
    late_b=False,
    after=False,
):
    """Make a training loop, right by default, wrong in the parts that are given.

    move, move_b   (θ, learning rate · gradient) → θ, for w, and for b where it differs
    rate, rate_b   (learning rate, N, number of the step) → what multiplies the gradients
    start          (X, y) → w, b
    stale          every step uses the gradients of the first one
    late_b         b's gradient is taken after w has moved
    after          the loss is recorded after each step instead of before it
    """
    move_b, rate_b = move_b or move, rate_b or rate

    def loop(X, y, steps, learning_rate):
        (w, b), losses = start(X, y), []
        for step in range(steps):
            if step == 0 or not stale:
                J, dw, db = loss_and_gradient(X, y, w, b)
            w = move(w, rate(learning_rate, len(y), step) * dw)
            if late_b:
                db = loss_and_gradient(X, y, w, b)[2]
            b = move_b(b, rate_b(learning_rate, len(y), step) * db)
            losses.append(loss_and_gradient(X, y, w, b)[0] if after else J)
        return w, b, np.array(losses)

    return loop


right = descend()


def fit(X, y, steps, learning_rate):
    """Linear regression from zero; named as in the exercise, for the signature."""
    return right(X, y, steps, learning_rate)


def one_step_too_many(X, y, steps, learning_rate):
    """The loop runs over range(steps + 1), the losses are cut."""
    w, b, losses = fit(X, y, steps + 1, learning_rate)
    return w, b, losses[:steps]


def first_step_left_out(X, y, steps, learning_rate):
    """The loop runs over range(1, steps)."""
    w, b, losses = fit(X, y, steps - 1, learning_rate)
    return w, b, np.append(0.0, losses)


def return_in_the_loop(X, y, steps, learning_rate):
    """Only one step is made."""
    w, b, losses = fit(X, y, 1, learning_rate)
    return w, b, np.pad(losses, (0, steps - 1))


def begun_anew(X, y, steps, learning_rate):
    """w and b are set to zero inside the loop."""
    w, b, losses = fit(X, y, 1, learning_rate)
    return w, b, np.full(steps, losses[0])


def also_after_the_last(X, y, steps, learning_rate):
    """The losses before the first step and after every step."""
    w, b, losses = fit(X, y, steps, learning_rate)
    return w, b, np.append(losses, loss_and_gradient(X, y, w, b)[0])


def one_example_at_a_time(X, y, steps, learning_rate):
    """Each step goes through the examples and moves for every single one."""
    w, b, losses = np.zeros(X.shape[1]), 0.0, np.zeros(steps)
    for k in range(steps):
        losses[k] = loss_and_gradient(X, y, w, b)[0]
        for n in range(len(y)):
            _, dw, db = loss_and_gradient(X[n : n + 1], y[n : n + 1], w, b)
            w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, losses


def momentum(X, y, steps, learning_rate):
    """The gradients are remembered, with 0.9 of the velocity kept."""
    w, b, losses = np.zeros(X.shape[1]), 0.0, np.zeros(steps)
    v_w, v_b = 0 * w, 0.0
    for k in range(steps):
        losses[k], dw, db = loss_and_gradient(X, y, w, b)
        v_w, v_b = 0.9 * v_w + dw, 0.9 * v_b + db
        w, b = w - learning_rate * v_w, b - learning_rate * v_b
    return w, b, losses


def last_loss(X, y, steps, learning_rate):
    """The losses are overwritten, the last one is returned."""
    w, b, losses = fit(X, y, steps, learning_rate)
    return w, b, losses[-1]
