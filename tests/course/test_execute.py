"""Running a notebook: what stops it, and what of a run stays in the notebook."""

import sys

import nbformat
import pytest
from helpers import small_course

from utils.course import execute
from utils.course.errors import CourseError


def test_a_cell_without_end_is_stopped(tmp_path):
    notebook = small_course.one_cell("while True: pass")
    with pytest.raises(CourseError, match=r"cell 1 \(while True: pass\) failed: it ran longer"):
        execute.execute(notebook, tmp_path, "a.ipynb", cell_seconds=1)


def test_a_kernel_that_dies_is_an_error(tmp_path):
    notebook = small_course.one_cell("import os; os._exit(1)")
    with pytest.raises(CourseError, match=r"cell 1 .* failed: the kernel stopped"):
        execute.execute(notebook, tmp_path, "a.ipynb")


def test_a_missing_kernel_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "KERNEL", "no-such-kernel")
    with pytest.raises(CourseError, match="there is no Jupyter kernel called no-such-kernel"):
        execute.execute(small_course.one_cell("1"), tmp_path, "a.ipynb")


def test_another_kernel_of_the_same_name_does_not_build(tmp_path, monkeypatch):
    spec = tmp_path / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text('{"argv": ["false"], "display_name": "Other", "language": "python"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    notebook = execute.execute(small_course.one_cell("import sys; sys.prefix"), tmp_path, "a.ipynb")
    (output,) = notebook["cells"][0]["outputs"]
    assert output["data"]["text/plain"] == repr(sys.prefix)


def test_widgets_leave_their_plain_text_and_no_state(tmp_path):
    source = "import ipywidgets\nipywidgets.interact(lambda x: print(x), x=(0, 4));"
    notebook = execute.execute(small_course.one_cell(source), tmp_path, "a.ipynb")
    (output,) = notebook["cells"][0]["outputs"]
    assert list(output["data"]) == ["text/plain"]
    assert "widgets" not in notebook["metadata"]


def test_a_live_widget_leaves_its_picture():
    notebook = small_course.one_cell("w")
    bundle = {execute.WIDGET_VIEW: {"model_id": "1"}, "image/png": "x", "text/plain": "w"}
    only_live = {execute.WIDGET_VIEW: {"model_id": "2"}}
    notebook["cells"][0]["outputs"] = [
        nbformat.v4.new_output("display_data", data) for data in (bundle, only_live)
    ]
    notebook["metadata"]["widgets"] = {"state": {}}
    execute.tidy(notebook)
    assert [out["data"] for out in notebook["cells"][0]["outputs"]] == [
        {"image/png": "x", "text/plain": "w"}
    ]
    assert "widgets" not in notebook["metadata"]


@pytest.mark.parametrize("settings", ["text.usetex: True", "font.family: no-such-font"])
def test_a_matplotlibrc_of_the_users_decides_nothing(tmp_path, monkeypatch, settings):
    (tmp_path / "own").write_text(f"{settings}\n")
    monkeypatch.setenv("MATPLOTLIBRC", str(tmp_path / "own"))
    source = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    notebook = execute.execute(small_course.one_cell(source), tmp_path, "a.ipynb")
    (output,) = notebook["cells"][0]["outputs"]
    assert "image/png" in output["data"]


SHOWN = {
    "import matplotlib.pyplot as plt\nplt.title(r'$\\frac$')\nplt.show()": "its result was shown",
    "class A:\n    def _repr_html_(self): raise KeyError('html')\nA()": "KeyError",
}


@pytest.mark.parametrize("source", SHOWN)
def test_what_cannot_be_shown_is_an_error(tmp_path, source):
    with pytest.raises(CourseError, match=rf"cell 1 .* failed: .*{SHOWN[source]}"):
        execute.execute(small_course.one_cell(source), tmp_path, "a.ipynb")
