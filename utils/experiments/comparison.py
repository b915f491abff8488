"""Elman, LSTM and GRU with the same number of parameters, on three tasks, over several seeds.

Every network takes the steps that the LSTM takes, and then those that it can take in the LSTM's
time. Scored on the test is the checkpoint that was best on validation. The learning rate is
chosen on validation, for each cell and task alike, with seeds of its own.

`python -m utils.experiments.comparison` writes the table, in about ten minutes of one core.
"""

import time
from typing import NamedTuple

import numpy as np

from utils.experiments import table
from utils.experiments.three_cells import CELLS, Learner, count, units
from utils.experiments.three_tasks import TASKS

SETTINGS = {
    # for each task: units of the LSTM, which set the number of parameters, and its steps
    "lstm": {"melodies": [40, 4000], "sea": [20, 2000], "verdicts": [20, 800]},
    "cells": list(CELLS),
    "seeds": list(range(8)),
    "tuning_seeds": [100, 101, 102],
    "learning_rates": [0.001, 0.003, 0.01],
    "batch": 32,
    "clip": 1.0,
    "checkpoints": 20,  # in the LSTM's steps
    "first": 20,  # steps that the table's test takes again
}
BUDGETS = ("steps", "time")


def results() -> table.Table:
    """Return the table: a row for each task, cell and seed.

    task, cell, seed, units, parameters, learning_rate: what it is
    tuning: the mean validation score of each learning rate
    milliseconds: of a step, in processor time
    steps, time: how many steps were taken by the best checkpoint and its test score, [n, score]
    limit: how many the time allowed; first: the first losses, and the validation score after them
    """
    return table.read("comparison", SETTINGS)


def scores(task: str, budget: str = "steps") -> dict[str, np.ndarray]:
    """Each cell's test scores, one for each seed; lower is better.

    >>> {cell: len(each) for cell, each in scores("melodies", "time").items()}
    {'elman': 8, 'lstm': 8, 'gru': 8}
    """
    rows = [row for row in results().rows if row["task"] == task]
    return {
        cell: np.array([row[budget][1] for row in rows if row["cell"] == cell]) for cell in CELLS
    }


class Paired(NamedTuple):
    """A difference of two scores with the same seeds, and where its mean lies, 19 times of 20."""

    each: np.ndarray  # (seeds,)
    mean: float
    low: float
    high: float


def paired(task: str, one: str, other: str, budget: str = "steps") -> Paired:
    """score(one) − score(other) seed by seed, with Student's interval: mean ± t s / √n.

    Seeds change the start and the batches alone; data and test are the same for all, and the
    interval knows nothing of other data.
    """
    from scipy.stats import t  # takes half a second to import

    found = scores(task, budget)
    each = found[one] - found[other]
    reach = t.ppf(0.975, len(each) - 1) * each.std(ddof=1) / np.sqrt(len(each))
    return Paired(each, each.mean(), each.mean() - reach, each.mean() + reach)


def first(row: dict) -> list[float]:
    """The numbers of a row's first steps, taken anew."""
    learner = _learner(row["task"], row["cell"], row["learning_rate"], row["seed"])
    losses = [learner.step() for _ in range(SETTINGS["first"])]
    return [*losses, learner.score(learner.task.validation)]


def width(task: str, cell: str) -> int:
    """The units that give this cell the LSTM's number of parameters, or nearly so."""
    made = TASKS[task]()
    return units(cell, made, count("lstm", made, SETTINGS["lstm"][task][0]))


def limit(task: str, milliseconds: float, of_lstm: float) -> int:
    """How many steps of so many milliseconds fit into the LSTM's time, in whole checkpoints."""
    steps = SETTINGS["lstm"][task][1]
    between = steps // SETTINGS["checkpoints"]
    return int(steps * (of_lstm / milliseconds) / between) * between


def _learner(task, cell, rate, seed) -> Learner:
    how = SETTINGS["batch"], SETTINGS["clip"]
    return Learner(cell, TASKS[task](), width(task, cell), rate, seed, *how)


def _milliseconds(task: str, rounds: int = 7, steps: int = 50) -> dict[str, float]:
    """Processor time of a step, cells in turn; the quickest round, which was disturbed least."""
    learners = {cell: _learner(task, cell, 0.001, 0) for cell in CELLS}
    took = {cell: [] for cell in CELLS}
    for _ in range(rounds):
        for cell, learner in learners.items():
            began = time.process_time()
            for _ in range(steps):
                learner.step()
            took[cell].append((time.process_time() - began) / steps * 1e3)
    return {cell: min(each) for cell, each in took.items()}


def _train(task: str, cell: str, rate: float, seed: int, limits: dict[str, int]):
    """Train and return budget → (validation, steps, test) of the best checkpoint within it."""
    learner, best = _learner(task, cell, rate, seed), {}
    between = SETTINGS["lstm"][task][1] // SETTINGS["checkpoints"]
    for done in range(between, max(limits.values()) + 1, between):
        for _ in range(between):
            learner.step()
        found = learner.score(learner.task.validation), done, learner.score(learner.task.test)
        for budget, most in limits.items():
            if done <= most:
                best[budget] = min(best.get(budget, found), found)
    return best


def _rows(task: str):
    """Yield the rows of a task."""
    took, made = _milliseconds(task), TASKS[task]()
    for cell, each in took.items():
        limits = {"steps": SETTINGS["lstm"][task][1], "time": limit(task, each, took["lstm"])}
        rates, seeds = SETTINGS["learning_rates"], SETTINGS["tuning_seeds"]
        tuning = [
            np.mean([_train(task, cell, rate, seed, limits)["time"][0] for seed in seeds])
            for rate in rates
        ]
        what = {
            "task": task,
            "cell": cell,
            "units": width(task, cell),
            "parameters": count(cell, made, width(task, cell)),
            "learning_rate": rates[int(np.argmin(tuning))],
            "tuning": tuning,
            "milliseconds": each,
            "limit": limits["time"],
        }
        for seed in SETTINGS["seeds"]:
            best = _train(task, cell, what["learning_rate"], seed, limits)
            row = what | {"seed": seed} | {budget: best[budget][1:] for budget in BUDGETS}
            yield row | {"first": first(row)}


if __name__ == "__main__":
    table.make("comparison", SETTINGS, (row for task in TASKS for row in _rows(task)))
