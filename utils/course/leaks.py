"""What an output must not give away or depend on: paths, host names, memory addresses.

They tell about the machine that built the notebook, and change on the next one.
"""

import re
import socket
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

# Names that many machines have, and that are words; finding them in prose says nothing.
# fmt: off
GENERIC_HOSTS = frozenset({
    "localhost", "debian", "ubuntu", "fedora", "linux", "windows", "docker", "container", "host",
    "hostname", "machine", "server", "computer", "desktop", "laptop", "notebook", "jupyter",
    "python", "runner", "worker", "build", "builder", "main", "local", "node", "work", "home",
    "test",
})
# fmt: on
IGNORE_TAG = "nbval-ignore-output"

_KINDS = (
    (r"[A-Za-z]:\\{1,2}Users\\{1,2}\w+", "a path in a Windows home folder"),
    (r"(?<![\w.:/])/(?:home|Users)/[\w.-]+", "a path in a home folder"),
    (r"(?<![\w:])(?:/[\w.-]+)*/ipykernel_\d+|ipykernel_\d+", "a path of the kernel's process"),
    (r"(?<![\w.:])(?:/private)?/var/folders/\w+", "a path of a temporary folder"),
    (r"(?<![\w:])(?:/[\w.-]+)+/site-packages\b", "the path of an installed package"),
)
_ADDRESS = "a memory address, which every run changes"


def leaks(cell: Mapping, root: Path) -> Iterator[str]:
    """Yield one description per thing that the outputs of `cell` give away, each kind once.

    `root` is the course's folder, whose own path counts too. Tracebacks are not searched: an
    output that is an error is a finding of its own. Memory addresses are allowed in cells tagged
    `nbval-ignore-output`.
    """
    pattern, kinds = _pattern(root, Path.home(), socket.gethostname())
    # One path is one finding, even where several kinds know it: the first counts.
    found = {}
    for text in texts(cell):
        for match in pattern.finditer(text):
            found.setdefault(kinds[match.lastindex - 1], match[0])
    if IGNORE_TAG in cell["metadata"].get("tags", []):
        found.pop(_ADDRESS, None)
    for what, shown in found.items():
        yield f"the output shows {what}, {shown!r}"


@cache
def _pattern(root: Path, home: Path, host: str) -> tuple[re.Pattern, list[str]]:
    """Return a pattern with a group for each kind, this machine's own folders and name first."""
    own = [(root, "the path of the course's folder"), (home, "the path of the home folder")]
    kinds = [
        (re.escape(str(path)) + r"(?![\w-])", what)
        for path, what in own
        # A root that is `/` itself would match everything.
        if len(path.parts) > 1
    ]
    kinds += _KINDS
    for name in dict.fromkeys((host, host.split(".")[0])):
        if len(name) >= 4 and name.lower() not in GENERIC_HOSTS:
            kinds.append((rf"(?<![\w-]){re.escape(name)}(?![\w-])", "the name of this machine"))
    kinds.append((r"\bat 0x[0-9a-fA-F]{6,}", _ADDRESS))
    patterns, names = zip(*kinds, strict=True)
    return re.compile("|".join(f"({each})" for each in patterns)), list(names)


def texts(cell: Mapping) -> Iterator[str]:
    """Yield every text that the outputs of `cell` hold; pictures in base64 are no text."""
    for output in cell.get("outputs", []):
        if "text" in output:
            yield output["text"]
        for kind, value in output.get("data", {}).items():
            picture = kind.startswith("image/") and kind != "image/svg+xml"
            if isinstance(value, str) and not picture:
                yield value
