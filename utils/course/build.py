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
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

from utils.course import cells as cell_tools
from utils.course import exercise_text, labs, pairs
from utils.course.errors import CourseError
from utils.course.execute import execute
from utils.course.exercises import exercises_of
from utils.course.files import read_notebook, write_notebook
from utils.topics import Topic

PARTS = ("lectures", "solutions", "labs")


@dataclass
class Build:
    """What to build where: `keep` is None, "text" or "notebook"; `say` prints a finished line."""

    root: Path
    keep: str | None = None
    parts: Iterable[str] = PARTS
    say: Callable[[str], None] = print
    tick: Callable[[str, int, int], None] = lambda name, done, total: None

    def run(self, topics: Iterable[Topic]) -> None:
        """Build the chosen parts of `topics`.

        Raises CourseError before anything is executed when a source is absent or wrong, or when
        a notebook has edits that building would lose; and later when a cell fails.
        """
        todo = [(topic, part) for topic in topics for part in PARTS if part in self.parts]
        for topic, part in todo:
            if part == "labs":
                self._lab(topic)
            else:
                self._cells(topic, part)
        for topic, part in todo:
            self._build(topic, part)

    def _cells(self, topic: Topic, folder: str) -> list[Mapping]:
        """Return the cells to build from: the text's, or the notebook's when that side is kept.

        Raises CourseError when both sides changed and nothing says which one to keep.
        """
        name = f"{folder}/{topic.name}"
        again = f"course build {topic.name} --keep text"
        existing = self._existing(f"{name}.ipynb", again)
        if existing and self.keep == "notebook" and pairs.edited_by_hand(existing):
            # JupyterLab likes to leave an empty code cell at the end.
            kept = [
                cell
                for cell in existing["cells"]
                if cell["cell_type"] != "code" or cell["source"].strip()
            ]
            return exercise_text.expand(kept, _exercises(topic, folder), topic.name)
        cells = self._read(topic, folder)
        if existing:
            # JupyterLab opens, and saves, a solution as its text has it: that is no edit
            bare = partial(exercise_text.collapse, exercises=_exercises(topic, folder))
            difference = cell_tools.first_difference(bare(cells), bare(existing["cells"]))
            _refuse_edits(
                f"{name}.ipynb",
                existing,
                difference,
                f"as in {name}.py. Nothing was changed. Which side is right?\n"
                f"  {again}      (the notebook's edits are lost)\n"
                f"  course build {topic.name} --keep notebook  "
                "(the text source is rewritten from the notebook)",
            )
        return cells

    def _existing(self, name: str, again: str) -> Mapping | None:
        """Return the notebook that is there unless its edits may go, or None.

        Raises CourseError, with the command `again` that mends it, when it cannot be read.
        """
        target = self.root / name
        if self.keep == "text" or not target.exists():
            return None
        try:
            return read_notebook(target)
        except CourseError as problem:
            raise CourseError(f"{problem.message}\nTo make it again: {again}") from problem

    def _read(self, topic: Topic, folder: str) -> list[Mapping]:
        """Return the cells of a text source, the exercises' texts put in."""
        cells = pairs.read_source(self.root / folder / f"{topic.name}.py")
        return exercise_text.expand(cells, _exercises(topic, folder), topic.name)

    def _build(self, topic: Topic, part: str) -> None:
        """Make a part's notebook and write it."""
        started = perf_counter()
        notebook = self._lab(topic) if part == "labs" else self._executed(topic, part)
        name = f"{part}/{topic.name}.ipynb"
        write_notebook(self.root / name, notebook)
        if part != "labs":
            # subtle: jupytext's contents manager complains about a notebook newer than its text.
            stamp = (self.root / part / f"{topic.name}.py").stat()
            os.utime(self.root / name, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        seconds = perf_counter() - started
        self.say(f"{name}: {len(notebook['cells'])} cells in {seconds:.1f} s")

    def _executed(self, topic: Topic, folder: str) -> dict:
        """Return the notebook with its outputs; with `keep="notebook"` write the text first."""
        source = self.root / folder / f"{topic.name}.py"
        cells = self._cells(topic, folder)
        exercises = _exercises(topic, folder)
        task = exercise_text.collapse(cells, exercises)
        try:
            before = pairs.read_source(source)
        except CourseError:  # the notebook's side is kept, and there is no text, or a damaged one
            before = []
        # JupyterLab saves a notebook's text with the exercises' own texts in it.
        written_out = exercise_text.written_out(before, exercises)
        edited = self.keep == "notebook" and cell_tools.first_difference(before, task)
        if written_out or edited:
            pairs.write_source(source, task, exercises)
            why = "from the notebook" if edited else "without what comes from the checks"
            self.say(f"{folder}/{source.name}: rewritten {why}")
            # From here on the text is the source again, as it always is.
            cells = self._read(topic, folder)
        name = f"{folder}/{topic.name}.ipynb"
        return execute(pairs.notebook_of(cells), source.parent, name, partial(self.tick, name))

    def _lab(self, topic: Topic) -> dict:
        """Return the lab of `topic`, stripped from its solution's cells.

        Raises CourseError when the lab that is there was edited by hand.
        """
        # subtle: with --keep notebook the solution's text may be about to be rewritten, so the
        # lab is made from the same side. With labs alone the text is the only source.
        cells_of = self._cells if "solutions" in self.parts else self._read
        source = f"solutions/{topic.name}.py"
        lab = labs.strip(cells_of(topic, "solutions"), exercises_of(topic), source)
        name = f"labs/{topic.name}.ipynb"
        again = f"course build {topic.name} --only labs --keep text"
        existing = self._existing(name, again)
        if existing:
            _refuse_edits(
                name,
                existing,
                cell_tools.first_difference(lab["cells"], existing["cells"]),
                f"as made from {source}. Nothing was changed.\n"
                "Labs are made from solutions/, so put the change there; then make the lab again "
                f"(its edits are lost): {again}",
            )
        return lab


def _exercises(topic: Topic, folder: str) -> Mapping:
    """Return what the checks know of a solution's cells; of a lecture's, nothing."""
    return exercises_of(topic) if folder == "solutions" else {}


def _refuse_edits(
    name: str, existing: Mapping, difference: tuple[int, str] | None, ending: str
) -> None:
    """Raise CourseError, with `ending`, when the notebook `name` differs by edits made by hand."""
    if difference and pairs.edited_by_hand(existing):
        number, part = difference
        what = {"missing": "not in the notebook", "extra": "only in the notebook"}.get(part, part)
        raise CourseError(f"{name} was edited by hand: cell {number} ({what}) is not {ending}")
