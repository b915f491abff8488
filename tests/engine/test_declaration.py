"""The example at the top of the engine is a whole lab, and behaves as the text there says."""

import inspect
import textwrap

import pytest

from utils.checks import engine
from utils.checks.engine import PASSED, WRONG, selftest


@pytest.fixture
def check(monkeypatch):
    """Run the indented lines of the engine's docstring and return the lab that they make."""
    monkeypatch.setenv("COURSE_PROGRESS", "off")
    lines = inspect.getdoc(engine).splitlines()
    code = "\n".join(line for line in lines if line.startswith("    ") or not line)
    space = {}
    exec(compile(textwrap.dedent(code), "the engine's example", "exec"), space)
    return space["check"]


def test_the_example_has_no_problems(check):
    assert selftest.problems(check) == []


def test_the_example_tells_right_from_wrong(check):
    assert check.total(lambda x: sum(x)).kind == PASSED
    verdict = check.total(lambda x: x.sum() / len(x))
    assert (verdict.kind, verdict.mistake) == (WRONG, "the mean")
    assert verdict.hint == "The sum is wanted, undivided."
    assert "2 times" in check.total(lambda x: 2 * x.sum()).message
