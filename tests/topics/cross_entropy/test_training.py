"""Topic 01: softmax regression fitted to data."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from topics.cross_entropy.models import LABELS, REGRESSION

from utils.data import iris, noisy_xor
from utils.numpy_impl import cross_entropy as ce

close = np.testing.assert_allclose
X = REGRESSION["X"]


def test_iris_starts_uniform_and_ends_near_its_infimum():
    """Setosa splits off without error, so the infimum is that of the other two classes alone."""
    X, y, *_ = iris.load()
    fit = ce.fit_softmax_regression(X, y, 3)
    close(fit.losses[0], np.log(3))
    assert fit.losses.shape == (2000,)  # before each step, so none at the end
    final = ce.softmax_regression_forward(X, y, fit.W, fit.b)[0]
    two = LogisticRegression(C=np.inf, tol=1e-12, max_iter=1000, solver="newton-cholesky")
    z = two.fit(X[y > 0], y[y > 0]).decision_function(X[y > 0])
    total, _ = ce.sigmoid_cross_entropy_forward(z, (y[y > 0] == 2).astype(int), "sum")
    assert 0 < final - total / 150 < fit.losses[-1] - total / 150 < 2e-7


def test_snapshots_belong_to_the_losses():
    result = ce.fit_softmax_regression(X, LABELS, 3, steps=7, record_every=3)
    assert [step for step, _, _ in result.snapshots] == [0, 3, 6, 7]
    for step, W_then, b_then in result.snapshots[:-1]:
        assert ce.softmax_regression_forward(X, LABELS, W_then, b_then)[0] == result.losses[step]
    close(result.snapshots[-1][1], result.W, rtol=0)


def test_no_steps_leave_the_zeros():
    result = ce.fit_softmax_regression(X, LABELS, 3, steps=0)
    assert not result.W.any()
    assert not result.b.any()
    assert result.losses.shape == (0,)


def test_the_loss_stops_at_the_floor_of_the_sample():
    """One indicator for each x lets the model give any P(y|x): it reaches H(Y|X), not 0."""
    pairs, label = noisy_xor.sample(2000, np.random.default_rng(0))
    x = noisy_xor.index(pairs)
    floor = ce.conditional_entropy(ce.empirical_joint(x, label, 4, 2))
    result = ce.fit_softmax_regression(np.eye(4)[x], label, 2, steps=1000)
    assert (result.losses >= floor - 1e-12).all()
    assert result.losses[-1] - floor < 1e-9
