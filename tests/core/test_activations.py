"""What gradients by differences and the comparison with torch do not say of the activations."""

import numpy as np

from utils.numpy_impl.core.activations import activation, activation_slope


def test_slopes_at_the_corner():
    for name, slope in {"step": 0, "relu": 0, "leaky_relu": 0.01}.items():
        assert activation_slope(name, 0.0) == slope


def test_the_sigmoid_far_out_neither_overflows_nor_loses_its_digits():
    np.testing.assert_allclose(activation("sigmoid")(np.array([-700.0])), [np.exp(-700.0)])
    assert activation("sigmoid")(np.array([-800.0, 800.0])).tolist() == [0, 1]
