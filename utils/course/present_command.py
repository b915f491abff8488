"""`course present STEM`: a lecture as live slides."""

import tempfile
from pathlib import Path

import click

from utils.course import copies, environment, server, talk_settings
from utils.course.errors import CourseError
from utils.course.selection import chosen

KEYS = """\
The slides start by themselves. Keys (click beside the text first):
  Space / Shift+Space  next / previous slide or step
  Left, Right          previous / next slide
  Up, Down             previous / next step within a slide
  Ctrl+Shift+Enter     run every cell: sliders work from then on (Shift+Enter: this cell)
  Escape               leave the slides; the cards in the notebook's toolbar start them again"""


@click.command("present")
@click.argument("stem")
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening it.")
@click.option("--port", default=8888, show_default=True, help="Where to listen; else the next.")
def command(stem: str, no_browser: bool, port: int) -> None:
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
    own = environment.own_settings()
    # Leaving the slides is remembered as a setting; a settings folder that lasts for this talk
    # only makes the next talk start with slides again, and `course lab` never.
    with tempfile.TemporaryDirectory(prefix="course-present-") as folder:
        talk_settings.prepare(own / "settings", Path(folder) / "settings")
        status = server.open_page(
            lecture.newest, Path(folder), KEYS, port=port, browser=not no_browser, present=True
        )
    raise SystemExit(status)
