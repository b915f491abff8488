"""Topic 04's live pictures without a browser: their numbers, their states, their texts."""

import numpy as np
import pytest
from helpers.live import at_start

from utils.numpy_impl import rnn_unrolling as ru
from utils.plots.convolution import number
from utils.widgets import rnn_unrolling as explore
from utils.widgets.rnn_unrolling import clipping, through_time

close = np.testing.assert_allclose
SILENCE, PARITY, DOG_BITES, MAN_BITES = explore.SEQUENCES
START = {"T": 4, "step": 7, "radius": 1.0, "sequence": SILENCE, "loss": "the last step"}
START["activation"] = "tanh"


def unrolling(**changes):
    return explore.unrolling_numbers(START | changes)


# ---------------------------------------------------------------- unrolling


@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("at", ["last", "every"])
@pytest.mark.parametrize("sequence", explore.SEQUENCES)
def test_the_numbers_are_those_of_backpropagation_through_time(sequence, at, activation):
    loss = {"last": "the last step", "every": "every step"}[at]
    state = {"T": 5, "step": 11, "radius": 1.3, "loss": loss, "activation": activation}
    n = unrolling(sequence=sequence, **state)
    weights = {"W": n["W"], "U": n["U"], "b": np.zeros(2), "v": n["v"], "c": 0.0}
    y = n["target"][:, None] if at == "every" else n["target"][-1:]
    given = {"X": n["x"][:, None, None], "y": y, "at": at, "activation": activation}
    J, run = ru.rnn_model_forward(parameters=weights, **given)
    H, _ = run.head
    close(n["H"][1:], H[:, 0])
    assert n["J"] == pytest.approx(J)
    gradients = ru.rnn_model_backward(1.0, run)
    dH, _, _ = ru.readout_backward(ru.output_gradient(1.0, run), run.head)
    close(n["terms"], ru.bptt_terms(dH, run.states).sum(axis=0), atol=1e-14)
    close(n["dz"].sum(axis=0), gradients["b"], atol=1e-14)
    close(n["dz"] @ n["W"].T, gradients["X"][:, 0], atol=1e-14)
    close(n["own"] + n["carry"], n["dh"])
    close(n["carry"][:-1], n["dz"][1:] @ n["U"].T)
    stepped = weights | {"U": n["U"] - 0.1 * gradients["U"]}
    after, _ = ru.rnn_model_forward(parameters=stepped, **given)
    assert n["J_after"] == pytest.approx(after)
    assert after <= J


@pytest.mark.parametrize("T", range(1, 6))
def test_the_step_goes_there_and_back(T):
    seen = []
    for step in range(1, 2 * T + 2):
        n = unrolling(T=T, step=step)
        seen.append((n["phase"], n["t"], n["forward"], n["turned"], n["backward"]))
    there = [("forward", t, t, False, 0) for t in range(1, T + 1)]
    back = [("backward", t, T, True, T - t + 1) for t in range(T, 0, -1)]
    assert seen == [*there, ("the loss", T, T, True, 0), *back]


def test_two_sentences_of_the_same_words_end_in_opposite_states():
    """A bag of words could not: both have the sum 0."""
    dog, man = (unrolling(T=5, sequence=name) for name in (DOG_BITES, MAN_BITES))
    assert sorted(dog["x"]) == sorted(man["x"])
    close(dog["H"], -man["H"])
    assert abs(dog["y"][-1]) > 0.1
    assert dog["twin"] == pytest.approx(man["y"][-1])
    assert dog["labels"][1] == "2 · dog"


def test_without_recurrence_only_the_last_step_is_told_and_dU_is_zero_at_length_1():
    n = unrolling(radius=0.0)
    assert np.flatnonzero(n["dh"].any(axis=1)).tolist() == [3]
    n = unrolling(T=1, step=3)
    assert not n["terms"].any()


def test_linear_and_turning_the_carry_keeps_its_size_times_the_radius():
    for radius in (0.5, 1.0, 1.5):
        sizes = np.linalg.norm(unrolling(radius=radius, activation="linear")["dh"], axis=1)
        close(sizes[:-1] / sizes[1:], radius)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"step": 1}, ["t = 1. (1, 0.5) from x₁ + (0, 0) from h₀ = (1, 0.5)", "h₁ = (0.76, 0.46)",
                       "nothing to remember yet"]),
        ({"step": 2}, ["(0, 0) from x₂ + (0.33, 0.83) from h₁", "W, U and v are those of every"]),
        ({"step": 5}, ["the loss. ŷ₄ is −0.07, wanted is 1: J = 0.572 and dŷ₄ = −1.07", "turns"]),
        ({"step": 5, "loss": "every step"}, ["Every output is compared: J = 0.", "dŷ = (0.06, 0,"]),
        ({"step": 6}, ["dh₄ = (−1.07, −1.07) from its own loss, of norm 1.5.", "term 1 of 4"]),
        ({"step": 7}, ["dh₃ = (−1.22, −0.22) carried from t = 4", "0.82 of dh₄’s", "dU gains h₂ᵀ"]),
        ({"step": 7, "loss": "every step"}, ["from its own loss + ", "carried from t = 4 = "]),
        ({"step": 9}, ["h₀ᵀ dz₁ is 0, as h₀ is. dU is complete, most of it from t = 3; ",
                       "U − 0.1 dU would change J from 0.572 to 0."]),
        ({"step": 5, "T": 5, "sequence": DOG_BITES}, ["in the other order end at "]),
        ({"step": 9, "radius": 0.0}, ["dU is complete."]),
    ],
)  # fmt: skip
def test_the_reading_says_what_has_just_happened(state, said):
    live = at_start(explore.explore_unrolling)
    live.set(**state)
    for part in said:
        assert part in live.picture.reading


