"""`course doctor`: look for what is wrong with this installation."""

import click

from utils.course import doctor

SIGNS = {"ok": "ok      ", "note": "note    ", "problem": "PROBLEM "}


@click.command("doctor")
def command() -> None:
    """Look for what is wrong with this installation and say how to mend it.

    The exit status is 1 when there is a problem; notes are no problems.
    """
    problems = 0
    for examine in doctor.EXAMINATIONS:
        try:
            findings = list(examine())
        except Exception as failure:  # one examination that breaks must not hide the others
            findings = [
                doctor.Finding("problem", f"looking at {examine.__name__} failed: {failure!r}")
            ]
        for finding in findings:
            problems += finding.kind == "problem"
            click.echo(SIGNS[finding.kind] + finding.what)
            if finding.mend:
                click.echo(f"{'':8}mend: {finding.mend}")
    if problems:
        click.echo(f"{problems} problem{'s' * (problems > 1)}.")
        raise SystemExit(1)
    click.echo("Everything needed is there and works.")
