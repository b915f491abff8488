"""Generated melodies: their form, and that the floors are what nobody can go below."""

import numpy as np
import pytest

from utils.data import melodies

RETURNS = np.array([melodies.first_time(t) < t for t in range(melodies.LENGTH)])


@pytest.fixture(scope="module")
def drawn():
    return melodies.sample(20_000, np.random.default_rng(0))


def test_the_motif_returns_and_the_end_is_the_tonic(drawn):
    bars = drawn.notes.reshape(8, 4, -1)
    np.testing.assert_array_equal(bars[2], bars[0])
    np.testing.assert_array_equal(bars[6], bars[0])
    assert RETURNS.reshape(8, 4).all(axis=1).tolist() == [bar in (2, 6) for bar in range(8)]
    assert (bars[1] != bars[0]).any(axis=0).mean() > 0.9
    assert (drawn.notes[-1] == 1).all()
    assert (drawn.nats[-1] == 0).all()
    assert (drawn.nats[RETURNS] == 0).all()


def test_only_weak_beats_are_silent_and_strong_ones_prefer_the_chord(drawn):
    silent = (drawn.notes == melodies.REST).mean(axis=1)
    assert (silent[::2] == 0).all()
    np.testing.assert_allclose(silent[1:-1:2], 0.25, atol=0.015)
    chord = np.isin(drawn.notes, [1, 3, 5, 8]).mean(axis=1)
    assert chord[::2].min() > 0.7 > 0.5 > chord[1:-1:2].max()


def test_the_surprise_is_that_of_how_often_it_happens(drawn):
    """Of melodies with the same note on a strong beat, exp(−nats) is the share that goes on so."""
    alike = drawn.notes[2] == drawn.notes[2, 0]
    share, n = (drawn.notes[3, alike] == drawn.notes[3, 0]).mean(), alike.sum()
    assert n > 1000
    expected = np.exp(-drawn.nats[3, 0])
    assert share == pytest.approx(expected, abs=4 * np.sqrt(expected * (1 - expected) / n))


def test_the_best_floor_is_the_mean_surprise(drawn):
    best, _ = melodies.floors()
    error = drawn.nats.std(axis=1) / np.sqrt(drawn.nats.shape[1])
    assert (abs(drawn.nats.mean(axis=1) - best) <= 4 * error + 1e-12).all()


def test_the_forgetful_floor_is_what_a_table_of_the_last_pitch_reaches(drawn):
    """A table by beat and last pitch, counted on half of the melodies, tried on the others."""
    _, forgetful = melodies.floors()
    last = np.zeros_like(drawn.notes)
    for t in range(1, melodies.LENGTH):
        last[t] = np.where(drawn.notes[t - 1] == 0, last[t - 1], drawn.notes[t - 1])
    half = drawn.notes.shape[1] // 2
    for t in range(1, melodies.LENGTH):
        counts = np.full((9, 9), 1e-9)
        np.add.at(counts, (last[t, :half], drawn.notes[t, :half]), 1)
        p = counts / counts.sum(axis=1, keepdims=True)
        nats = -np.log(p[last[t, half:], drawn.notes[t, half:]])
        assert nats.mean() == pytest.approx(forgetful[t], abs=0.04), t


def test_a_memory_helps_only_where_the_motif_returns():
    best, forgetful = melodies.floors()
    np.testing.assert_array_equal(best[~RETURNS], forgetful[~RETURNS])
    assert (forgetful[RETURNS] > 1).all()
