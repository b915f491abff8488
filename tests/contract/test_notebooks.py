"""The labs as a student meets them: blank, and with one exercise done.

Lectures and solutions are proven by nbval, which runs every cell and compares its output.
"""

import os
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from utils.topics import TOPICS

ROOT = Path(__file__).resolve().parents[2]
READY = [topic for topic in TOPICS if topic.ready]


def run(notebook):
    """Execute the notebook from top to bottom; a cell that raises ends the test."""
    NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(ROOT / "labs")}},
    ).execute(env=os.environ | {"COURSE_PROGRESS": "off"})
    return notebook


def verdicts(notebook) -> dict[str, str]:
    """Return the first line of each check's text, by the check's source."""
    return {
        cell.source: cell.outputs[0]["data"]["text/plain"].splitlines()[0]
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.source.startswith("check.")
    }


def with_answers(topic, names):
    """Return the lab with the solution's code for the functions in `names`."""
    lab = nbformat.read(ROOT / "labs" / f"{topic.name}.ipynb", as_version=4)
    solution = nbformat.read(ROOT / "solutions" / f"{topic.name}.ipynb", as_version=4)
    for cell in lab.cells:
        for name in names:
            start = f"def {name}("
            if cell.cell_type == "code" and start in cell.source:
                cell.source = next(
                    done.source
                    for done in solution.cells
                    if done.cell_type == "code" and start in done.source
                )
    return lab


@pytest.mark.parametrize("topic", READY, ids=lambda topic: topic.name)
def test_a_blank_lab_runs_and_every_check_says_not_attempted(topic):
    said = verdicts(run(with_answers(topic, [])))
    assert len(said) >= 6
    for source, line in said.items():
        assert "not attempted yet" in line or source == "check.summary()", source


@pytest.mark.parametrize("topic", READY, ids=lambda topic: topic.name)
def test_a_lab_with_one_exercise_done_uses_that_one(topic):
    lab = with_answers(topic, [])
    first = next(
        cell.source.split("(")[1].split(")")[0]
        for cell in lab.cells
        if cell.cell_type == "code" and cell.source.startswith("check.")
    )
    lab = run(with_answers(topic, [first]))
    said = verdicts(lab)
    assert "passed" in said.pop(f"check.{first}({first})")
    said.pop("check.summary()")
    assert all("not attempted yet" in line for line in said.values())
    used = next(
        cell for cell in lab.cells if f"check.yours_or_ours({first})" in cell.source
    ).outputs
    assert "your" in "".join(output.get("text", "") for output in used)


@pytest.mark.parametrize("topic", READY, ids=lambda topic: topic.name)
def test_a_lecture_as_a_web_page_shows_its_widgets_as_still_pictures(topic):
    """Without a kernel, each widget leaves a picture with a description, and no empty place."""
    from nbconvert import HTMLExporter

    lecture = nbformat.read(ROOT / "lectures" / f"{topic.name}.ipynb", as_version=4)
    widgets = [cell for cell in lecture.cells if "explore.explore_" in cell.source]
    page, _ = HTMLExporter().from_notebook_node(lecture)
    stills = re.findall(r'<figure data-live-copy="[^"]+".*?</figure>', page, re.DOTALL)
    assert len(stills) == len(widgets) >= 1
    for still in stills:
        assert re.search(r'<img [^>]*alt="[^"]{40,}"', still)
    assert "application/vnd.jupyter.widget-view" not in page
