"""The labs as a student meets them: blank, and with one exercise done.

Lectures and solutions are proven by nbval, which runs every cell and compares its output.
"""

import os
import re
from pathlib import Path

import nbformat
import pytest
from helpers import topics
from helpers.topics import READY
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]


def run(notebook):
    """Execute the notebook from top to bottom; a cell that raises ends the test."""
    NotebookClient(
        notebook,
        timeout=600,
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


@pytest.fixture(scope="module", params=READY, ids=lambda topic: topic.name)
def lab(request):
    """A lab with its first exercise done, and the name of that exercise."""
    first = next(iter(topics.lab(request.param.stem).exercises))
    return run(with_answers(request.param, [first])), request.param.stem, first


def test_a_lab_runs_and_says_of_every_exercise_how_it_stands(lab):
    notebook, stem, first = lab
    said = verdicts(notebook)
    summary = said.pop("check.summary()")
    assert "passed" in said.pop(f"check.{first}({first})")
    assert set(said) == {f"check.{n}({n})" for n in topics.lab(stem).exercises if n != first}
    assert all("not attempted yet" in line for line in said.values()), said
    assert "passed" in summary


def test_a_lab_goes_on_with_the_students_function_once_it_passes(lab):
    notebook, _, first = lab
    used = next(c for c in notebook.cells if f"check.yours_or_ours({first})" in c.source)
    text = "".join(output.get("text", "") for output in used.outputs)
    assert f"Using your {first}:" in text


def test_a_lab_takes_the_courses_function_for_a_blank_one(lab):
    notebook, stem, _ = lab
    printed = "".join(
        output.get("text", "") for c in notebook.cells for output in c.get("outputs", [])
    )
    for name in list(topics.lab(stem).exercises)[1:]:
        if any(f"check.yours_or_ours({name})" in c.source for c in notebook.cells):
            assert f"Using the course's {name}: yours is not attempted yet." in printed


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
