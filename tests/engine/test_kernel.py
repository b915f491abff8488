"""The engine in a Jupyter kernel: panels, source lines, an endless loop, and life after it."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

TESTS = Path(__file__).resolve().parents[1]

CELLS = [
    f"import sys, time; sys.path.insert(0, {str(TESTS)!r})\n"
    "import numpy as np; from helpers import toy\n"
    "check = toy.lab()\n"
    "check.exercises['running'].seconds = 0.5",
    "def running(x):\n    total = np.cumsum(x)\n    return totl\ncheck.running(running)",
    "def running(x):\n"
    "    while True:\n"
    "        try:\n"
    "            time.sleep(100)\n"
    "        except:\n"
    "            pass\n"
    "check.running(running)",
    "def running(x):\n    return input('x? ')\ncheck.running(running)",
    "def running(x):\n    return np.cumsum(x)\ncheck.running(running)",
    "offset = 0.0\ndef running(x):\n    return np.cumsum(x) + offset\ncheck.running(running)",
    "1 + 1",
]


@pytest.fixture(scope="module")
def outputs():
    """Run the cells in a fresh kernel; return each cell's outputs."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in CELLS])
    environment = os.environ | {"COURSE_PROGRESS": "off"}
    NotebookClient(notebook, kernel_name="python3", timeout=600).execute(env=environment)
    return [cell.outputs for cell in notebook.cells]


def text(outputs):
    return outputs[-1]["data"]["text/plain"]


def test_verdicts_are_shown_as_panel_and_as_text_and_nothing_else_is(outputs):
    data = outputs[4][-1]["data"]
    assert data["text/plain"] == "Exercise 4, Running: passed\nAll 3 cases agree."
    assert 'role="status"' in data["text/html"]
    assert all(len(cell) == 1 for cell in outputs[1:5])


def test_a_wrong_answer_is_diagnosed_as_outside_a_kernel(outputs):
    assert "line 3 of `running`: return totl" in text(outputs[1])
    assert "Did you mean `total`" in text(outputs[1])
    assert "instead of `input()`" in text(outputs[3])
    assert "the notebook's variable `offset`" in text(outputs[5])


def test_an_endless_loop_leaves_the_kernel_usable(outputs):
    assert "took longer than 0.5 s" in text(outputs[2])
    assert text(outputs[6]) == "2"
