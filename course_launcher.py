"""Start the `course` command, also where another package called `utils` comes first on the path."""

import sys
from pathlib import Path


def main() -> None:
    """Put the course's folder before everything else, then run its command line."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from utils.course import cli

    cli.main()
