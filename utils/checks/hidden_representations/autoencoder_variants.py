"""The autoencoder's two passes and ways to get them wrong, for exercise 7."""

import numpy as np

from utils.checks.hidden_representations.wrong import sigmoid


def chain(
    unit=sigmoid,
    hidden=lambda X, W2, b2: X @ W2 + b2,
    output=lambda X2, W3, b3: X2 @ W3 + b3,
    last=sigmoid,
    error=lambda X3, X: (X3 - X) / len(X),
    slope_3=lambda X3, Z3: X3 * (1 - X3),
    slope_2=lambda X2, Z2: X2 * (1 - X2),
    into_X2=lambda dZ3, W3: dZ3 @ W3.T,
    into_W3=lambda X2, dZ3: X2.T @ dZ3,
    into_W2=lambda X, dZ2: X.T @ dZ2,
    into_b=lambda dZ: dZ.sum(axis=0),
    give=lambda X2, X3, gradients: (X2, X3, gradients),
):
    """Make a pass forwards and backwards, right by default, wrong in the parts that are given."""

    def both_ways(X, parameters):
        W2, b2, W3, b3 = (parameters[name] for name in ("W2", "b2", "W3", "b3"))
        Z2 = hidden(X, W2, b2)
        X2 = unit(Z2)
        Z3 = output(X2, W3, b3)
        X3 = last(Z3)
        dZ3 = error(X3, X) * slope_3(X3, Z3)
        dZ2 = into_X2(dZ3, W3) * slope_2(X2, Z2)
        gradients = {
            "W2": into_W2(X, dZ2),
            "b2": into_b(dZ2),
            "W3": into_W3(X2, dZ3),
            "b3": into_b(dZ3),
        }
        return give(X2, X3, gradients)

    return both_ways


right = chain()


def autoencoder(X, parameters):
    """Code, reconstruction and gradients; named as in the exercise, for the signature."""
    return right(X, parameters)


def changed(change):
    """Make a mistake that puts `change(gradients, X, parameters)` over the right gradients."""

    def wrong(X, parameters):
        X2, X3, gradients = right(X, parameters)
        return X2, X3, gradients | change(gradients, X, parameters)

    return wrong


def times(factor):
    """Make a mistake that multiplies all gradients by factor(N, D)."""
    return changed(lambda g, X, p: {k: factor(*X.shape) * v for k, v in g.items()})


def output_gradient(X, p):
    """dZ3, as it should be."""
    _, X3, _ = right(X, p)
    return (X3 - X) * X3 * (1 - X3) / len(X)


def hidden_gradients(X, p, dX2):
    """The gradients of W2 and b2 that follow from a dX2."""
    X2 = right(X, p)[0]
    dZ2 = dX2 * X2 * (1 - X2)
    return {"W2": X.T @ dZ2, "b2": dZ2.sum(axis=0)}


def brackets_missing(X, p):
    """`* X3 * 1 - X3` and the same in the hidden layer."""
    X2, X3, _ = right(X, p)
    dZ3 = (X3 - X) / len(X) * X3 * 1 - X3
    dZ2 = dZ3 @ p["W3"].T * X2 * 1 - X2
    gradients = {"W2": X.T @ dZ2, "b2": dZ2.sum(axis=0)}
    return X2, X3, gradients | {"W3": X2.T @ dZ3, "b3": dZ3.sum(axis=0)}


def softmax(Z):
    """Softmax of each row."""
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
