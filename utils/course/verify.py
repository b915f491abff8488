"""Prove that the notebooks in the repository are what their text sources say.

Each finding is one line, `file: cell N: what is wrong - mend: command`. Nothing is executed and
nothing is changed, so it takes about a second.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from utils.course import cells as cell_tools
from utils.course import exercise_text, labs, pairs
from utils.course.errors import CourseError
from utils.course.execute import KERNEL, WIDGET_VIEW
from utils.course.exercises import exercises_of as registered_exercises
from utils.course.files import notebook_text, read_text
from utils.course.leaks import leaks
from utils.course.shadows import shadows
from utils.topics import Topic

_HEADING = re.compile(r"^#+\s+Exercise\s+\d+\s*[:.]", re.MULTILINE)

_DIFFERENCES = {
    "type": "its type is not as in the text source",
    "source": "its source is not as in the text source",
    "tags": "its tags are not as in the text source",
    "slide": "its slide metadata is not as in the text source",
    "missing": "the text source has this cell, the notebook has not",
    "extra": "the notebook has this cell, the text source has not",
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: the file, the cell's number (None: the whole file), the mend."""

    file: str
    cell: int | None
    what: str
    mend: str

    def __str__(self) -> str:
        where = self.file if self.cell is None else f"{self.file}: cell {self.cell}"
        return f"{where}: {self.what} - mend: {self.mend}"


def verify(
    root: Path,
    topics: Iterable[Topic],
    exercises_of: Callable[[Topic], Mapping] = registered_exercises,
) -> list[Finding]:
    """Return everything that is wrong with the notebooks of `topics` under `root`."""
    findings = [
        Finding(
            pairs.shown(path, root),
            None,
            f"it hides the module `{path.stem}` from the notebooks beside it",
            f"rename or remove {pairs.shown(path, root)}",
        )
        for path in shadows(root)
    ]
    for topic in topics:
        findings += _topic_findings(root, topic, exercises_of)
    return findings


def _topic_findings(
    root: Path, topic: Topic, exercises_of: Callable[[Topic], Mapping]
) -> Iterator[Finding]:
    """Yield the findings of one topic: each pair, then exercises and lab."""
    for folder in pairs.FOLDERS:
        name = f"{folder}/{topic.name}.py"
        try:
            cells = pairs.read_source(root / name)
        except CourseError as problem:
            yield Finding(name, None, _plain(problem, root), f"write {name}, then {_build(topic)}")
            continue
        if folder == "solutions":
            try:
                exercises = exercises_of(topic)
            except CourseError as problem:
                file = f"utils/checks/{topic.stem}"
                yield Finding(file, None, _plain(problem, root), f"mend {file}")
                return
            yield from _exercise_findings(topic, cells, exercises)
            cells = exercise_text.expand(cells, exercises, topic.name)
            yield from _lab_findings(root, topic, cells, exercises)
        yield from _pair_findings(root, topic, folder, cells)


def _build(topic: Topic, *options: str) -> str:
    """Return the command that builds `topic`."""
    return " ".join(["course build", topic.name, *options])


def _plain(problem: CourseError, root: Path) -> str:
    """Return an error's message on one line, with files named relative to the course."""
    return problem.message.replace(f"{root}/", "").replace("\n", " ").rstrip(".")


def _load(path: Path) -> Mapping:
    """Return a notebook's JSON as it is, without nbformat, which takes longer than all of this.

    Raises ValueError, saying why, when it is no notebook.
    """
    try:
        notebook = json.loads(read_text(path))
    except CourseError as problem:
        raise ValueError("it is missing or unreadable") from problem
    except ValueError as problem:
        raise ValueError(f"its JSON is broken ({problem})") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise ValueError("it is not a notebook: it has no list of cells")
    for number, cell in enumerate(notebook["cells"], start=1):
        if not isinstance(cell, dict) or "cell_type" not in cell:
            raise ValueError(f"it is not a notebook: cell {number} has no type")
    return notebook


def _pair_findings(
    root: Path, topic: Topic, folder: str, source: list[Mapping]
) -> Iterator[Finding]:
    """Yield what is wrong with one executed notebook."""
    file = f"{folder}/{topic.name}.ipynb"
    try:
        notebook = _load(root / file)
    except ValueError as problem:
        mend = _build(topic, *(["--keep text"] if (root / file).exists() else []))
        yield Finding(file, None, str(problem), mend)
        return
    cells = notebook["cells"]
    difference = cell_tools.first_difference(source, cells)
    if difference:
        number, part = difference
        bare = exercise_text.collapse
        same_text = cell_tools.first_difference(bare(source), bare(cells)) is None
        edited = pairs.edited_by_hand(notebook) and not same_text
        mend = _build(topic, "--keep text (or --keep notebook)") if edited else _build(topic)
        yield Finding(file, number, _DIFFERENCES[part], mend)
    yield from _metadata_findings(file, notebook, _build(topic))
    yield from _execution_findings(file, cells, _build(topic))
    for number, cell in enumerate(cells, start=1):
        for what in leaks(cell, root):
            mend = f"change cell {number} of {folder}/{topic.name}.py, then {_build(topic)}"
            yield Finding(file, number, what, mend)


