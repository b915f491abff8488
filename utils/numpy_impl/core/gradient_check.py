"""Is a hand-written gradient right? Compare it with differences of the loss itself.

∂J/∂θ_i ≈ (J(θ + h e_i) − J(θ − h e_i)) / 2h: the central difference, whose error shrinks with
h², where that of the one-sided difference shrinks with h.
"""

from collections.abc import Callable, Mapping

import numpy as np


def numerical_gradient(
    f: Callable[[np.ndarray], float], x: np.ndarray, step: float = 1e-5
) -> np.ndarray:
    """Return the central-difference gradient of a scalar function `f` at `x`.

    f    takes an array like `x` and returns one number; it is called 2 · x.size times
    x    any shape; must be float64, because in float32 the differences drown in rounding
    step h; each entry moves by h · max(1, |entry|)

    Returns an array of x's shape. `x` itself is left as it was.
    Raises ValueError when `x` is not float64 or `f` does not return one number.

    >>> numerical_gradient(lambda x: (x ** 2).sum(), np.array([1.0, -3.0])).round(6)
    array([ 2., -6.])
    """
    x = np.asarray(x)
    if x.dtype != np.float64:
        raise ValueError(f"x: got {x.dtype}, expected float64: differences need its digits")
    if not step > 0:
        raise ValueError(f"step: got {step}, expected a number above 0")
    gradient = np.empty_like(x)
    for i in np.ndindex(x.shape):
        h = step * max(1.0, abs(x[i]))
        values = []
        for sign in (1, -1):
            moved = x.copy()
            moved[i] += sign * h
            value = np.asarray(f(moved))
            if value.size != 1:
                raise ValueError(f"f: returned shape {value.shape}, expected one number")
            values.append(value.item())
        gradient[i] = (values[0] - values[1]) / (2 * h)
    return gradient


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """Return the largest |a − b| / max(1, |a|, |b|) over the entries of two gradients.

    The 1 keeps entries near zero from turning rounding into an alarm. A correct gradient in
    float64 gives about 1e-9; 1e-3 or more is a mistake. A NaN in either gives inf.

    Raises ValueError when the shapes differ.

    >>> relative_error(np.array([2.0, 100.0]), np.array([2.0, 110.0]))
    0.09090909090909091
    """
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape:
        raise ValueError(f"b: got shape {b.shape}, expected {a.shape}, the shape of a")
    if a.size == 0:
        raise ValueError("a: got an empty array, expected at least one number")
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return float("inf")
    return float(np.max(np.abs(a - b) / np.maximum(1, np.maximum(np.abs(a), np.abs(b)))))


def gradient_errors(
    loss: Callable[..., float],
    inputs: Mapping[str, np.ndarray],
    gradients: Mapping[str, np.ndarray],
    step: float = 1e-5,
) -> dict[str, float]:
    """Return {name: relative error} of each hand-written gradient of `loss(**inputs)`.

    Inputs without an entry in `gradients` (integer labels, for example) are held fixed.
    Raises ValueError for a gradient whose name is no input or whose shape is another.

    >>> X = np.array([[1.0, 2.0]])
    >>> gradient_errors(lambda X: (X ** 2).sum(), {"X": X}, {"X": 2 * X})["X"] < 1e-8
    True
    """
    if not gradients:
        raise ValueError("gradients: got none, expected at least one to check")
    errors = {}
    for name, gradient in gradients.items():
        if name not in inputs:
            raise ValueError(f"gradients: got {name!r}, expected one of {', '.join(inputs)}")
        if np.shape(gradient) != np.shape(inputs[name]):
            raise ValueError(
                f"gradients: {name} has shape {np.shape(gradient)}, "
                f"expected {np.shape(inputs[name])}, the shape of the input"
            )
        others = {key: value for key, value in inputs.items() if key != name}

        def f(value, name=name, others=others):
            return loss(**{name: value}, **others)

        errors[name] = relative_error(gradient, numerical_gradient(f, inputs[name], step))
    return errors
