"""Wrong answers that one slip of a pen explains: in the student's lines, or in the right answer."""

import sys

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine import WRONG, Case, repair
from utils.checks.engine.judge import check
from utils.checks.engine.variants import variants


def weighted(x, w):
    total = 0.0
    for n in range(len(x)):
        if w[n] > 0:
            total += np.tanh(w[n] * x[n] - 1) / 2
    return total


RNG = np.random.default_rng(0)
CASES = [Case(f"{n} numbers", x=RNG.normal(size=n), w=RNG.normal(size=n)) for n in (4, 7, 9)]
EXERCISE = toy.exercise(weighted, "the sum", *CASES)


@pytest.fixture(autouse=True)
def all_the_time_it_takes(monkeypatch):
    monkeypatch.setattr(repair, "LONGEST", 60.0)
    monkeypatch.setattr(repair, "SOON", 0.5)  # a call may have to wait for a busy machine


def sign(x, w):
    total = 0.0
    for n in range(len(x)):
        if w[n] > 0:
            total += np.tanh(w[n] * x[n] + 1) / 2
    return total


def parentheses(x, w):
    total = 0.0
    for n in range(len(x)):
        if w[n] > 0:
            total += np.tanh(w[n] * (x[n] - 1)) / 2
    return total


def comparison(x, w):
    return sum(np.tanh(w[n] * x[n] - 1) / 2 for n in range(len(x)) if w[n] < 0)


def name(x, w):
    positive = [(a, b) for a, b in zip(x, w, strict=True) if b > 0]
    return sum(np.tanh(a * a - 1) / 2 for a, b in positive)


def inside(x, w):
    total = 0.0
    for n in range(len(x)):
        if w[n] > 0:
            total += np.tanh(w[n] * x[n] - 1)
        total /= 2
    return total


def surplus(x, w):
    chosen = w > 0
    return (np.tanh(x * w - 1) / 2 + w)[chosen].sum()


def bound(x, w):
    return sum(np.tanh(w[n] * x[n] - 1) / 2 for n in range(len(x) - 2) if w[n] > 0)


@pytest.mark.parametrize(
    ("answer", "line", "asks"),
    [
        (bound, 2, "belong there"),
        (sign, 5, "plus and minus"),
        (parentheses, 5, "belongs together"),
        (comparison, 2, "Which way does each comparison"),
        (name, 3, "Is each variable"),
        (inside, 6, "inside or outside"),
        (surplus, 3, "belong there"),
    ],
)
def test_the_line_is_shown_that_one_change_mends(answer, line, asks):
    verdict = check(EXERCISE, answer)
    assert f"One small change in line {line}, `" in verdict.message
    assert "makes every case agree" in verdict.message
    assert asks in verdict.message


HALF = np.array([0.5, 0.5])  # a notebook is full of arrays


def squashed(z):
    return np.tanh(z + 1) * HALF[0]


def with_a_helper(x, w):
    return sum(squashed(a * b) for a, b in zip(x, w, strict=True) if b > 0)


def test_the_line_may_be_in_a_helper_of_the_same_notebook():
    message = check(EXERCISE, with_a_helper).message
    assert "One small change in line 2 of `squashed`, `return np.tanh(z + 1) * HALF[0]`" in message


def test_the_line_is_shown_where_something_raises():
    def too_far(x, w):
        total = 0.0
        for n in range(len(x) + 1):
            if w[n] > 0:
                total += np.tanh(w[n] * x[n] - 1) / 2
        return total

    message = check(EXERCISE, too_far).message
    assert "IndexError" in message
    assert "One small change in line 3, `for n in range(len(x) + 1):`" in message
    assert "From where to where" in message


def test_what_is_missing_in_another_style_is_found_in_ours():
    def no_tanh(x, w):
        kept = np.clip(w, 0, None) * x
        return ((kept - 1)[w > 0] / 2).sum()

    message = check(EXERCISE, no_tanh).message
    assert "exactly the right ones with one term, factor, index or call left out" in message


def test_an_answer_whose_source_is_not_known_is_compared_with_ours():
    space = {"np": np}
    exec("def plus(x, w):\n    z = w * x + 1\n    return (np.tanh(z) / 2)[w > 0].sum()", space)
    assert variants(space["plus"]) is None
    assert "with one sign turned" in check(EXERCISE, space["plus"]).message


def two_changes(x, w):
    total = 0.0
    for n in range(1, len(x)):
        if w[n] > 0:
            total += np.sin(w[n] * x[n] + 1) / 3
    return total


def test_nothing_is_said_where_no_single_change_explains_it():
    assert "change" not in check(EXERCISE, two_changes).message


def test_the_search_ends_in_time(monkeypatch):
    monkeypatch.setattr(repair, "LONGEST", 0.0)
    assert "change" not in check(EXERCISE, sign).message


def doubling(x, w):
    """With `t` left as it is, the loop would never end."""
    t, total = 1, 0.0
    while t < len(x):
        total += w[t] * x[t]
        t += 1
    return total


def test_a_change_that_never_ends_is_left():
    assert check(EXERCISE, doubling).kind == WRONG


def test_what_is_tried_prints_nothing_and_keeps_the_arguments(capsys):
    def loud(x, w):
        print("loud")
        x -= 1
        return x.sum() - w.sum()

    before = [case.arguments["x"].copy() for case in CASES]
    check(EXERCISE, loud)
    assert capsys.readouterr() == ("", "")
    for case, x in zip(CASES, before, strict=True):
        np.testing.assert_array_equal(case.arguments["x"], x)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux alone")
def test_a_change_that_takes_the_memory_is_left():
    with repair.trying():
        outcome = repair.call(lambda: np.ones(repair.MEMORY), ([], {}), 10.0)
    assert outcome.failure.is_a("MemoryError")
    assert np.ones(repair.MEMORY // 8 + 1)[-1] == 1  # and afterwards there is as much as before


def in_torch(x, w):
    import torch

    return torch.tensor(x * w).sum().item()


def test_torch_is_not_called_with_anything():
    assert variants(in_torch) is None


def test_the_stop_button_ends_the_search(monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(repair, "call", stop)
    assert "stopped" in check(EXERCISE, sign).message