def _metadata_findings(file: str, notebook: Mapping, mend: str) -> Iterator[Finding]:
    """Yield what another program has noted down in the notebook: it may be private, and is lost."""
    metadata = notebook.get("metadata", {})
    kernel = metadata.get("kernelspec", {}).get("name")
    if kernel != KERNEL:
        yield Finding(file, None, f"its kernel is {kernel!r}, expected {KERNEL!r}", mend)
    if strange := set(metadata) - {"kernelspec", "language_info", "course", "jupytext"}:
        yield Finding(file, None, f"it has metadata {', '.join(sorted(strange))}", mend)
    for number, cell in enumerate(notebook["cells"], start=1):
        known = {*cell_tools.KEPT_METADATA, *cell_tools.JUPYTEXT_METADATA}
        if strange := set(cell.get("metadata", {})) - known:
            yield Finding(file, number, f"it has metadata {', '.join(sorted(strange))}", mend)


def _execution_findings(file: str, cells: list[Mapping], mend: str) -> Iterator[Finding]:
    """Yield cells that were not executed, not in order, or ended in an error."""
    in_order = True
    position = 0
    for number, cell in enumerate(cells, start=1):
        if cell["cell_type"] != "code":
            continue
        position += 1
        count = cell.get("execution_count")
        if count is None:
            yield Finding(file, number, "it was not executed", mend)
        elif count != position and in_order:
            # One cell out of order moves all that follow, so only the first is named.
            in_order = False
            what = f"it was executed out of order: [{count}] where [{position}] is expected"
            yield Finding(file, number, what, mend)
        for output in cell.get("outputs", []):
            if output.get("output_type") == "error":
                what = f"its output is an error: {output.get('ename')}: {output.get('evalue')}"
                yield Finding(file, number, what.replace("\n", " "), mend)
            if WIDGET_VIEW in output.get("data", {}):
                what = "its output holds a live widget, which shows nothing without its kernel"
                yield Finding(file, number, what, mend)


def _exercise_findings(topic: Topic, cells: list[Mapping], exercises: Mapping) -> Iterator[Finding]:
    """Yield markers of exercises in a solution's text that do not agree with the checks."""
    file, checks = f"solutions/{topic.name}.py", f"utils/checks/{topic.stem}"
    for marker in exercise_text.written_out(cells):
        what = f"what comes under `{marker}` is written out; the build adds it"
        yield Finding(file, None, what, _build(topic))
    order: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = exercise_text.marked(cell)
        if name is None:
            if cell["cell_type"] == "markdown" and _HEADING.search(cell["source"]):
                what = "it has an exercise's heading of its own"
                mend = f"put `<!-- exercise: NAME -->` in its place, then {_build(topic)}"
                yield Finding(file, number, what, mend)
            continue
        if name not in exercises:
            what = f"{checks} has no exercise {name}; it has {', '.join(exercises) or 'none'}"
            yield Finding(file, number, what, f"mend the marker, then {_build(topic)}")
        elif name in order:
            what = f"exercise {name} has a second marker"
            yield Finding(file, number, what, f"remove one, then {_build(topic)}")
        order.append(name)
    for name in exercises:
        if name not in order:
            mend = f"add it, then {_build(topic)}"
            yield Finding(file, None, f"there is no marker `<!-- exercise: {name} -->`", mend)
    if sorted(order) == sorted(exercises) and order != list(exercises):
        what = f"the exercises stand in another order than in {checks}: {', '.join(order)}"
        yield Finding(file, None, what, f"change one of the two, then {_build(topic)}")


def _lab_findings(
    root: Path, topic: Topic, cells: list[Mapping], exercises: Mapping
) -> Iterator[Finding]:
    """Yield how the lab differs from the one that its solution gives."""
    source, file = f"solutions/{topic.name}.py", f"labs/{topic.name}.ipynb"
    try:
        expected = labs.strip(cells, exercises, source)
    except labs.LabError as problem:
        yield Finding(source, problem.cell, problem.what, f"mend the cell, then {_build(topic)}")
        return
    path = root / file
    try:
        lab = _load(path)
    except ValueError as problem:
        options = ["--only labs", *(["--keep text"] if path.exists() else [])]
        yield Finding(file, None, str(problem), _build(topic, *options))
        return
    if read_text(path) == notebook_text(expected):
        return
    mend = _build(topic, "--only labs", *(["--keep text"] if pairs.edited_by_hand(lab) else []))
    difference = cell_tools.first_difference(expected["cells"], lab["cells"])
    if difference:
        what = _DIFFERENCES[difference[1]].replace("the text source", "its solution")
        yield Finding(file, difference[0], what, mend)
        return
    for number, cell in enumerate(lab["cells"], start=1):
        if cell.get("outputs") or cell.get("execution_count") is not None:
            yield Finding(file, number, "a lab has no outputs, this cell has", mend)
            return
    yield Finding(file, None, "its ids or metadata are not as its solution gives", mend)
