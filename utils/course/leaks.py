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

_PATHS = (
    (r"[A-Za-z]:\\{1,2}Users\\{1,2}\w+", "a path in a Windows home folder"),
    (r"(?<![\w.:/])/(?:home|Users)/[\w.-]+", "a path in a home folder"),
    (r"(?<![\w:])(?:/[\w.-]+)*/ipykernel_\d+", "a path of the kernel's process"),
    (r"ipykernel_\d+", "a path of the kernel's process"),
    (r"(?<![\w.:])(?:/private)?/var/folders/\w+", "a path of a temporary folder"),
    (r"(?<![\w:])(?:/[\w.-]+)+/site-packages\b", "the path of an installed package"),
)
_ADDRESS = r"\bat 0x[0-9a-fA-F]{6,}"


def leaks(cell: Mapping, root: Path) -> Iterator[str]:
    """Yield one description per thing that the outputs of `cell` give away, each kind once.

    `root` is the course's folder, whose own path counts too. Tracebacks are not searched: an
    output that is an error is a finding of its own. Memory addresses are allowed in cells tagged
    `nbval-ignore-output`.
    """
    patterns = _patterns(root, Path.home(), socket.gethostname())
    may_change = IGNORE_TAG in cell["metadata"].get("tags", [])
    seen = set()
    for text in texts(cell):
        covered: list[tuple[int, int]] = []
        for pattern, what in patterns:
            if pattern.pattern == _ADDRESS and may_change:
                continue
            for match in pattern.finditer(text):
                # One path is one finding, even where several patterns know it.
                if any(match.start() < end and start < match.end() for start, end in covered):
                    continue
                covered.append(match.span())
                if what not in seen:
                    seen.add(what)
                    yield f"the output shows {what}, {match[0]!r}"


@cache
def _patterns(root: Path, home: Path, host: str) -> list[tuple[re.Pattern, str]]:
    """Return the compiled patterns, with this machine's own folders and name."""
    own = [(root, "the path of the course's folder"), (home, "the path of the home folder")]
    patterns = [
        (re.compile(re.escape(str(path)) + r"(?![\w-])"), what)
        for path, what in own
        # A root that is `/` itself would match everything.
        if len(path.parts) > 1
    ]
    patterns += [(re.compile(pattern), what) for pattern, what in _PATHS]
    for name in dict.fromkeys((host, host.split(".")[0])):
        if len(name) >= 4 and name.lower() not in GENERIC_HOSTS:
            pattern = rf"(?<![\w-]){re.escape(name)}(?![\w-])"
            patterns.append((re.compile(pattern), "the name of this machine"))
    patterns.append((re.compile(_ADDRESS), "a memory address, which every run changes"))
    return patterns


def texts(cell: Mapping) -> Iterator[str]:
    """Yield every text that the outputs of `cell` hold; pictures in base64 are no text."""
    for output in cell.get("outputs", []):
        if "text" in output:
            yield output["text"]
        for kind, value in output.get("data", {}).items():
            picture = kind.startswith("image/") and kind != "image/svg+xml"
            if isinstance(value, str) and not picture:
                yield value
