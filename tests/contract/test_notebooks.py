"""The labs as a student meets them, and the lectures where there is no kernel.

Lectures and solutions are proven by nbval, which runs every cell and compares its output.
"""

import os
import re

import nbformat
import pytest
from helpers import topics
from nbclient import NotebookClient
from nbconvert import HTMLExporter

each_notebook = pytest.mark.parametrize("topic", topics.READY, ids=lambda topic: topic.name)


def read(folder, topic):
    return nbformat.read(topics.ROOT / folder / f"{topic.name}.ipynb", as_version=4)


def code(notebook, start) -> str:
    """Return the first code cell that has a line beginning so."""
    line = re.compile(f"^{re.escape(start)}", re.MULTILINE)
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    return next(source for source in sources if line.search(source))


def uses(cells, name) -> list:
    return [cell for cell in cells if f'check.yours_or_ours("{name}")' in cell.source]


REMEMBER = "_before = {*globals(), '_before'}"
FORGET = "for name in set(globals()) - _before:\n    del globals()[name]"


def opened_anew(cells) -> list:
    """Return a lab as if before each exercise it was opened anew: its first cell alone was run."""
    result, first = [], True
    for cell in cells:
        if re.search(r"^## (Exercise|If you want more)", cell.source, re.MULTILINE):
            result.append(nbformat.v4.new_code_cell(FORGET))
        result.append(cell)
        if first and cell.cell_type == "code":
            result.append(nbformat.v4.new_code_cell(REMEMBER))
            first = False
    return result


def printed(cell) -> str:
    return "".join(output.get("text", "") for output in cell.outputs)


def verdict(cell) -> str:
    """Return the first line of what a check's cell says."""
    return cell.outputs[0]["data"]["text/plain"].splitlines()[0]


@pytest.fixture(scope="module", params=topics.READY, ids=lambda topic: topic.name)
def lab(request):
    """A blank lab, run, each exercise on its own; then one exercise done, checked and used."""
    topic = request.param
    notebook, names = read("labs", topic), topics.lab(topic.stem).exercises
    blank = list(notebook.cells)
    done = next(name for name in names if uses(blank, name))
    again = [
        code(read("solutions", topic), f"def {done}("),
        code(notebook, f"check.{done}("),
        uses(blank, done)[0].source,
    ]
    notebook.cells = opened_anew(notebook.cells)
    assert [cell.source for cell in notebook.cells].count(FORGET) > len(names)
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in again]
    NotebookClient(
        notebook,
        timeout=600,
        startup_timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(topics.ROOT / "labs")}},
    ).execute(env=os.environ | {"COURSE_PROGRESS": "off"})
    return names, blank, done, notebook.cells[-2:]


def test_in_a_blank_lab_every_check_says_not_attempted_and_every_use_takes_ours(lab):
    names, blank, *_ = lab
    said = {cell.source: verdict(cell) for cell in blank if cell.source.startswith("check.")}
    said.pop("check.summary()")
    assert list(said) == [f"check.{name}({name})" for name in names]
    assert [line for line in said.values() if "not attempted yet" not in line] == []
    for name in names:
        own, *others = uses(blank, name)
        assert f"Using the course's {name}: yours is not attempted yet." in printed(own)
        for cell in others:
            assert f"Using the course's {name}: " in printed(cell)


def test_an_exercise_that_is_done_passes_and_is_used(lab):
    names, _, done, (check, use) = lab
    assert "passed" in verdict(check)
    assert f"Using your {done}: it passes Exercise {names[done].number}." in printed(use)


@each_notebook
def test_every_answer_of_a_solution_passes(topic):
    cells = [c for c in read("solutions", topic).cells if c.source.startswith("check.")]
    said = {cell.source: verdict(cell) for cell in cells[:-1]}  # the last one is the summary
    assert list(said) == [f"check.{name}({name})" for name in topics.lab(topic.stem).exercises]
    assert [line for line in said.values() if not line.endswith(": passed")] == []


@each_notebook
def test_a_lecture_as_a_web_page_shows_its_widgets_as_still_pictures(topic):
    """Without a kernel, each widget leaves a picture with a description, and no empty place."""
    lecture = read("lectures", topic)
    widgets = [cell for cell in lecture.cells if "explore.explore_" in cell.source]
    assert all("from utils.widgets import" in cell.source for cell in widgets), "runs on its own"
    page, _ = HTMLExporter().from_notebook_node(lecture)
    stills = re.findall(r'<figure data-live-copy="[^"]+".*?</figure>', page, re.DOTALL)
    assert len(stills) == len(widgets) >= 1
    assert all(re.search(r'<img [^>]*alt="[^"]{40,}"', still) for still in stills)
    assert "application/vnd.jupyter.widget-view" not in page
