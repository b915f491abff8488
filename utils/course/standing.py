"""How far the student is in each topic, and what comes next: front page and `course progress`."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from utils.course import progress
from utils.course.errors import CourseError
from utils.course.exercises import exercises_of
from utils.topics import TOPICS, Topic

BLANK, WRONG, PASSED = progress.VERDICTS
STYLES = {PASSED: "green", WRONG: "yellow"}
WIDTH = 78  # when the output goes to a file, so that two runs give the same lines


@dataclass(frozen=True)
class Standing:
    """One topic's exercises, by name in the lab's order, and what is recorded of them.

    `exercises` is empty for a topic in preparation and where its checks cannot be used.
    """

    topic: Topic
    exercises: Mapping
    verdicts: Mapping[str, str]

    @property
    def passed(self) -> int:
        """How many of the topic's exercises have passed."""
        return sum(self.verdicts.get(name) == PASSED for name in self.exercises)

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """Number, title and verdict of each exercise; without the checks, of what is recorded."""
        if not self.exercises:
            recorded = enumerate(self.verdicts.items(), start=1)
            return [(str(number), name, verdict) for number, (name, verdict) in recorded]
        return [
            (str(exercise.number), exercise.title, self.verdicts.get(name, BLANK))
            for name, exercise in self.exercises.items()
        ]

    @property
    def attempted(self) -> bool:
        """Whether something has been written in the lab."""
        return any(self.verdicts.get(name, BLANK) != BLANK for name in self.exercises)

    @property
    def todo(self):
        """The exercise to do next, as the lab's summary has it: the first wrong, else open one."""
        unfinished = [name for name in self.exercises if self.verdicts.get(name) != PASSED]
        wrong = [name for name in unfinished if self.verdicts.get(name) == WRONG]
        return next((self.exercises[name] for name in [*wrong, *unfinished]), None)


def standings(recorded: Mapping[str, Mapping[str, str]]) -> list[Standing]:
    """Return the standing in every topic for what `progress.load` gave."""
    return [Standing(topic, _exercises(topic), recorded.get(topic.stem, {})) for topic in TOPICS]


def following(all_: list[Standing]) -> Standing | None:
    """Return the topic to go on with, None when every exercise has passed.

    It is the last in which something was attempted, or the first unfinished one after it; an
    earlier one only when nothing later is open, for who skips something does so on purpose.
    """
    last = max((i for i, one in enumerate(all_) if one.attempted), default=0)
    return next((one for one in [*all_[last:], *all_[:last]] if one.todo), None)


def _exercises(topic: Topic) -> Mapping:
    try:
        return exercises_of(topic) if topic.ready else {}
    except CourseError:  # a file that someone is just editing must not keep the course shut
        return {}


def show() -> None:
    """Print, topic by topic, how many exercises have passed, and a table of all.

    Raises CourseError when the record cannot be read.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table

    try:
        recorded = progress.load()
    except OSError as problem:
        raise CourseError(
            f"cannot read {progress.path()}: {problem.strerror or problem}."
        ) from problem
    plain = {} if sys.stdout.isatty() else {"width": WIDTH, "color_system": None}
    console = Console(highlight=False, **plain)
    for one in standings(recorded):
        topic, rows = one.topic, one.rows
        if not topic.ready:
            continue
        passed = sum(verdict == PASSED for _, _, verdict in rows)
        head = f"{topic.number:02d} {topic.title}: {passed} of {len(rows)} passed"
        console.print(head, style="bold")
        table = Table("", "exercise", "so far", box=box.SIMPLE_HEAD)
        for row in rows:
            table.add_row(*row, style=STYLES.get(row[2]))
        if rows:
            console.print(table)
    if not recorded:
        console.print("Nothing is recorded yet: open a lab with `course lab` and try an exercise.")
