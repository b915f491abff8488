"""Reading and writing files whole or not at all.

A file is written beside its target and then put in its place in one step, so that a full disk, a
read-only folder or an interruption never leaves half a file.
"""

import json
import os
import tempfile
from pathlib import Path

from utils.course.errors import CourseError


def write_text(path: Path | str, text: str) -> None:
    """Write `text` to `path` as UTF-8 with `\\n` line ends; the folder is made when absent.

    Raises CourseError, naming the file, when the folder cannot be written; `path` is then as it
    was before and nothing is left beside it.
    """
    path = Path(path)
    beside = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        # mkstemp makes files that only their owner may read.
        os.chmod(beside, path.stat().st_mode & 0o777 if path.exists() else _new_file_mode())
        os.replace(beside, path)
    except OSError as problem:
        raise CourseError(
            f"cannot write {path}: {problem.strerror or problem}. Nothing was changed.\n"
            f"Make the folder {path.parent} writable, or work in a copy of the course."
        ) from problem
    finally:
        # After a successful replace the name is gone; after anything else this tidies up.
        if beside is not None and os.path.exists(beside):
            os.unlink(beside)


def _new_file_mode() -> int:
    """Return the permissions that `open` would give a new file."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


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
    """Return the notebook at `path`, brought to version 4.

    Raises CourseError when the file is absent, is no JSON, or is no notebook.
    """
    import nbformat

    text = read_text(path)
    try:
        data = json.loads(text)
    except ValueError as problem:
        raise CourseError(f"{path} is not a notebook: its JSON is broken ({problem}).") from None
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        raise CourseError(f"{path} is not a notebook: it has no list of cells.")
    try:
        return nbformat.reads(text, as_version=4)
    except Exception as problem:  # nbformat raises many kinds for a notebook it cannot read
        raise CourseError(f"{path} is not a notebook: {_first_line(problem)}.") from None


def _first_line(problem: Exception) -> str:
    """Return the first line of an exception's message, or its type's name."""
    return (str(problem).splitlines() or [type(problem).__name__])[0]
