"""A verdict follows the notebook: helpers that change, cells that fail, stubs, libraries bent."""

import math
import os
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from helpers import toy
from nbclient import NotebookClient

TESTS = Path(__file__).resolve().parents[1]

# ------------------------------------------------------------ what a function reads


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
    "def running(x):\n    raise NotImplementedError('Exercise 4: Running')": "not attempted yet.",
}


@pytest.mark.parametrize("source", BY_NAME)
def test_a_function_is_looked_up_by_name(source, capsys):
    space = of_notebook(source + "\nused = check.yours_or_ours('running')")
    ours = space["check"].exercises["running"].reference
    assert BY_NAME[source] in capsys.readouterr().out
    assert space["used"] is (space["running"] if "cumsum" in source else ours)


# ------------------------------------------------------------ NotImplementedError, and stubs


def own_words(x):
    y = np.cumsum(x)
    if len(y) > 1:
        raise NotImplementedError("stride not done yet")
    return y


def bare(x):
    raise NotImplementedError


def bare_after_a_try(x):
    y = np.cumsum(x)
    raise NotImplementedError(str(y))


@pytest.mark.parametrize(
    ("function", "kind"),
    [
        (own_words, "not right yet"),
        (bare_after_a_try, "not right yet"),
        (bare, "not attempted yet"),
    ],
)
def test_only_the_stub_is_not_attempted(function, kind):
    verdict = toy.lab().running(function)
    assert verdict.kind == kind
    if kind == "not right yet":
        assert "not the exercise's own line" in verdict.message


# ------------------------------------------------------------ a notebook that bends the libraries


@pytest.fixture
def bent(monkeypatch):
    monkeypatch.setattr(np, "exp", np.exp2)


def test_a_library_that_was_bent_is_put_back_and_said(bent):
    def softmax(z):
        return toy.softmax(z)

    verdict = toy.lab().softmax(softmax)
    assert "`np.exp` was replaced" in verdict.message
    assert np.exp(1.0) == pytest.approx(math.e)
    assert toy.lab().softmax(softmax).passed


def test_an_answer_that_bends_a_library_is_told_so():
    def softmax(z):
        np.exp = np.exp2
        return toy.softmax(z)

    verdict = toy.lab().softmax(softmax)
    assert "`np.exp` was replaced" in verdict.message
    assert np.exp(1.0) == pytest.approx(math.e)


# ------------------------------------------------------------ a raised limit of recursion


# A ring in the middle of a garbage collection is lost, said so, and repeated.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("limit", [10**5, 10**7])
def test_an_endless_recursion_ends_whatever_the_limit(limit):
    def running(x):
        return running(x)

    def raising(x):
        sys.setrecursionlimit(limit)
        return running(x)

    lab, before = toy.lab(), sys.getrecursionlimit()
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


# ------------------------------------------------------------ in a kernel

CELLS = {
    "set-up": f"import sys; sys.path.insert(0, {str(TESTS)!r})\nimport numpy as np\n"
    "import matplotlib.pyplot as plt\n%matplotlib inline\n"
    "from helpers import toy\ncheck = toy.lab()",
    "exits": "def running(x):\n    if len(x) > 1:\n        exit()\n    quit()\n"
    "check.running(running)",
    "shows": "def running(x):\n    plt.plot(x)\n    plt.show()\n    plt.figure()\n"
    "    display(x)\n    return np.cumsum(x)\ncheck.running(running)",
    "syntax": "def running(x):\n    return x +",
    "after syntax": "check.running(running)",
    "use after syntax": "used = check.yours_or_ours('running'); used is running",
    "raises first": "1 / 0\ndef running(x):\n    return x",
    "after raising": "check.running(running)",
    "mended": "def running(x):\n    return np.cumsum(x)\ncheck.running(running)",
}


@pytest.fixture(scope="module")
def said():
    """Run the cells in a fresh kernel; return what each shows, as text."""
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    for cell in cells:
        cell.metadata.tags = ["raises-exception"]
    notebook = nbformat.v4.new_notebook(cells=cells)
    environment = os.environ | {"COURSE_PROGRESS": "off"}
    NotebookClient(notebook, kernel_name="python3", timeout=600).execute(env=environment)
    return {name: cell.outputs for name, cell in zip(CELLS, notebook.cells, strict=True)}


def text(outputs):
    return outputs[-1]["data"]["text/plain"]


def test_exit_ends_the_function_and_not_the_kernel(said):
    assert "held it back" in text(said["exits"])
    assert "logarithm" not in text(said["exits"])


def test_pictures_of_an_answer_stay_off_the_page(said):
    assert len(said["shows"]) == 1
    assert "passed" in text(said["shows"])


@pytest.mark.parametrize(
    ("cell", "why"),
    [("after syntax", "SyntaxError in line 2"), ("after raising", "ZeroDivisionError")],
)
def test_a_cell_that_did_not_run_is_told_of(said, cell, why):
    assert f"`def running` did not run ({why})" in text(said[cell])


def test_what_did_not_run_is_not_used(said):
    assert text(said["use after syntax"]) == "False"


def test_a_cell_that_runs_again_is_judged(said):
    assert "passed" in text(said["mended"])


# ------------------------------------------------------------ functions that were imported


def test_a_function_of_a_module_is_judged_by_what_it_returns(tmp_path, monkeypatch):
    (tmp_path / "mine.py").write_text(
        "import numpy as np\ntable = [0]\ndef running(x):\n    return np.cumsum(x) + table[0]\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    import mine

    assert toy.lab().running(mine.running).passed
