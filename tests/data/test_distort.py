"""Distorted digits: neutral values change nothing, and every function does what it says."""

import numpy as np
import pytest
from helpers import refusals
from hypothesis import given
from hypothesis import strategies as st

from utils.data import distort

RNG = np.random.default_rng(0)
# a bar of 12×4 in the middle of a picture of 28×28
BAR = np.zeros((1, 1, 28, 28), np.float32)
BAR[..., 8:20, 12:16] = 1
WAYS = (
    (distort.scale, 1.0),
    (distort.squeeze, 1.0),
    (distort.stroke_width, 0.0),
    (distort.noise, 0.0),
)


def extent(X):
    """Height and width of what is darker than one half."""
    rows, columns = np.nonzero(X[0, 0] > 0.5)
    return int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1


@pytest.mark.parametrize(("way", "neutral"), WAYS)
def test_the_neutral_value_changes_nothing_and_is_a_copy(way, neutral):
    X = RNG.random((3, 1, 28, 28), np.float32)
    made = way(X, neutral)
    np.testing.assert_allclose(made, X, atol=1e-6)
    assert not np.shares_memory(made, X)


@given(st.sampled_from([0, 1, 2, 3]), st.floats(0.3, 2), st.sampled_from(["f4", "f8"]))
def test_ink_stays_within_0_and_1_and_keeps_its_type(which, value, dtype):
    X = np.random.default_rng(0).random((2, 1, 9, 8)).astype(dtype)
    before = X.copy()
    made = WAYS[which][0](X, value)
    assert made.shape == X.shape
    assert made.dtype == X.dtype
    assert made.min() >= 0
    assert made.max() <= 1 + 1e-6
    assert (before == X).all()


def test_sizes_by_hand():
    assert extent(BAR) == (12, 4)
    assert extent(distort.scale(BAR, 1.5)) == (18, 6)
    assert extent(distort.scale(BAR, 0.5)) == (6, 2)
    assert extent(distort.squeeze(BAR, 0.5)) == (12, 2)
    assert extent(distort.stroke_width(BAR, 2)) == (14, 6)
    assert extent(distort.stroke_width(BAR, -2)) == (10, 2)
    assert extent(distort.stroke_width(BAR, 4)) == (16, 8)


def test_the_middle_stays_the_middle():
    for made in (distort.scale(BAR, 0.7), distort.squeeze(BAR, 0.6), distort.stroke_width(BAR, 1)):
        np.testing.assert_allclose(made, made[..., ::-1, ::-1], atol=1e-5)


def test_more_stroke_is_more_ink_without_jumps():
    ink = [distort.stroke_width(BAR, pixels).sum() for pixels in np.linspace(-2, 4, 61)]
    assert (np.diff(ink) > 0).all()
    assert np.diff(ink).max() < 6  # out of 48: no step is more than a tenth of a round


def test_noise_has_the_strength_it_says_and_is_the_same_every_time():
    grey = np.full((50, 28, 28), 0.5)
    made = distort.noise(grey, 0.1, np.random.default_rng(3))
    assert made.std() == pytest.approx(0.1, rel=0.02)
    assert made.mean() == pytest.approx(0.5, abs=0.005)
    assert (distort.noise(grey, 0.1) == distort.noise(grey, 0.1)).all()
    assert (distort.noise(grey, 0.1) != made).any()


def test_a_distorted_picture_does_not_depend_on_its_neighbours():
    X = RNG.random((4, 1, 12, 12))
    for way, value in ((distort.scale, 0.8), (distort.squeeze, 0.7), (distort.stroke_width, 1.5)):
        np.testing.assert_allclose(way(X, value)[2], way(X[2], value), atol=1e-12)


test_bad_requests = refusals.test_of(
    (lambda: distort.scale(BAR, 0), "factor: got 0, expected a number above 0"),
    (lambda: distort.squeeze(BAR, -1), "factor: got -1"),
    (lambda: distort.noise(BAR, -0.1), "strength: got -0.1, expected a number at least 0"),
    (lambda: distort.stroke_width(BAR, np.nan), "pixels: the value is NaN"),
    (lambda: distort.scale([1.0, 2.0], 1), r"X: got shape \(2,\), expected \(…, ·, ·\)"),
    (lambda: distort.noise(np.full((2, 2), np.inf), 1), "X: entry .* is infinite"),
)
