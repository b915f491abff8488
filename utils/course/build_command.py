"""`course build`: make the notebooks from their text sources."""

import sys

import click

from utils import paths
from utils.course.build import PARTS, Build
from utils.course.errors import CourseError
from utils.course.selection import chosen


@click.command()
@click.argument("stems", nargs=-1, metavar="[STEM]…")
@click.option(
    "--only",
    "only",
    multiple=True,
    type=click.Choice(PARTS),
    help="Build this part alone; may be given more than once. Labs alone need no kernel.",
)
@click.option(
    "--keep",
    type=click.Choice(["text", "notebook"]),
    help="Which side wins where a notebook was edited by hand.",
)
def command(stems: tuple[str, ...], only: tuple[str, ...], keep: str | None) -> None:
    """Make the notebooks of the topics STEM (default: every topic that is ready).

    The text sources in lectures/ and solutions/ are executed into notebooks; the labs are the
    solutions without their answers. A notebook that was edited by hand is left alone unless
    --keep says which side wins.
    """
    build = Build(paths.root(), keep, only or PARTS, say=_say, tick=_tick)
    try:
        build.run(chosen(stems))
    except CourseError:
        # The message begins on a line of its own, not behind the count of cells.
        if _on_a_terminal():
            click.echo("\r\x1b[K", nl=False)
        raise


def _say(line: str) -> None:
    """Print a finished line, over the count of cells where there is one."""
    click.echo(f"\r{line}\x1b[K" if _on_a_terminal() else line)


def _tick(name: str, done: int, total: int) -> None:
    """Show how far a notebook is, on one line of a terminal that the next count replaces."""
    if _on_a_terminal():
        click.echo(f"\r{name}: cell {done} of {total}\x1b[K", nl=False)


def _on_a_terminal() -> bool:
    """Return whether a person watches."""
    return sys.stdout.isatty()
