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
    rows = RNG.standard_normal((7, 4, 5))
    bands = fast._bands(rows, 3)
    assert np.shares_memory(bands, rows)
    for i, band in enumerate(bands):
        close(band, rows[i : i + 3].reshape(12, 5), rtol=0)


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


def test_lenet_is_the_plain_layers_one_after_the_other():
    p = cv.lenet_parameters(RNG)
    X = RNG.random((3, 1, 28, 28))

    def relu(Z):
        return np.maximum(Z, 0)

    by_hand = {"INPUT": X}
    by_hand["C1"] = relu(cv.conv2d_forward(X, p["C1.W"], p["C1.b"], padding=2)[0])
    by_hand["S2"] = cv.max_pool2d_forward(by_hand["C1"], 2)[0]
    by_hand["C3"] = relu(cv.conv2d_forward(by_hand["S2"], p["C3.W"], p["C3.b"])[0])
    by_hand["S4"] = cv.max_pool2d_forward(by_hand["C3"], 2)[0]
    by_hand["F5"] = relu(by_hand["S4"].reshape(3, 400) @ p["F5.W"] + p["F5.b"])
    by_hand["F6"] = relu(by_hand["F5"] @ p["F6.W"] + p["F6.b"])
    by_hand["OUT"] = by_hand["F6"] @ p["OUT.W"] + p["OUT.b"]
    layers = cv.lenet_layers(X, p)
    assert list(layers) == [*by_hand, "P"]
    for name, expected in by_hand.items():
        close(layers[name], expected, rtol=1e-9, atol=1e-12, err_msg=name)
    close(layers["P"].sum(axis=1), 1)


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
