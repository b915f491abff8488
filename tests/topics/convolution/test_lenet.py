"""Topic 03: the fast layers, LeNet and its training, without torch and without waiting."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from utils.numpy_impl import convolution as cv
from utils.numpy_impl.convolution import fast

close = np.testing.assert_allclose
RNG = np.random.default_rng(0)


def test_the_bands_are_a_view():
    """They would cost KH times the memory and the time of a copy otherwise."""
    rows = np.ones((7, 4, 5))
    assert np.shares_memory(fast._bands(rows, 3), rows)


def test_the_first_layer_hands_nothing_back():
    _, cache = fast.conv_forward(np.ones((3, 1, 3, 1)), np.ones((2, 1, 3, 3)), np.zeros(2))
    assert fast.conv_backward(np.ones((1, 2, 1, 1)), cache, need_dX=False)[0] is None


@given(
    arrays(
        int,
        st.tuples(*[st.integers(1, 3)] * 2, *[st.integers(2, 7)] * 2),
        elements=st.integers(-2, 2),
    )
)
def test_the_tournament_is_the_plain_pooling_ties_and_all(X):
    Y, cache = cv.max_pool2d_forward(X, 2)
    Z, fast_cache = fast.max_pool_forward(fast.samples_last(X.astype(float)))
    close(fast.samples_first(Z), Y, rtol=0)
    dY = np.arange(1.0, Y.size + 1).reshape(Y.shape)
    dX = fast.max_pool_backward(fast.samples_last(dY), fast_cache)
    close(fast.samples_first(dX), cv.max_pool2d_backward(dY, cache), rtol=0)


def test_each_layer_of_lenet_is_the_plain_one_on_the_layer_before():
    p = cv.lenet_parameters(RNG)
    Y = cv.lenet_layers(RNG.random((3, 1, 28, 28)), p)
    expected = {}
    for name, before, padding in (("C1", "INPUT", 2), ("C3", "S2", 0)):
        Z, _ = cv.conv2d_forward(Y[before], p[f"{name}.W"], p[f"{name}.b"], padding=padding)
        expected[name] = np.maximum(Z, 0)
    for name, before in (("S2", "C1"), ("S4", "C3")):
        expected[name], _ = cv.max_pool2d_forward(Y[before], 2)
    for name, before in (("F5", "S4"), ("F6", "F5"), ("OUT", "F6")):
        Z = Y[before].reshape(3, -1) @ p[f"{name}.W"] + p[f"{name}.b"]
        expected[name] = Z if name == "OUT" else np.maximum(Z, 0)
    assert list(Y) == ["INPUT", "C1", "S2", "C3", "S4", "F5", "F6", "OUT", "P"]
    for name, values in expected.items():
        close(Y[name], values, rtol=1e-9, atol=1e-12, err_msg=name)
    close(Y["P"].sum(axis=1), 1)


def test_training_keeps_float32_and_what_it_was_given():
    """What it reaches is in the lecture, and its steps are those of torch."""
    start = cv.lenet_parameters(np.random.default_rng(0), np.float32)
    X = RNG.random((40, 1, 28, 28), dtype=np.float32)
    for one in (X, *start.values()):
        one.flags.writeable = False
    fit = cv.fit_lenet(X, np.arange(40) % 10, start, 1, 0.02, rng=RNG)
    for name, p in fit.parameters.items():
        assert p.dtype == np.float32, name
        assert (p != start[name]).any(), name


def test_predictions_do_not_depend_on_how_they_are_cut():
    p = cv.lenet_parameters(np.random.default_rng(0))
    X = RNG.random((7, 1, 28, 28))
    assert (cv.predict(X, p, batch=2) == cv.predict(X, p)).all()
    assert (cv.predict(X, p) == cv.lenet_layers(X, p)["P"].argmax(axis=1)).all()
