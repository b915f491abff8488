"""Lab 01 as a student does it: blank, wrong in a known way, broken, endless, right, restarted."""

import json

import pytest
from browser.notebook import Notebook, screenshot
from playwright.sync_api import expect

from utils.checks.cross_entropy import check

RIGHT = """import numpy as np
def entropy(p):
    p = p[p > 0]
    return -(p * np.log(p)).sum()
"""
IN_BITS = next(m for m in check.exercises["entropy"].mistakes if m.name == "in bits")


@pytest.fixture(scope="module", params=["01_cross_entropy"])
def blank(page, request):
    with Notebook(page, f"work/labs/{request.param}.ipynb") as lab:
        lab.do("runAll")
        yield lab


@pytest.fixture
def answer(blank):
    """Type an answer into exercise 1, run it and its check; give the panel."""

    def type_answer(code):
        answers.write(code)
        answers.run()
        return blank.cell("check.entropy(entropy)").run().locator(".course-verdict")

    answers = blank.cell("def entropy(p):")
    return type_answer


def test_every_panel_of_the_blank_lab_says_not_attempted(blank):
    for name in check.exercises:
        panel = blank.cell(f"check.{name}(").node.locator(".course-verdict")
        expect(panel).to_contain_text("not attempted yet")
    summary = blank.cell("check.summary()").node.locator(".course-verdict")
    expect(summary.get_by_text("not attempted yet")).to_have_count(len(check.exercises))
    screenshot(summary, "lab-blank-summary")


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("mistake", RIGHT.replace("np.log(", "np.log2("), IN_BITS.hint[:40]),
        ("raises", "def entropy(p):\n    total = 0\n    return -(p * nap.log(p)).sum()\n", "nap"),
        ("endless", "def entropy(p):\n    while True:\n        pass\n", ""),
    ],
)
def test_a_wrong_answer_gets_a_verdict_that_says_why(answer, name, code, said):
    panel = answer(code)
    expect(panel).to_contain_text("not right yet")
    expect(panel).to_contain_text(said)
    screenshot(panel, f"lab-{name}")


def test_a_right_answer_passes_and_survives_a_restart(blank, answer, student):
    panel = answer(RIGHT)
    expect(panel).to_contain_text("passed")
    screenshot(panel, "lab-passed")
    kept = json.loads((student / "work" / "progress.json").read_text(encoding="utf-8"))
    assert kept["topics"]["cross_entropy"]["entropy"] == "passed"
    blank.do("restart")
    blank.set_up()
    summary = blank.cell("check.summary()").run().locator(".course-verdict")
    expect(summary).to_contain_text(f"1 of {len(check.exercises)} passed")
    screenshot(summary, "lab-summary")
    leads = {"7. Train it": "Exercise 7: Train it", "Exercise 2,": "Exercise 2: Cross entropy"}
    for link, title in leads.items():
        blank.cell("check.summary()").node.get_by_role("link", name=link).click()
        blank.page.wait_for_timeout(1000)  # formulas above are set meanwhile
        heading = blank.page.get_by_role("heading", name=title, level=2)
        above = blank.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer")
        assert 0 <= heading.bounding_box()["y"] - above.bounding_box()["y"] < 40
    blank.cell("def entropy(p):").run()
    used = blank.cell('check.yours_or_ours("entropy")').run().locator(".jp-OutputArea-output")
    expect(used.first).to_contain_text("Using your entropy")
