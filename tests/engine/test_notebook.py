"""A verdict follows the notebook: helpers that change, cells that fail, stubs, libraries bent."""

import math
import sys

import numpy as np
import pytest
from helpers import toy


def of_notebook(source, **names):
    """Run source as a cell does; return the notebook's variables."""
    space = {"np": np, "check": toy.lab(), **names}
    exec(source, space)
    return space


TWO_CELLS = "def total(x):\n    return {}\ndef running(x):\n    return total(x)\n"


@pytest.mark.parametrize(("first", "then"), [("x", "np.cumsum(x)"), ("np.cumsum(x)", "x")])
def test_a_helper_that_changes_changes_what_is_used_and_said(first, then, capsys):
    space = of_notebook(TWO_CELLS.format(first))
    check, running = space["check"], space["running"]
    check.running(running)
    was = check.yours_or_ours(running) is running
    exec(f"def total(x):\n    return {then}", space)
    assert (check.yours_or_ours(running) is running) is not was
    assert ("1 of" in check.summary().text) is not was
    capsys.readouterr()


def test_what_is_known_is_not_judged_again(capsys):
    calls = []
    space = of_notebook(
        "def running(x):\n    CALLS.append(1)\n    return np.cumsum(x)", CALLS=calls
    )
    space["check"].running(space["running"])
    before = len(calls)
    space["check"].yours_or_ours(space["running"])
    space["check"].summary()
    assert len(calls) == before > 0
    capsys.readouterr()


BY_NAME = {
    "": "Using the course's running: there is none of yours yet.",
    "running = 3": "Using the course's running: yours is not right yet.",
    "def running(x):\n    return np.cumsum(x)": "Using your running: it passes Exercise 4.",
    "def running(x):\n    raise NotImplementedError('Exercise 4: Running')": (
        "Using the course's running: yours is not attempted yet."
    ),
}


@pytest.mark.parametrize("source", BY_NAME)
def test_a_function_is_looked_up_by_name(source, capsys):
    space = of_notebook(source + "\nused = check.yours_or_ours('running')")
    ours = space["check"].exercises["running"].reference
    assert capsys.readouterr().out == BY_NAME[source] + "\n"
    assert space["used"] is (space["running"] if "cumsum" in source else ours)


def own_softmax(z):
    return toy.softmax(z)


def bending_softmax(z):
    np.exp = np.exp2
    return toy.softmax(z)


@pytest.mark.parametrize("function", [own_softmax, bending_softmax])
def test_a_library_that_was_bent_is_put_back_and_said(function, monkeypatch):
    monkeypatch.setattr(np, "exp", np.exp if function is bending_softmax else np.exp2)
    assert "`np.exp` was replaced" in toy.lab().softmax(function).message
    assert np.exp(1.0) == pytest.approx(math.e)
    assert toy.lab().softmax(own_softmax).passed


def test_an_endless_recursion_ends_whatever_the_limit(monkeypatch):
    # A ring in the middle of a garbage collection is lost, said so, and repeated; pytest's own
    # hook may be too deep in the recursion to take that down.
    monkeypatch.setattr(sys, "unraisablehook", lambda lost: None)

    def running(x):
        return running(x)

    def raising(x):
        sys.setrecursionlimit(limit)
        return running(x)

    lab, before, limit = toy.lab(), sys.getrecursionlimit(), 10**7
    lab.exercises["running"].seconds = 0.3
    try:
        sys.setrecursionlimit(limit)
        verdict = lab.running(running)
        assert "calls itself without end" in verdict.message or "took longer" in verdict.message
        assert sys.getrecursionlimit() == limit
    finally:
        sys.setrecursionlimit(before)
    assert lab.running(raising).kind == "not right yet"
    assert sys.getrecursionlimit() == before


def test_a_function_of_a_module_is_judged_by_what_it_returns(tmp_path, monkeypatch):
    (tmp_path / "mine.py").write_text(
        "import numpy as np\ntable = [0]\ndef running(x):\n    return np.cumsum(x) + table[0]\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    import mine

    assert toy.lab().running(mine.running).passed
