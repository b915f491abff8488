"""Where things are: the course's root and the student's `work/` folder."""

import os
from pathlib import Path


def root() -> Path:
    """Return the folder that holds lectures/, labs/ and solutions/.

    The package is installed in place (`pip install -e .`), so this is the folder above `utils`.
    `COURSE_ROOT` overrides it, which the tests use to work on a copy.
    """
    override = os.environ.get("COURSE_ROOT")
    return Path(override).resolve() if override else Path(__file__).resolve().parents[1]


def work() -> Path:
    """Return the git-ignored folder of the student's own copies; `COURSE_WORK` overrides it.

    A relative one counts from the folder in which the command was given: the server hands its
    kernels the resolved path, so that all agree.
    """
    override = os.environ.get("COURSE_WORK")
    return Path(override).expanduser().resolve() if override else root() / "work"
