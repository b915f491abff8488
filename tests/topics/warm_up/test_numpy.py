"""Topic 00 in NumPy: hand-computed cases and properties; see `models.py` for the gradients."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from topics.warm_up.models import DY, B, W, X

from utils.numpy_impl import warm_up as wu

close = np.testing.assert_allclose
Y = DY[:, 0]
WAYS = (wu.matmul_rows, wu.matmul_columns, wu.matmul_outer)


# ---------------------------------------------------------------- matrices


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("given_as", "dtype"), [(int, "f8"), ("f8", "f8"), ("f4", "f4")])
@given(data=st.data())
def test_all_ways_are_the_product(way, given_as, dtype, data):
    N, K, H = (data.draw(st.integers(1, 4)) for _ in range(3))
    A, C = (
        data.draw(arrays(int, shape, elements=st.integers(-50, 50))).astype(given_as)
        for shape in ((N, K), (K, H))
    )
    product = way(A, C)
    close(product, A @ C, rtol=0)
    assert product.dtype == dtype


def test_the_matrix_of_the_plane_turns_left_and_scales():
    close([1.0, 0.0] @ wu.plane_matrix(90), [0, 1], atol=1e-15)
    close([1.0, 1.0] @ wu.plane_matrix(0, 2.0, 3.0), [2, 3])
    close([0.0, 1.0] @ wu.plane_matrix(0, shear=0.5), [0.5, 1])
    turned = wu.plane_matrix(37)
    close(turned @ turned.T, np.eye(2), atol=1e-15)
    close(np.linalg.det(wu.plane_matrix(37, 2.0, 3.0, 0.7)), 6)


# ---------------------------------------------------------------- activations and layers


@pytest.mark.parametrize("name", wu.ACTIVATIONS)
def test_a_layer_is_its_neurons_side_by_side(name):
    Y, _ = wu.dense_forward(X, W, B, name)
    for n, h in np.ndindex(Y.shape):
        close(Y[n, h], wu.ACTIVATIONS[name]((X[n] * W[:, h]).sum() + B[h]), rtol=1e-12)


def test_linear_layers_alone_are_one_layer():
    parameters = wu.mlp_parameters([3, 6, 2], np.random.default_rng(2))
    (W1, b1), (W2, b2) = parameters
    b1 += 1.0
    close(wu.mlp_forward(X, parameters, "linear")[0], X @ (W1 @ W2) + (b1 @ W2 + b2))


def test_parameters_are_counted_as_they_are_drawn():
    assert wu.mlp_parameter_count([784, 100, 10]) == 785 * 100 + 101 * 10
    drawn = wu.mlp_parameters([4, 7, 3, 2], np.random.default_rng(0))
    assert sum(W.size + b.size for W, b in drawn) == wu.mlp_parameter_count([4, 7, 3, 2])
    ((W, _),) = wu.mlp_parameters([400, 100], np.random.default_rng(0))
    assert W.std() == pytest.approx(1 / np.sqrt(400), rel=0.02), "sums would not stay of size 1"


# ---------------------------------------------------------------- the perceptron


@pytest.mark.parametrize("name", ["AND", "OR"])
@pytest.mark.parametrize("eta", [1.0, 0.3])
def test_and_and_or_are_learnt(name, eta):
    inputs, y = wu.TRUTH_TABLES[name]
    run = wu.perceptron(inputs, y, epochs=50, eta=eta)
    assert run.converged
    assert run.cycle is None
    assert run.mistakes[-1] == 0
    assert (wu.step(inputs @ run.W[-1] + run.b[-1]) == y).all()
    assert len(run.W) == len(run.b) == len(run.mistakes) + 1


def test_the_first_epoch_of_and_by_hand():
    # silent on the first three, rightly; on (1, 1) too, wrongly: w = (1, 1), b = 1
    run = wu.perceptron(*wu.TRUTH_TABLES["AND"], epochs=1)
    assert (run.W[1].tolist(), run.b[1], run.mistakes.tolist()) == ([1, 1], 1, [1])
    assert not run.converged


def test_xor_comes_back_to_where_it_was_in_whatever_order_it_is_shown():
    inputs, y = wu.TRUTH_TABLES["XOR"]
    for order in itertools.permutations(range(4)):
        run = wu.perceptron(inputs[list(order)], y[list(order)], epochs=200)
        i, j = run.cycle
        assert not run.converged
        assert len(run.mistakes) == 200
        assert run.mistakes.min() >= 1
        states = np.column_stack([run.W, run.b])
        assert (states[i : i - j] == states[j:]).all()
        before = {tuple(state) for state in states[:j]}
        assert len(before) == j, "no earlier epoch began with weights seen before"


def test_a_solved_problem_makes_no_cycle():
    run = wu.perceptron([[1.0]], [0], epochs=5)
    assert (run.converged, run.cycle, len(run.mistakes)) == (True, None, 1)


def test_the_tables_are_right_and_cannot_be_written_to():
    for name, rule in (("AND", np.logical_and), ("OR", np.logical_or), ("XOR", np.logical_xor)):
        inputs, y = wu.TRUTH_TABLES[name]
        assert (rule(*inputs.T) == y).all()
    with pytest.raises(ValueError, match="read-only"):
        wu.TRUTH_TABLES["AND"][1][0] = 1


# ---------------------------------------------------------------- linear regression


def test_the_fit_ends_at_least_squares():
    fit = wu.fit_linear_regression(X, Y, 0.3, 5000)
    best, *_ = np.linalg.lstsq(np.column_stack([X, np.ones(5)]), Y, rcond=None)
    close([*fit.W[-1], fit.b[-1]], best, atol=1e-8)
    assert (np.diff(fit.losses) <= 1e-15).all()


def test_a_batch_of_all_is_the_whole_and_batches_repeat_with_the_seed():
    whole = wu.fit_linear_regression(X, Y, 0.1, 20)
    shuffled, one, other = (
        wu.fit_linear_regression(X, Y, 0.1, 20, batch, np.random.default_rng(3))
        for batch in (5, 2, 2)
    )
    close(shuffled.W, whole.W, rtol=1e-10)
    close(one.W, other.W, rtol=0)
    assert not np.allclose(one.W, whole.W)


def test_a_pass_of_batches_sees_every_example_once():
    few = wu.batches(7, 3, np.random.default_rng(0))
    for _ in range(3):
        parts = [next(few) for _ in range(3)]
        assert [len(part) for part in parts] == [3, 3, 1]
        assert sorted(np.concatenate(parts)) == list(range(7))


# ---------------------------------------------------------------- descent on a bowl

BOWL = np.array([[8.2, 3.6], [3.6, 2.8]])  # eigenvalues 10 and 1


@given(rate=st.floats(0.001, 0.5))
def test_every_step_multiplies_an_eigenvector_by_one_minus_eta_lambda(rate):
    values, vectors = np.linalg.eigh(BOWL)
    path = wu.quadratic_descent(BOWL, [2.0, -1.0], rate, 5)
    start = np.array([2.0, -1.0]) @ vectors
    for k, point in enumerate(path):
        close(point @ vectors, start * (1 - rate * values) ** k, atol=1e-9, rtol=1e-9)
        close(wu.quadratic_loss(BOWL, point), (point @ vectors) ** 2 @ values / 2)


def test_the_borders_of_the_regimes():
    regimes = [wu.descent_regime(BOWL, eta) for eta in (0.0, 0.1, 0.101, 0.2, 0.201)]
    assert wu.largest_stable_rate(BOWL) == pytest.approx(0.2)
    assert regimes == ["converges", "converges", "oscillates", "oscillates", "diverges"]


def test_a_start_without_a_steep_part_feels_the_gentle_curvature_only():
    assert wu.descent_regime(BOWL, 0.25, [1.0, -2.0]) == "converges"
    assert wu.descent_regime(BOWL, 0.25, [1.0, -1.9]) == "diverges"
    assert wu.descent_regime(BOWL, 0.25, [0.0, 0.0]) == "converges"


# ---------------------------------------------------------------- differences


def test_the_error_is_smallest_near_the_cube_root_of_the_last_digit():
    x, steps = np.linspace(0.5, 1.5, 501), 10.0 ** np.arange(-10, 0, 0.05)
    error = np.median(wu.gradient_error_curve(np.sin, np.cos, x, steps), axis=1)
    best = steps[error.argmin()]
    assert 4e-6 < best < 9e-6
    assert 4e-6 < np.finfo(float).eps ** (1 / 3) < 9e-6
    truncation = error[steps > 1e-4]
    slope = np.polyfit(np.log(steps[steps > 1e-4]), np.log(truncation), 1)[0]
    assert slope == pytest.approx(2, abs=0.03)
    rounding = np.polyfit(np.log(steps[steps < 1e-6]), np.log(error[steps < 1e-6]), 1)[0]
    assert rounding == pytest.approx(-1, abs=0.1)


def test_the_complex_step_has_no_round_off():
    x = np.linspace(0.1, 2, 50)
    close(wu.complex_step_derivative(lambda x: np.exp(x) * np.sin(x), x),
          np.exp(x) * (np.sin(x) + np.cos(x)), rtol=1e-14, atol=1e-14)  # fmt: skip
