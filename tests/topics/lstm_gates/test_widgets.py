"""Topic 05's live pictures without a browser: their numbers, their states, their texts."""

import re
from itertools import product

import numpy as np
import pytest
from topics.lstm_gates import samples

from utils.widgets import lstm_gates as explore
from utils.widgets.lstm_gates import console, over_text, scenes

KEEP, REPLACE, NOISE, COUNT, DEPTH, ODD = scenes.SCENES
START = {"step": 2, "scene": KEEP, "f": "free", "i": "free", "o": "free"}


def gates(**changes):
    return explore.console_numbers(START | changes)


# ---------------------------------------------------------------- the gate console


@pytest.mark.parametrize("scene", scenes.SCENES)
def test_free_gates_answer_all_that_is_asked_and_a_held_one_can_spoil_it(scene):
    n = gates(scene=scene)
    assert n["right"] == n["right_free"] == n["asked"] >= 2
    assert n["off"] == 0
    spoilt = [gates(scene=scene, **{g: v})["right"] for g in "fio" for v in ("0.00", "1.00")]
    assert min(spoilt) < n["asked"]


@pytest.mark.parametrize("scene", scenes.SCENES)
@pytest.mark.parametrize("held", [{}, {"f": "0.50"}, {"i": "1.00", "o": "0.30"}])
def test_what_is_kept_and_written_is_the_cell(scene, held):
    for t in range(1, scenes.T + 1):
        n = gates(scene=scene, step=t, **held)
        s = n["step"]
        assert s["kept"] + s["written"] == pytest.approx(s["c"])
        assert s["h"] == pytest.approx(s["o"] * np.tanh(s["c"]))
        assert s["c_prev"] == pytest.approx(n["run"]["c"][t - 2] if t > 1 else 0)
        assert all(s[gate] == float(value) for gate, value in held.items())
        assert s["held"] == [gate for gate in "fio" if gate in held]


def test_what_each_gate_does_at_its_ends():
    assert gates(o="0.00")["off"] == 0  # silent, it remembers all the same
    assert gates(scene=ODD, o="0.00")["off"] > 1  # but for a cell that listens to itself
    both = gates(scene=COUNT, f="1.00", i="1.00")["run"]
    np.testing.assert_allclose(both["c"], np.arange(1, 13), atol=1e-3)
    assert both["h"].max() < 1
    # without forgetting, 1 and −1 are mixed instead of replaced
    assert gates(scene=REPLACE, f="1.00")["run"]["c"][-1] == pytest.approx(0, abs=1e-3)
    assert gates(scene=NOISE, i="1.00")["off"] > 2


@pytest.mark.parametrize("scene", scenes.SCENES)
def test_no_single_gate_drives_the_cell_out_of_the_picture(scene):
    low, high = scenes.span(scene)
    for gate, k in product("fio", range(0, 21, 4)):
        c = gates(scene=scene, **{gate: f"{k / 20:.2f}"})["run"]["c"]
        assert low < c.min() <= c.max() < high


@pytest.fixture(scope="module")
def live():
    return explore.explore_gates()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, ["Step 2 of 12, input 1, write: something is written, the cell is silent.",
              "= 0.00 + 0.96 = 0.96; h = ", "All gates are free: 2 of 2 answers are right."]),
        ({"step": 5, "f": "0.50"}, ["the old is kept to 50%", "half of what it has is gone",
                                    "0.96 off the free run", "0 of 2 answers are right, 2 when"]),
        ({"f": "1.00"}, ["f held at 1.00: it never forgets. ", "is that of the free run; 2 of 2"]),
        ({"f": "0.00", "i": "0.00"}, ["it forgets all at every step. ", "deaf"]),
        ({"o": "0.00", "step": 5}, ["says nothing. The cell is that of the free run; 0 of 2"]),
        ({"o": "1.00", "i": "0.35"}, ["always says what it has", "35% of every candidate"]),
        ({"scene": COUNT, "f": "1.00", "i": "1.00", "step": 12},
         ["= 11.00 + 1.00 = 12.00", "added up, without a bound; h stays below 1"]),
        ({"scene": REPLACE, "f": "1.00", "step": 7}, ["input −1, write", "= 0.96 − 0.96 = 0.00"]),
    ],
)  # fmt: skip
def test_the_console_says_what_happens(live, state, said):
    live.reset()
    live.set(**state)
    for part in said:
        assert part in live.picture.reading


