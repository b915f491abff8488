"""Topic 01: the gradients, and softmax regression fitted by them."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from utils.data import iris, noisy_xor
from utils.numpy_impl import cross_entropy as ce

close = np.testing.assert_allclose
RNG = np.random.default_rng(0)
X, y = RNG.standard_normal((6, 4)), np.array([0, 1, 2, 1, 1, 0])
W, b, Z = RNG.standard_normal((4, 3)), RNG.standard_normal(3), RNG.standard_normal((6, 3))
REDUCTIONS = pytest.mark.parametrize("reduction", ["mean", "sum"])


def test_the_gradient_by_hand():
    # P = (¼, ¾), y = 1: p − y = (¼, −¼), halved for the mean of two, tripled by dJ
    J, cache = ce.softmax_cross_entropy_forward([[0.0, np.log(3)]] * 2, [1, 0])
    close(J, (np.log(4 / 3) + np.log(4)) / 2)
    close(ce.softmax_cross_entropy_backward(3.0, cache), [[0.375, -0.375], [-1.125, 1.125]])


def test_the_sum_is_n_times_the_mean():
    mean, total = (ce.softmax_cross_entropy_forward(Z, y, r)[0] for r in ("mean", "sum"))
    close(total, 6 * mean)


def test_squared_error_saturates_and_cross_entropy_does_not():
    z, t = np.array([-20.0]), np.array([1])  # wrong, and sure of it
    cross = ce.sigmoid_cross_entropy_backward(1.0, ce.sigmoid_cross_entropy_forward(z, t)[1])
    squared = ce.sigmoid_squared_error_backward(1.0, ce.sigmoid_squared_error_forward(z, t)[1])
    assert cross[0] < -0.999
    assert -1e-8 < squared[0] < 0


# ---------------------------------------------------------------- fitting


@pytest.fixture(scope="module")
def flowers():
    return iris.load()


@pytest.fixture(scope="module")
def fit(flowers):
    return ce.fit_softmax_regression(flowers.X, flowers.y, 3)


def test_iris_reaches_the_optimum_of_scikit_learn(flowers, fit):
    """No penalty: C = ∞. With the default tolerance scikit-learn stops 3e-5 above the optimum."""
    model = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000, solver="newton-cholesky")
    model.fit(flowers.X, flowers.y)
    theirs, _ = ce.softmax_regression_forward(flowers.X, flowers.y, model.coef_.T, model.intercept_)
    close(ce.softmax(flowers.X @ model.coef_.T + model.intercept_),
          model.predict_proba(flowers.X), atol=1e-12)  # fmt: skip
    assert abs(fit.losses[-1] - theirs) < 1e-6


def test_iris_loss_is_near_its_infimum(flowers, fit):
    """Setosa splits off without error, so the infimum is that of the other two classes alone."""
    X, y = flowers.X[flowers.y > 0], flowers.y[flowers.y > 0]
    two = LogisticRegression(C=np.inf, tol=1e-12, max_iter=1000, solver="newton-cholesky")
    two.fit(X, y)
    z = two.decision_function(X)
    total, _ = ce.sigmoid_cross_entropy_forward(z, (y == 2).astype(int), "sum")
    assert 0 < fit.losses[-1] - total / 150 < 2e-7


@pytest.mark.parametrize("learning_rate", [3.0, 7.0])
def test_iris_optimum_does_not_hang_on_one_learning_rate(flowers, fit, learning_rate):
    other = ce.fit_softmax_regression(flowers.X, flowers.y, 3, learning_rate)
    assert abs(other.losses[-1] - fit.losses[-1]) < 5e-7


def test_plain_descent_is_far_from_there(flowers, fit):
    plain = ce.fit_softmax_regression(flowers.X, flowers.y, 3, 1.0, momentum=0.0)
    assert plain.losses[-1] - fit.losses[-1] > 1e-3
    assert (np.diff(plain.losses) < 0).all()


def test_losses_start_uniform_and_end_at_w_and_b(flowers, fit):
    close(fit.losses[0], np.log(3))
    last, _ = ce.softmax_regression_forward(flowers.X, flowers.y, fit.W, fit.b)
    assert fit.losses[-1] == last
    assert len(fit.losses) == 2001


def test_snapshots_belong_to_the_losses():
    result = ce.fit_softmax_regression(X, y, 3, steps=7, record_every=3)
    assert [step for step, _, _ in result.snapshots] == [0, 3, 6, 7]
    for step, W_then, b_then in result.snapshots:
        assert ce.softmax_regression_forward(X, y, W_then, b_then)[0] == result.losses[step]
    close(result.snapshots[-1][1], result.W, rtol=0)
    assert not result.snapshots[0][1].any(), "a snapshot must not move with the weights"


def test_no_steps_leave_the_zeros():
    result = ce.fit_softmax_regression(X, y, 3, steps=0)
    assert not result.W.any()
    assert not result.b.any()
    assert result.losses.shape == (1,)


def test_fitting_is_deterministic():
    first, second = (ce.fit_softmax_regression(X, y, 3, steps=20) for _ in range(2))
    assert first.losses.tolist() == second.losses.tolist()


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
