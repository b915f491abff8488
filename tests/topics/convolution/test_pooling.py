"""Topic 03: pooling by hand and by properties, on lines and on pictures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from utils.numpy_impl import convolution as cv

close = np.testing.assert_allclose
PICTURE = np.array([[1.0, 2, 5, 5], [4, 3, 5, 0], [0, 0, -1, -2], [0, 0, -3, -4]])[None, None]


def test_max_pooling_by_hand():
    Y, cache = cv.max_pool2d_forward(PICTURE, 2)
    close(Y[0, 0], [[4, 5], [0, -1]], rtol=0)
    dX = cv.max_pool2d_backward([[[[1.0, 2.0], [3.0, 4.0]]]], cache)
    # of the three fives and of the four zeros the first one gets everything
    close(dX[0, 0], [[0, 0, 2, 0], [1, 0, 0, 0], [3, 0, 4, 0], [0, 0, 0, 0]], rtol=0)


def test_average_pooling_by_hand():
    Y, cache = cv.avg_pool2d_forward(PICTURE, 2)
    close(Y[0, 0], [[2.5, 3.75], [0, -2.5]], rtol=0)
    dX = cv.avg_pool2d_backward([[[[4.0, 0.0], [0.0, 8.0]]]], cache)
    close(dX[0, 0], [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 2, 2], [0, 0, 2, 2]], rtol=0)


def test_pooling_on_a_line_with_stride_3():
    """p_max and p_avg of three numbers, then of the next three [M21]."""
    x = np.array([[[1.0, 5.0, 3.0, -1.0, -2.0, -6.0]]])
    close(cv.max_pool1d(x, 3, 3), [[[5, -1]]], rtol=0)
    close(cv.avg_pool1d(x, 3, 3), [[[3, -3]]], rtol=0)
    close(cv.max_pool1d(x, 3, 1), [[[5, 5, 3, -1]]], rtol=0)


@pytest.mark.parametrize(("size", "shape"), [((1, 2), (4, 2)), ((2, 1), (2, 4)), (2, (2, 2))])
def test_pooling_windows_of_the_edge_example(size, shape):
    Y, _ = cv.max_pool2d_forward(PICTURE, size)
    assert Y.shape == (1, 1, *shape)


def test_what_is_left_over_is_in_no_window_and_gets_no_gradient():
    X = np.arange(15.0).reshape(1, 1, 3, 5)
    for forward, backward in (
        (cv.max_pool2d_forward, cv.max_pool2d_backward),
        (cv.avg_pool2d_forward, cv.avg_pool2d_backward),
    ):
        Y, cache = forward(X, 2)
        assert Y.shape == (1, 1, 1, 2)
        dX = backward(np.ones_like(Y), cache)
        assert not dX[0, 0, 2].any()
        assert not dX[0, 0, :, 4].any()
        close(dX.sum(), 2)


@given(arrays(int, (2, 1, 4, 6), elements=st.integers(-2, 2)), st.sampled_from([2, (1, 3), (4, 2)]))
def test_a_gradient_is_handed_on_whole(X, size):
    """Windows that do not overlap: what comes in goes out, to one place or in equal parts."""
    Y, cache = cv.max_pool2d_forward(X, size)
    dX = cv.max_pool2d_backward(np.ones_like(Y), cache)
    assert set(np.unique(dX)) <= {0.0, 1.0}
    assert dX.sum() == Y.size
    close((dX * X).sum(), Y.sum(), rtol=0)
    Y, cache = cv.avg_pool2d_forward(X, size)
    close(cv.avg_pool2d_backward(np.ones_like(Y), cache).sum(), Y.size, rtol=1e-12)


@given(arrays(int, (1, 1, 6, 6), elements=st.integers(-3, 3)))
def test_the_mean_lies_below_the_largest(X):
    largest, mean = cv.max_pool2d_forward(X, 2)[0], cv.avg_pool2d_forward(X, 2)[0]
    assert (mean <= largest).all()
    close(cv.max_pool2d_forward(-X, 2)[0] >= -largest, True)


def test_a_dot_may_move_inside_its_window_unseen():
    X = np.zeros((1, 1, 4, 4))
    X[0, 0, 0, 0] = 1
    for dy, dx in ((0, 1), (1, 0), (1, 1)):
        moved = cv.shift(X, dy, dx)
        close(cv.max_pool2d_forward(moved, 2)[0], cv.max_pool2d_forward(X, 2)[0], rtol=0)
    out = cv.max_pool2d_forward(cv.shift(X, 0, 2), 2)[0]
    assert not np.array_equal(out, cv.max_pool2d_forward(X, 2)[0])
