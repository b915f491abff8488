"""Topic 06: three cells on three tasks are compared fairly, and the table is what they give."""

import functools

import numpy as np
import pytest

from utils.data import melodies
from utils.experiments import comparison, melody_networks, three_cells, three_tasks
from utils.numpy_impl.core.gradient_check import numerical_gradient

START = three_cells.start
EACH = [(task, cell) for task in three_tasks.TASKS for cell in three_cells.CELLS]


def some(part, N):
    return three_cells.Part(
        part.X[:, :N], part.y[..., :N], None if part.lengths is None else part.lengths[:N]
    )


@pytest.mark.parametrize(("task", "cell"), EACH)
def test_the_loss_falls_as_its_gradient_says(task, cell):
    task = three_tasks.TASKS[task]()
    few, rng = some(task.train, 3), np.random.default_rng(0)
    p = three_cells.start(cell, task, 4, rng)
    J, gradients = three_cells.loss_and_gradients(cell, task, p, few)
    assert list(gradients) == list(p)
    for name in p:
        way = rng.standard_normal(p[name].shape)

        def along(step, name=name, way=way):
            moved = p | {name: p[name] + step * way}
            return three_cells.loss_and_gradients(cell, task, moved, few)[0]

        slope = numerical_gradient(along, np.zeros(()))
        assert (gradients[name] * way).sum() == pytest.approx(slope, 1e-6, 1e-8), name
    Y = three_cells.answers(cell, task, p, few)
    if task.unit == "nats per note":
        assert pytest.approx(task.score(Y, few.y)) == J


def test_what_stands_after_a_text_changes_nothing():
    task = three_tasks.verdict_task()
    few = some(task.test, 20)
    after = np.arange(len(few.X))[:, None] >= few.lengths
    other = few._replace(X=np.where(after, 7, few.X))
    p = three_cells.start("gru", task, 4, np.random.default_rng(0))
    Y, other_Y = (three_cells.answers("gru", task, p, part) for part in (few, other))
    np.testing.assert_array_equal(Y, other_Y)
    assert after.any()


@pytest.mark.parametrize(("task", "cell"), EACH)
def test_the_parameters_are_as_many_to_within_two_percent(task, cell):
    made, H = three_tasks.TASKS[task](), comparison.width(task, cell)
    budget = three_cells.count("lstm", made, comparison.SETTINGS["lstm"][task][0])
    p = three_cells.start(cell, made, H, np.random.default_rng(0))
    counted = sum(value.size for name, value in p.items() if name != "E")
    assert counted == three_cells.count(cell, made, H) == pytest.approx(budget, rel=0.02)
    off = [abs(three_cells.count(cell, made, other) - budget) for other in range(1, 100)]
    assert 1 + int(np.argmin(off)) == H


def test_scores_are_those_of_a_hand():
    melody, sea, verdict = (make() for make in three_tasks.TASKS.values())
    p, y = np.array([[0.5, 0.25, 0.25], [0.1, 0.1, 0.8]]), np.array([1, 2])
    assert melody.score(np.log(p) + 3, y) == pytest.approx(-np.log(0.25 * 0.8) / 2)
    assert verdict.score(p, y) == 0.5
    answers = three_tasks.sea_forecast.windows().y_test
    zero = sea.score(np.zeros(len(answers)), sea.test.y)
    assert zero == pytest.approx(three_tasks.baselines()["sea"]["persistence"])
    assert zero == pytest.approx(np.sqrt((answers**2).mean()))


def test_order_is_not_needed_to_beat_the_commoner_answer():
    found = three_tasks.baselines()
    assert found["verdicts"]["bag of words"] < 0.5 * found["verdicts"]["always the commoner"]
    nats = found["melodies"]
    assert nats["best possible"] < nats["without the motif"] - 0.3
    assert nats["best possible on this test"] == pytest.approx(nats["best possible"], abs=0.03)


def belongs(row) -> bool:
    """Whether a row's first steps are those of the code."""
    return comparison.first(row) == pytest.approx(row["first"], rel=1e-6)


def test_the_table_belongs_to_the_code():
    found = comparison.results()
    assert len(found.rows) == len(EACH) * len(comparison.SETTINGS["seeds"])
    for row in found.rows[::11]:
        assert belongs(row)


@pytest.mark.parametrize("part", ["lstm", "seeds", "learning_rates", "batch", "clip", "first"])
def test_other_settings_make_the_table_invalid(part, monkeypatch):
    monkeypatch.setitem(comparison.SETTINGS, part, [1])
    with pytest.raises(ValueError, match=r"made with .*python -m utils\.experiments\.comparison"):
        comparison.scores("sea")


@pytest.mark.parametrize(
    ("module", "name", "other"),
    [
        (comparison, "SETTINGS", comparison.SETTINGS | {"clip": 0.1}),
        (three_cells, "TABLE", 15),
        (three_cells, "Adam", functools.partial(three_cells.Adam, beta_1=0.8)),
        (three_cells, "start", lambda *args: START(*args) | {"b_y": np.arange(2.0)}),
    ],
    ids=["clip", "table", "adam", "start"],
)
def test_other_code_makes_the_table_invalid(module, name, other, monkeypatch):
    last = comparison.results().rows[-1]
    assert belongs(last)
    monkeypatch.setattr(module, name, other)
    assert not belongs(last)


def test_steps_are_those_that_the_time_buys_and_rates_those_of_validation():
    rows = comparison.results().rows
    took = {(row["task"], row["cell"]): row["milliseconds"] for row in rows}
    for row in rows:
        task, rates = row["task"], comparison.SETTINGS["learning_rates"]
        lstm = took[task, "lstm"]
        assert row["limit"] == comparison.limit(task, row["milliseconds"], lstm)
        assert row["limit"] * row["milliseconds"] <= comparison.SETTINGS["lstm"][task][1] * lstm
        assert row["time"][0] <= row["limit"]
        assert row["steps"][0] <= comparison.SETTINGS["lstm"][task][1]
        assert row["learning_rate"] == rates[int(np.argmin(row["tuning"]))]


def test_the_interval_is_students(monkeypatch):
    fixed = {"gru": np.array([1.0, 2, 3]), "lstm": np.array([1.0, 1, 1])}
    monkeypatch.setattr(comparison, "scores", lambda task, budget: fixed)
    found = comparison.paired("melodies", "gru", "lstm")
    assert found.each.tolist() == [0, 1, 2]
    assert (found.mean, found.high - 1) == pytest.approx((1, 4.303 / np.sqrt(3)), abs=1e-3)
    assert found.mean - found.low == pytest.approx(found.high - found.mean)


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_the_trained_networks_know_the_motif_again(cell, tmp_path, monkeypatch):
    network, task = melody_networks.trained_melody(cell), three_tasks.melody_task()
    Y = three_cells.answers(
        cell, task, network.p | {"W_y": network.W_y, "b_y": network.b_y}, task.test
    )
    _, forgetful = melodies.floors()
    for t in (7, 23):  # the predictions of the motif's four beats, when it returns
        assert (
            task.score(Y[t : t + 4], task.test.y[t : t + 4]) < 0.2 * forgetful[1:][t : t + 4].mean()
        )
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    first, again = (melody_networks.trained_melody(cell, steps=2) for _ in range(2))
    np.testing.assert_array_equal(first.losses, again.losses)
    assert len(list((tmp_path / "cache").iterdir())) == 1
    assert three_cells.units(cell, task, 8369) == melody_networks.UNITS[cell]
