"""What a test's id says of it: whose test it is, and which tests run in one process."""

import re

# The two parts of an id that may name a topic: the file, and the parameters.
ID = re.compile(r"(?P<file>[^:]*).*?(?:\[(?P<parameters>.*)\])?", re.DOTALL)


def belongs_to(nodeid: str, stem: str) -> bool:
    """Say whether a test is one of this topic: `stem` or `03_stem` is a whole part of its id."""
    parts = "/".join(filter(None, ID.fullmatch(nodeid).groups()))
    return re.search(rf"(^|[/.-])(\d\d_)?{stem}([/.-]|$)", parts) is not None


def together(nodeid: str) -> str:
    """Return what the tests share that run in one process: their file, in contracts their topic."""
    file, parameters = ID.fullmatch(nodeid).groups()
    if not file.startswith("tests/contract/"):
        return file
    return f"{file} {(parameters or '').split('-')[0]}"
