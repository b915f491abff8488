"""Reading and writing files whole or not at all.

A file is written beside its target and then put in its place in one step, so that a full disk, a
read-only folder or an interruption never leaves half a file.
"""

import contextlib
import os
import shutil
import uuid
from pathlib import Path

from utils.course.errors import CourseError


def write_text(path: Path | str, text: str) -> None:
    """Write `text` to `path` as UTF-8 with `\\n` line ends; the folder is made when absent.

    Raises CourseError, naming the file, when the folder cannot be written; `path` is then as it
    was before and nothing is left beside it.
    """
    path = Path(path)
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8", newline="\n")
        if path.exists():
            shutil.copymode(path, beside)
        os.replace(beside, path)
    except OSError as problem:
        raise CourseError(
            f"cannot write {path}: {problem.strerror or problem}. Nothing was changed.\n"
            f"Make the folder {path.parent} writable, or work in a copy of the course."
        ) from problem
    finally:
        # After a successful replace the name is gone; after anything else this tidies up.
        with contextlib.suppress(OSError):
            beside.unlink()


def notebook_text(notebook: dict) -> str:
    """Return `notebook` as JSON text: one space of indent, sorted keys, as Jupyter writes it."""
    import nbformat

    return nbformat.writes(nbformat.from_dict(notebook), version=4).rstrip("\n") + "\n"


def write_notebook(path: Path | str, notebook: dict) -> None:
    """Write `notebook` to `path`; raises CourseError as `write_text` does."""
    write_text(path, notebook_text(notebook))


def read_text(path: Path | str) -> str:
    """Return the text of `path`, without the mark that some editors put before UTF-8.

    Raises CourseError when it is absent, unreadable or not UTF-8.
    """
    path = Path(path)
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise CourseError(f"there is no file {path}.") from None
    except (OSError, UnicodeDecodeError) as problem:
        raise CourseError(f"cannot read {path}: {problem}.") from problem


def read_notebook(path: Path | str) -> dict:
    """Return the notebook at `path`; every text is one string, a source with `\\n` ends.

    Raises CourseError when the file is absent, is no JSON, or is no notebook of version 4.
    """
    from nbformat import v4

    text = read_text(path)
    try:
        # Without comparing it with nbformat's schema, which takes longer than all the rest.
        notebook = v4.reads(text)
        if notebook["nbformat"] != 4:
            raise TypeError(notebook["nbformat"])
        for part in (notebook, *notebook["cells"]):
            part["metadata"]  # a KeyError where there is none
        for cell in notebook["cells"]:
            if cell["cell_type"] not in ("code", "markdown", "raw"):
                raise TypeError(cell["cell_type"])
            cell["source"] = cell["source"].replace("\r\n", "\n")
        return notebook
    except ValueError as problem:
        raise CourseError(f"{path} is not a notebook: its JSON is broken ({problem}).") from None
    except Exception:  # nbformat raises many kinds for what has not the form of a notebook
        what = "version 4 has a list of cells, each with a type, metadata and a source"
        raise CourseError(f"{path} is not a notebook: {what}.") from None
