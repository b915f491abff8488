"""Make notebooks from their text sources.

    lectures/NN_stem.py   -> executed lectures/NN_stem.ipynb
    solutions/NN_stem.py  -> executed solutions/NN_stem.ipynb
    solutions/NN_stem.py  -> stripped labs/NN_stem.ipynb

Building twice gives the same bytes, but for the outputs of cells tagged `nbval-ignore-output`
(timings); that tag is the whole list of exceptions. A notebook is written only after all of it
ran, and never over edits made by hand unless told which side to keep.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from utils.course import cells as cell_tools
from utils.course import exercise_text, labs, pairs
from utils.course.errors import CourseError
from utils.course.execute import execute
from utils.course.exercises import exercises_of as registered_exercises
from utils.course.files import read_notebook, write_notebook
from utils.topics import Topic

PARTS = ("lectures", "solutions", "labs")


@dataclass
class Build:
    """What to build where: `keep` is None, "text" or "notebook"; `say` prints a finished line."""

    root: Path
    keep: str | None = None
    parts: Iterable[str] = PARTS
    exercises_of: Callable[[Topic], Mapping] = registered_exercises
    say: Callable[[str], None] = print
    tick: Callable[[str, int, int], None] = field(default=lambda name, done, total: None)

    def run(self, topics: Iterable[Topic]) -> None:
        """Build the chosen parts of `topics`.

        Raises CourseError before anything is executed when a source is absent or wrong, or when
        a notebook has edits that building would lose; and later when a cell fails.
        """
        topics = list(topics)
        for topic in topics:
            self._check(topic)
        for topic in topics:
            for folder in pairs.FOLDERS:
                if folder in self.parts:
                    self._build_pair(topic, folder)
            if "labs" in self.parts:
                self._build_lab(topic)

    def _check(self, topic: Topic) -> None:
        """Raise CourseError for everything about `topic` that can be known without a kernel."""
        for folder in pairs.FOLDERS:
            if folder in self.parts:
                self._cells(topic, folder)
        if "labs" in self.parts:
            lab = self._lab(topic)
            self._refuse_edited_lab(topic, lab)

    def _path(self, topic: Topic, folder: str, ending: str = ".ipynb") -> Path:
        return self.root / folder / f"{topic.name}{ending}"

    def _cells(self, topic: Topic, folder: str) -> list[Mapping]:
        """Return the cells to build from: the text's, or the notebook's when that side is kept.

        Raises CourseError when both sides changed and nothing says which one to keep.
        """
        source, target = self._path(topic, folder, ".py"), self._path(topic, folder)
        if self.keep == "text" or not target.exists():
            return self._read(topic, folder)
        try:
            existing = read_notebook(target)
        except CourseError as problem:
            raise CourseError(
                f"{problem.message}\nTo make it again from {pairs.shown(source, self.root)}: "
                f"course build {topic.name} --keep text"
            ) from problem
        if self.keep == "notebook" and pairs.edited_by_hand(existing):
            # JupyterLab likes to leave an empty code cell at the end.
            kept = [
                cell
                for cell in existing["cells"]
                if cell["cell_type"] != "code" or cell["source"].strip()
            ]
            return self._with_exercises(topic, folder, kept)
        cells = self._read(topic, folder)
        # JupyterLab opens, and saves, a solution as its text has it: that is no edit
        bare = exercise_text.collapse
        difference = cell_tools.first_difference(bare(cells), bare(existing["cells"]))
        if difference and pairs.edited_by_hand(existing):
            raise CourseError(
                f"{pairs.shown(target, self.root)} was edited by hand: cell {difference[0]} "
                f"({_what(difference[1])}) is not as in {pairs.shown(source, self.root)}. "
                "Nothing was changed. Which side is right?\n"
                f"  course build {topic.name} --keep text      (the notebook's edits are lost)\n"
                f"  course build {topic.name} --keep notebook  "
                "(the text source is rewritten from the notebook)"
            )
        return cells

    def _read(self, topic: Topic, folder: str) -> list[Mapping]:
        """Return the cells of a text source, the exercises' texts put in."""
        cells = pairs.read_source(self._path(topic, folder, ".py"))
        return self._with_exercises(topic, folder, cells)

    def _with_exercises(self, topic: Topic, folder: str, cells: list[Mapping]) -> list[Mapping]:
        if folder != "solutions" or not any(map(exercise_text.marked, cells)):
            return cells
        return exercise_text.expand(cells, self.exercises_of(topic), topic.name)

    def _build_pair(self, topic: Topic, folder: str) -> None:
        """Run the cells and write the notebook; with `keep="notebook"` write the text first."""
        source, target = self._path(topic, folder, ".py"), self._path(topic, folder)
        name = pairs.shown(target, self.root)
        started = perf_counter()
        cells = self._cells(topic, folder)
        task = exercise_text.collapse(cells)
        before = _text_cells(source)
        # JupyterLab saves a notebook's text with the exercises' own texts in it.
        written_out = exercise_text.written_out(before)
        edited = self.keep == "notebook" and cell_tools.first_difference(before, task)
        if written_out or edited:
            pairs.write_source(source, task)
            why = "from the notebook" if edited else "without what comes from the checks"
            self.say(f"{pairs.shown(source, self.root)}: rewritten {why}")
            # From here on the text is the source again, as it always is.
            cells = self._read(topic, folder)
        notebook = execute(
            pairs.notebook_of(cells),
            target.parent,
            name,
            lambda done, total: self.tick(name, done, total),
        )
        write_notebook(target, notebook)
        # subtle: jupytext's contents manager complains about a notebook newer than its text.
        stamp = source.stat()
        os.utime(target, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        self.say(f"{name}: {len(cells)} cells in {perf_counter() - started:.1f} s")

    def _lab(self, topic: Topic) -> dict:
        """Return the lab of `topic`, stripped from its solution's cells."""
        name = pairs.shown(self._path(topic, "solutions", ".py"), self.root)
        # subtle: with --keep notebook the solution's text may be about to be rewritten, so the
        # lab is made from the same side. With labs alone the text is the only source.
        if "solutions" in self.parts:
            cells = self._cells(topic, "solutions")
        else:
            cells = self._read(topic, "solutions")
        return labs.strip(cells, self.exercises_of(topic), name)

    def _refuse_edited_lab(self, topic: Topic, lab: Mapping) -> None:
        """Raise CourseError when the lab that is there was edited by hand."""
        target = self._path(topic, "labs")
        if self.keep == "text" or not target.exists():
            return
        name = pairs.shown(target, self.root)
        again = f"course build {topic.name} --only labs --keep text"
        try:
            existing = read_notebook(target)
        except CourseError as problem:
            raise CourseError(f"{problem.message}\nTo make it again: {again}") from problem
        difference = cell_tools.first_difference(lab["cells"], existing["cells"])
        if difference and pairs.edited_by_hand(existing):
            raise CourseError(
                f"{name} was edited by hand: cell {difference[0]} ({_what(difference[1])}) is not "
                f"as made from solutions/{topic.name}.py. Nothing was changed.\n"
                "Labs are made from solutions/, so put the change there; then make the lab again "
                f"(its edits are lost): {again}"
            )

    def _build_lab(self, topic: Topic) -> None:
        """Write the lab; it has no outputs, so nothing is executed."""
        target = self._path(topic, "labs")
        started = perf_counter()
        lab = self._lab(topic)
        self._refuse_edited_lab(topic, lab)
        write_notebook(target, lab)
        seconds = perf_counter() - started
        name = pairs.shown(target, self.root)
        self.say(f"{name}: {len(lab['cells'])} cells in {seconds:.1f} s")


def _text_cells(source: Path) -> list[dict]:
    """Return the cells of a text source, or none when it is absent or unreadable."""
    try:
        return pairs.read_source(source)
    except CourseError:
        return []


def _what(part: str) -> str:
    """Return words for what `first_difference` found."""
    words = {"missing": "not in the notebook", "extra": "only in the notebook", "slide": "slides"}
    return words.get(part, part)
