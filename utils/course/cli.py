"""The `course` command.

What a command needs is imported when it runs: `course --help` does not wait for nbclient, jupytext
or JupyterLab.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from utils import paths
from utils.course.errors import CourseError
from utils.topics import TOPICS, Topic, find

KEYS = """\
The slides start by themselves. Keys:
  Space, Right, Page Down      what comes next: the next slide, or more of this one
  Shift+Space, Left, Page Up   what came before
  Home, End                    the first, the last slide
  Ctrl+Shift+Enter             run every cell: sliders work from then on
  Shift+Enter                  run this slide's cells
  F                            to what goes deeper, and back
  N                            your notes in a window of their own, which follows the slides
  Escape                       leave the slides; the cards in the notebook's toolbar start them
While a slider has the focus, keys move the slider: click beside it first."""
SIGNS = {"ok": "ok      ", "note": "note    ", "problem": "PROBLEM "}


class InThisOrder(click.Group):
    """A group whose help lists the commands in the order in which they stand here."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in that order."""
        return list(self.commands)


@click.group(cls=InThisOrder, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Open the course, make it, and prove it."""


no_browser = click.option(
    "--no-browser", is_flag=True, help="Print the address instead of opening it."
)
port = click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8888,
    show_default=True,
    help="Where to listen; else the next.",
)
stems = click.argument("stems", nargs=-1, metavar="[STEM]…")


def chosen(stems: Iterable[str]) -> list[Topic]:
    """Return the topics that `stems` name, each once, or all ready ones when there are no stems.

    Raises CourseError when a stem names no topic.
    """
    try:
        wanted = dict.fromkeys(map(find, stems))
    except KeyError as problem:
        raise CourseError(problem.args[0]) from None
    return list(wanted) or [topic for topic in TOPICS if topic.ready]


def with_lecture(stem: str) -> Topic:
    """Return the topic that `stem` names; raises CourseError when it has no lecture yet."""
    (topic,) = chosen([stem])
    if not topic.ready:
        raise CourseError(f"topic {topic.name} is in preparation: it has no lecture yet.")
    return topic


def make_copies(topics: Iterable[Topic]) -> list:
    """Bring the student's copies up to date, say what happened, and return them."""
    from utils.course import copies

    made = copies.make(topics)
    for line in filter(None, (copy.line() for copy in made)):
        click.echo(line)
    return made


@main.command()
@no_browser
@port
def lab(no_browser: bool, port: int) -> None:
    """Copy the notebooks into work/ and open them in JupyterLab.

    Your copies are never overwritten: when a notebook of the course has changed, the new version
    is put beside yours.
    """
    from utils.course import environment, landing, server

    click.echo("Getting your copies of the notebooks ready in work/.")
    page = landing.write(make_copies(TOPICS))
    click.echo("Starting JupyterLab; this takes a few seconds.")
    settings = environment.own_settings()
    raise SystemExit(server.open_page(page, settings, port=port, browser=not no_browser))


@main.command(short_help="Open a lecture as live slides.")
@click.argument("stem")
@click.option("--further", is_flag=True, help="Show what goes deeper, instead of the core.")
@no_browser
@port
def present(stem: str, further: bool, no_browser: bool, port: int) -> None:
    """Open the lecture of topic STEM as live slides, such as: course present cross_entropy"""
    from utils.course import environment, files, notes, server

    topic = with_lecture(stem)
    click.echo(f"Opening lecture {topic.name} as slides.")
    lecture = next(copy for copy in make_copies([topic]) if copy.kind == "lectures")
    if not lecture.usable:
        raise CourseError(lecture.line())
    page = notes.page_of(topic, further, lecture.newest)
    own = environment.own_settings()
    # Leaving the slides is remembered as a setting; a settings folder that lasts for this talk
    # only makes the next talk start with slides again, and `course lab` never.
    with tempfile.TemporaryDirectory(prefix="course-present-") as name:
        folder = Path(name)
        shutil.copytree(own / "settings", folder / "settings")
        if further:  # for our labextension, plan.js: the notebook is the same, the slides are not
            part = folder / "config" / "labconfig" / "page_config.json"
            files.write_text(part, '{"courseDeck": "further"}\n')
        # Beside the style sheet, where the server hands it out: plugin.js opens it.
        files.write_text(folder / "config" / "custom" / "notes.html", page)
        click.echo(KEYS)
        status = server.open_page(
            lecture.newest, folder, port=port, browser=not no_browser, present=True
        )
    raise SystemExit(status)


@main.command(
    short_help="Write an instructor's page: slides in small, what to say, the minutes so far."
)
@click.argument("stem")
@click.option("--further", is_flag=True, help="Of the part called Further.")
def notes(stem: str, further: bool) -> None:
    """Write the instructor's page of topic STEM, such as: course notes cross_entropy"""
    from utils.course import files, notes

    topic = with_lecture(stem)
    target = paths.work() / "notes" / f"{topic.name}{'_further' * further}.html"
    lecture = paths.root() / "lectures" / f"{topic.name}.ipynb"
    files.write_text(target, notes.page_of(topic, further, lecture))
    click.echo(f"{target}\nOpen it in a browser; it prints well, and needs no network.")


@main.command(short_help="Show which exercises have passed.")
def progress() -> None:
    """Show which exercises have passed, are not right yet, or have not been attempted."""
    from utils.course import standing

    standing.show()


@main.command(short_help="Make the notebooks from their text sources.")
@stems
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(["lectures", "solutions", "labs"]),
    help="Build this part alone; may be given more than once. Labs alone need no kernel.",
)
@click.option(
    "--keep",
    type=click.Choice(["text", "notebook"]),
    help="Which side wins where a notebook was edited by hand.",
)
def build(stems: tuple[str, ...], only: tuple[str, ...], keep: str | None) -> None:
    """Make the notebooks of the topics STEM (default: every topic that is ready).

    The text sources in lectures/ and solutions/ are executed into notebooks; the labs are the
    solutions without their answers. A notebook that was edited by hand is left alone unless
    --keep says which side wins.
    """
    from utils.course.build import PARTS, Build

    # On a terminal each line goes over the count of cells, which each count replaces.
    clear = "\r\x1b[K" if sys.stdout.isatty() else ""

    def tick(name: str, done: int, total: int) -> None:
        if clear:
            click.echo(f"{clear}{name}: cell {done} of {total}", nl=False)

    def say(line: str) -> None:
        click.echo(clear + line)

    try:
        Build(paths.root(), keep, only or PARTS, say, tick).run(chosen(stems))
    except CourseError:
        click.echo(clear, nl=False)
        raise


