"""`course verify`: prove that the notebooks are in order."""

import click

from utils import paths
from utils.course.selection import chosen
from utils.course.verify import verify


@click.command()
@click.argument("stems", nargs=-1, metavar="[STEM]…")
@click.pass_context
def command(context: click.Context, stems: tuple[str, ...]) -> None:
    """Prove that the notebooks of the topics STEM (default: all that are ready) are in order.

    Text and notebook of each pair agree, labs are what their solutions give, everything was
    executed in order without errors, no output tells about the machine that built it, and no
    file hides a module. Exit status 1 when something is wrong; each finding is one line.
    """
    topics = chosen(stems)
    findings = verify(paths.root(), topics)
    for finding in findings:
        click.echo(str(finding))
    if findings:
        click.echo(f"{len(findings)} finding{'s' if len(findings) > 1 else ''}.")
        context.exit(1)
    some = "topic" if len(topics) == 1 else "topics"
    click.echo(f"{3 * len(topics)} notebooks of {len(topics)} {some} are in order.")
