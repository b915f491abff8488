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


@pytest.fixture
def check():
    return toy.lab()


def test_an_input_changed_in_place(check):
    def running(x):
        for i in range(1, len(x)):
            x[i] += x[i - 1]
        return x

    verdict = check.running(running)
    assert (verdict.kind, verdict.stage) == ("not right yet", "behaviour")
    assert "changes its argument `x` in place" in verdict.message


def test_a_nested_input_changed_in_place(check):
    def parameters(layer):
        result = {"W": 2 * layer["W"], "b": layer["b"] + 1}
        layer["W"] *= 0
        return result

    message = check.parameters(parameters).message
    assert "its argument `layer`" in message
    assert "`layer.copy()` holds the same ones" in message


def test_changing_an_input_may_be_allowed(check):
    def running(x):
        x[:] = np.cumsum(x)
        return x

    check.exercises["running"].may_change = ("x",)
    assert check.running(running).passed


def test_a_wrong_answer_also_mentions_the_changed_input(check):
    def running(x):
        x *= 1.5
        return np.cumsum(x) + 1

    assert "It also changes its argument `x`" in check.running(running).message


def test_cases_are_never_changed(check):
    def running(x):
        x[:] = 9
        return x

    before = [case.arguments["x"].copy() for case in check.exercises["running"].cases]
    check.running(running)
    after = [case.arguments["x"] for case in check.exercises["running"].cases]
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


def test_a_notebooks_variable(check):
    def running(x):
        return np.cumsum(x) * scale

    verdict = check.running(running)
    assert verdict.stage == "behaviour"
    assert "the notebook's variable `scale`" in verdict.message


def test_which_notebook_variable_is_said(check):
    def running(x):
        for _ in seen:  # harmless: the answer does not need it
            pass
        return np.cumsum(x) * scale

    # without `seen` it cannot run either; the first one found is named
    assert check.running(running).stage == "behaviour"


def test_constants_functions_and_allowed_variables_are_no_offence(check):
    def running(x):
        return toy.running(x) * SCALE

    def with_scale(x):
        return toy.running(x) * scale

    assert check.running(running).passed
    check.exercises["running"].may_use = ("scale",)
    assert check.running(with_scale).passed


def test_a_wrong_answer_that_uses_a_notebooks_variable(check):
    def running(x):
        return np.cumsum(data)

    assert "It also uses `data` of the notebook" in check.running(running).message


def test_random_numbers(check):
    def running(x):
        return np.cumsum(x) + (np.random.rand() > 0.42)  # noqa: NPY002

    # seed 1 draws 0.417, which happens to give the right answers in the first run
    verdict = check.mean_square(
        lambda x, y: np.mean((x - y) ** 2) + (np.random.rand() > 0.42)  # noqa: NPY002
    )
    assert check.running(running).stage == verdict.stage == "behaviour"
    assert "draws random numbers" in verdict.message


def test_state_kept_between_calls(check):
    calls = []

    def running(x):
        calls.append(1)
        return np.cumsum(x) + (len(calls) > 3)

    assert "Two calls with the same input" in check.running(running).message


def test_answers_that_depend_on_the_order(check):
    last = [0]

    def running(x):
        shorter = 1 < len(x) < last[0]
        last[0] = len(x)
        return np.cumsum(x) + shorter

    verdict = check.running(running)
    assert verdict.stage == "behaviour"
    assert "depend on the order of the calls" in verdict.message


def test_wrong_and_different_each_time(check):
    generator = np.random.default_rng(1)
    verdict = check.running(lambda x: np.cumsum(x) + generator.normal(size=len(x)))
    assert "Two calls with the same input" in verdict.message


def test_a_buffer_that_is_used_again_does_not_hide_an_answer(check):
    buffer = np.zeros(5)

    def running(x):
        out = buffer[: len(x)]
        np.cumsum(x, out=out)
        return out

    assert check.running(running).passed


def test_generators_are_copied_for_each_call(check):
    def draw(rng, n):
        return np.array([rng.normal() for _ in range(n)])

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
