"""The self-test finds every kind of slip that a lab's author can make."""

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine import Case, Exercise, Lab, Mistake
from utils.checks.engine.selftest import problems


def double(x):
    return 2.0 * x


CASES = [Case("one", x=np.array([1.0, 3.0])), Case("two", x=np.array([0.5, -2.0]))]
MISTAKES = [
    Mistake("tripled", lambda x: 3.0 * x, "Twice, not three times."),
    Mistake("squared", lambda x: x**2, "Twice, not squared."),
    Mistake("halved", lambda x: x / 2, "Twice, not half."),
    Mistake("summed", lambda x: 2 * x.sum(), "Each number by itself."),
]


def lab(**changes):
    options = {
        "name": "double",
        "title": "Double",
        "minutes": 3,
        "difficulty": "easy",
        "reference": double,
        "cases": CASES,
        "returns": "twice x (N,)",
        "mistakes": MISTAKES,
        "hints": ("A product.",),
    }
    return Lab("selftest", Exercise(**options | changes))


def test_a_sound_lab_has_no_problems():
    assert problems(lab()) == []


def test_the_toy_lab_has_no_problems():
    assert problems(toy.lab()) == []


def test_an_empty_lab_is_a_problem():
    assert problems(Lab("selftest"))


class Drifts:
    calls = 0

    def __call__(self, x):
        self.calls += 1
        return x + self.calls


def changes_input(x):
    x *= 2.0
    return x


def same_as(name, function):
    return [*MISTAKES, Mistake(name, function, "A hint.")]


SLIPS = [
    ({"title": " "}, "title is empty"),
    ({"difficulty": "3 of 5"}, "in words"),
    ({"minutes": 0}, "minutes"),
    ({"returns": ""}, "returns is empty"),
    ({"hints": ()}, "no hints"),
    ({"mistakes": MISTAKES[:3]}, "3 named mistakes"),
    ({"mistakes": [*MISTAKES, Mistake("x", abs, " ")]}, "no hint"),
    ({"mistakes": [*MISTAKES, MISTAKES[0]]}, "two mistakes are called 'tripled'"),
    ({"mistakes": same_as("right", lambda x: x + x)}, "'right' gives the right answers"),
    ({"mistakes": same_as("again", lambda x: x * 3)}, "'again' gets the hint of 'tripled'"),
    ({"mistakes": same_as("blank", lambda x: None)}, "'blank' gets"),
    ({"reference": lambda x: Drifts.__call__(DRIFTING, x)}, "another answer the second time"),
    ({"reference": changes_input}, "the reference changes its arguments"),
    ({"reference": lambda x: object()}, "needs a `compare`"),
    ({"reference": lambda x: x[9]}, "the reference raises IndexError"),
    ({"compare": lambda got, expected, case: None}, "something else is"),
    ({"compare": lambda got, expected, case: "no"}, "the reference does not pass"),
    ({"compare": lambda got, expected, case: 1 / 0}, "ZeroDivisionError in compare"),
]
DRIFTING = Drifts()


@pytest.mark.parametrize(("change", "words"), SLIPS)
def test_a_slip_is_found(change, words):
    found = problems(lab(**change))
    assert any(words in problem for problem in found), found
    assert all(problem.startswith("double: ") for problem in found)


def test_few_mistakes_may_have_a_reason():
    assert problems(lab(mistakes=(), few_mistakes="nothing to get wrong")) == []


def test_cases_that_a_check_changes_are_found():
    check = lab(cases=[Case("leaky", x=np.ones(2))])
    exercise = check.exercises["double"]

    def leaky(arguments):
        exercise.cases[0].arguments["x"][0] += 1.0
        return arguments

    exercise.prepare = leaky
    assert any("changes the cases" in problem for problem in problems(check))
