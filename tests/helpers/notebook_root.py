"""A made-up course folder for the tests of the commands that use the course."""

from pathlib import Path

import nbformat

from utils.course import copies
from utils.course.copies import KINDS
from utils.topics import TOPICS

READY = [topic for topic in TOPICS if topic.ready]


def notebook(source: str) -> str:
    """Return the text of a notebook with one code cell of `source`."""
    cell = nbformat.v4.new_code_cell(source, id="cell-one")
    return nbformat.writes(nbformat.v4.new_notebook(cells=[cell])) + "\n"


def make(root: Path, monkeypatch=None) -> Path:
    """Write one small notebook per kind and ready topic below `root` and return `root`.

    With `monkeypatch`, the course and Jupyter's own folders are looked for below `root` from now,
    and copies are not trusted, which takes longer than all the rest.
    """
    for topic in READY:
        for kind in KINDS:
            path = root / kind / f"{topic.name}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(notebook(f"print({kind!r})"), encoding="utf-8")
    if monkeypatch is not None:
        for name, value in environment(root).items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("COURSE_WORK", raising=False)
        monkeypatch.setattr(copies, "trust", lambda text: None)
    return root


def environment(root: Path) -> dict[str, str]:
    """Return the variables that keep a test's course and Jupyter folders below `root`."""
    return {
        "COURSE_ROOT": str(root),
        "JUPYTER_CONFIG_DIR": str(root / "jupyter-config"),
        "JUPYTER_DATA_DIR": str(root / "jupyter-data"),
        "JUPYTER_RUNTIME_DIR": str(root / "jupyter-runtime"),
    }
