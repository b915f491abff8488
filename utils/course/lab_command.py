"""`course lab`: the student's copies, the landing page, JupyterLab."""

import click

from utils.course import copies, environment, landing, server


@click.command("lab")
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening it.")
@click.option("--port", default=8888, show_default=True, help="Where to listen; else the next.")
@click.option("--no-start", is_flag=True, help="Only make the copies and the front page.")
def command(no_browser: bool, port: int, no_start: bool) -> None:
    """Copy the notebooks into work/ and open them in JupyterLab.

    Your copies are never overwritten: when a notebook of the course has changed, the new version
    is put beside yours.
    """
    click.echo("Getting your copies of the notebooks ready in work/.")
    made = copies.make()
    for copy in made:
        if copy.line():
            click.echo(copy.line())
    page = landing.write(made)
    if no_start:
        click.echo(f"The front page is {page}. JupyterLab was not started (--no-start).")
        return
    words = "Starting JupyterLab; this takes a few seconds."
    settings = environment.own_settings()
    raise SystemExit(server.open_page(page, settings, words, port=port, browser=not no_browser))
