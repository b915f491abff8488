"""Topic 02, training: one seed as the textbook does it, and a thousand seeds as one array."""

import numpy as np
import pytest

from utils.data import noisy_xor
from utils.numpy_impl import hidden_representations as hr
from utils.numpy_impl.hidden_representations import seeds

close = np.testing.assert_allclose
TARGETS = np.array([0.9, 0.1, 0.9, 0.1])


# ---------------------------------------------------------------- the examples


def test_the_tickets_are_the_noisy_xor_exactly():
    cells = np.zeros((4, 2))
    rows = noisy_xor.index(hr.TABLE_INPUTS[hr.OUTCOME_INPUT])
    np.add.at(cells, (rows, hr.OUTCOME_Y), 1)
    close(cells / len(hr.OUTCOME_Y), noisy_xor.distribution())


def test_every_ticket_is_drawn_equally_often_and_a_longer_run_begins_like_a_shorter_one():
    outcomes = hr.draw_outcomes(0, 100_000)
    close(np.bincount(outcomes.ravel(), minlength=40) / 400_000, np.full(40, 1 / 40), rtol=0.05)
    assert (hr.draw_outcomes(0, 100) == outcomes[:100]).all()
    assert (hr.draw_outcomes(1, 100) != outcomes[:100]).any()


# ---------------------------------------------------------------- one step, one run


def test_the_loop_is_made_of_the_public_steps_and_the_record_says_what_the_network_says():
    """`train` checks nothing inside its loop; with every check the numbers are the same."""
    run = hr.train(5, H=3, steps=40, every=1, activation="leaky_relu", batch=3)
    p, how = hr.initial_parameters(3, np.random.default_rng(5)), {"activation": "leaky_relu"}
    for k, few in enumerate([*hr.draw_outcomes(5, 40, 3), None]):
        for name, value in p.items():
            close(run.parameters[name][k], value, atol=1e-12)
        close(run.P[k], hr.probability(hr.TABLE_INPUTS, p, **how), rtol=1e-12)
        close(run.X2[k], hr.hidden_units(hr.TABLE_INPUTS, p, **how), atol=1e-12)
        close(run.loss[k], hr.distribution_loss(p, **how), rtol=1e-12)
        if few is not None:
            X, y = hr.TABLE_INPUTS[hr.OUTCOME_INPUT[few]], hr.OUTCOME_Y[few]
            _, cache = hr.network_forward(X, y, p, **how)
            p = hr.sgd_step(p, hr.network_backward(1.0, cache), 0.1)


# ---------------------------------------------------------------- many seeds


@pytest.mark.parametrize("activation", hr.ACTIVATIONS)
@pytest.mark.parametrize(("init", "H", "batch"), [("he", 2, 4), ("normal", 1, 1), ("torch", 5, 7)])
def test_seed_s_of_many_is_the_run_of_seed_s(activation, init, H, batch):
    chosen = {"H": H, "init": init, "activation": activation, "batch": batch, "steps": 333}
    runs = hr.train_seeds([4, 0, 9], record=100, **chosen)
    for s, seed in enumerate([4, 0, 9]):
        one = hr.train(seed, every=100, **chosen)
        snapshots = runs.snapshots
        assert (snapshots.steps == one.steps).all()
        close(snapshots.P[:, s], one.P, atol=1e-11)
        close(snapshots.X2[:, s], one.X2, atol=1e-11)
        close(snapshots.loss[:, s], one.loss, atol=1e-11)
        for name in one.parameters:
            close(snapshots.parameters[name][..., s], one.parameters[name], atol=1e-11)
            close(runs.at(s)[name], one.at(-1)[name], atol=1e-11)


def test_rates_inits_and_widths_may_differ_from_run_to_run():
    widths, starts = [3, 2, 3, 1], [5, 5, 1, 8]
    rates, inits = [0.1, 0.03, 0.3, 0.4], ["he", "uniform", "he", "torch"]
    runs = hr.train_seeds(starts, H=widths, learning_rate=rates, init=inits, steps=200)
    assert runs.snapshots is None
    for s, H in enumerate(widths):
        one = hr.train(starts[s], H, rates[s], init=inits[s], steps=200).at(-1)
        found = runs.at(s)
        close(found["W2"][:, :H], one["W2"], atol=1e-11)
        assert not any(found[name][..., H:].any() for name in ("W2", "b2", "W3"))
        close(hr.probability(hr.TABLE_INPUTS, found), runs.P[s], atol=1e-11)
        assert runs.dead[s] == hr.dead_units(one).sum()


def test_the_blocks_it_works_in_do_not_show(monkeypatch):
    whole = hr.train_seeds(range(20), steps=100, record=30)
    monkeypatch.setattr(seeds, "_NUMBERS_AT_ONCE", 4 * 2 * 3)  # three seeds at a time
    monkeypatch.setattr(seeds, "_STEPS_AT_ONCE", 7)
    cut = hr.train_seeds(range(20), steps=100, record=30)
    close(cut.snapshots.P, whole.snapshots.P, rtol=1e-12)
    close(cut.parameters["W2"], whole.parameters["W2"], rtol=1e-12)


def test_float32_ends_where_float64_does(two_hundred):
    runs = hr.train_seeds(range(200), steps=8_000, dtype=np.float32)
    close(runs.P, two_hundred.P, atol=0.01)
    assert (runs.solved == two_hundred.solved).mean() > 0.98


def test_no_steps_leave_the_initial_networks():
    run, runs = hr.train(3, steps=0), hr.train_seeds([3], steps=0, record=5)
    assert run.steps.tolist() == runs.snapshots.steps.tolist() == [0]
    for name, value in hr.initial_parameters(2, np.random.default_rng(3)).items():
        assert (run.at(0)[name] == value).all()
        assert (runs.at(0)[name] == value).all()


@pytest.fixture(scope="module")
def two_hundred():
    return hr.train_seeds(range(200), steps=8_000)


def test_solved_is_a_question_of_the_loss_and_means_right_about_all_inputs(two_hundred):
    assert (two_hundred.solved == (two_hundred.loss < hr.SOLVED_LOSS)).all()
    right = ((two_hundred.P > 0.5) == (TARGETS > 0.5)).all(axis=1)
    assert (right == two_hundred.solved).all()


def test_dead_units_are_counted_as_in_the_network(two_hundred):
    ours = [hr.dead_units(two_hundred.at(s)).sum() for s in range(200)]
    assert (two_hundred.dead == ours).all()
    assert two_hundred.dead.max() == 2
    assert not hr.train_seeds(range(20), steps=50, activation="tanh").dead.any()
