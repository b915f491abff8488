"""Cases as plain data, and answers judged where the student's code does not run."""

import json

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine.transport import export, judge_outputs


def through_json(value):
    """What JSON makes of a value: arrays and tuples become lists, numbers stay."""

    def convert(item):
        return item.tolist() if isinstance(item, np.ndarray | np.generic) else str(item)

    return json.loads(json.dumps(value, default=convert))


def answers(exercise, function):
    """Compute outputs from nothing but the exported inputs."""
    outputs = []
    for case in export(exercise)["cases"]:
        try:
            outputs.append(function(**case["inputs"]))
        except Exception as problem:
            outputs.append({"raises": type(problem).__name__, "message": str(problem)})
    return outputs


PORTABLE = [name for name in toy.lab().exercises if name != "draw"]


@pytest.mark.parametrize("name", PORTABLE)
def test_exported_cases_are_enough_to_pass(name):
    exercise = toy.lab().exercises[name]
    outputs = answers(exercise, exercise.reference)
    assert judge_outputs(exercise, outputs).passed
    titles = [case.title for case in exercise.cases]
    assert judge_outputs(exercise, dict(zip(titles, outputs, strict=True))).passed
    assert judge_outputs(exercise, through_json(outputs), from_json=True).passed


@pytest.mark.parametrize("name", PORTABLE)
def test_exports_survive_json(name):
    exported = through_json(export(toy.lab().exercises[name]))
    assert exported["cases"]
    assert set(exported["cases"][0]) == {"title", "inputs", "expected"}


def test_expected_outputs_are_exported():
    exercise = toy.lab().exercises["above"]
    first, second = export(exercise)["cases"]
    assert first["expected"].tolist() == [False, True, True]
    assert second["expected"] == {"raises": "ValueError"}


def test_exported_arrays_are_copies():
    exercise = toy.lab().exercises["running"]
    export(exercise)["cases"][0]["inputs"]["x"][:] = 0
    export(exercise)["cases"][0]["expected"][:] = 0
    assert judge_outputs(exercise, answers(exercise, toy.running)).passed


def test_wrong_outputs_get_the_same_diagnosis():
    exercise = toy.lab().exercises["mean_square"]
    mistake = judge_outputs(exercise, answers(exercise, lambda x, y: np.mean(np.abs(x - y))))
    assert mistake.mistake == "absolute differences"
    negative = judge_outputs(exercise, answers(exercise, lambda x, y: -np.mean((x - y) ** 2)))
    assert "−1 times" in negative.message
    raised = judge_outputs(exercise, answers(exercise, lambda x, y: 1 / 0))
    assert raised.stage == "raised"
    assert "ZeroDivisionError: division by zero" in raised.evidence


@pytest.mark.parametrize(
    "outputs", [None, 3, [], [1.0], "abcd", {"three numbers": 1.0}, [object()] * 4, [[]] * 4]
)
def test_unreadable_outputs_are_a_verdict(outputs):
    verdict = judge_outputs(toy.lab().exercises["mean_square"], outputs)
    assert verdict.kind == "not right yet"
    assert verdict.stage != "engine"


def test_generators_are_exported_with_their_state():
    inputs = export(toy.lab().exercises["draw"])["cases"][0]["inputs"]
    generator = np.random.Generator(getattr(np.random, inputs["rng"]["generator"])())
    generator.bit_generator.state = inputs["rng"]["state"]
    expected = toy.lab().exercises["draw"].expected[0].value
    assert np.array_equal(generator.normal(size=3), expected)