def test_the_sum_that_is_printed_adds_up_everywhere(live):
    form = re.compile(r"= (−?[\d.]+) ([+−]) (−?[\d.]+) = (−?[\d.]+); h")
    for scene, t, f in product(scenes.SCENES, (3, 8), ("0.35", "0.85")):
        text = live.reading(gates(scene=scene, step=t, f=f, i="0.45"))
        kept, sign, written, c = form.search(text).groups()
        kept, written, c = (float(part.replace("−", "-")) for part in (kept, written, c))
        assert kept + (written if sign == "+" else -written) == pytest.approx(c)


def test_a_hand_on_a_slider_computes_a_run_once():
    gates(f="0.35")
    before = console.run.cache_info().misses
    for t in range(1, 13):
        gates(f="0.35", step=t)
    assert console.run.cache_info().misses == before


# ---------------------------------------------------------------- gates over text


@pytest.fixture
def of(monkeypatch):
    monkeypatch.setattr(over_text, "WARM", 5)
    over_text.ranked.cache_clear()
    yield samples.prepare(monkeypatch)
    over_text.ranked.cache_clear()


def text(**changes):
    snippet = next(iter(samples.reader().snippets))
    start = {"rank": 1, "label": "brackets", "quantity": "cell c", "snippet": snippet}
    return explore.text_numbers(start | changes)


@pytest.mark.parametrize("quantity", over_text.QUANTITIES)
@pytest.mark.parametrize("label", over_text.LABELS)
def test_units_are_ranked_on_other_text_than_they_are_measured_on(of, quantity, label):
    values, inside = of.values[over_text.QUANTITIES[quantity]], of.labels[label]

    def r(unit, part):
        return np.corrcoef(values[5:, part::2, unit].ravel(), inside[5:, part::2].ravel())[0, 1]

    ranks = [text(rank=rank, label=label, quantity=quantity) for rank in range(1, 7)]
    units = [n["unit"] for n in ranks]
    assert sorted(units) == list(range(6))
    sizes = [abs(r(unit, 0)) for unit in units]
    assert sizes == sorted(sizes, reverse=True)
    np.testing.assert_allclose(ranks[0]["rs"], [r(unit, 1) for unit in units], atol=1e-5)
    assert all(stream % 2 for stream, _ in of.snippets.values())


def test_what_is_shown_is_the_unit_over_the_snippet(of):
    for quantity, low in (("cell c", None), ("output h", -1.0), ("forget gate f", 0.0)):
        n = text(quantity=quantity, rank=3, label="quotes")
        stream, words = of.snippets[n["snippet"]]
        values = of.values[over_text.QUANTITIES[quantity]][: len(words), stream, n["unit"]]
        np.testing.assert_array_equal(n["shown"]["values"], values)
        assert n["shown"]["low"] == (-n["shown"]["high"] if low is None else low)
        marked = "".join(np.array([*words])[n["shown"]["marked"]])
        assert marked[0] == '"'
        assert "x and y" not in marked


def test_the_text_widget_says_unit_measure_and_means(of):
    live = explore.explore_gates_over_text()
    n = text(rank=2, label="comment")
    live.set(rank=2, label="comment")
    r, (inside, outside) = n["rs"][1], n["means"]
    for part in (
        f"Unit {n['unit']}, number 2 of 6 for a comment",
        f"r = {r:.2f}",
        "its cell c is ",
        f"{inside:.2f} inside and {outside:.2f} outside",
        f"over {85 * 2:,} characters",
    ):
        assert part.replace("-", "−") in live.picture.reading
    assert (inside > outside) == (r > 0) == ("higher" in live.picture.reading)
