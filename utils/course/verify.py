"""Prove that the notebooks in the repository are what their text sources say.

Each finding is one line, `file: cell N: what is wrong - mend: command`. Nothing is executed and
nothing is changed, so it takes about a second.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from utils.course import cells as cell_tools
from utils.course import exercise_text, labs, pairs, pictures
from utils.course.errors import CourseError
from utils.course.execute import KERNEL, WIDGET_VIEW
from utils.course.exercises import exercises_of
from utils.course.files import notebook_text, read_notebook, read_text
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


def verify(root: Path, topics: Iterable[Topic]) -> list[Finding]:
    """Return everything that is wrong with the notebooks of `topics` under `root`."""
    findings = []
    for path in shadows(root):
        file = path.relative_to(root).as_posix()
        what = f"it hides the module `{path.stem}` from the notebooks beside it"
        findings.append(Finding(file, None, what, f"rename or remove {file}"))
    for topic in topics:
        findings += _topic_findings(root, topic)
    return findings


def _topic_findings(root: Path, topic: Topic) -> Iterator[Finding]:
    """Yield the findings of one topic: each pair, then exercises and lab."""
    build = f"course build {topic.name}"
    for folder in pairs.FOLDERS:
        source = f"{folder}/{topic.name}.py"
        try:
            cells = pairs.read_source(root / source)
        except CourseError as problem:
            yield Finding(source, None, _plain(problem, root), f"write {source}, then {build}")
            continue
        exercises = {}
        if folder == "solutions":
            try:
                exercises = exercises_of(topic)
            except CourseError as problem:
                file = f"utils/checks/{topic.stem}"
                yield Finding(file, None, _plain(problem, root), f"mend {file}")
                return
            yield from _exercise_findings(topic, cells, exercises, build)
            cells = exercise_text.expand(cells, exercises, topic.name)
            yield from _lab_findings(root, topic, cells, exercises, build)
        yield from _pair_findings(root, source, cells, exercises, build)


def _plain(problem: CourseError, root: Path) -> str:
    """Return an error's message on one line, with files named relative to the course."""
    return problem.message.replace(f"{root}/", "").replace("\n", " ").rstrip(".")


def _load(root: Path, file: str, build: str) -> Mapping | Finding:
    """Return the notebook `file`, or what keeps it from being read."""
    try:
        return read_notebook(root / file)
    except CourseError as problem:
        what = _plain(problem, root).replace(f"{file} is", "it is")
        mend = f"{build} --keep text" if (root / file).exists() else build
        return Finding(file, None, what, mend)


def _pair_findings(
    root: Path, source: str, expected: list[Mapping], exercises: Mapping, build: str
) -> Iterator[Finding]:
    """Yield what is wrong with one executed notebook."""
    file = source.replace(".py", ".ipynb")
    notebook = _load(root, file, build)
    if isinstance(notebook, Finding):
        yield notebook
        return
    cells = notebook["cells"]
    difference = cell_tools.first_difference(expected, cells)
    if difference:
        number, part = difference
        bare = partial(exercise_text.collapse, exercises=exercises)
        same_text = cell_tools.first_difference(bare(expected), bare(cells)) is None
        edited = pairs.edited_by_hand(notebook) and not same_text
        mend = f"{build} --keep text (or --keep notebook)" if edited else build
        yield Finding(file, number, _DIFFERENCES[part], mend)
    metadata = notebook["metadata"]
    kernel = metadata.get("kernelspec", {}).get("name")
    if kernel != KERNEL:
        yield Finding(file, None, f"its kernel is {kernel!r}, expected {KERNEL!r}", build)
    # What another program has noted down may be private, and building loses it.
    if strange := set(metadata) - {"kernelspec", "language_info", "course", "jupytext"}:
        yield Finding(file, None, f"it has metadata {', '.join(sorted(strange))}", build)
    for number, cell in enumerate(cells, start=1):
        if foreign := cell_tools.foreign_metadata(cell):
            yield Finding(file, number, f"it has metadata {foreign}", build)
        if not cell_tools.derived_metadata(cell).items() <= cell["metadata"].items():
            yield Finding(file, number, "it is not folded as its tags say", build)
        for what in (*pictures.faults(cell), *leaks(cell, root)):
            yield Finding(file, number, what, f"change cell {number} of {source}, then {build}")
    for number, what in _execution(cells):
        yield Finding(file, number, what, build)


