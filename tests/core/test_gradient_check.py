"""The gradient check itself: right gradients pass, each kind of wrong one is caught."""

import numpy as np
import pytest
from helpers import refusals

from utils.numpy_impl.core.gradient_check import gradient_errors, numerical_gradient, relative_error

X = np.array([[1.0, -2.0, 0.5], [3.0, 0.25, -1.0]])


def cube(X):
    return (X**3).sum()


RIGHT = 3 * X**2
WRONG = {
    "sign": -RIGHT,
    "factor": 2 * RIGHT,
    "1/N": RIGHT / 6,
    "offset": RIGHT + 1e-3,
    "zero": np.zeros_like(X),
    "rows reversed": RIGHT[::-1],
    "columns reversed": RIGHT[:, ::-1],
    "one entry": RIGHT + np.array([[0, 0, 0], [0, 0, 0.01]]),
}


def test_a_number_and_large_entries():
    assert numerical_gradient(np.sin, np.array(0.0)) == pytest.approx(1, abs=1e-9)
    assert numerical_gradient(cube, np.array([1e6])) == pytest.approx(3e12, rel=1e-8)


def test_the_right_gradient_passes_and_x_is_left_alone():
    before = X.copy()
    assert gradient_errors(cube, {"X": X}, {"X": RIGHT})["X"] < 1e-8
    np.testing.assert_array_equal(X, before)


@pytest.mark.parametrize("name", WRONG)
def test_wrong_gradients_are_caught(name):
    assert gradient_errors(cube, {"X": X}, {"X": WRONG[name]})["X"] > 1e-5


def test_nan_never_passes():
    assert relative_error(np.array([np.nan]), np.array([np.nan])) == np.inf


def test_each_input_is_checked_and_labels_are_held():
    def loss(a, b, y):
        return ((a * b)[y]).sum()

    a, b, y = np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array([1])
    errors = gradient_errors(
        loss, {"a": a, "b": b, "y": y}, {"a": np.array([0, 4.0]), "b": np.array([0, 1.0])}
    )
    assert errors["a"] < 1e-8
    assert errors["b"] > 0.1


test_bad_input = refusals.test_of(
    (lambda: numerical_gradient(cube, X.astype("f4")), "x: got float32, expected float64"),
    (lambda: numerical_gradient(cube, np.array([1, 2])), "x: got int64"),
    (lambda: numerical_gradient(lambda x: x, X), r"f: returned shape \(2, 3\)"),
    (lambda: numerical_gradient(cube, X, step=0.0), "step: got 0.0"),
    (lambda: relative_error(X, X[0]), r"b: got shape \(3,\), expected \(2, 3\)"),
    (lambda: relative_error(X[:0], X[:0]), "a: got an empty array"),
    (lambda: gradient_errors(cube, {"X": X}, {}), "gradients: got none"),
    (lambda: gradient_errors(cube, {"X": X}, {"W": X}), "gradients: got 'W', expected one of"),
    (lambda: gradient_errors(cube, {"X": X}, {"X": X[0]}), "gradients: X has shape"),
)
