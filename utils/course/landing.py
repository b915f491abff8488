"""The page JupyterLab opens at: `work/README.md`, a table of topics with links to the copies."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from utils import paths
from utils.course import files
from utils.course.copies import KINDS, Copy
from utils.topics import TOPICS

HEAD = """\
# Neural networks for sequences

These are your own copies: change them, break them, try again. Nothing here is ever overwritten.

1. Open a **lecture** and run its cells from the top with Shift+Enter.
2. Do its **lab**. After each exercise a check tells you whether it is right, and if not, why.
3. Look at the **solution** when you have tried. Comparing afterwards is worth it, too.
"""

TAIL = """\
How far am I? The last cell of a lab sums it up. For all topics, open a terminal
(File, New, Terminal) and type `course progress`.
"""


def write(copies: Iterable[Copy]) -> Path:
    """Write the landing page for `copies` into `work/` and return its path.

    Links are relative to `work/`; unready topics are listed. Raises CourseError when it cannot be
    written.
    """
    by_place = {(copy.topic.name, copy.kind): copy for copy in copies}
    rows = [
        "| | topic | minutes | lecture | lab | solution |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    waiting = []
    for topic in TOPICS:
        if not topic.ready:
            waiting.append(f"- {topic.number:02d} {topic.title}: {topic.summary}")
            continue
        links = [_links(by_place.get((topic.name, kind))) for kind in KINDS]
        cells = [f"{topic.number:02d}", f"**{topic.title}**<br>{topic.summary}", str(topic.minutes)]
        rows.append("| " + " | ".join([*cells, *links]) + " |")
    parts = [HEAD, "\n".join(rows) + "\n", TAIL]
    if waiting:
        parts.append("In preparation:\n\n" + "\n".join(waiting) + "\n")
    page = paths.work() / "README.md"
    files.write_text(page, "\n".join(parts))
    return page


def _links(copy: Copy | None) -> str:
    """Return the link to a copy, and to the newer version beside it when there is one."""
    if copy is None or not copy.usable:
        return "not built yet"
    link = _link(copy.kind.removesuffix("s"), copy.path)
    if copy.newest != copy.path:
        link += "<br>" + _link("new version", copy.newest)
    return link


def _link(label: str, target: Path) -> str:
    """Return a Markdown link to `target` relative to `work/`."""
    return f"[{label}]({quote(target.relative_to(paths.work()).as_posix())})"
