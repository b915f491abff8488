"""The comparison with central differences and ways to get it wrong, for exercise 3."""

import numpy as np


def moved(J, parameters, name, i, by):
    """Return J with one entry of one array moved; nothing else changes."""
    there = {key: value.copy() for key, value in parameters.items()}
    there[name][i] += by
    return J(there)


def central(J, parameters, name, i, eps):
    """(J(θ + ε) − J(θ − ε)) / 2ε for one entry."""
    return (moved(J, parameters, name, i, eps) - moved(J, parameters, name, i, -eps)) / (2 * eps)


def scaled(given, measured):
    """|g − m| / max(1, |g|, |m|) of each entry of two arrays."""
    return np.abs(given - measured) / divisor(given, measured)


def divisor(given, measured):
    """max(1, |g|, |m|) of each entry of two arrays."""
    return np.maximum(1, np.maximum(np.abs(given), np.abs(measured)))


def relative(given, measured):
    """Largest |g − m| / max(1, |g|, |m|) of two arrays."""
    return scaled(given, measured).max()


def relative_step(J, parameters, name, i, eps):
    """The entry is multiplied by 1 ± ε, and 2ε divides."""
    by = eps * parameters[name][i]
    return (moved(J, parameters, name, i, by) - moved(J, parameters, name, i, -by)) / (2 * eps)


def comparing(slope=central, error=relative, entries=lambda shape: list(np.ndindex(shape))):
    """Make a gradient check, right by default, wrong in the parts that are given.

    slope     (J, parameters, name, i, ε) → the measured derivative of one entry
    error     (given, measured) → what is reported for an array
    entries   shape → the entries to visit; the others are taken for 0
    """

    def check(J, parameters, gradients, eps):
        errors = {}
        for name, value in parameters.items():
            measured = np.zeros(value.shape)
            for i in entries(value.shape):
                measured[i] = slope(J, parameters, name, i, eps)
            errors[name] = error(np.asarray(gradients[name]), measured)
        return errors

    return check


right = comparing()


def gradient_errors(J, parameters, gradients, eps):
    """{name: largest relative error}; named as in the exercise, for the signature."""
    return right(J, parameters, gradients, eps)


def with_error(error):
    """Make a mistake that compares the right numbers in another way."""
    return comparing(error=error)


def abs_too_late(given, measured):
    """The largest difference with its sign, and only then its absolute value."""
    return abs(((given - measured) / divisor(given, measured)).max())


def with_slope(slope):
    """Make a mistake whose measured derivatives are `slope(J(θ + ε), J(θ), J(θ − ε), ε)`."""

    def measure(J, parameters, name, i, eps):
        up, down = (moved(J, parameters, name, i, by) for by in (eps, -eps))
        return slope(up, J(parameters), down, eps)

    return comparing(slope=measure)


def never_moved_back(J, parameters, gradients, eps):
    """One set of copies for everything, in which every entry stays moved."""
    there = {key: value.copy() for key, value in parameters.items()}
    errors = {}
    for name, value in there.items():
        measured = np.zeros(value.shape)
        for i in np.ndindex(value.shape):
            value[i] += eps
            above = J(there)
            value[i] -= 2 * eps
            measured[i] = (above - J(there)) / (2 * eps)
        errors[name] = relative(gradients[name], measured)
    return errors


def whole_arrays(J, parameters, name, _, eps):
    """All entries of an array move together."""
    up, down = ({**parameters, name: parameters[name] + by} for by in (eps, -eps))
    return (J(up) - J(down)) / (2 * eps)


def everything_at_once(J, parameters, _name, _i, eps):
    """All entries of all arrays move together."""
    up, down = ({key: v + by for key, v in parameters.items()} for by in (eps, -eps))
    return (J(up) - J(down)) / (2 * eps)


def over_all(J, parameters, gradients, eps):
    """One number instead of one for each array."""
    return max(right(J, parameters, gradients, eps).values())


def by_names_of_gradients(J, parameters, gradients, eps):
    """The loop goes over the gradients, of which there may be more than parameters."""
    errors = {}
    for name in gradients:
        measured = np.zeros(parameters[name].shape)
        for i in np.ndindex(measured.shape):
            measured[i] = central(J, parameters, name, i, eps)
        errors[name] = relative(gradients[name], measured)
    return errors


def first_rows(J, parameters, gradients, eps):
    """`range(len(…))` over the entries: no length for a scalar, whole rows of a matrix."""
    errors = {}
    for name, value in parameters.items():
        measured = np.zeros(value.shape)
        for i in range(len(value)):
            measured[i] = central(J, parameters, name, i, eps)
        errors[name] = relative(gradients[name], measured)
    return errors


def measured_only(J, parameters, gradients, eps):
    """The measured gradient is returned."""
    return {
        name: np.array(
            [central(J, parameters, name, i, eps) for i in np.ndindex(value.shape)]
        ).reshape(value.shape)
        for name, value in parameters.items()
    }
