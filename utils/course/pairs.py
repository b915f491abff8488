"""The pair of a notebook: the text source that people edit and the `.ipynb` made from it.

    lectures/NN_stem.py   <->  lectures/NN_stem.ipynb
    solutions/NN_stem.py  <->  solutions/NN_stem.ipynb

The text wins by default. A notebook whose cells were changed by hand is recognised by the
fingerprint of its cells, which the build leaves in `metadata.course.built_from`.
"""

from collections.abc import Mapping
from pathlib import Path

from utils.course import cells as cell_tools
from utils.course import exercise_text
from utils.course.errors import CourseError
from utils.course.files import read_text, write_text

HEADER = """\
# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---
"""

FOLDERS = ("lectures", "solutions")


def shown(path: Path, root: Path) -> str:
    """Return `path` as messages name it: relative to `root`, with forward slashes."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return str(path)


def read_source(path: Path) -> list[dict]:
    """Return the cells of the text source at `path`, with the course's metadata only.

    Raises CourseError when the file is absent or is no percent-format text, when a code cell is
    empty, and when a cell carries metadata other than tags and slideshow, which the notebook
    would lose.
    """
    import jupytext

    text = read_text(path)
    _refuse_conflicts(text, path)
    try:
        notebook = jupytext.reads(text, fmt="py:percent")
    except Exception as problem:  # jupytext and its YAML header raise many kinds
        raise CourseError(f"cannot read the cells of {path}: {problem}.") from problem
    if not notebook.cells:
        raise CourseError(f"{path} has no cells; a cell begins with a line `# %%`.")
    return [_clean(cell, number, path) for number, cell in enumerate(notebook.cells, start=1)]


def _refuse_conflicts(text: str, path: Path) -> None:
    """Raise CourseError where Git has left both sides of a merge in the text."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(("<" * 7 + " ", ">" * 7 + " ")):
            raise CourseError(
                f"{path}: line {number} is a mark of Git's, `{line[:20]}`: two versions were not "
                "merged. Keep the right lines and remove the marks."
            )


def _clean(cell: Mapping, number: int, path: Path) -> dict:
    """Return a plain cell of type, source and kept metadata, or raise CourseError."""
    unknown = set(cell.metadata) - {*cell_tools.KEPT_METADATA, *cell_tools.JUPYTEXT_METADATA}
    if unknown:
        raise CourseError(
            f"{path}: cell {number} has metadata {', '.join(sorted(unknown))}; "
            "the course keeps only tags=[…] and slideshow={…}. Remove it."
        )
    if cell.cell_type == "code" and not cell.source.strip():
        raise CourseError(f"{path}: cell {number} is an empty code cell. Fill it or remove it.")
    return {
        "cell_type": cell.cell_type,
        "source": cell.source,
        "metadata": {k: cell.metadata[k] for k in cell_tools.KEPT_METADATA if k in cell.metadata},
    }


def write_source(path: Path, cells: list[Mapping]) -> None:
    """Write `cells` to the text source at `path`; a header that is there stays as it is.

    Raises CourseError when the file cannot be written, and when the text would not give these
    cells back.
    """
    import jupytext
    from nbformat.v4 import new_notebook

    before = read_text(path) if path.exists() else ""
    header = split_header(before)[0]
    plain = [_new_cell(cell) for cell in cells]
    _keep_blank_lines(plain, before)
    text = jupytext.writes(new_notebook(cells=plain), fmt="py:percent")
    body = split_header(text)[1].lstrip("\n")
    text = f"{header or HEADER}\n{body}"
    difference = cell_tools.first_difference(plain, jupytext.reads(text, fmt="py:percent").cells)
    if difference:
        number, part = difference
        raise CourseError(
            f"cell {number} cannot be kept in {path}: its {part} would change in the text format. "
            "Nothing was changed; edit the text by hand."
        )
    write_text(path, text)


def _keep_blank_lines(cells: list[dict], before: str) -> None:
    """Give each cell that the text `before` has too as many blank lines after it as it had."""
    import jupytext

    try:
        cells_before = exercise_text.collapse(jupytext.reads(before, fmt="py:percent").cells)
    except Exception:  # a text that cannot be read has no blank lines worth keeping
        return
    old = {}
    for cell in cells_before:
        old[cell_tools.fingerprint([cell])] = cell["metadata"].get("lines_to_next_cell")
    for cell in cells:
        lines = old.get(cell_tools.fingerprint(exercise_text.collapse([cell])))
        if lines is not None:
            cell["metadata"]["lines_to_next_cell"] = lines


def split_header(text: str) -> tuple[str, str]:
    """Return the commented YAML header at the beginning of `text` (or "") and the rest."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip() != "# ---":
        return "", text
    for index, line in enumerate(lines[1:], start=1):
        if line.strip() == "# ---":
            return "".join(lines[: index + 1]), "".join(lines[index + 1 :])
        if not line.startswith("#"):
            break
    return "", text


def notebook_of(cells: list[Mapping], **course: object) -> dict:
    """Return a notebook without outputs: `cells` with stable ids and the course's metadata.

    Versions of Python or Jupyter are left out on purpose: they would change the file on every
    machine. `course` joins the fingerprint in `metadata.course`.
    """
    from nbformat.v4 import new_notebook

    plain = [_new_cell(cell) for cell in cells]
    for cell, cell_id in zip(plain, cell_tools.ids(plain), strict=True):
        cell["id"] = cell_id
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {
            "file_extension": ".py",
            "mimetype": "text/x-python",
            "name": "python",
        },
        "course": {"built_from": cell_tools.fingerprint(plain), **course},
    }
    return new_notebook(cells=plain, metadata=metadata)


def _new_cell(cell: Mapping) -> dict:
    """Return a fresh notebook cell with the type, source and kept metadata of `cell`."""
    from nbformat import v4

    make = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell, "raw": v4.new_raw_cell}
    given = cell.get("metadata", {})
    kept = {name: given[name] for name in cell_tools.KEPT_METADATA if given.get(name)}
    return make[cell["cell_type"]](cell_tools.source_of(cell), metadata=kept)


def edited_by_hand(notebook: Mapping) -> bool:
    """Return whether the cells of a built notebook were changed since it was built."""
    course = notebook.get("metadata", {}).get("course", {})
    return course.get("built_from") != cell_tools.fingerprint(notebook["cells"])