def _execution(cells: list[Mapping]) -> Iterator[tuple[int, str]]:
    """Yield number and fault of cells that were not executed in order or whose outputs are bad."""
    in_order = True
    code = [(number, cell) for number, cell in enumerate(cells, 1) if cell["cell_type"] == "code"]
    for position, (number, cell) in enumerate(code, start=1):
        count = cell.get("execution_count")
        if count is None:
            yield number, "it was not executed"
        elif count != position and in_order:
            # One cell out of order moves all that follow, so only the first is named.
            in_order = False
            yield number, f"it was executed out of order: [{count}] where [{position}] is expected"
        for output in cell.get("outputs", []):
            if output.get("output_type") == "error":
                what = f"its output is an error: {output.get('ename')}: {output.get('evalue')}"
                yield number, what.replace("\n", " ")
            if WIDGET_VIEW in output.get("data", {}):
                what = "its output holds a live widget, which shows nothing without its kernel"
                yield number, what


def _exercise_findings(
    topic: Topic, cells: list[Mapping], exercises: Mapping, build: str
) -> Iterator[Finding]:
    """Yield markers of exercises in a solution's text that do not agree with the checks."""
    file, checks = f"solutions/{topic.name}.py", f"utils/checks/{topic.stem}"
    for marker in exercise_text.written_out(cells, exercises):
        what = f"what comes under `{marker}` is written out; the build adds it"
        yield Finding(file, None, what, build)
    order: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = exercise_text.marked(cell)
        if name is None:
            if cell["cell_type"] == "markdown" and _HEADING.search(cell["source"]):
                what = "it has an exercise's heading of its own"
                mend = f"put `<!-- exercise: NAME -->` in its place, then {build}"
                yield Finding(file, number, what, mend)
            continue
        if name not in exercises:
            what = f"{checks} has no exercise {name}; it has {', '.join(exercises) or 'none'}"
            yield Finding(file, number, what, f"mend the marker, then {build}")
        elif name in order:
            what = f"exercise {name} has a second marker"
            yield Finding(file, number, what, f"remove one, then {build}")
        order.append(name)
    for name in exercises:
        if name not in order:
            mend = f"add it, then {build}"
            yield Finding(file, None, f"there is no marker `<!-- exercise: {name} -->`", mend)
    if sorted(order) == sorted(exercises) and order != list(exercises):
        what = f"the exercises stand in another order than in {checks}: {', '.join(order)}"
        yield Finding(file, None, what, f"change one of the two, then {build}")


def _lab_findings(
    root: Path, topic: Topic, cells: list[Mapping], exercises: Mapping, build: str
) -> Iterator[Finding]:
    """Yield how the lab differs from the one that its solution gives."""
    source, file = f"solutions/{topic.name}.py", f"labs/{topic.name}.ipynb"
    try:
        expected = labs.strip(cells, exercises, source)
    except labs.LabError as problem:
        yield Finding(source, problem.cell, problem.what, f"mend the cell, then {build}")
        return
    build += " --only labs"
    lab = _load(root, file, build)
    if isinstance(lab, Finding):
        yield lab
        return
    if read_text(root / file) == notebook_text(expected):
        return
    mend = f"{build} --keep text" if pairs.edited_by_hand(lab) else build
    difference = cell_tools.first_difference(expected["cells"], lab["cells"])
    results = (
        number
        for number, cell in enumerate(lab["cells"], start=1)
        if cell.get("outputs") or cell.get("execution_count") is not None
    )
    if difference:
        what = _DIFFERENCES[difference[1]].replace("the text source", "its solution")
        yield Finding(file, difference[0], what, mend)
    elif number := next(results, None):
        yield Finding(file, number, "a lab has no outputs, this cell has", mend)
    else:
        yield Finding(file, None, "its ids or metadata are not as its solution gives", mend)
