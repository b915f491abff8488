"""Topic 06's live pictures without a browser: their numbers, their states, their texts."""

import numpy as np
import pytest
from topics.gru import samples

from utils.data import melodies
from utils.numpy_impl import gru as gu
from utils.numpy_impl import lstm_gates as lg
from utils.widgets import gru as explore
from utils.widgets.gru import leak, side_by_side

START = {"half_life": 5.0, "noise": 0.3, "seed": 3, "signal": "a jump", "gate": leak.CONSTANT}


def unit(**changes):
    return explore.leak_numbers(START | changes)


@pytest.mark.parametrize("half_life", [1.0, 10.0, 20.0])
def test_an_impulse_leaves_a_half_after_the_half_life(half_life):
    n = unit(half_life=half_life, signal="one impulse", noise=0.0)
    h = n["run"]["state h"]
    assert not h[:10].any()
    assert h[10] == pytest.approx(1 - 0.5 ** (1 / half_life))
    assert h[10 + int(half_life)] == pytest.approx(h[10] / 2)
    assert gu.memory_of(n["b_z"]).half_life == pytest.approx(half_life)


def test_the_unit_is_a_gru_whose_gate_hears_nothing():
    n, (x, _, h) = unit(), unit()["run"].values()
    p = {f"{kind}_{part}": np.zeros((1, 1)) for kind in "WU" for part in "zrh"}
    p |= {"b_z": [n["b_z"]], "b_r": [0.0], "b_h": [0.0], "W_h": [[1.0]]}
    small = 1e-4  # where tanh is the identity
    H, _ = gu.gru_forward(small * x[:, None, None], p)
    np.testing.assert_allclose(H[:, 0, 0] / small, h, atol=1e-7)


def test_no_constant_leak_is_calm_and_quick_but_a_gate_is():
    off = {h: unit(half_life=h)["off"] for h in (0.5, 2.0, 60.0)}
    assert off[2.0]["all"] < min(off[0.5]["all"], off[60.0]["all"])
    assert off[0.5]["soon"] < off[60.0]["soon"]
    opened = unit(half_life=20.0, gate=leak.OPENS)
    assert opened["off"]["all"] < off[2.0]["all"] / 2
    x, _, h = opened["run"].values()
    assert h[35] == pytest.approx(x[30:36].mean())  # of what came since the jump


@pytest.fixture(scope="module")
def live():
    return explore.explore_leak()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"half_life": 10.0}, "Half-life 10.0 steps: z = 0.933, leak 1 - z = 0.067, b_z = "),
        ({"half_life": 20.0}, "= 3.34; 1/e is left after 28.9 steps"),
        ({"half_life": 0.5}, "= −1.10; 1/e"),
        ({}, "within 10 steps of a change"),
        ({"gate": leak.OPENS}, "h is the mean of what came since."),
        ({"gate": leak.OPENS, "signal": "a trend"}, "no sudden change"),
    ],
)
def test_the_unit_says_what_it_does(live, state, said):
    live.reset()
    live.set(**state)
    assert said.replace(" - ", " − ") in live.picture.reading


@pytest.fixture
def runs(monkeypatch):
    return samples.prepare(monkeypatch)


def beat(**changes):
    return explore.side_by_side_numbers({"beat": 9, "melody": 4, "first": 1} | changes)


def test_both_read_the_same_melody(runs):
    drawn, n = melodies.sample(1, np.random.default_rng(4)), beat()
    assert n["notes"] == [melodies.NAMES[note] for note in drawn.notes[:, 0]]
    for name, forward in (("LSTM", lg.lstm_forward), ("GRU", gu.gru_forward)):
        network = samples.network(name.lower())
        H, gates = forward(np.eye(9)[drawn.notes], network.p)
        scores = H[7, 0] @ network.W_y + network.b_y  # after beat 8, of beat 9
        p = np.exp(scores[drawn.notes[8, 0]]) / np.exp(scores).sum()
        assert n["p"][name][8] == pytest.approx(p)
        keep = gates.f if name == "LSTM" else gates.z
        assert n["means"]["f" if name == "LSTM" else "z"][0] == pytest.approx(keep[8].mean())
    best = [values[8:12] for values in n["p"].values()][2]
    assert best.tolist() == [1] * 4  # the rules leave no choice where bar 1 returns
    assert np.isnan([values[0] for values in n["p"].values()]).all()


def test_units_go_from_those_that_keep_to_those_that_do_not(runs):
    first, last = beat()["ranks"], beat(first=side_by_side.LAST)["ranks"]
    assert first == {"LSTM": (1, 8, 40), "GRU": (1, 8, 47)}
    assert last == {"LSTM": (33, 40, 40), "GRU": (40, 47, 47)}
    for run in runs.values():
        assert (np.diff(run.strips[0].mean(axis=(0, 1))) <= 0).all()


def test_only_the_lstm_keeps_and_writes(runs):
    n = beat()
    np.testing.assert_allclose(runs["GRU"].strips[:2].sum(axis=0), 1)
    lstm, gru = n["both"].values()
    assert lstm.max() > 0 == gru.max()
    read = runs["LSTM"].strips[:2, 8, 4] > 0.5
    live = explore.explore_side_by_side()
    live.set(beat=9, melody=4)
    f, mean = n["means"]["f"]
    for said in ("beat 9 (bar 3, bar 1 again), ", f"keep f {f:.2f} ({mean:.2f}), z ",
                 f" {(read[0] & read[1]).sum()} LSTM units keep and write"):  # fmt: skip
        assert said in live.picture.reading
