"""Topic 01: softmax regression fitted to data."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from topics.cross_entropy.models import LABELS, REGRESSION

from utils.data import iris, noisy_xor
from utils.numpy_impl import cross_entropy as ce

close = np.testing.assert_allclose
X = REGRESSION["X"]


@pytest.fixture(scope="module")
def flowers():
    return iris.load()


@pytest.fixture(scope="module")
def fit(flowers):
    return ce.fit_softmax_regression(flowers.X, flowers.y, 3)


def test_iris_loss_is_near_its_infimum(flowers, fit):
    """Setosa splits off without error, so the infimum is that of the other two classes alone."""
    X, y = flowers.X[flowers.y > 0], flowers.y[flowers.y > 0]
    two = LogisticRegression(C=np.inf, tol=1e-12, max_iter=1000, solver="newton-cholesky")
    two.fit(X, y)
    z = two.decision_function(X)
    total, _ = ce.sigmoid_cross_entropy_forward(z, (y == 2).astype(int), "sum")
    assert 0 < fit.losses[-1] - total / 150 < 2e-7


def test_losses_start_uniform_and_end_at_w_and_b(flowers, fit):
    close(fit.losses[0], np.log(3))
    last, _ = ce.softmax_regression_forward(flowers.X, flowers.y, fit.W, fit.b)
    assert fit.losses[-1] == last
    assert len(fit.losses) == 2001


def test_snapshots_belong_to_the_losses():
    result = ce.fit_softmax_regression(X, LABELS, 3, steps=7, record_every=3)
    assert [step for step, _, _ in result.snapshots] == [0, 3, 6, 7]
    for step, W_then, b_then in result.snapshots:
        assert ce.softmax_regression_forward(X, LABELS, W_then, b_then)[0] == result.losses[step]
    close(result.snapshots[-1][1], result.W, rtol=0)
    assert not result.snapshots[0][1].any(), "a snapshot must not move with the weights"


def test_no_steps_leave_the_zeros():
    result = ce.fit_softmax_regression(X, LABELS, 3, steps=0)
    assert not result.W.any()
    assert not result.b.any()
    assert result.losses.shape == (1,)


def test_the_loss_stops_at_the_floor_of_the_sample():
    """One indicator for each x lets the model give any P(y|x): it reaches H(Y|X), not 0."""
    pairs, label = noisy_xor.sample(2000, np.random.default_rng(0))
    x = noisy_xor.index(pairs)
    floor = ce.conditional_entropy(ce.empirical_joint(x, label, 4, 2))
    result = ce.fit_softmax_regression(np.eye(4)[x], label, 2, steps=1000)
    assert (result.losses >= floor - 1e-12).all()
    assert result.losses[-1] - floor < 1e-9


def test_xor_itself_is_beyond_a_linear_model():
    pairs, label = noisy_xor.sample(2000, np.random.default_rng(0), noise=0.0)
    result = ce.fit_softmax_regression(pairs, label, 2, learning_rate=1.0, steps=500)
    assert result.losses[-1] > 0.68
