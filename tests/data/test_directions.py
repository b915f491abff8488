"""The drawn heads: what the pictures promise, and that the direction is all they differ in."""

import numpy as np
from helpers import refusals

from utils.data import directions

X, LABELS = directions.generate(400, np.random.default_rng(0))
MEANS = np.array([X[k == LABELS].mean(axis=0).reshape(directions.SHAPE) for k in range(4)])
LEFT, STRAIGHT, RIGHT, UP = range(4)


def test_shapes_range_and_balance():
    assert X.shape == (400, 960)
    assert X.dtype == np.float64
    assert X.min() >= 0
    assert X.max() <= 1
    assert np.bincount(LABELS).tolist() == [100] * 4
    assert len(directions.CLASSES) == 4
    assert np.prod(directions.SHAPE) == 960


def test_a_seed_draws_the_same_pictures():
    again, y = directions.generate(400, np.random.default_rng(0))
    assert (again == X).all()
    assert (y == LABELS).all()


def test_the_face_is_where_the_class_says():
    """The bright skin lies to the left, to the right, or higher than straight ahead."""
    bright = np.clip(MEANS - MEANS.mean(), 0, None)
    rows, columns = np.indices(directions.SHAPE)
    across = (bright * columns).sum(axis=(1, 2)) / bright.sum(axis=(1, 2))
    down = (bright * rows).sum(axis=(1, 2)) / bright.sum(axis=(1, 2))
    assert across[LEFT] < across[STRAIGHT] - 1 < across[RIGHT] - 2
    assert down[UP] < down[STRAIGHT] - 1
    assert abs(across[UP] - across[STRAIGHT]) < 0.5


def test_left_and_right_are_mirror_images_on_average():
    """The frame is 32 wide and the heads are centred at column 15.5."""
    np.testing.assert_allclose(MEANS[LEFT], MEANS[RIGHT][:, ::-1], atol=0.12)
    assert np.abs(MEANS[LEFT] - MEANS[RIGHT]).max() > 0.3


def test_brightness_does_not_tell_the_class():
    brightness = X.mean(axis=1)
    spread = brightness.std()
    for k in range(4):
        assert abs(brightness[k == LABELS].mean() - brightness.mean()) < 0.5 * spread


def test_the_noise_is_what_it_says():
    """The corner shows the wall alone: its pixels differ by noise only."""
    for noise in (0.0, 0.05):
        many, _ = directions.generate(200, np.random.default_rng(1), noise)
        corner = many.reshape(-1, *directions.SHAPE)[:, :2, :2].reshape(200, 4)
        np.testing.assert_allclose(corner.std(axis=1, ddof=1).mean(), noise, rtol=0.15, atol=1e-12)


RNG = np.random.default_rng(0)
test_bad_requests = refusals.test_of(
    (lambda: directions.generate(0, RNG), "n: got 0"),
    (lambda: directions.generate(True, RNG), "n: got True"),
    (lambda: directions.generate(2.0, RNG), "n: got 2.0"),
    (lambda: directions.generate(2, 0), "rng: got 0"),
    (lambda: directions.generate(2, RNG, -0.1), "noise: got -0.1"),
    (lambda: directions.generate(2, RNG, np.nan), "noise: the value is NaN"),
)
