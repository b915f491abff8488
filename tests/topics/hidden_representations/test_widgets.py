"""Topic 02's live pictures without a browser: their numbers, their states, their texts."""

import numpy as np
import pytest
from scipy.interpolate import RegularGridInterpolator

from utils.numpy_impl import hidden_representations as hr
from utils.widgets import hidden_representations as explore

START = {"iteration": 10_000, "seed": hr.PINNED_SEED, "rate": 0.1}


def numbers(**state):
    return explore.training_numbers(START | state)


def test_the_trainings_are_those_of_train():
    """Run for run the same as the lecture's loop, at whichever place seed and rate stand."""
    run = hr.train(3, learning_rate=0.3, steps=20_000, every=200)
    for iteration in (0, 600, 20_000):
        n, k = numbers(iteration=iteration, seed=3, rate=0.3), iteration // 200
        np.testing.assert_allclose(n["P"], run.P[k], atol=1e-9)
        np.testing.assert_allclose(n["places"], run.X2[k], atol=1e-9)
        assert n["loss"] == pytest.approx(run.loss[k], abs=1e-9)
        assert n["dead"] == hr.dead_units(run.at(k)).sum()


def test_the_surface_is_what_the_network_says_of_the_inputs():
    n = numbers()
    for x, p in zip(hr.TABLE_INPUTS, n["P"], strict=True):
        column, row = (np.abs(explore.SIDE - value).argmin() for value in x)
        assert explore.SIDE[column] == pytest.approx(x[0])
        assert n["surface"][row, column] == pytest.approx(p)


def test_the_plane_says_the_same_of_the_places_as_the_surface_of_the_inputs():
    n = numbers()
    between = RegularGridInterpolator((explore.REACH, explore.REACH), n["plane"].T)
    np.testing.assert_allclose(between(n["places"]), n["P"], atol=0.005)


def test_every_place_of_every_training_is_within_the_picture():
    places = explore._trainings().snapshots.X2
    assert places.min() >= 0
    assert places.max() < explore.REACH[-1]


def test_the_codes_are_those_of_the_autoencoder():
    run = hr.train_autoencoder(2, steps=300, every=300)
    n = explore.code_numbers({"step": 300, "seed": 2})
    np.testing.assert_allclose(n["code"], run.codes[-1])
    assert n["bits"].tolist() == hr.binary_codes(run.codes[-1]).tolist()
    assert n["right"] == run.right[-1]
    assert n["loss"] == pytest.approx(run.loss[-1])
    early = explore.code_numbers({"step": 0, "seed": 0})
    assert early["distinct"] == len({tuple(row) for row in early["bits"].tolist()}) < 8


def test_the_readings_say_what_the_pictures_show():
    live = explore.explore_training()
    live.set(iteration=20_000)
    assert f"seed {hr.PINNED_SEED}, η = 0.1: loss 0.325 nats" in live.picture.reading
    assert "no unit is dead" in live.picture.reading
    code = explore.explore_code()
    code.set(step=2_000)
    assert "8 of 8 outputs right" in code.picture.reading
    assert "8 different" in code.picture.reading
    bits = code.picture.reading.split(" are ")[1].split(":")[0].split()
    assert len(set(bits)) == 8
