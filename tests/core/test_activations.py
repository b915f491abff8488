"""Activations and their slopes: by hand, far out, and by central differences."""

import numpy as np
import pytest

from utils.numpy_impl.core.activations import ACTIVATIONS, activation, activation_slope

Z = np.array([-2.0, 0.5, 3.0])


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("step", [0, 1, 1]),
        ("sigmoid", [1 / (1 + np.e**2), 1 / (1 + np.e**-0.5), 1 / (1 + np.e**-3)]),
        ("relu", [0, 0.5, 3]),
        ("leaky_relu", [-0.02, 0.5, 3]),
        ("linear", [-2, 0.5, 3]),
        ("tanh", [-0.96402758, 0.46211716, 0.99505475]),
    ],
)
def test_values_by_hand(name, values):
    np.testing.assert_allclose(activation(name)(Z), values, rtol=1e-7)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_slopes_by_central_differences(name):
    f = activation(name)
    differences = (f(Z + 1e-6) - f(Z - 1e-6)) / 2e-6
    np.testing.assert_allclose(activation_slope(name, Z), differences, rtol=1e-8, atol=1e-9)
    np.testing.assert_allclose(f.slope(Z, f(Z)), differences, rtol=1e-8, atol=1e-9)


def test_slopes_at_the_corner():
    for name, slope in {"step": 0, "relu": 0, "leaky_relu": 0.01}.items():
        assert activation_slope(name, 0.0) == slope


def test_the_sigmoid_far_out_neither_overflows_nor_loses_its_digits():
    np.testing.assert_allclose(activation("sigmoid")(np.array([-700.0])), [np.exp(-700.0)])
    assert activation("sigmoid")(np.array([-800.0, 800.0])).tolist() == [0, 1]


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(ValueError, match="swish"):
        activation("swish")
