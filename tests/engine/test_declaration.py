"""The example at the top of the engine is a whole lab, and behaves as the text there says."""

import inspect
import runpy
import textwrap

import pytest

from utils.checks import engine
from utils.checks.engine import PASSED, WRONG, selftest


@pytest.fixture
def check(monkeypatch, tmp_path):
    """Run the indented lines of the engine's docstring and return the lab that they make."""
    monkeypatch.setenv("COURSE_PROGRESS", "off")
    file = tmp_path / "example.py"
    lines = inspect.getdoc(engine).splitlines()
    code = "\n".join(line for line in lines if line.startswith("    ") or not line)
    file.write_text(textwrap.dedent(code), encoding="utf-8")
    return runpy.run_path(str(file))["check"]


def test_the_example_has_no_problems(check):
    assert selftest.problems(check) == []


def test_the_example_tells_right_from_wrong(check):
    assert check.total(lambda x: sum(x)).kind == PASSED
    verdict = check.total(lambda x: x.sum() / len(x))
    assert (verdict.kind, verdict.mistake) == (WRONG, "the mean")
    assert verdict.hint == "Is something divided that is only added up?"
    assert "2 times" in check.total(lambda x: 2 * x.sum()).message
