"""Topic 03 in NumPy: sizes, matrices, definitions and layers, by hand and by other routes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import signal

from utils.numpy_impl import convolution as cv

close = np.testing.assert_allclose
RNG = np.random.default_rng(0)
WHOLE = st.integers(-20, 20)


@given(n=st.integers(1, 12), k=st.integers(1, 6), p=st.integers(0, 3), s=st.integers(1, 4))
def test_the_output_size_counts_the_places_of_the_kernel(n, k, p, s):
    k = min(k, n + 2 * p)
    assert cv.output_size(n, k, p, s) == len(range(0, n + 2 * p - k + 1, s))


@given(arrays(int, st.integers(1, 9), elements=WHOLE), st.data())
def test_correlation_and_convolution_are_those_of_scipy_and_the_matrix(x, data):
    w = data.draw(arrays(int, st.integers(1, len(x)), elements=WHOLE))
    close(cv.correlate1d(x, w), signal.correlate(x, w, mode="valid"), rtol=0)
    close(cv.convolve1d(x, w), signal.convolve(x, w, mode="valid"), rtol=0)
    close(cv.toeplitz_1d(w, len(x)) @ x, cv.correlate1d(x, w), rtol=0)


@pytest.mark.parametrize("kernel", [(1, 1), (3, 3), (2, 5), (4, 6)])
def test_the_matrix_is_the_loop_on_a_picture(kernel):
    X, W = RNG.standard_normal((4, 6)), RNG.standard_normal(kernel)
    Y = cv.conv2d_loop(X[None, None], W[None, None], [0.0])
    close(cv.toeplitz_2d(W, X.shape) @ X.ravel(), Y.ravel(), rtol=1e-12)


@pytest.mark.parametrize("strides", [None, [1, 2, 1], [2, 2, 3]])
def test_the_receptive_field_is_what_moves_the_output(strides):
    kernels = [3, 2, 4]
    field = cv.receptive_field(kernels, strides)

    def last(x):
        for k, s in zip(kernels, strides or [1] * 3, strict=True):
            x = cv.conv1d_forward(x, np.ones((1, 1, k)), [0.0], stride=s)[0]
        return x[0, 0, 0]

    seen = [last(np.eye(1, 40, i)[None]) for i in range(40)]
    assert np.flatnonzero(seen).tolist() == list(range(field))


@given(
    hw=st.tuples(st.integers(1, 5), st.integers(1, 5)),
    kernel=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    stride=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    padding=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    seed=st.integers(0, 5),
)
def test_conv2d_is_the_loop(hw, kernel, stride, padding, seed):
    kernel = [min(k, n + 2 * p) for k, n, p in zip(kernel, hw, padding, strict=True)]
    rng = np.random.default_rng(seed)
    X, W, b = rng.standard_normal((2, 2, *hw)), rng.standard_normal((2, 2, *kernel)), [0.5, -1.0]
    Y, _ = cv.conv2d_forward(X, W, b, stride, padding)
    close(Y, cv.conv2d_loop(X, W, b, stride, padding), rtol=1e-10, atol=1e-12)
