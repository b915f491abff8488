"""Topic 04's pictures show the numbers they are given, in place."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from topics.rnn_unrolling import samples

from utils.plots import rnn_unrolling as plots
from utils.plots.style import BLUE, GREEN, ORANGE

RUN = samples.RUN


def words(artists):
    return [text.get_text() for text in artists["texts"]]


def points(line):
    return line.get_xydata().tolist()


def colours(arrows):
    """Count the arrows of the three colours that a network's have."""
    found = [to_hex(colour).upper() for colour in arrows]
    return [found.count(colour) for colour in (BLUE, ORANGE, GREEN)]


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (-2, "−2"), (0.25, "¼"), (-1.5, "−1½"), (3.75, "3¾"), (-0.3, "−0.3")],
)
def test_a_number_is_written_as_by_hand(value, said):
    assert plots.fraction(value) == said


@pytest.mark.parametrize("T", [1, 4])
def test_every_step_has_a_copy_of_the_same_three_arrows(ax, T):
    artists = plots.draw_unfolding(ax, T)
    assert colours(arrow.get_edgecolor() for arrow in artists["arrows"]) == [T + 1] * 3
    assert len(artists["boxes"]) == 3 + 3 * T


def test_the_four_patterns_have_their_steps(ax):
    assert len(plots.draw_patterns(ax)["boxes"]) == 3 + 3 + 3 + 5


def test_the_run_by_hand_has_a_number_on_every_arrow(ax):
    there = words(plots.draw_by_hand(ax, samples.BY_HAND))
    # W x and its ∂, U h and its ∂, v h and its ∂, of each step in turn
    first, second, third = "4 ∂ 1 0 ∂ ½ 8 ∂ 2", "1 ∂ −2 2 ∂ −1 6 ∂ −4", "2 ∂ 4 1½ ∂ 2 7 ∂ 4"
    assert " ".join(w for w in there if "=" not in w) == f"{first} {second} {third}"
    wanted, weights = ["y₁ = 7", "y₂ = 8", "y₃ = 5"], ["v = 2", "U = ½", "W = 1"]
    assert [w for w in there if "=" in w] == wanted + weights


def test_the_way_forward_alone_has_no_gradients(ax):
    forward = {k: v for k, v in samples.BY_HAND.items() if k not in ("dy", "dh", "dz")}
    plots.draw_by_hand(ax, forward, backward=False)
    assert not [text for text in ax.texts if "∂" in text.get_text()]


def test_the_sums_stand_beside_the_terms(ax):
    terms, sums = ["8", "−8", "−4", "4", "2", "8"], ["8", "4", "−12", "−2", "14", "8", "10"]
    assert words(plots.draw_terms(ax, samples.TERMS)) == terms + sums
    assert [label.get_text() for label in ax.get_xticklabels()] == ["1", "2", "3", "sum"]


def test_norms_and_theory_start_together(ax):
    artists = plots.draw_decay(ax, samples.NORMS, {"tanh": 0.5, "linear": 0.9})
    for line, theory in zip(artists["lines"].values(), artists["theory"], strict=True):
        np.testing.assert_allclose(line.get_ydata(), theory.get_ydata())
    assert ax.get_yscale() == "log"
    assert plots.draw_decay(ax, samples.NORMS)["theory"] == []


@pytest.mark.parametrize("gradient", [[3.0, -4.0], [-3.0, 4.0], [0.1, 9.0]])
def test_all_arrows_and_limits_are_in_view(ax, gradient):
    artists = plots.draw_clip_directions(ax, gradient, samples.CLIPPED, 1.0)
    ends = [list(arrow.xy) for arrow in artists["arrows"].values()]
    assert ends == [gradient, *samples.CLIPPED.values()]
    for (low, high), end in zip((ax.get_xlim(), ax.get_ylim()), gradient, strict=True):
        assert low < min(-1, end)
        assert max(1, end) < high


def test_hours_become_days_and_every_seed_has_a_point(ax):
    lines = plots.draw_forecast(ax, [0, 24, 48], samples.WEEK)["lines"]
    assert points(lines["network"]) == [[0, 4.2], [1, 4.6], [2, 4.4]]
    seeds = plots.draw_errors(ax, samples.ERRORS, "error (°C)")["points"]
    assert points(seeds["persistence"]) == [[0.5, 0]]
    assert points(seeds["network"]) == [[0.4, 1], [0.42, 1], [0.41, 1]]


