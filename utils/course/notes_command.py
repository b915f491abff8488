"""`course notes STEM`: what to say beside each slide, on one page to print."""

import click

from utils import paths
from utils.course import files, notes
from utils.course.errors import CourseError
from utils.course.selection import chosen
from utils.topics import Topic


@click.command("notes")
@click.argument("stem")
@click.option("--further", is_flag=True, help="Of the part called Further.")
def command(stem: str, further: bool) -> None:
    """Write the instructor's page of topic STEM, such as: course notes cross_entropy"""
    (topic,) = chosen([stem])
    if not topic.ready:
        raise CourseError(f"topic {topic.name} is in preparation: it has no lecture yet.")
    target = paths.work() / "notes" / f"{topic.name}{'_further' * further}.html"
    files.write_text(target, page(topic, further))
    click.echo(f"{target}\nOpen it in a browser; it prints well, and needs no network.")


def page(topic: Topic, further: bool) -> str:
    """Return the instructor's page of a topic's lecture, or of its part called Further."""
    lecture = files.read_notebook(paths.root() / "lectures" / f"{topic.name}.ipynb")
    title = f"{topic.number:02} · {topic.title}{' · Further' * further}"
    return notes.page(title, lecture["cells"], further)
