"""Topic 08: steps that are timed, and the race whose table is that of the code."""

import numpy as np
import pytest

from utils.data import bible
from utils.experiments import race, scaling
from utils.numpy_impl import softmax_speedups as so
from utils.numpy_impl.core.gradient_check import numerical_gradient


def test_every_method_is_timed_and_the_full_softmax_grows_the_most():
    """From 1,000 words to 30,000: full takes thirty times as long, sampling hardly longer."""
    sizes = (1_000, 30_000)
    found = scaling.scaling(sizes=sizes, seconds=0.1, batch=32, units=16)
    assert set(found) == set(scaling.METHODS)
    powers = {method: scaling.exponent(sizes, times) for method, times in found.items()}
    assert powers["full"] > 0.6
    for method in ("huffman", "balanced tree", "nce", "sampled"):
        assert powers[method] < 0.4, method
        assert found[method][-1] < found["full"][-1] / 5


def test_the_timed_step_is_told_its_settings(monkeypatch):
    told = []
    monkeypatch.setattr(
        so,
        "output_layer",
        lambda name, counts, **how: told.append(how) or MADE(name, counts, **how),
    )
    scaling.milliseconds(("class", "nce"), 100, 0.0, **{"class": {"by": "mass"}, "nce": {"k": 3}})
    assert told == [{"by": "mass"}, {"k": 3}]


MADE = so.output_layer


def test_rates_are_those_of_a_machine():
    rates = scaling.measured_rates(2)
    assert 1e8 < rates.operations < 1e14
    assert 1e8 < rates.bytes < 1e13


@pytest.mark.parametrize("power", [1.0, 0.5, 0.0])
def test_the_exponent_of_a_power_is_found(power):
    sizes = np.array([10, 1000, 10**6])
    assert scaling.exponent(sizes, 3 * sizes**power) == pytest.approx(power, abs=1e-12)


def test_the_race_is_run_on_every_verse_once():
    counts, *parts = race.data()
    V = len(counts)
    verses = bible.load(least=1).sentences
    assert sum(len(part.y) for part in parts) == sum(map(len, verses))
    assert len(parts[1].y) == sum(map(len, verses[::40]))
    assert (parts[1].y[:3] == verses[0][:3]).all()
    np.testing.assert_array_equal(
        parts[1].before[:4], [[V] * 3, [V, V, verses[0][0]], [V, *verses[0][:2]], verses[0][:3]]
    )
    assert counts.min() == 1


@pytest.mark.parametrize("name", so.OUTPUT_LAYERS)
def test_the_loss_of_the_race_falls_as_its_gradient_says(name):
    learner, rng = race.Learner(name, 0.1, np.float64), np.random.default_rng(1)
    few, start = race.Part(*(each[:5] for each in race.data()[1])), learner.p

    def run(p):
        learner.p, learner.rng = p, np.random.default_rng(2)  # the same noise
        return learner.loss_and_gradients(few)

    d = run(start)[1]
    for key, value in start.items():
        way = rng.standard_normal(value.shape)
        slope = numerical_gradient(
            lambda step, key=key, way=way: run(start | {key: start[key] + step * way})[0],
            np.zeros(()),
        )
        gradient = d[key].to_dense() if isinstance(d[key], so.RowGradient) else d[key]
        assert (gradient * way).sum() == pytest.approx(slope.item(), 1e-5, 1e-8), key


def test_the_perplexity_is_that_of_the_whole_sum():
    learner, (counts, _, _, test) = race.Learner("full", 0.1, np.float64), race.data()
    few = race.Part(test.before[:7], test.y[:7])
    h, _ = learner.states(few.before)
    S = h @ learner.p["W_y"].T + learner.p["b_y"]
    P = np.exp(S)[range(7), few.y] / np.exp(S).sum(axis=1)
    assert learner.perplexity(few, at_once=3) == pytest.approx(np.exp(-np.log(P).mean()))
    assert len(counts) == 12_678


def test_the_table_is_that_of_the_code_and_every_layer_learns():
    found = race.results()
    assert [row["layer"] for row in found.rows] == list(so.OUTPUT_LAYERS)
    for row in found.rows:
        assert race.first(row) == pytest.approx(row["first"], rel=1e-6)
        assert row["perplexity"][-1] < row["perplexity"][0], row["layer"]
        assert row["rate"] == race.SETTINGS["rates"][int(np.argmin(row["tuning"]))]


def test_at_equal_time_cheap_steps_win_and_self_normalised_scores_sum_to_one():
    rows = {row["layer"]: row for row in race.results().rows}
    for name in ("huffman", "negative"):
        assert rows[name]["milliseconds"] < rows["full"]["milliseconds"] / 5
        assert rows[name]["perplexity"][-1] < rows["full"]["perplexity"][-1]
    mean, spread = rows["normalised"]["log_Z"]
    assert abs(mean) < 0.3
    assert spread < 0.5
