"""The pair of a notebook: the text source that people edit and the `.ipynb` made from it.

    lectures/NN_stem.py   <->  lectures/NN_stem.ipynb
    solutions/NN_stem.py  <->  solutions/NN_stem.ipynb

The text wins by default. A notebook whose cells were changed by hand is recognised by the
fingerprint of its cells, which the build leaves in `metadata.course.built_from`.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from utils.course import cells as cell_tools
from utils.course import exercise_text
from utils.course.errors import CourseError
from utils.course.files import read_text, write_text

FOLDERS = ("lectures", "solutions")
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
# Without versions of Python or Jupyter, which would change the files on every machine.
LANGUAGE = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"}
# What a text source holds of a cell, and what jupytext is to leave out of the header.
FILTERS = {
    "cell_metadata_filter": ",".join((*cell_tools.KEPT_METADATA, "-all")),
    "notebook_metadata_filter": "-jupytext.cell_metadata_filter,-jupytext.notebook_metadata_filter,"
    "-jupytext.text_representation.format_version,-jupytext.text_representation.jupytext_version",
}
FORMAT = "py:percent"
# How a folded cell must begin.
_FIRST_LINES = {
    cell_tools.ASIDE: ("# ", "a comment that says what the cell does"),
    cell_tools.NOTES: ("Instructor's notes", "`Instructor's notes · section 1 · 7 minutes`"),
}


def read_source(path: Path) -> list[dict]:
    """Return the cells of the text source at `path`, with the course's metadata only.

    Raises CourseError when the file is absent or is no percent-format text, when a code cell is
    empty, when a folded cell's first line does not say what it holds, and when a cell carries
    metadata other than tags and slideshow, which the notebook would lose.
    """
    text = read_text(path)
    _refuse_conflicts(text, path)
    notebook = _parse(text, path)
    if not notebook.cells:
        raise CourseError(f"{path} has no cells; a cell begins with a line `# %%`.")
    for number, cell in enumerate(notebook.cells, start=1):
        _refuse_losses(cell, number, path)
    return [_new_cell(cell) for cell in notebook.cells]


def _parse(text: str, path: Path) -> dict:
    """Return what jupytext reads from `text`, with its own notes about blank lines."""
    import jupytext

    try:
        return jupytext.reads(text, fmt=FORMAT)
    except Exception as problem:  # jupytext and its YAML header raise many kinds
        raise CourseError(f"cannot read the cells of {path}: {problem}.") from problem


def _refuse_conflicts(text: str, path: Path) -> None:
    """Raise CourseError where Git has left both sides of a merge in the text."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(("<" * 7 + " ", ">" * 7 + " ")):
            raise CourseError(
                f"{path}: line {number} is a mark of Git's, `{line[:20]}`: two versions were not "
                "merged. Keep the right lines and remove the marks."
            )


def _refuse_losses(cell: Mapping, number: int, path: Path) -> None:
    """Raise CourseError for a cell that the notebook would lose, whole or in part."""
    if foreign := cell_tools.foreign_metadata(cell):
        raise CourseError(
            f"{path}: cell {number} has metadata {foreign}; "
            "the course keeps only tags=[…] and slideshow={…}. Remove it."
        )
    if cell.cell_type == "code" and not cell.source.strip():
        raise CourseError(f"{path}: cell {number} is an empty code cell. Fill it or remove it.")
    for tag, (start, what) in _FIRST_LINES.items():
        if cell_tools.tagged(cell, tag) and not cell.source.startswith(start):
            raise CourseError(
                f"{path}: cell {number} has the tag {tag}, so a reader sees its first line alone: "
                f"it must be {what}, but it is `{cell_tools.first_line(cell)}`."
            )


def write_source(path: Path, cells: list[Mapping], exercises: Mapping | None = None) -> None:
    """Write `cells` to the text source at `path`; its header and blank lines stay as they are.

    exercises : those of the topic, for a text that has their parts written out

    Raises CourseError when the file cannot be written, and when the text would not give these
    cells back.
    """
    import jupytext

    bare = partial(exercise_text.collapse, exercises=exercises or {})
    notebook = _parse(read_text(path) if path.exists() else "", path)
    notebook.metadata.setdefault("kernelspec", dict(KERNELSPEC))
    notebook.metadata["jupytext"] = {**notebook.metadata.get("jupytext", {}), **FILTERS}
    blank_lines = {
        cell_tools.fingerprint([cell]): cell["metadata"].get("lines_to_next_cell")
        for cell in bare(notebook.cells)
    }
    notebook.cells = [_new_cell(cell) for cell in cells]
    for cell in notebook.cells:
        lines = blank_lines.get(cell_tools.fingerprint(bare([cell])))
        if lines is not None:
            cell.metadata["lines_to_next_cell"] = lines
    text = jupytext.writes(notebook, fmt=FORMAT)
    difference = cell_tools.first_difference(notebook.cells, _parse(text, path).cells)
    if difference:
        number, part = difference
        raise CourseError(
            f"cell {number} cannot be kept in {path}: its {part} would change in the text format. "
            "Nothing was changed; edit the text by hand."
        )
    write_text(path, text)


def notebook_of(cells: list[Mapping], **course: object) -> dict:
    """Return a notebook without outputs: `cells` with stable ids and the course's metadata.

    `course` joins the fingerprint in `metadata.course`.
    """
    from nbformat.v4 import new_notebook

    plain = [_new_cell(cell) for cell in cells]
    for cell, cell_id in zip(plain, cell_tools.ids(plain), strict=True):
        cell["id"] = cell_id
        cell["metadata"].update(cell_tools.derived_metadata(cell))
    built = {"built_from": cell_tools.fingerprint(plain), **course}
    metadata = {"kernelspec": KERNELSPEC, "language_info": LANGUAGE, "course": built}
    return new_notebook(cells=plain, metadata=metadata)


def _new_cell(cell: Mapping) -> dict:
    """Return a fresh notebook cell with the type, source and kept metadata of `cell`."""
    from nbformat import v4

    given = cell["metadata"]
    kept = {name: given[name] for name in cell_tools.KEPT_METADATA if given.get(name)}
    if cell_tools.tagged(cell, cell_tools.NOTES):
        kept.pop("slideshow", None)  # it follows from the tag
    return getattr(v4, f"new_{cell['cell_type']}_cell")(cell["source"], metadata=kept)


def edited_by_hand(notebook: Mapping) -> bool:
    """Return whether the cells of a built notebook were changed since it was built."""
    built = notebook["metadata"].get("course", {}).get("built_from")
    return built != cell_tools.fingerprint(notebook["cells"])
