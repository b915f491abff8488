"""Topic 06: three cells on three tasks are compared fairly, and the table is what they give."""

import numpy as np
import pytest

from utils.experiments import comparison, three_cells, three_tasks

EACH = [(task, cell) for task in three_tasks.TASKS for cell in three_cells.CELLS]


def some(part, N):
    return three_cells.Part(
        part.X[:, :N], part.y[..., :N], None if part.lengths is None else part.lengths[:N]
    )


@pytest.mark.parametrize(("task", "cell"), EACH)
def test_every_parameter_has_a_gradient_and_the_loss_is_that_of_the_answers(task, cell):
    """The gradients are those of `lstm_gates.model`, which its own tests compare."""
    task = three_tasks.TASKS[task]()
    few = some(task.train, 3)
    p = three_cells.start(cell, task, 4, np.random.default_rng(0))
    J, gradients = three_cells.loss_and_gradients(cell, task, p, few)
    assert list(gradients) == list(p)
    if task.unit == "nats per note":
        assert pytest.approx(task.score(three_cells.answers(cell, task, p, few), few.y)) == J


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


def test_steps_are_those_that_the_time_buys_and_rates_those_of_validation():
    rows = comparison.results().rows
    assert len(rows) == len(EACH) * len(comparison.SETTINGS["seeds"])
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
