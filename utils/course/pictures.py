"""Pictures that say nothing to someone who cannot see them."""

import re
from collections.abc import Iterator, Mapping

_IMG = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r"\balt=[\"'][^\"']{10,}")
_MARKDOWN = re.compile(r"!\[(.{0,9})\]\(")


def faults(cell: Mapping) -> Iterator[str]:
    """Yield what is wrong with each picture of `cell` that has no text in its place."""
    data = [output.get("data", {}) for output in cell.get("outputs", ())]
    if any(kind.startswith("image/") for part in data for kind in part):
        yield 'it shows a picture without alt text; end the cell with show("what there is to see")'
    shown = "".join("".join(part.get("text/html", "")) for part in data)
    prose = cell["source"] if cell["cell_type"] == "markdown" else ""
    for tag in _IMG.findall(shown + prose):
        if not _ALT.search(tag):
            yield f"it has an <img> whose alt text says nothing: {tag[:40]}…"
    for alt in _MARKDOWN.findall(prose):
        yield f"it has a picture whose alt text says nothing: ![{alt}]"
