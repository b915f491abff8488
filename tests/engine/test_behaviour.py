"""Right answers that will not last, and settings that a student's function leaves behind."""

import builtins
import os
import random
import sys
import warnings

import numpy as np
import pytest
import torch
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


def parameters_changed(layer):
    result = {"W": 2 * layer["W"], "b": layer["b"] + 1}
    layer["W"] *= 0
    return result


def moved_and_back(x):
    x += 0.1
    total = np.cumsum(x) - 0.1 * np.arange(1, len(x) + 1)
    x -= 0.1  # the last digits may differ: nobody loses their x
    return total


def reads_more(x):
    for _ in seen:  # harmless, but gone together with `scale`
        pass
    return np.cumsum(x) * scale


def lucky(x):
    # seed 1 draws 0.417, which happens to give the right answers in the first run
    return np.cumsum(x) + (np.random.rand() > 0.42)  # noqa: NPY002


def counting(x, calls=[]):  # noqa: B006
    calls.append(1)
    return np.cumsum(x) + (len(calls) > 3)


def remembering(x, last=[0]):  # noqa: B006
    shorter = 1 < len(x) < last[0]
    last[0] = len(x)
    return np.cumsum(x) + shorter


def in_one_buffer(x, buffer=np.zeros(5)):  # noqa: B008
    return np.cumsum(x, out=buffer[: len(x)])


# exercise, answers, the verdict's stage, what they do besides ('' where nothing is wrong with that)
BESIDES = [
    ("running", running_in_place, "behaviour", "changes its argument `x` in place"),
    ("parameters", parameters_changed, "behaviour", "`layer.copy()` holds the same ones"),
    ("running", moved_and_back, "passed", ""),
    ("running", reads_more, "behaviour", "right only while the notebook's variable `scale`"),
    ("running", lambda x: np.cumsum(x) * SCALE, "passed", ""),
    ("running", lucky, "behaviour", "draws random numbers"),
    ("running", counting, "behaviour", "Two calls with the same input"),
    ("running", remembering, "behaviour", "depend on the order of the calls"),
    ("running", in_one_buffer, "passed", ""),
    ("running", np.cumsum, "passed", ""),
    ("running", np.ndarray.cumsum, "passed", ""),
    ("running", lambda x: np.cumsum(x, out=x) + 1, "values", "It also changes its argument `x`"),
    ("running", lambda x: np.cumsum(data), "shape", "It also uses `data` of the notebook"),
    ("running", lambda x: x + GENERATOR.normal(), "values", "Two calls with the same input"),
]


@pytest.mark.parametrize(("name", "function", "stage", "words"), BESIDES)
def test_what_an_answer_does_besides(check, name, function, stage, words):
    verdict = getattr(check, name)(function)
    assert verdict.stage == stage, verdict.text
    assert words in verdict.message


def test_what_an_answer_changes_or_draws_from_is_a_copy_each_time(check):
    assert check.running(running_in_place) == check.running(running_in_place)
    for _ in range(2):
        assert check.draw(lambda rng, n: np.array([rng.normal() for _ in range(n)])).passed


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
        torch.set_default_dtype(torch.float64)
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
            torch.get_default_dtype(),
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
        print(np.log(np.zeros(1)))
        return np.cumsum(x)

    assert check.running(running).passed
    assert capsys.readouterr() == ("", "")
