"""Topic 03: shifts, the edge detector, and what pooling forgets."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.numpy_impl import convolution as cv

close = np.testing.assert_allclose


@given(dy=st.integers(-3, 3), dx=st.integers(-4, 4))
def test_shift_is_a_roll_without_what_comes_round(dy, dx):
    X = np.arange(1, 21).reshape(4, 5)
    rolled = np.roll(X, (dy, dx), axis=(0, 1)).astype(float)
    rows, columns = np.indices(X.shape)
    came_round = (rows - dy < 0) | (rows - dy > 3) | (columns - dx < 0) | (columns - dx > 4)
    rolled[came_round] = 0
    close(cv.shift(X[None, None], dy, dx), rolled[None, None], rtol=0)


def test_sensitivity_by_hand():
    dot = np.zeros((2, 1, 5, 5))
    dot[0, 0, 2, 2] = 3  # the second picture is empty and is left out
    close(cv.shift_sensitivity(lambda X: X, dot), np.sqrt(2))
    close(cv.shift_sensitivity(lambda X: X.sum(axis=(2, 3)), dot), 0)
    close(cv.shift_sensitivity(lambda X: X[:, :, 2, 2], dot), 1)


@pytest.mark.parametrize(
    "pictures", [cv.five_levels()[None], cv.five_level_pictures(50, np.random.default_rng(0))]
)
def test_a_picture_has_five_levels_and_a_border_of_zeros(pictures):
    assert np.unique(pictures).tolist() == sorted(cv.LEVELS)
    assert not pictures[:, [0, -1]].any()
    assert not pictures[:, :, [0, -1]].any()


def test_each_kernel_sees_its_own_edges_only():
    step = np.zeros((6, 6))
    step[:3] = 1.0  # one horizontal edge, between rows 2 and 3
    inside = np.s_[1:-1, 1:-1]  # next to the border the padding makes edges of its own
    close(cv.edge_map(step, cv.HORIZONTAL)[inside], [[0] * 4, [3] * 4, [3] * 4, [0] * 4], rtol=0)
    assert not cv.edge_map(step, cv.VERTICAL)[inside].any()
    close(cv.edge_map(step.T, cv.VERTICAL), cv.edge_map(step, cv.HORIZONTAL).T, rtol=0)
    close(cv.edge_map(-step, cv.HORIZONTAL), cv.edge_map(step, cv.HORIZONTAL), rtol=0)


def test_the_kernels_cannot_be_changed_by_accident():
    for kernel in (cv.HORIZONTAL, cv.VERTICAL):
        with pytest.raises(ValueError, match="read-only"):
            kernel[0, 0] = 9


def test_information_by_hand():
    """Windows (0,0), (0,1), (1,0), (1,1), once each: 2 bits; the maximum is 1 in three of four."""
    found = cv.information_lost([[0.0, 0, 1, 1, 0]], (1, 2))
    h_max = -(0.25 * np.log2(0.25) + 0.75 * np.log2(0.75))
    assert found.window == pytest.approx(2)
    assert found.lost == pytest.approx(2 - h_max)
    assert found.per_pixel == pytest.approx(found.lost / 2)
    assert found.share == pytest.approx(found.lost / 2)
    found = cv.information_lost(np.zeros((4, 4)), 2)  # an empty map has nothing to lose
    assert (found.window, found.lost, found.share) == (0, 0, 0)
    found = cv.information_lost([[0.0, 0, 1, 1, 0]], 1)  # the maximum of one pixel is the pixel
    assert found.window > found.lost == 0
