"""Running a notebook: what stops it, and what of a run stays in the notebook."""

import os
import sys

import nbformat
import pytest
from helpers.small_course import code

from utils.course import execute
from utils.course.errors import CourseError
from utils.course.pairs import notebook_of


def run(folder, source):
    """Run a notebook of one cell and return it."""
    return execute.execute(notebook_of([code(source)]), folder, "a.ipynb")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("while True: pass", r"cell 1 \(while True: pass\) failed: it ran longer"),
        ("import os; os._exit(1)", "cell 1 .* failed: the kernel stopped"),
        (
            "import matplotlib.pyplot as plt\nplt.title(r'$\\frac$')\nplt.show()",
            "cell 1 .* failed: .*its result was shown",
        ),
        (
            "class A:\n    def _repr_html_(self): raise KeyError('html')\nA()",
            "cell 1 .* failed: .*KeyError",
        ),
        ("import matplotlib.pyplot as plt\nplt.plot([1, 2]);", "a picture without alt text"),
    ],
    ids=["without end", "the kernel dies", "a picture not drawn", "a result not shown", "no words"],
)
def test_a_cell_that_fails_is_an_error(tmp_path, monkeypatch, source, message):
    if "while" in source:
        monkeypatch.setattr(execute, "CELL_SECONDS", 1)
    with pytest.raises(CourseError, match=message):
        run(tmp_path, source)


def test_a_missing_kernel_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "KERNEL", "no-such-kernel")
    with pytest.raises(CourseError, match="there is no Jupyter kernel called no-such-kernel"):
        run(tmp_path, "1")


def test_what_the_user_has_set_decides_nothing(tmp_path, monkeypatch):
    """Neither a kernel of the same name nor the variables and the matplotlibrc around the build."""
    spec = tmp_path / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text('{"argv": ["false"], "display_name": "Other", "language": "python"}')
    (tmp_path / "own").write_text("text.usetex: True\nfont.family: no-such-font\n")
    outside = {"JUPYTER_PATH": tmp_path, "MATPLOTLIBRC": tmp_path / "own", "MPLBACKEND": "agg"}
    for name, value in {**outside, "COLUMNS": "33", "OMP_NUM_THREADS": "7"}.items():
        monkeypatch.setenv(name, str(value))
    names = ["MPLBACKEND", "COLUMNS", "OMP_NUM_THREADS", "PYTHONHASHSEED", "COURSE_PROGRESS"]
    source = (
        "import os, sys\nimport matplotlib.pyplot as plt\n"
        f"print(sys.prefix, os.getcwd(), *map(os.environ.get, {names}))\n"
        "from utils.plots.show import show\nplt.plot([1, 2])\nshow('A line that goes up.')"
    )
    printed, picture = run(tmp_path, source)["cells"][0]["outputs"]
    backend = "module://matplotlib_inline.backend_inline"
    assert printed["text"] == f"{sys.prefix} {os.path.realpath(tmp_path)} {backend} 100 1 0 off\n"
    assert picture["data"]["text/plain"] == "A line that goes up."
    assert 'alt="A line that goes up."' in picture["data"]["text/html"]


def test_widgets_leave_their_plain_text_and_no_state(tmp_path):
    source = "import ipywidgets\nipywidgets.interact(lambda x: print(x), x=(0, 4));"
    notebook = run(tmp_path, source)
    (output,) = notebook["cells"][0]["outputs"]
    assert list(output["data"]) == ["text/plain"]
    assert "widgets" not in notebook["metadata"]


def test_a_live_widget_leaves_its_picture():
    notebook = notebook_of([code("w")])
    bundle = {execute.WIDGET_VIEW: {"model_id": "1"}, "image/png": "x", "text/plain": "w"}
    only_live = {execute.WIDGET_VIEW: {"model_id": "2"}}
    notebook["cells"][0]["outputs"] = [
        nbformat.v4.new_output("display_data", data) for data in (bundle, only_live)
    ]
    execute.tidy(notebook)
    (output,) = notebook["cells"][0]["outputs"]
    assert output["data"] == {"image/png": "x", "text/plain": "w"}
