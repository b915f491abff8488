"""One training step of LeNet and ways to get it wrong, for exercise 8."""

import numpy as np

from utils.numpy_impl.convolution import lenet_backward, lenet_forward
from utils.numpy_impl.cross_entropy import log_softmax


def one_hot(y, dtype=float):
    """Write labels as rows of 0 with a single 1, (N, 10)."""
    return np.eye(10, dtype=dtype)[y]


def mean_loss(log_P, y):
    """−log p of the right digit, averaged over the pictures."""
    return -log_P[np.arange(len(y)), y].mean()


def step(
    logs=log_softmax,
    loss=mean_loss,
    slope=lambda P, Y: (P - Y) / len(Y),
    rule=lambda v, g: 0.9 * v + g,
    move=lambda theta, v, g, old, rate: theta - rate * v,
    kept=lambda v, g, old, rate: v,
    moves=lambda name: True,
):
    """Make a training step, right by default, wrong in the parts that are given.

    logs   logits → log P
    loss   (log P, y) → J
    slope  (P, Y) → what goes into lenet_backward
    rule   (velocity, gradient) → the new velocity
    move   (θ, new velocity, gradient, old velocity, learning rate) → the new θ
    kept   the velocity that is returned
    moves  which parameters move at all
    """

    def training_step(X, y, parameters, velocity, learning_rate):
        logits, cache = lenet_forward(X, parameters)
        log_P = logs(logits)
        gradients = lenet_backward(slope(np.exp(log_P), one_hot(y, log_P.dtype)), cache)
        new, velocities = {}, {}
        for name, theta in parameters.items():
            g, old = gradients[name], velocity[name]
            v = rule(old, g)
            new[name] = move(theta, v, g, old, learning_rate) if moves(name) else theta
            velocities[name] = kept(v, g, old, learning_rate) if moves(name) else old
        return loss(log_P, y), new, velocities

    return training_step


training_step = step()


def loss_after(X, y, parameters, velocity, learning_rate):
    """The loss is taken where the step has led."""
    _, new, velocities = training_step(X, y, parameters, velocity, learning_rate)
    return mean_loss(log_softmax(lenet_forward(X, new)[0]), y), new, velocities


def one_step_for_each_picture(X, y, parameters, velocity, learning_rate):
    """A step for every picture; the mean of the losses before each."""
    losses = []
    for n in range(len(y)):
        J, parameters, velocity = training_step(
            X[n : n + 1], y[n : n + 1], parameters, velocity, learning_rate
        )
        losses.append(J)
    return np.mean(losses), parameters, velocity


def only_the_first_picture(X, y, parameters, velocity, learning_rate):
    """Index 0 where all pictures are meant."""
    return training_step(X[:1], y[:1], parameters, velocity, learning_rate)


def nothing_moved(X, y, parameters, velocity, learning_rate):
    """The old parameters are returned."""
    J, _, velocities = training_step(X, y, parameters, velocity, learning_rate)
    return J, parameters, velocities


def gradients_returned(X, y, parameters, velocity, learning_rate):
    """The gradients are returned in the place of the velocity."""
    J, new, velocities = training_step(X, y, parameters, velocity, learning_rate)
    return J, new, {name: velocities[name] - 0.9 * velocity[name] for name in velocity}


def rows_of_labels(log_P, y):
    """The labels are taken for numbers of pictures."""
    return -log_P[y].mean()


def every_label_for_every_picture(log_P, y):
    """`log_P[:, y]`: the columns of all labels, for every picture."""
    return -log_P[:, y].mean()


def one_from_every_label(P, Y):
    """`P[:, y] -= 1`: each picture loses 1 at the labels of all pictures."""
    P = P.copy()
    P[:, Y.argmax(axis=1)] -= 1
    return P / len(Y)


def naive_log_softmax(logits):
    """The logarithm of a softmax that overflows."""
    E = np.exp(logits)
    return np.log(E / E.sum(axis=1, keepdims=True))


def log_softmax_of_columns(logits):
    """The softmax along the pictures instead of along the classes."""
    return log_softmax(logits.T).T


def number_of_errors(log_P, y):
    """The share of pictures whose likeliest digit is wrong."""
    return (log_P.argmax(axis=1) != y).mean()


def logarithms_in_the_slope(X, y, parameters, velocity, learning_rate):
    """log p − y instead of p − y: the exp is forgotten."""
    logits, cache = lenet_forward(X, parameters)
    log_P = log_softmax(logits)
    gradients = lenet_backward((log_P - one_hot(y)) / len(y), cache)
    velocities = {name: 0.9 * velocity[name] + gradients[name] for name in parameters}
    new = {name: parameters[name] - learning_rate * velocities[name] for name in parameters}
    return mean_loss(log_P, y), new, velocities