def test_the_step_stays_within_the_length_and_comes_back():
    live = at_start(explore.explore_unrolling)
    live.set(T=5, step=11)
    live.controls["T"].value = 2
    assert (live.controls["step"].value, live.controls["step"].max) == (5, 5)
    assert "Step 5 of 5: backward, t = 1" in live.picture.reading
    live.reset()
    assert "Step 7 of 9" in live.picture.reading


# ---------------------------------------------------------------- gradient through time


def lags(**changes):
    start = {"radius": 0.9, "inputs": 0.2, "seed": 0, "activation": "tanh"}
    return explore.lag_numbers(start | changes)


@pytest.mark.parametrize("radius", [0.5, 1.0, 1.5])
def test_without_a_slope_of_its_own_the_gradient_follows_the_theory(radius):
    for state in ({"activation": "linear"}, {"activation": "tanh", "inputs": 0.0}):
        n = lags(radius=radius, **state)
        close(n["norms"], radius ** np.arange(through_time.STEPS))
        close(n["theory"], n["norms"])
        assert n["rate"] == pytest.approx(radius)


@pytest.mark.parametrize("activation", ru.RNN_ACTIVATIONS)
@pytest.mark.parametrize("radius", [0.5, 1.5])
def test_no_term_exceeds_the_theory(activation, radius):
    n = lags(activation=activation, radius=radius, inputs=1.0, seed=3)
    for lag, bound in enumerate(n["theory"]):
        assert np.diagonal(n["M"], -lag).max() <= bound * (1 + 1e-9)
    assert not np.triu(n["M"], 1).any()


@pytest.mark.parametrize(
    ("state", "verdict", "why"),
    [
        ({}, "vanishes", "less, since tanh has the mean slope 0.90"),
        ({"radius": 1.0, "activation": "linear"}, "lasts", "as the theory says"),
        ({"radius": 1.5, "activation": "linear"}, "explodes", "as the theory says"),
        ({"radius": 1.5, "inputs": 2.0}, "vanishes", "less, since tanh"),  # saturated
        ({"activation": "sigmoid"}, "vanishes", "ρ/4 = 0.225 at most"),
        # all states are 0, where a ReLU has no slope
        ({"activation": "relu", "inputs": 0.0}, "vanishes", "mean slope 0.00"),
    ],
)
def test_the_picture_says_whether_the_gradient_lasts_and_why(state, verdict, why):
    live = at_start(explore.explore_gradient_through_time)
    live.set(**state)
    assert live.picture.error == ""
    assert f"the gradient {verdict}. " in live.picture.reading
    assert why in live.picture.reading
    assert live.canvas.artists["word"].get_text().startswith(verdict)


# ---------------------------------------------------------------- clipping


@pytest.mark.parametrize("start", [(4.8, -2.2, 0.5), (5.5, -2.6, 0.5), (4.2, -2.9, 0.2)])
@pytest.mark.parametrize("how", ["norm", "value"])
@pytest.mark.parametrize("clip", [None, 0.2])
def test_both_ways_are_those_of_cliff_descent(start, how, clip):
    ours = clipping.descend(*start, clip, how)
    theirs = ru.cliff_descent(*start, steps=15, clip=clip, how=how)
    for name in ("w", "b", "J", "norms"):
        # the cliff magnifies differences of rounding
        close(ours[name][:16], getattr(theirs, name), rtol=1e-6, atol=1e-9)


def test_clipping_by_norm_turns_nothing_and_entry_by_entry_does():
    state = {"steps": 20, "rate": 0.5, "clip": 0.2, "w": 4.8, "b": -2.2}
    turned = {}
    for how in clipping.HOW:
        path = explore.clipping_numbers(state | {"how": how})["paths"]["clipped"]
        turned[how] = path["turned"].max()
        assert path["w"].shape == (21,)
    assert turned["by its norm"] == 0
    assert turned["entry by entry"] > 5
    # (3, 4) kept within 1 becomes (1, 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clipping, "_one_unit", lambda w, b: (0.0, 3.0, 4.0))
        path = clipping.descend.__wrapped__(0.0, 0.0, 1.0, 1.0, "value")
    assert path["turned"][0] == pytest.approx(8.13, abs=0.01)
    assert path["w"][:3].tolist() == [0, -1, -2]


def test_the_cliff_throws_the_one_and_not_the_other():
    live = at_start(explore.explore_clipping)
    w, b, J = clipping.cliff_surface()
    close(J[3, 5], ru.one_unit(w[5], b[3])[0])
    plain, clipped = live.numbers(live.state)["paths"].values()
    assert np.abs(np.diff(plain["w"])).max() > 1
    assert np.hypot(np.diff(clipped["w"]), np.diff(clipped["b"])).max() <= 0.2 * 0.3 + 1e-12
    assert f"Not clipped: at ({number(plain['w'][-1])}" in live.picture.reading
    assert "turned: none" in live.picture.reading
    live.set(how="entry by entry")
    assert "a gradient was turned by up to " in live.picture.reading
    live.set(steps=0)
    assert "J = " in live.picture.reading
    assert live.picture.error == ""


def test_play_computes_the_ways_once():
    live = at_start(explore.explore_clipping)
    before = clipping.descend.cache_info().misses
    for steps in range(clipping.LONGEST + 1):
        live.numbers(live.state | {"steps": steps})
    assert clipping.descend.cache_info().misses == before
