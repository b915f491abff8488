"""The data sets: what is in them, in which units, and that bad requests are named."""

import numpy as np
import pytest
from helpers import refusals

from utils.data import iris, noisy_xor, word_frequencies


def test_iris_in_centimetres():
    data = iris.load(standardise=False)
    assert data.X.shape == (150, 4)
    assert np.bincount(data.y).tolist() == [50, 50, 50]
    np.testing.assert_array_equal(data.X[0], [5.1, 3.5, 1.4, 0.2])
    assert all(name.endswith("(cm)") for name in data.feature_names)
    assert data.class_names == ("setosa", "versicolor", "virginica")


def test_iris_standardised_leads_back_to_centimetres():
    data, raw = iris.load(), iris.load(standardise=False)
    np.testing.assert_allclose(data.X.mean(axis=0), 0, atol=1e-13)
    np.testing.assert_allclose(data.X.std(axis=0), 1)
    np.testing.assert_allclose(data.X * data.scale + data.mean, raw.X)
    np.testing.assert_allclose(raw.X * raw.scale + raw.mean, raw.X)


def test_words_fall_in_frequency_and_sum_to_one_as_do_the_first_of_them():
    head, every = word_frequencies.load(100), word_frequencies.load()
    assert len(every.words) == len(every.p) == len(set(every.words)) > 100_000
    assert (np.diff(every.p) <= 0).all()
    assert (every.p > 0).all()
    assert every.p.sum() == pytest.approx(1, abs=1e-12)
    assert head.words == every.words[:100]
    assert head.p.sum() == pytest.approx(1, abs=1e-12)
    np.testing.assert_allclose(head.p / head.p[0], every.p[:100] / every.p[0])


def test_letters():
    data = word_frequencies.letter_frequencies()
    assert "".join(data.letters) == "abcdefghijklmnopqrstuvwxyz"
    assert data.p.sum() == pytest.approx(1, abs=1e-12)
    ranked = [data.letters[i] for i in np.argsort(-data.p)]
    assert ranked[:2] == ["e", "t"]
    assert set(ranked[-4:]) == set("jqxz")


def test_noisy_xor_has_the_stated_distribution():
    joint = noisy_xor.distribution()
    assert joint.sum() == pytest.approx(1)
    np.testing.assert_allclose(joint.sum(axis=1), 0.25)
    np.testing.assert_allclose(joint[:, 1] / joint.sum(axis=1), [0.1, 0.9, 0.9, 0.1])


def test_samples_follow_it():
    X, y = noisy_xor.sample(40_000, np.random.default_rng(0))
    assert X.shape == (40_000, 2)
    assert X.dtype == y.dtype == np.int64
    share = np.zeros((4, 2))
    np.add.at(share, (noisy_xor.index(X), y), 1 / 40_000)
    # four standard deviations of a share p over n draws: 4 √(p (1 − p) / n) ≤ 0.0084
    np.testing.assert_allclose(share, noisy_xor.distribution(), atol=0.0084)


def test_the_seed_decides():
    one, same, other = (noisy_xor.sample(50, np.random.default_rng(s))[1] for s in (0, 0, 1))
    assert (one == same).all()
    assert (one != other).any()


test_bad_requests = refusals.test_of(
    (lambda: word_frequencies.load(0), "n: got 0, expected 1 to"),
    (lambda: word_frequencies.load(10**9), "n: got 1000000000, expected 1 to"),
    (lambda: word_frequencies.load(2.0), "n: got 2.0, expected an integer of 1 to"),
    (lambda: noisy_xor.sample(0, np.random.default_rng(0)), "n: got 0, expected at least 1"),
    (lambda: noisy_xor.sample(3, 0), "rng: got 0, expected np.random.default_rng"),
    (lambda: noisy_xor.sample(3, np.random.default_rng(0), 1.5), "noise: got 1.5"),
    (lambda: noisy_xor.distribution(float("nan")), "noise: the value is NaN"),
    (lambda: noisy_xor.index([[0, 2]]), r"X: got shape \(1, 2\), expected \(·, 2\) of 0 and 1"),
)
