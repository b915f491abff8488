"""The engine in a Jupyter kernel: panels, source lines, cells that fail, and life after a loop."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

TESTS = Path(__file__).resolve().parents[1]

CELLS = {
    "set-up": f"import sys, time; sys.path.insert(0, {str(TESTS)!r})\n"
    "import numpy as np; from helpers import toy\n"
    "import matplotlib.pyplot as plt\n%matplotlib inline\n"
    "check = toy.lab()",
    "misspelt": "def running(x):\n    total = np.cumsum(x)\n    return totl\n"
    "check.running(running)",
    "asks": "def running(x):\n    return input('x? ')\ncheck.running(running)",
    "right": "def running(x):\n    return np.cumsum(x)\ncheck.running(running)",
    "offset": "offset = 0.0\n"
    "def running(x):\n    return np.cumsum(x) + offset\ncheck.running(running)",
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
    "endless": "check.exercises['running'].seconds = 0.5\n"
    "def running(x):\n"
    "    while True:\n"
    "        try:\n"
    "            time.sleep(100)\n"
    "        except:\n"
    "            pass\n"
    "check.running(running)",
    "alive": "1 + 1",
}


@pytest.fixture(scope="module")
def shown():
    """Run the cells in a fresh kernel; return what each shows."""
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    for cell in cells:
        cell.metadata.tags = ["raises-exception"]
    notebook = nbformat.v4.new_notebook(cells=cells)
    environment = os.environ | {"COURSE_PROGRESS": "off"}
    NotebookClient(notebook, kernel_name="python3", timeout=600).execute(env=environment)
    return {name: cell.outputs for name, cell in zip(CELLS, notebook.cells, strict=True)}


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("misspelt", "line 3 of `running`: return totl"),
        ("misspelt", "Did you mean `total`"),
        ("asks", "instead of `input()`"),
        ("offset", "the notebook's variable `offset`"),
        ("exits", "held it back"),
        ("exits", "!logarithm"),
        ("after syntax", "`def running` did not run (SyntaxError in line 2)"),
        ("use after syntax", "False"),
        ("after raising", "`def running` did not run (ZeroDivisionError)"),
        ("mended", "passed"),
        ("endless", "took longer than 0.5 s"),
        ("alive", "2"),
    ],
)
def test_what_a_cell_says(shown, cell, words):
    text = shown[cell][-1]["data"]["text/plain"]
    assert (words.removeprefix("!") in text) != words.startswith("!"), text


@pytest.mark.parametrize("cell", ["right", "shows"])
def test_a_verdict_is_shown_as_panel_and_as_text_and_nothing_else_is(shown, cell):
    (output,) = shown[cell]
    assert (
        output["data"]["text/plain"] == "Exercise 4, Running: passed\nWell done: all 3 cases agree."
    )
    assert 'role="status"' in output["data"]["text/html"]
    assert all(len(shown[cell]) == 1 for cell in ("misspelt", "asks", "endless"))
