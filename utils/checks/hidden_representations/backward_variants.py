"""The backward pass of the network and ways to get it wrong, for exercise 2."""

import numpy as np

from utils.checks.hidden_representations.wrong import forward


def chain(
    error=lambda X3, y, N: (X3 - y) / N,
    into_W3=lambda X2, Z2, dz3: X2.T @ dz3,
    into_b3=lambda dz3: dz3.sum(),
    into_X2=lambda dz3, W3: np.outer(dz3, W3),
    into_Z2=lambda dX2, Z2, X2: dX2 * (Z2 > 0),
    into_W2=lambda X, dZ2: X.T @ dZ2,
    into_b2=lambda dZ2: dZ2.sum(axis=0),
    into_X=lambda dZ2, W2: dZ2 @ W2.T,
):
    """Make a backward pass, right by default, wrong in the parts that are given."""

    def gradients(X, y, parameters):
        Z2, X2, X3 = forward(X, parameters)
        dz3 = error(X3, y, len(y))
        dX2 = into_X2(dz3, parameters["W3"])
        dZ2 = into_Z2(dX2, Z2, X2)
        return {
            "X": into_X(dZ2, parameters["W2"]),
            "W2": into_W2(X, dZ2),
            "b2": into_b2(dZ2),
            "W3": into_W3(X2, Z2, dz3),
            "b3": into_b3(dz3),
        }

    return gradients


right = chain()


def backward(X, y, parameters):
    """Gradients of J, the mean of −ln P(y|x); named as in the exercise, for the signature."""
    return right(X, y, parameters)


def changed(change):
    """Make a mistake that puts `change(gradients, X, y, parameters)` over the right gradients."""

    def wrong(X, y, parameters):
        gradients = right(X, y, parameters)
        return gradients | change(gradients, X, y, parameters)

    return wrong


def sigmoid_slope_at_the_end(X3, y, N):
    """The error of a squared loss through a sigmoid."""
    return (X3 - y) * X3 * (1 - X3) / N


def cross_entropy_slope(X3, y, N):
    """The derivative with respect to X3 itself, which stops before the sigmoid."""
    return (X3 - y) / (X3 * (1 - X3)) / N


def moved_first(X, y, parameters):
    """W3 takes a step before it is used."""
    dz3 = (forward(X, parameters)[2] - y) / len(y)
    dW3 = forward(X, parameters)[1].T @ dz3
    return chain(into_X2=lambda d, W3: np.outer(d, W3 - dW3))(X, y, parameters)


def hidden_units_sent_back(X, y, parameters):
    """X2 stands where W3 belongs in dX2."""
    X2 = forward(X, parameters)[1]
    return chain(into_X2=lambda dz3, W3: dz3[:, None] * X2)(X, y, parameters)


def without_relu(X, y, parameters):
    """dX2, which some take for dZ2."""
    return np.outer((forward(X, parameters)[2] - y) / len(y), parameters["W3"])


def without(*names):
    """Make a mistake that leaves out some of the gradients."""

    def wrong(X, y, parameters):
        return {k: v for k, v in right(X, y, parameters).items() if k not in names}

    return wrong
