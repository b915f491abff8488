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
NINE = np.arange(9.0).reshape(1, 1, 3, 3)
KERNEL = np.array([[[[1.0, 2.0], [1.0, 0.0]]]])


# ---------------------------------------------------------------- sizes and matrices


@given(n=st.integers(1, 12), k=st.integers(1, 6), p=st.integers(0, 3), s=st.integers(1, 4))
def test_the_output_size_counts_the_places_of_the_kernel(n, k, p, s):
    if k > n + 2 * p:
        with pytest.raises(
            ValueError, match=f"k: got a kernel of {k}, expected at most {n + 2 * p}"
        ):
            cv.output_size(n, k, p, s)
    else:
        assert cv.output_size(n, k, p, s) == len(range(0, n + 2 * p - k + 1, s))


def test_connections_of_the_slides():
    line, picture = cv.connections_1d(8, 3), cv.connections_2d((6, 6), (3, 3))
    assert (line.edges, line.dense_edges, line.weights) == (18, 48, 3)
    assert (picture.weights, picture.dense_weights) == (9, 576)
    assert picture.edges == 16 * 9


@given(arrays(int, st.integers(1, 9), elements=WHOLE), st.data())
def test_the_matrix_is_the_loop_on_a_line(x, data):
    w = data.draw(arrays(int, st.integers(1, len(x)), elements=WHOLE))
    close(cv.toeplitz_1d(w, len(x)) @ x, cv.correlate1d(x, w), rtol=0)


@pytest.mark.parametrize("kernel", [(1, 1), (3, 3), (2, 5), (4, 6)])
def test_the_matrix_is_the_loop_on_a_picture(kernel):
    X, W = RNG.standard_normal((4, 6)), RNG.standard_normal(kernel)
    Y = cv.conv2d_loop(X[None, None], W[None, None], [0.0])
    close(cv.toeplitz_2d(W, X.shape) @ X.ravel(), Y.ravel(), rtol=1e-12)


def test_every_row_of_the_matrix_has_the_same_weights():
    T = cv.toeplitz_2d([[1, 2], [3, 4]], (3, 4))
    assert T.shape == (6, 12)
    assert all(sorted(row[row > 0]) == [1, 2, 3, 4] for row in T)


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


# ---------------------------------------------------------------- definitions


@given(arrays(int, st.integers(1, 9), elements=WHOLE), st.data())
def test_correlation_and_convolution_are_those_of_scipy(x, data):
    w = data.draw(arrays(int, st.integers(1, len(x)), elements=WHOLE))
    close(cv.correlate1d(x, w), signal.correlate(x, w, mode="valid"), rtol=0)
    close(cv.convolve1d(x, w), signal.convolve(x, w, mode="valid"), rtol=0)
    close(cv.convolve1d(x, w), cv.correlate1d(x, w[::-1]), rtol=0)


def test_the_third_term_is_x_i_plus_2():
    """Erratum: the slide's expanded line has x_(i+3) w_2."""
    assert cv.correlate1d([0, 0, 1, 0], [0, 0, 1]).tolist() == [1, 0]


@pytest.mark.parametrize("conv", [cv.conv2d_loop, lambda *a: cv.conv2d_forward(*a)[0]])
def test_the_worked_example(conv):
    close(conv(NINE, KERNEL, [0.0])[0, 0], [[5, 9], [17, 21]], rtol=0)
    padded = [[0, 0, 1, 2], [0, 5, 9, 7], [6, 17, 21, 13], [12, 20, 23, 8]]
    close(conv(NINE, KERNEL, [0.0], 1, 1)[0, 0], padded, rtol=0)


def test_conv2d_is_the_correlation_of_scipy_and_not_its_convolution():
    X, W = RNG.standard_normal((5, 6)), RNG.standard_normal((2, 3))
    Y = cv.conv2d_forward(X[None, None], W[None, None], [0.0])[0][0, 0]
    close(Y, signal.correlate2d(X, W, mode="valid"), rtol=1e-12)
    close(Y, signal.convolve2d(X, W[::-1, ::-1], mode="valid"), rtol=1e-12)
    assert not np.allclose(Y, signal.convolve2d(X, W, mode="valid"))


# ---------------------------------------------------------------- fast ways are the slow way


@given(
    hw=st.tuples(st.integers(1, 5), st.integers(1, 5)),
    kernel=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    stride=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    padding=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    seed=st.integers(0, 5),
)
def test_conv2d_is_the_loop(hw, kernel, stride, padding, seed):
    if any(k > n + 2 * p for k, n, p in zip(kernel, hw, padding, strict=True)):
        return
    rng = np.random.default_rng(seed)
    X, W, b = rng.standard_normal((2, 2, *hw)), rng.standard_normal((2, 2, *kernel)), [0.5, -1.0]
    Y, _ = cv.conv2d_forward(X, W, b, stride, padding)
    close(Y, cv.conv2d_loop(X, W, b, stride, padding), rtol=1e-10, atol=1e-12)


def test_a_sequence_is_a_sum_over_channels_and_video_one_over_pictures():
    X, W = RNG.standard_normal((2, 3, 7)), RNG.standard_normal((2, 3, 4))
    Y, _ = cv.conv1d_forward(X, W, [0.0, 1.0])
    by_hand = sum(cv.correlate1d(X[1, c], W[1, c]) for c in range(3)) + 1
    close(Y[1, 1], by_hand, rtol=1e-12)
    V, K = RNG.standard_normal((1, 2, 3, 4, 5)), RNG.standard_normal((2, 2, 2, 3, 2))
    Z, _ = cv.conv3d_forward(V, K, [0.5, -0.5])
    first = sum(cv.conv2d_loop(V[:, :, r], K[:, :, r], [0.0, 0.0]) for r in range(2))
    close(Z[:, :, 0], first + np.array([0.5, -0.5]).reshape(1, 2, 1, 1), rtol=1e-10)


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (2, 1), ((3, 1), (2, 0))])
def test_col2im_is_the_transpose_of_im2col(stride, padding):
    """⟨im2col(X), C⟩ = ⟨X, col2im(C)⟩ for every X and C."""
    X = RNG.standard_normal((2, 3, 6, 5))
    columns = cv.im2col(X, (3, 2), stride, padding)
    C = RNG.standard_normal(columns.shape)
    back = cv.col2im(C, X.shape, (3, 2), stride, padding)
    close((columns * C).sum(), (X * back).sum(), rtol=1e-12)


@given(dy=st.integers(-2, 2), dx=st.integers(-2, 2))
def test_convolution_moves_with_its_input(dy, dx):
    """Equivariance: shift, then convolve = convolve, then shift, away from the border."""
    X = np.zeros((1, 1, 12, 12))
    X[..., 4:8, 4:8] = np.arange(16).reshape(4, 4)
    W = np.arange(9.0).reshape(1, 1, 3, 3)
    one = cv.conv2d_forward(cv.shift(X, dy, dx), W, [0.0], padding=1)[0]
    two = cv.shift(cv.conv2d_forward(X, W, [0.0], padding=1)[0], dy, dx)
    close(one, two, rtol=0)
