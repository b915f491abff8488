"""The self-test finds every kind of slip that a lab's author can make."""

import copy
import inspect
import itertools
import runpy
import textwrap
from dataclasses import replace

import numpy as np
import pytest
from helpers import toy

from utils.checks import engine
from utils.checks.engine import PASSED, WRONG, Lab, Mistake
from utils.checks.engine.selftest import problems

SOUND = toy.lab().exercises["mean_square"]
DRIFTING = itertools.count()


def leaky(got, expected, case):
    case.arguments["x"] = case.arguments["x"] + 1.0


def with_another(name, function, hint="A hint."):
    return {"mistakes": [*SOUND.mistakes, Mistake(name, function, hint)]}


SLIPS = [
    ({"title": " "}, "title is empty"),
    ({"difficulty": "3 of 5"}, "in words"),
    ({"minutes": 0}, "minutes"),
    ({"returns": ""}, "returns is empty"),
    ({"hints": ()}, "no hints"),
    ({"mistakes": SOUND.mistakes[:3]}, "3 named mistakes"),
    (with_another("x", np.add, " "), "no hint"),
    ({"mistakes": SOUND.mistakes * 2}, "two mistakes are called 'each square'"),
    (with_another("right", lambda x, y: ((y - x) ** 2).mean()), "'right' gives the right answers"),
    (with_another("again", lambda x, y: np.mean(abs(y - x))), "hint of 'absolute differences'"),
    (with_another("blank", lambda x, y: None), "'blank' gets"),
    ({"reference": lambda x, y: next(DRIFTING)}, "another answer the second time"),
    ({"reference": lambda x, y: np.add(x, y, out=x)}, "the reference changes its arguments"),
    ({"reference": lambda x, y: object()}, "needs a `compare`"),
    ({"reference": lambda x, y: x[9]}, "the reference raises IndexError"),
    ({"compare": lambda got, expected, case: None}, "something else is"),
    ({"compare": lambda got, expected, case: "no"}, "the reference does not pass"),
    ({"compare": lambda got, expected, case: 1 / 0}, "ZeroDivisionError in compare"),
    ({"compare": leaky, "cases": copy.deepcopy(SOUND.cases)}, "a check changes the cases"),
]


@pytest.mark.parametrize(("change", "words"), SLIPS)
def test_a_slip_is_found(change, words):
    found = problems(Lab("toy", replace(SOUND, **change)))
    assert any(words in problem for problem in found), found
    assert all(problem.startswith("mean_square: ") for problem in found)


def test_a_sound_lab_has_no_problems_and_an_empty_one_has():
    assert problems(Lab("toy", SOUND)) == []
    assert problems(Lab("toy"))


def test_the_example_at_the_top_of_the_engine_behaves_as_it_says(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_PROGRESS", "off")
    file = tmp_path / "example.py"
    lines = inspect.getdoc(engine).splitlines()
    code = "\n".join(line for line in lines if line.startswith("    ") or not line)
    file.write_text(textwrap.dedent(code), encoding="utf-8")
    check = runpy.run_path(str(file))["check"]
    assert problems(check) == []
    assert check.total(lambda x: sum(x)).kind == PASSED
    verdict = check.total(lambda x: x.sum() / len(x))
    assert (verdict.kind, verdict.mistake) == (WRONG, "the mean")
    assert verdict.hint == "Is something divided that is only added up?"
    assert "2 times" in check.total(lambda x: 2 * x.sum()).message
