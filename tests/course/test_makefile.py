"""The Makefile and `.ci/run` call the right things in the right order."""

import os
import shutil
import subprocess

import pytest
from helpers.topics import ROOT

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")


def make(*arguments):
    """Run make as a person would, without the settings of a make that runs these tests."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("MAKE") and k != "PYTHON"}
    return subprocess.run(
        ["make", *arguments], cwd=ROOT, env=clean, capture_output=True, text=True, check=False
    )


def test_help_is_the_default_and_lists_every_target():
    done = make()
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    listed = {line.split()[1] for line in lines if line.startswith("  make ")}
    phony = next(
        line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith(".PHONY")
    )
    assert listed == set(phony.split()[1:])


def test_everything_is_proved_in_order_with_pytest_last():
    lines = make("-n", "test").stdout.replace("\\\n", "").splitlines()
    steps = ["bootstrap.py test", "ruff check", "ruff format --check", "course verify"]
    steps += ['-m "not browser"', '-m "browser and not latency"', "-m latency"]
    places = [next(n for n, line in enumerate(lines) if step in line) for step in steps]
    assert places == sorted(places)
    assert places[-1] == len(lines) - 1
    proved = lines[places[-3]].split()
    assert {"tests", "utils", "--doctest-modules", "--nbval"} <= set(proved)
    # a lecture's .py file would be run to look for examples in it
    assert {"lectures", "solutions"}.isdisjoint(proved)
    notebooks = {
        str(path.relative_to(ROOT))
        for path in (*ROOT.glob("lectures/*.ipynb"), *ROOT.glob("solutions/*.ipynb"))
    }
    assert notebooks <= set(proved)


def test_one_topics_part_is_asked_for_by_its_name():
    lines = make("-n", "test", "TOPIC=convolution").stdout.splitlines()
    assert sum("pytest --topic convolution " in line for line in lines) == 2


@pytest.mark.parametrize("target", ["lab", "test", "build", "verify", "doctor", "format"])
def test_every_target_completes_the_installation_first(target):
    assert "bootstrap.py" in make("-n", target).stdout.splitlines()[0] + " "


def test_missing_python_is_a_clear_message():
    done = make("lab", "PYTHON=no-such-python")
    assert done.returncode == 2
    assert "no-such-python was not found" in done.stdout
    assert "make lab PYTHON=" in done.stdout


def test_ci_calls_the_test_command_and_nothing_else():
    script = ROOT / ".ci" / "run"
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[-1] == "exec make test"
    assert "export CI=true" in lines
    if os.name == "posix":
        assert os.access(script, os.X_OK)
        assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
