"""`course notes STEM`: what to say beside each slide, on one page to print."""

import click

from utils import paths
from utils.course import files, notes
from utils.course.errors import CourseError
from utils.course.selection import chosen


@click.command("notes")
@click.argument("stem")
@click.option("--further", is_flag=True, help="Of the part called Further.")
def command(stem: str, further: bool) -> None:
    """Write the instructor's page of topic STEM, such as: course notes cross_entropy"""
    (topic,) = chosen([stem])
    if not topic.ready:
        raise CourseError(f"topic {topic.name} is in preparation: it has no lecture yet.")
    target = paths.work() / "notes" / f"{topic.name}{'_further' * further}.html"
    lecture = paths.root() / "lectures" / f"{topic.name}.ipynb"
    files.write_text(target, notes.page_of(topic, further, lecture))
    click.echo(f"{target}\nOpen it in a browser; it prints well, and needs no network.")
