"""The one error a person is meant to read."""

import click


class CourseError(click.ClickException):
    """Something the user can mend: what came, what was expected, what to do.

    The command line prints it as `Error: …` without a traceback and exits with status 2.
    """

    exit_code = 2
