"""The central difference and ways to get it wrong, for exercise 8."""

import numpy as np


def central_difference(f, x, eps):
    """∂f/∂x_i ≈ (f(x + εe_i) − f(x − εe_i)) / 2ε for every entry of x, of any shape."""
    return by_entry(lambda f, x, i, eps: (moved(f, x, i, eps) - moved(f, x, i, -eps)) / (2 * eps))(
        f, x, eps
    )


def moved(f, x, i, by):
    """Return f at x with entry i moved; x stays as it was."""
    there = x.copy()
    there[i] += by
    return f(there)


def by_entry(slope, many=None):
    """Make a loop that sets entry i of the gradient to slope(f, x, i, ε).

    many : how many entries are filled; all of them if left out
    """

    def gradient(f, x, eps):
        g = np.zeros(x.shape)
        for i in list(np.ndindex(x.shape))[:many]:
            g[i] = slope(f, x, i, eps)
        return g

    return gradient


def row_by_row(f, x, eps):
    """`range(len(x))`: right for one axis, whole rows of a matrix move together."""
    g = np.zeros(x.shape)
    for i in range(len(x)):
        g[i] = (moved(f, x, i, eps) - moved(f, x, i, -eps)) / (2 * eps)
    return g


def never_moved_back(f, x, eps):
    """x itself moves up and down and keeps the last step down."""
    x, g = x.copy(), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += eps
        above = f(x)
        x[i] -= 2 * eps
        g[i] = (above - f(x)) / (2 * eps)
    return g


def only_back_to_the_middle(f, x, eps):
    """The second value is taken at x, one ε down from x + ε, with 2ε below."""
    return by_entry(lambda f, x, i, eps: (moved(f, x, i, eps) - f(x)) / (2 * eps))(f, x, eps)


def one_copy_for_all(f, x, eps):
    """The copies are made once, before the loop, and keep every step."""
    up, down, g = x.copy(), x.copy(), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up[i] += eps
        down[i] -= eps
        g[i] = (f(up) - f(down)) / (2 * eps)
    return g


def no_copy_at_all(f, x, eps):
    """`up = x; up[i] += ε; down = x; down[i] −= ε`: both are x, and both are where it was."""
    return np.zeros(x.shape)


def all_at_once(f, x, eps):
    """Every entry moves by ε at the same time."""
    return np.full(x.shape, (f(x + eps) - f(x - eps)) / (2 * eps))


def one_number_at_a_time(f, x, eps):
    """f is given an entry instead of the array."""
    return np.array([(f(x[i] + eps) - f(x[i] - eps)) / (2 * eps) for i in range(len(x))])


def set_instead_of_moved(f, x, eps):
    """The entry becomes ε and −ε."""
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i], down[i] = eps, -eps
        g[i] = (f(up) - f(down)) / (2 * eps)
    return g


def at_fixed(eps):
    """The step is a number of the student's own."""
    return lambda f, x, _: central_difference(f, x, eps)