def test_the_first_answer_is_at_step_one(ax):
    artists = plots.draw_accuracy(ax, {"a": [1.0, 0.9]}, seen=12)
    assert points(artists["lines"]["a"]) == [[1, 1.0], [2, 0.9]]
    assert artists["end"].get_xdata() == [12, 12]


@pytest.mark.parametrize("stacked", [False, True])
@pytest.mark.parametrize(
    ("forward", "turned", "backward"),
    [(1, False, 0), (2, False, 0), (3, True, 0), (3, True, 2), (3, True, 3)],
)
def test_an_unrolled_network_shows_what_has_been_reached(
    ax, written, stacked, forward, turned, backward
):
    artists = plots.draw_unrolled(ax, RUN, stacked)
    written.clear()
    now = {"forward": forward, "turned": turned, "backward": backward, "title": "now"}
    plots.update_unrolled(artists, RUN | now)
    back = slice(3 - backward, None)
    shown = [RUN["W"], RUN["U"], RUN["v"], RUN["x"], RUN["target"][RUN["counted"]]]
    shown += [RUN["H"][: forward + 1], RUN["y"][:forward]]
    shown += [RUN[part][back] for part in ("dh", "dz", "terms")]
    shown += [RUN["terms"][back].sum(axis=0)] if backward else []
    numbers = [word for word in written if word.isdigit()]
    assert sorted(numbers) == sorted(f"{v:g}" for part in shown for v in np.ravel(part))
    assert [word for word in written if not word.isdigit()] == ["+", "+", "=", "now", *"abc"]
    carries = min(backward, 2)  # not into h₀
    losses = RUN["counted"][back].sum()
    expected = [forward, forward + carries, forward + losses]
    assert colours(artists["arrows"].get_facecolor()) == expected


def test_another_length_fits_into_the_room(ax):
    short = {name: RUN[name][:2] for name in ("x", "y", "target", "counted", "dh", "dz", "terms")}
    artists = plots.draw_unrolled(ax, RUN, room=3)
    limits = ax.get_xlim(), ax.get_ylim()
    plots.update_unrolled(artists, RUN | short | {"H": RUN["H"][:3], "labels": "ab", "forward": 2})
    assert (ax.get_xlim(), ax.get_ylim()) == limits


def test_the_lag_map_has_a_row_for_each_loss_and_nothing_after_it(ax):
    artists = plots.draw_lag_map(ax, samples.M)
    plots.update_lag_map(artists, 10 * samples.M)
    shown = artists["image"].get_array()
    assert (shown[5, 0], shown[2, 2]) == pytest.approx((-4, 1))
    assert shown.mask.tolist() == np.triu(np.ones((6, 6), bool), 1).tolist()
    assert artists["image"].get_extent() == [0.5, 6.5, 6.5, 0.5]
    assert np.isfinite(plots.draw_lag_map(ax, np.zeros((2, 2)))["image"].get_array()).all()


def test_norms_move_with_their_theory(ax):
    artists = plots.draw_lag_norms(ax, samples.NORMS, np.ones(6))
    plots.update_lag_norms(artists, {"tanh": np.array([1.0, 0.0])}, np.array([1.0, 0.5]))
    assert artists["lines"]["tanh"].get_ydata().tolist() == [1, pytest.approx(0)]
    assert artists["theory"].get_ydata().tolist() == [1, 0.5]


def test_ways_move_and_the_surface_stays(ax):
    ways = {label: tuple(map(np.array, way)) for label, way in samples.WAYS.items()}
    artists = plots.draw_cliff(ax, samples.W, samples.B, samples.J, ways)
    plots.update_cliff(artists, {"clipped": (np.array([1.0, 2.0]), np.array([-1.0, -2.0]))})
    assert points(artists["start"]) == [[1, -1]]
    assert points(artists["ways"]["clipped"]["end"]) == [[2, -2]]
    np.testing.assert_array_equal(artists["surface"].get_array(), samples.J)


def test_descents_move_with_their_threshold(ax):
    artists = plots.draw_descents(ax, {"clipped": [1.0, 0.5]}, 4, "J", (0.1, 1), 0.2)
    plots.update_descents(artists, {"clipped": [1.0, 0.4, 0.3]}, 0.7)
    assert points(artists["lines"]["clipped"]) == [[0, 1], [1, 0.4], [2, 0.3]]
    assert artists["level"].get_ydata() == [0.7, 0.7]