@main.command(short_help="Prove that the notebooks are in order.")
@stems
def verify(stems: tuple[str, ...]) -> None:
    """Prove that the notebooks of the topics STEM (default: all that are ready) are in order.

    Text and notebook of each pair agree, labs are what their solutions give, everything was
    executed in order without errors, no output tells about the machine that built it, and no
    file hides a module. Exit status 1 when something is wrong; each finding is one line.
    """
    from utils.course import verify

    topics = chosen(stems)
    findings = verify.verify(paths.root(), topics)
    for finding in findings:
        click.echo(str(finding))
    if findings:
        click.echo(f"{len(findings)} finding{'s' if len(findings) > 1 else ''}.")
        raise SystemExit(1)
    some = "topic" if len(topics) == 1 else "topics"
    click.echo(f"{3 * len(topics)} notebooks of {len(topics)} {some} are in order.")


@main.command(short_help="Look for what is wrong with this installation.")
def doctor() -> None:
    """Look for what is wrong with this installation and say how to mend it.

    The exit status is 1 when there is a problem; notes are no problems.
    """
    from utils.course import doctor

    problems = 0
    for finding in doctor.findings():
        problems += finding.kind == "problem"
        click.echo(SIGNS[finding.kind] + finding.what)
        if finding.mend:
            click.echo(f"{'':8}mend: {finding.mend}")
    if problems:
        click.echo(f"{problems} problem{'s' * (problems > 1)}.")
        raise SystemExit(1)
    click.echo("Everything needed is there and works.")
