"""Lab 01 as a student does it: blank, right, wrong in a known way, broken, endless, restarted."""

import json

import pytest
from browser import in_notebook as notebook
from playwright.sync_api import expect

from utils.checks.cross_entropy import check

DEFINITION = "def entropy(p):"
CHECK = "check.entropy(entropy)"
RIGHT = """import numpy as np
def entropy(p):
    p = p[p > 0]
    return -(p * np.log(p)).sum()
"""


@pytest.fixture(scope="module")
def blank(page, lab):
    notebook.open_notebook(page, lab, "labs/01_cross_entropy.ipynb")
    notebook.run_all(page)
    return page


@pytest.fixture
def answer(blank):
    """Type an answer into exercise 1, run it and its check; give the panel."""

    def type_answer(code):
        # The panel of the time before would pass for the new one while the check still runs.
        cell = notebook.code_cell(blank, CHECK)
        notebook.type_into(blank, answers, code)
        notebook.run(blank, cell)
        return cell.locator(".course-verdict")

    answers = notebook.code_cell(blank, DEFINITION)
    return type_answer


def test_the_blank_lab_runs_and_every_panel_says_not_attempted(blank):
    assert blank.locator(".jp-OutputArea-output", has_text="Traceback").count() == 0
    panels = blank.locator(".jp-CodeCell .course-verdict")
    assert panels.count() == len(check.exercises) + 1  # and the summary
    for panel in panels.all():
        expect(panel).to_contain_text("not attempted yet")
    notebook.screenshot(blank, "lab-blank-summary", panels.last)


def test_a_named_mistake_gets_its_own_hint(blank, answer):
    panel = answer(RIGHT.replace("np.log(", "np.log2("))
    mistake = next(m for m in check.exercises["entropy"].mistakes if m.name == "in bits")
    expect(panel).to_contain_text("not right yet")
    expect(panel).to_contain_text(mistake.hint[:40])
    notebook.screenshot(blank, "lab-mistake", panel)


def test_an_answer_that_raises_is_told_where(blank, answer):
    panel = answer("def entropy(p):\n    total = 0\n    return -(p * nap.log(p)).sum()\n")
    expect(panel).to_contain_text("not right yet")
    expect(panel).to_contain_text("nap")
    notebook.screenshot(blank, "lab-raises", panel)


def test_an_endless_loop_becomes_a_verdict_and_the_kernel_lives(blank, answer):
    panel = answer("def entropy(p):\n    while True:\n        pass\n")
    expect(panel).to_contain_text("not right yet")
    notebook.screenshot(blank, "lab-endless", panel)


def test_a_right_answer_passes_and_survives_a_restart(blank, answer, work):
    panel = answer(RIGHT)
    expect(panel).to_contain_text("passed")
    notebook.screenshot(blank, "lab-passed", panel)
    blank.keyboard.press("Control+S")
    notebook.menu(blank, "Kernel", "Restart Kernel…")
    blank.get_by_role("button", name="Confirm Kernel Restart").click()
    notebook.wait_for_kernel(blank)
    kept = json.loads((work / "progress.json").read_text(encoding="utf-8"))
    assert "passed" in json.dumps(kept)
    notebook.run_all(blank)
    expect(notebook.code_cell(blank, CHECK).locator(".course-verdict")).to_contain_text("passed")
    expect(notebook.code_cell(blank, "check.yours_or_ours(entropy)")).to_contain_text("your")
    notebook.screenshot(blank, "lab-summary", blank.locator(".course-verdict").last)
