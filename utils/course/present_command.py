"""`course present STEM`: a lecture as live slides."""

import shutil
import tempfile
from pathlib import Path

import click

from utils.course import copies, environment, files, notes, server
from utils.course.errors import CourseError
from utils.course.selection import chosen

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


@click.command("present")
@click.argument("stem")
@click.option("--further", is_flag=True, help="Show what goes deeper, instead of the core.")
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening it.")
@click.option("--port", default=8888, show_default=True, help="Where to listen; else the next.")
def command(stem: str, further: bool, no_browser: bool, port: int) -> None:
    """Open the lecture of topic STEM as live slides, such as: course present cross_entropy"""
    (topic,) = chosen([stem])
    if not topic.ready:
        raise CourseError(f"topic {topic.name} is in preparation: it has no lecture yet.")
    click.echo(f"Opening lecture {topic.name} as slides.")
    made = copies.make([topic])
    for copy in made:
        if copy.line():
            click.echo(copy.line())
    lecture = next(copy for copy in made if copy.kind == "lectures")
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
        status = server.open_page(
            lecture.newest, folder, KEYS, port=port, browser=not no_browser, present=True
        )
    raise SystemExit(status)
