"""The `course` command: each subcommand NAME is `command` in the module NAME_command.

The modules are imported only when their command is asked for, so that `course --help` does not
wait for nbclient, jupytext or JupyterLab.
"""

import importlib

import click

COMMANDS = {
    "lab": "Copy the notebooks into work/ and open them in JupyterLab.",
    "present": "Open a lecture as live slides.",
    "notes": "Write an instructor's page: slides in small, what to say, the minutes so far.",
    "progress": "Show which exercises have passed.",
    "build": "Make the notebooks from their text sources.",
    "verify": "Prove that the notebooks are in order.",
    "doctor": "Look for what is wrong with this installation.",
}


class LazyGroup(click.Group):
    """A group that imports a subcommand's module when that subcommand is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table, which is the order of the help text."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the click command called `name`, or None when there is none."""
        if name not in COMMANDS:
            return None
        return importlib.import_module(f"utils.course.{name}_command").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, so that help imports none of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Open the course, make it, and prove it."""


if __name__ == "__main__":
    main()
