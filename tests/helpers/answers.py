"""What the tests of every lab's checks do with answers kept as text."""

import pytest

from utils.checks.engine import PASSED, WRONG


def listed(*tables) -> list:
    """Return (exercise, text of the answer) for every answer of the tables, as parameters."""
    return [
        pytest.param(name, text, id=f"{name}-{k}")
        for table in tables
        for name, texts in table.items()
        for k, text in enumerate(texts)
    ]


def run_cell(text: str, space: dict):
    """Run one answer as a notebook would, among the variables `space`; return the function."""
    code = text if text.startswith(("def ", "class ")) else f"answer = {text}"
    exec(compile(code, "<cell>", "exec"), space)
    return space["answer"]


def assert_passes(exercise, answer, text: str) -> None:
    """The answer is right, in whatever style it is written."""
    verdict = exercise.check(answer)
    assert verdict.kind == PASSED, f"{text}\n{verdict.text}"


def assert_does_not_pass(exercise, answer, text: str) -> None:
    """The answer is wrong, and the check itself did not stumble over it."""
    verdict = exercise.check(answer)
    assert verdict.kind == WRONG, f"{text}\n{verdict.text}"
    assert verdict.stage != "engine", verdict.text


def assert_many(parameters: list, exercises, fewest: int) -> None:
    """Every exercise has at least so many answers."""
    names = [parameter.values[0] for parameter in parameters]
    few = {name: names.count(name) for name in exercises if names.count(name) < fewest}
    assert not few, f"fewer than {fewest} answers: {few}"
