"""`course progress`: which exercises have passed, topic by topic."""

import sys

import click

from utils.course import progress
from utils.course.errors import CourseError
from utils.course.exercises import exercises_of
from utils.topics import TOPICS, Topic

WIDTH = 78  # when the output goes to a file, so that two runs give the same lines


@click.command("progress")
def command() -> None:
    """Show which exercises have passed, are not right yet, or have not been attempted."""
    from rich.console import Console

    try:
        recorded = progress.load()
    except OSError as problem:
        raise CourseError(
            f"cannot read {progress.path()}: {problem.strerror or problem}."
        ) from problem
    plain = {} if sys.stdout.isatty() else {"width": WIDTH, "color_system": None}
    console = Console(highlight=False, **plain)
    for topic in TOPICS:
        if topic.ready:
            _show(console, topic, recorded.get(topic.stem, {}))
    if not recorded:
        console.print("Nothing is recorded yet: open a lab with `course lab` and try an exercise.")


def rows(topic: Topic, verdicts: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return (number, title, verdict) of every exercise of `topic`, in the lab's order.

    An exercise without a recorded verdict is "not attempted yet"; a recorded one that the topic
    no longer has is left out. Where the checks cannot be used, the recorded names are the titles.
    """
    try:
        exercises = exercises_of(topic)
    except CourseError:
        return [(str(n), name, verdict) for n, (name, verdict) in enumerate(verdicts.items(), 1)]
    return [
        (str(exercise.number), exercise.title, verdicts.get(name, progress.VERDICTS[0]))
        for name, exercise in exercises.items()
    ]


def _show(console, topic: Topic, verdicts: dict[str, str]) -> None:
    """Print how many exercises of `topic` have passed, and a table of all."""
    from rich import box
    from rich.table import Table

    lines = rows(topic, verdicts)
    passed = sum(verdict == "passed" for _, _, verdict in lines)
    head = f"{topic.number:02d} {topic.title}: {passed} of {len(lines)} passed"
    console.print(head, style="bold")
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("", justify="right")
    table.add_column("exercise")
    table.add_column("so far", no_wrap=True)
    styles = {"passed": "green", "not right yet": "yellow"}
    for number, name, verdict in lines:
        table.add_row(number, name, verdict, style=styles.get(verdict))
    if lines:
        console.print(table)
