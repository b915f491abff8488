"""Topic 04's pictures show the numbers they are given, in place."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from topics.rnn_unrolling import samples

from utils.plots import rnn_unrolling as plots
from utils.plots.style import BLUE, GREEN, ORANGE


def words(artists, key="texts"):
    return [text.get_text() for text in artists[key]]


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-2, "−2"), (0.25, "¼"), (-1.5, "−1½"), (3.75, "3¾"), (-0.3, "−0.3")],
)
def test_a_number_is_written_as_by_hand(value, written):
    assert plots.fraction(value) == written


@pytest.mark.parametrize("T", [1, 4])
def test_every_step_has_a_copy_of_the_same_three_arrows(ax, T):
    artists = plots.draw_unfolding(ax, T)
    colours = [to_hex(arrow.get_edgecolor()).upper() for arrow in artists["arrows"]]
    assert {colour: colours.count(colour) for colour in (BLUE, ORANGE, GREEN)} == dict.fromkeys(
        (BLUE, ORANGE, GREEN), T + 1
    )
    assert len(artists["boxes"]) == 3 + 3 * T


def test_the_four_patterns_have_their_steps(ax):
    assert len(plots.draw_patterns(ax)["boxes"]) == 3 + 3 + 3 + 5


def test_the_run_by_hand_has_a_number_on_every_arrow(ax):
    there = words(plots.draw_by_hand(ax, samples.BY_HAND))
    # W x and its ∂, U h and its ∂, v h and its ∂, of each step in turn
    expected = ["4", "∂ 1", "0", "∂ ½", "8", "∂ 2"]
    expected += ["1", "∂ −2", "2", "∂ −1", "6", "∂ −4"]
    expected += ["2", "∂ 4", "1½", "∂ 2", "7", "∂ 4"]
    assert [w for w in there if "=" not in w] == expected
    assert [w for w in there if "=" in w] == [
        "y₁ = 7",
        "y₂ = 8",
        "y₃ = 5",
        "v = 2",
        "U = ½",
        "W = 1",
    ]


def test_the_way_forward_alone_has_no_gradients(ax):
    forward = {k: v for k, v in samples.BY_HAND.items() if k not in ("dy", "dh", "dz")}
    plots.draw_by_hand(ax, forward, backward=False)
    assert not [text for text in ax.texts if "∂" in text.get_text()]


def test_the_sums_stand_beside_the_terms(ax):
    there = words(plots.draw_terms(ax, samples.TERMS))
    assert there[:6] == ["8", "−8", "−4", "4", "2", "8"]
    assert there[6:] == ["8", "4", "−12", "−2", "14", "8", "10"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["1", "2", "3", "sum"]


def test_norms_and_theory_start_together(ax):
    artists = plots.draw_decay(ax, samples.NORMS, {"tanh": 0.5, "linear": 0.9})
    assert len(artists["theory"]) == 2
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
    assert lines["network"].get_xydata().tolist() == [[0, 4.2], [1, 4.6], [2, 4.4]]
    points = plots.draw_errors(ax, samples.ERRORS, "error (°C)")["points"]
    assert points["persistence"].get_xydata().tolist() == [[0.5, 0]]
    assert points["network"].get_xydata().tolist() == [[0.4, 1], [0.42, 1], [0.41, 1]]


def test_the_first_answer_is_at_step_one(ax):
    artists = plots.draw_accuracy(ax, {"a": [1.0, 0.9]}, seen=12)
    assert artists["lines"]["a"].get_xydata().tolist() == [[1, 1.0], [2, 0.9]]
    assert artists["end"].get_xdata() == [12, 12]
