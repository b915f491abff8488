"""Cases as plain data, and answers judged where the student's code does not run."""

import json

import numpy as np
import pytest
from helpers import toy

from utils.checks.engine.transport import export, judge_outputs
from utils.checks.engine.trial import right_outcomes


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


@pytest.mark.parametrize("name", [name for name in toy.lab().exercises if name != "draw"])
def test_exported_cases_are_enough_to_pass_and_survive_json(name):
    exercise = toy.lab().exercises[name]
    exported = through_json(export(exercise))["cases"]
    assert set(exported[0]) == {"title", "inputs", "expected"}
    outputs = answers(exercise, exercise.reference)
    assert judge_outputs(exercise, outputs).passed
    titles = [case["title"] for case in exported]
    assert judge_outputs(exercise, dict(zip(titles, outputs, strict=True))).passed
    assert judge_outputs(exercise, through_json(outputs), from_json=True).passed


def test_expected_outputs_are_exported_as_copies():
    exercise = toy.lab().exercises["above"]
    first, second = export(exercise)["cases"]
    assert first["expected"].tolist() == [False, True, True]
    assert second["expected"] == {"raises": "ValueError"}
    first["inputs"]["x"][:] = first["expected"][:] = 0
    assert judge_outputs(exercise, answers(exercise, toy.above)).passed


@pytest.mark.parametrize(
    ("function", "stage", "words"),
    [
        (lambda x, y: np.mean(np.abs(x - y)), "values", "Square the differences."),
        (lambda x, y: -np.mean((x - y) ** 2), "values", "−1 times"),
        (lambda x, y: 1 / 0, "raised", "ZeroDivisionError: division by zero"),
    ],
)
def test_wrong_outputs_get_the_same_diagnosis(function, stage, words):
    exercise = toy.lab().exercises["mean_square"]
    verdict = judge_outputs(exercise, answers(exercise, function))
    assert verdict.stage == stage
    toy.assert_said(verdict, words)


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
    expected = right_outcomes(toy.lab().exercises["draw"])[0].value
    assert np.array_equal(generator.normal(size=3), expected)
