"""Three tasks for three cells: go on with a melody, forecast the sea, read a verdict on a film."""

import functools
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from utils.data import film_verdicts, melodies
from utils.experiments import sea_forecast
from utils.numpy_impl.core.losses import softmax_cross_entropy_forward

MELODIES, FRESH_SEED = {"train": 8192, "validation": 500, "test": 500}, 1_000
WORDS = 1000


class Part(NamedTuple):
    """Examples of a task; time goes down the rows."""

    X: np.ndarray  # (T, N) int64, or (T, N, D) float64
    y: np.ndarray  # (T, N) for "every", (N,) for "last": int64 classes, or float64
    lengths: np.ndarray | None  # (N,), None where all are full


class Task(NamedTuple):
    """One task; a lower score is a better one."""

    train: Part
    validation: Part
    test: Part
    sizes: tuple[int, int | None]  # numbers or kinds going in; kinds coming out, None: a number
    at: str  # "every" step or the "last"
    score: Callable  # outputs (…, K), y → one number
    unit: str


@functools.cache
def melody_task() -> Task:
    """Predict each note from all before it; the score is the cross entropy in nats a note."""
    rng = np.random.default_rng(FRESH_SEED)
    drawn = {part: melodies.sample(n, rng).notes for part, n in MELODIES.items()}
    parts = {part: Part(notes[:-1], notes[1:], None) for part, notes in drawn.items()}
    sizes = melodies.TOKENS, melodies.TOKENS
    return Task(**parts, sizes=sizes, at="every", score=_nats, unit="nats per note")


@functools.cache
def sea_task() -> Task:
    """Forecast the sea 12 hours ahead; the score is the root mean squared error in °C.

    Windows as in topic 04, temperatures divided by the standard deviation of the training
    answers. Validation is the last fifth of the training time; no window is in both.
    """
    data = sea_forecast.windows()
    scale, n = data.y_train.std(), len(data.y_train)
    cut, gap = n * 4 // 5, sea_forecast.HISTORY + sea_forecast.HORIZON

    def part(X, y):
        return Part(X / scale, y / scale, None)

    return Task(
        part(data.X_train[:, : cut - gap], data.y_train[: cut - gap]),
        part(data.X_train[:, cut:], data.y_train[cut:]),
        part(data.X_test, data.y_test),
        sizes=(1, None),
        at="last",
        score=lambda Y, y: float(np.sqrt(((Y - y) ** 2).mean()) * scale),
        unit="°C",
    )


@functools.cache
def verdict_task() -> Task:
    """Tell from critics' verdict whether they liked a film; the score is the share of errors."""
    data = film_verdicts.load(WORDS)
    parts = (Part(each.words, each.y, each.lengths) for each in data[:3])
    return Task(*parts, (WORDS, 2), "last", _wrong, "share of errors")


TASKS = {"melodies": melody_task, "sea": sea_task, "verdicts": verdict_task}


def baselines() -> dict[str, dict[str, float]]:
    """What needs no recurrent network, scored on the same test: task → name → score.

    Melodies: the exact floors of the generator, and the nats of these very test melodies to one
    who knows it. Sea: persistence and the linear forecast. Verdicts: the commoner answer always,
    and a softmax regression on the bag of words, its penalty chosen on validation.
    """
    rng = np.random.default_rng(FRESH_SEED)
    *_, drawn = (melodies.sample(n, rng) for n in MELODIES.values())
    best, forgetful = melodies.floors()
    persistence, linear = sea_forecast.without_network(sea_forecast.windows())
    return {
        "melodies": {
            "best possible": float(best[1:].mean()),
            "best possible on this test": float(drawn.nats[1:].mean()),
            "without the motif": float(forgetful[1:].mean()),
        },
        "sea": {"persistence": persistence, "linear": linear},
        "verdicts": _without_order(),
    }


def _without_order() -> dict[str, float]:
    from sklearn.linear_model import LogisticRegression  # takes a second to import

    task = verdict_task()
    bags = [_bag(part) for part in task[:3]]
    fits = [
        LogisticRegression(C=C, max_iter=1000).fit(bags[0], task.train.y)
        for C in (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
    ]
    chosen = max(fits, key=lambda fit: fit.score(bags[1], task.validation.y))
    return {
        "always the commoner": float((task.test.y != np.bincount(task.train.y).argmax()).mean()),
        "bag of words": float(1 - chosen.score(bags[2], task.test.y)),
    }


def _bag(part: Part) -> np.ndarray:
    """Which words occur in each text: (N, WORDS), 0 or 1."""
    bag = np.zeros((len(part.y), WORDS))
    for n, length in enumerate(part.lengths):
        bag[n, part.X[:length, n]] = 1
    return bag


def _nats(Y, y) -> float:
    return float(softmax_cross_entropy_forward(Y.reshape(y.size, -1), y.reshape(-1))[0])


def _wrong(Y, y) -> float:
    return float((Y.argmax(axis=-1) != y).mean())
