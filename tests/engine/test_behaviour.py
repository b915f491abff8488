"""Right answers that will not last, and settings that a student's function leaves behind."""

import builtins
import os
import random
import sys
import warnings

import numpy as np
import pytest
from helpers import toy

data = np.array([0.5, 1.0, 2.5, 3.25])
scale = 1.0
SCALE = 1.0
seen = []
GENERATOR = np.random.default_rng(1)


@pytest.fixture
def check(monkeypatch):
    """A lab for which the functions below are a notebook's: no module has their variables."""
    monkeypatch.delitem(sys.modules, __name__)
    return toy.lab()


def running_in_place(x):
    for i in range(1, len(x)):
        x[i] += x[i - 1]
    return x


def running_overwritten(x):
    x[:] = np.cumsum(x)
    return x


def parameters_changed(layer):
    result = {"W": 2 * layer["W"], "b": layer["b"] + 1}
    layer["W"] *= 0
    return result


def moved_and_back(x):
    x += 0.1
    total = np.cumsum(x) - 0.1 * np.arange(1, len(x) + 1)
    x -= 0.1  # the last digits may differ: nobody loses their x
    return total


def scaled(x):
    return np.cumsum(x) * scale


def scaled_by_a_constant(x):
    return toy.running(x) * SCALE


def reads_more(x):
    for _ in seen:  # harmless, but gone together with `scale`
        pass
    return np.cumsum(x) * scale


def by_chance(x):
    # seed 1 draws 0.417, which happens to give the right answers in the first run
    return np.cumsum(x) + (np.random.rand() > 0.42)  # noqa: NPY002


def counting():
    calls = []

    def running(x):
        calls.append(1)
        return np.cumsum(x) + (len(calls) > 3)

    return running


def remembering():
    last = [0]

    def running(x):
        shorter = 1 < len(x) < last[0]
        last[0] = len(x)
        return np.cumsum(x) + shorter

    return running


def in_one_buffer():
    buffer = np.zeros(5)

    def running(x):
        out = buffer[: len(x)]
        np.cumsum(x, out=out)
        return out

    return running


def noisy(x):
    return np.cumsum(x) + GENERATOR.normal(size=len(x))


def draw(rng, n):
    return np.array([rng.normal() for _ in range(n)])


# exercise, right answers, what they do besides ('' where nothing is wrong with that)
BESIDES = [
    ("running", running_in_place, "changes its argument `x` in place"),
    ("parameters", parameters_changed, "`layer.copy()` holds the same ones"),
    ("running", moved_and_back, ""),
    ("running", scaled, "the notebook's variable `scale`"),
    ("running", reads_more, "right only while the notebook's variable"),
    ("running", scaled_by_a_constant, ""),
    ("running", by_chance, "draws random numbers"),
    ("running", counting(), "Two calls with the same input"),
    ("running", remembering(), "depend on the order of the calls"),
    ("running", in_one_buffer(), ""),
]


@pytest.mark.parametrize(("name", "function", "words"), BESIDES)
def test_what_a_right_answer_does_besides(check, name, function, words):
    verdict = getattr(check, name)(function)
    assert verdict.passed == (not words), verdict.text
    assert words in verdict.message
    assert verdict.stage == ("behaviour" if words else "passed")


def test_what_an_exercise_may_allow(check):
    check.exercises["running"].may_change = ("x",)
    assert check.running(running_overwritten).passed
    check.exercises["running"].may_use = ("scale",)
    assert check.running(scaled).passed


WRONG_BESIDES = [
    (lambda x: running_overwritten(x) + 1, "It also changes its argument `x`"),
    (lambda x: np.cumsum(data), "It also uses `data` of the notebook"),
    (noisy, "Two calls with the same input"),
]


@pytest.mark.parametrize(("function", "words"), WRONG_BESIDES)
def test_what_a_wrong_answer_does_besides(check, function, words):
    assert words in check.running(function).message


def test_cases_are_never_changed(check):
    before = [case.arguments["x"].copy() for case in check.exercises["running"].cases]
    check.running(running_overwritten)
    after = [case.arguments["x"] for case in check.exercises["running"].cases]
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


def test_generators_are_copied_for_each_call(check):
    assert check.draw(draw).passed
    assert check.draw(draw).passed


def test_settings_are_put_back(check, capsys):
    def careless(x):
        np.random.seed(0)  # noqa: NPY002
        random.seed(0)
        np.seterr(all="raise")
        np.set_printoptions(precision=1)
        warnings.simplefilter("error")
        warnings.warn("noise", stacklevel=1)
        sys.setrecursionlimit(5000)
        os.chdir(os.sep)
        print("noise")
        print("noise", file=sys.stderr)
        builtins.input = None
        return np.cumsum(x)

    def settings():
        return (
            np.geterr(),
            np.get_printoptions(),
            list(warnings.filters),
            random.getstate(),
            tuple(np.random.get_state()[1]),  # noqa: NPY002
            sys.getrecursionlimit(),
            os.getcwd(),
            builtins.input,
            sys.stdout,
            sys.stdin,
            sys.stderr,
        )

    before = settings()
    verdict = check.running(careless)
    assert settings() == before
    assert verdict.stage == "raised"  # its own filter turns its warning into an error
    assert capsys.readouterr() == ("", "")


def test_printing_and_warning_do_not_spoil_a_right_answer(check, capsys):
    def running(x):
        print("here")
        np.log(np.zeros(1))
        return np.cumsum(x)

    assert check.running(running).passed
    assert capsys.readouterr() == ("", "")
