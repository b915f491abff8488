"""The exact versions that CI proves: `constraints.txt`, read and written.

    python -m utils.course.constraints

writes the versions installed now, of everything the course and its tests need and of nothing
else. Constraints install nothing by themselves, so a package that only one system needs is
harmless elsewhere; what only Windows or macOS need is not listed.
"""

import re
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from utils import paths
from utils.course import files
from utils.course.errors import CourseError

DISTRIBUTION = "sequence-networks-course"
# With its last number: a package may refuse 3.11.2, which some systems have, and accept 3.11.7.
OLDEST = "3.11.0"
HEADER = """\
# The exact versions that `make test` runs with, for `pip install -c constraints.txt -e .`
# Written by `make constraints` from what is installed; the allowed ranges are in pyproject.toml.
# Made on Linux: packages that only Windows or macOS need are not pinned here.
# torch has no local suffix (+cpu, +cu…), so that every build of that version fits.
"""


def file() -> Path:
    """Return the path of `constraints.txt`."""
    return paths.root() / "constraints.txt"


def parse(text: str) -> dict[str, str]:
    """Return `{name: version}` of the `name==version` lines of `text`.

    Comments and empty lines are left out. Raises ValueError, with the line, for anything else.
    """
    versions = {}
    for line in filter(None, (line.split("#")[0].strip() for line in text.splitlines())):
        match = re.fullmatch(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.!]+)", line)
        if not match:
            raise ValueError(f"not of the form name==version: {line!r}")
        versions[canonicalize_name(match[1])] = match[2]
    return versions


def needed(distribution: str = DISTRIBUTION, extras: tuple[str, ...] = ("test",)) -> dict[str, str]:
    """Return `{name: version}` of all that `distribution` with `extras` needs here, installed now.

    Versions are without local suffix. Raises PackageNotFoundError when one is not installed.
    """
    found: dict[str, str] = {}
    done: set[tuple[str, str]] = set()
    waiting = [(distribution, extra) for extra in ("", *extras)]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in done:
            continue
        done.add((name, extra))
        there = metadata.distribution(name)
        if name != distribution:
            found[canonicalize_name(name)] = there.version.split("+")[0]
        for line in there.requires or []:
            requirement = Requirement(line)
            if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
                continue
            waiting += [(requirement.name, more) for more in ("", *requirement.extras)]
    return dict(sorted(found.items()))


def too_new(names: Iterable[str], oldest: str = OLDEST) -> list[str]:
    """Return those of the installed packages `names` that refuse the Python `oldest`."""
    allowed = {name: metadata.metadata(name).get("Requires-Python", "") for name in names}
    return [name for name in allowed if not SpecifierSet(allowed[name]).contains(oldest)]


def main() -> None:
    """Write `constraints.txt`, unless what is installed would not install everywhere.

    Raises CourseError naming the packages that refuse the oldest Python the course supports.
    """
    pins = needed()
    if refused := too_new(pins):
        raise CourseError(
            f"these refuse Python {OLDEST}, which the course supports: {', '.join(refused)}. "
            "Install older versions of them into .venv first."
        )
    lines = [f"{name}=={version}" for name, version in pins.items()]
    files.write_text(file(), HEADER + "\n".join(lines) + "\n")
    print(f"Wrote {len(lines)} versions to {file()}.")


if __name__ == "__main__":
    try:
        main()
    except CourseError as problem:
        problem.show()
        raise SystemExit(problem.exit_code) from None
