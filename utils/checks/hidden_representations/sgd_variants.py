"""Stochastic gradient descent and ways to get it wrong, for exercise 4."""

from utils.checks.hidden_representations.backward_variants import backward

NAMES = ("W2", "b2", "W3", "b3")


def descend(
    move=lambda value, step: value - step,
    rate=lambda rate, B, t, T: rate,
    batch=lambda X, y, t: (X[t], y[t]),
    steps=lambda T: range(T),
    trained=NAMES,
    one_by_one=(),
    stale=False,
    anew=False,
):
    """Make a training loop, right by default, wrong in the parts that are given.

    move          (value, learning rate · gradient) → value
    rate          (learning rate, size of a minibatch, step, number of steps) → what multiplies
    batch         (X, y, step) → the examples of that step
    steps         number of minibatches → the steps to make
    trained       the parameters that move
    one_by_one    parameters in an order: each one's gradient is taken after the former has moved
    stale         every step uses the gradients of the first parameters
    anew          every step starts from the first parameters
    """

    def loop(parameters, X, y, learning_rate):
        now = dict(parameters)
        for t in steps(len(X)):
            x_t, y_t = batch(X, y, t)
            eta = rate(learning_rate, X.shape[1], t, len(X))
            start = parameters if anew else now
            gradients = backward(x_t, y_t, parameters if stale else now)
            if one_by_one:
                for name in one_by_one:
                    now[name] = move(now[name], eta * backward(x_t, y_t, now)[name])
            else:
                now = {
                    name: move(value, eta * gradients[name]) if name in trained else value
                    for name, value in start.items()
                }
        return now

    return loop


right = descend()


def sgd(parameters, X, y, learning_rate):
    """One step for each minibatch; named as in the exercise, for the signature."""
    return right(parameters, X, y, learning_rate)


def everything(X, y, _):
    """All minibatches in one."""
    return X.reshape(-1, X.shape[-1]), y.ravel()


def up_to_now(X, y, t):
    """All minibatches so far in one."""
    return X[: t + 1].reshape(-1, X.shape[-1]), y[: t + 1].ravel()


def example_by_example(parameters, X, y, learning_rate):
    """A step for every single example."""
    singles = X.reshape(-1, 1, X.shape[-1]), y.reshape(-1, 1)
    return right(parameters, *singles, learning_rate)


def remembered(keep, enter=1.0):
    """Make a loop with momentum."""

    def loop(parameters, X, y, learning_rate):
        now = dict(parameters)
        velocity = {name: 0 * value for name, value in now.items()}
        for x_t, y_t in zip(X, y, strict=True):
            gradients = backward(x_t, y_t, now)
            for name in NAMES:
                velocity[name] = keep * velocity[name] + enter * gradients[name]
            now = {name: now[name] - learning_rate * velocity[name] for name in NAMES}
        return now

    return loop


def with_the_inputs(parameters, X, y, learning_rate):
    """The loop goes over the gradients, with that of X among them."""
    now = dict(parameters)
    for x_t, y_t in zip(X, y, strict=True):
        gradients = backward(x_t, y_t, now)
        for name in gradients:
            now[name] = now[name] - learning_rate * gradients[name]
    return now


def gradients_of_the_last(parameters, X, y, learning_rate):
    """What comes back are the gradients of the last step."""
    before = right(parameters, X[:-1], y[:-1], learning_rate)
    gradients = backward(X[-1], y[-1], before)
    return {name: gradients[name] for name in NAMES}


def fade(value, step):
    """Weights lose a thousandth in each step."""
    return 0.999 * value - step
